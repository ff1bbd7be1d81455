# Mitteilungen, die jetzt hinausgehen. $role: shop, creator oder other; $voice: me oder us; $downs: wie viele ausgefallen sind;
# $partly: yes, wenn nur teilweise.
# Um eine Mitteilung herum.
notice-label-banner = Banner für Ihre Website
notice-label-email = E-Mail an Kunden
notice-label-post = Kurzer Beitrag (X, Bluesky…)
notice-label-sms = SMS
notice-label-google = Beitrag im Google-Unternehmensprofil
notice-label-clients = Nachricht an Kunden einer Agentur
notice-label-brand = Nachricht an eine Marke: Beitrag verspätet
notice-label-answering = Anrufbeantworter
notice-size = { $length } von { $limit } Zeichen
notice-size-free = { $length } Zeichen
notice-size-sms = { $parts } SMS, { $units } von { $room } Zeichen ({ $alphabet })
notice-too-long = Auch ohne die verzichtbaren Sätze zu lang: Kürzen Sie den Namen oder die Kontaktangaben.
notice-ask-name = Welcher Name soll unter der Mitteilung stehen?
notice-ask-phone = Unter welcher Nummer sind Sie erreichbar?
notice-ask-down = Was ist ausgefallen?
notice-ask-next = Wann gibt es die nächste Info von Ihnen?
notice-ask-brand = Wie heißt die Marke?
notice-ask-post = Welcher Beitrag verspätet sich?
notice-blank-name = Name
notice-blank-phone = Telefonnummer
notice-blank-down = Dienst
notice-blank-next = Uhrzeit
notice-blank-brand = Marke
notice-blank-post = Beitrag

# Bausteine. $last-id ist die Plattform, die eine Aufzählung schließt.
notice-and = { $first } und { $last }
notice-or = { $first } oder { $last }
notice-on = { $platform ->
    [telegram] über { $name }
    [signal] über { $name }
    [viber] über { $name }
    [whatsapp] über { $name }
    [messenger] über { $name }
    [slack] über { $name }
    [teams] über { $name }
   *[other] auf { $name }
}
notice-way-phone = telefonisch unter { $phone }
notice-way-phone-listed = telefonisch (die Nummer steht in diesem Profil)
notice-way-email = per E-Mail an { $email }
notice-way-channels = { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = plus
notice-dot = Punkt
notice-hyphen = Bindestrich

# Gemeinsame Sätze.
notice-down = { $partly ->
    [yes] Teile von { $down } funktionieren
   *[no] { $down } { $downs ->
        [one] funktioniert
       *[other] funktionieren
    }
} gerade nicht, und das nicht nur bei { $voice ->
    [me] mir
   *[us] uns
}.
notice-reach = { $role ->
    [shop] Für Bestellungen und Fragen erreichen Sie uns { $ways }.
    [creator] Sie erreichen mich { $ways }.
   *[other] Sie erreichen uns { $ways }.
}
notice-reach-first = { $role ->
    [shop] Für Bestellungen und Fragen erreichen Sie uns { $way }.
    [creator] Sie erreichen mich { $way }.
   *[other] Sie erreichen uns { $way }.
}
notice-more = Auch { $more }.
notice-orders = { $role ->
    [shop] Bestätigte Bestellungen gelten weiter.
   *[other] Was vereinbart ist, gilt weiter.
}
notice-orders-long = { $role ->
    [shop] Bestellungen, die wir bestätigt haben, gelten weiter. Wenn Sie bestellt, aber noch keine Antwort bekommen haben, schicken Sie uns die Bestellung bitte noch einmal: Vielleicht ist sie nicht angekommen.
    [creator] Was vereinbart ist, gilt weiter. Wenn Sie mir geschrieben, aber noch keine Antwort bekommen haben, schreiben Sie mir bitte noch einmal: Vielleicht ist die Nachricht nicht angekommen.
   *[other] Was vereinbart ist, gilt weiter. Wenn Sie uns geschrieben, aber noch keine Antwort bekommen haben, schreiben Sie uns bitte noch einmal: Vielleicht ist die Nachricht nicht angekommen.
}
notice-sign-in = Die Anmeldung mit Facebook klappt nicht? Melden Sie sich bei uns, wir helfen Ihnen weiter.
notice-site = Aktuelles: { $news }
notice-next = Nächste Info: { $next }.
notice-thanks = Danke für Ihre Geduld.

# SMS.
notice-sms-down = { $name }: { $partly ->
    [yes] Teile von { $down } funktionieren
   *[no] { $down } { $downs ->
        [one] funktioniert
       *[other] funktionieren
    }
} gerade nicht.
notice-sms-only = Und das nicht nur bei { $voice ->
    [me] mir
   *[us] uns
}.
notice-sms-reach = { $role ->
    [shop] Bestellen Sie { $way }.
    [creator] Sie erreichen mich { $way }.
   *[other] Sie erreichen uns { $way }.
}

# E-Mail.
notice-subject = { $partly ->
    [yes] Teile von { $down } funktionieren
   *[no] { $down } { $downs ->
        [one] funktioniert
       *[other] funktionieren
    }
} nicht: So erreichen Sie { $voice ->
    [me] mich
   *[us] uns
}
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = So erreichen Sie { $voice ->
    [me] mich
   *[us] uns
} im Moment
notice-hello = Guten Tag,
notice-down-mail = { notice-down }
notice-sign = Herzliche Grüße
    { $name }

# An Kunden einer Agentur.
notice-clients-down = { $partly ->
    [yes] Teile von { $down } funktionieren
   *[no] { $down } { $downs ->
        [one] funktioniert
       *[other] funktionieren
    }
} gerade nicht, und das nicht nur bei Ihnen.
notice-clients-calm = Sie brauchen nichts zu tun: Lassen Sie Passwörter und Einstellungen bitte, wie sie sind.
notice-clients-posts = Beiträge, die jetzt nicht erscheinen können, holen wir nach: Sobald alles wieder läuft, stimmen wir neue Termine mit Ihnen ab.
notice-clients-reach = In dringenden Fällen erreichen Sie uns { $ways }.

# An eine Marke.
notice-brand-hello = Hallo { $brand },
notice-brand-post = der Beitrag „{ $post }“{ $has-due ->
    [yes] {" "}(geplant: { $due })
   *[no] {""}
} kann nicht wie geplant erscheinen: { $partly ->
    [yes] Teile von { $down } funktionieren
   *[no] { $down } { $downs ->
        [one] funktioniert
       *[other] funktionieren
    }
} gerade nicht, und das nicht nur bei { $voice ->
    [me] mir
   *[us] uns
}.
notice-brand-plan = { $voice ->
    [me] Sobald alles wieder läuft, veröffentliche ich ihn und schicke Ihnen den Link.
   *[us] Sobald alles wieder läuft, veröffentlichen wir ihn und schicken Ihnen den Link.
}
notice-brand-date = { $voice ->
    [me] Ich schlage einen neuen Termin vor: { $date }. Passt Ihnen das?
   *[us] Wir schlagen einen neuen Termin vor: { $date }. Passt Ihnen das?
}
notice-brand-reach = Bis dahin erreichen Sie { $voice ->
    [me] mich
   *[us] uns
} { $ways }.
notice-brand-sorry = Entschuldigen Sie die Verzögerung, und danke für Ihr Verständnis.

# Anrufbeantworter: vorgelesen.
notice-answer-hello = Guten Tag, hier ist { $name }.
notice-answer-leave = { $role ->
    [shop] Bitte nennen Sie nach dem Ton Ihren Namen, Ihre Nummer und Ihre Bestellung oder Frage. Wir rufen Sie zurück.
    [creator] Bitte nennen Sie nach dem Ton Ihren Namen, Ihre Nummer und Ihr Anliegen. Ich rufe Sie zurück.
   *[other] Bitte nennen Sie nach dem Ton Ihren Namen, Ihre Nummer und Ihr Anliegen. Wir rufen Sie zurück.
}
notice-answer-phone = Wenn Sie noch einmal anrufen möchten: { $spoken-phone }.
notice-answer-ways = Sie können { $voice ->
    [me] mir
   *[us] uns
} auch { $spoken-ways } schreiben.
notice-answer-site = Aktuelles finden Sie auf { $spoken-site }.
