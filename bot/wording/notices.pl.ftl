# Komunikaty do wysłania teraz. $role: shop, creator lub other; $voice: me lub us; $downs: ile serwisów nie działa;
# $partly: yes, jeśli tylko w części.
# Wokół komunikatu.
notice-label-banner = Baner na stronę
notice-label-email = E-mail do klientów
notice-label-post = Krótki wpis (X, Bluesky…)
notice-label-sms = SMS
notice-label-google = Wpis w profilu firmy w Google
notice-label-clients = Wiadomość do klientów agencji
notice-label-brand = Wiadomość do marki: opóźniony wpis
notice-label-answering = Automatyczna sekretarka
notice-size = znaki: { $length } z { $limit }
notice-size-free = { $length } { $length ->
    [one] znak
    [few] znaki
    [many] znaków
   *[other] znaku
}
notice-size-sms = { $parts } { $parts ->
    [one] SMS
    [few] SMS-y
    [many] SMS-ów
   *[other] SMS-a
}, znaki: { $units } z { $room } ({ $alphabet })
notice-too-long = Za długie nawet bez zdań dodatkowych: skróć nazwę lub dane kontaktowe.
notice-ask-name = Jaką nazwą podpisać komunikat?
notice-ask-phone = Pod jakim numerem można się z tobą skontaktować?
notice-ask-down = Co nie działa?
notice-ask-next = Kiedy podasz kolejną informację?
notice-ask-brand = Jak nazywa się marka?
notice-ask-post = Który wpis się opóźnia?
notice-blank-name = nazwa
notice-blank-phone = numer telefonu
notice-blank-down = nazwa serwisu
notice-blank-next = godzina
notice-blank-brand = marka
notice-blank-post = tytuł wpisu

# Części. $last-id to serwis, który zamyka wyliczenie.
notice-and = { $first } i { $last }
notice-or = { $first } lub { $last }
notice-on = { $platform ->
    [facebook] na Facebooku
    [instagram] na Instagramie
    [whatsapp] na WhatsAppie
    [messenger] na Messengerze
    [twitter] na X
    [telegram] na Telegramie
    [tiktok] na TikToku
    [discord] na Discordzie
    [youtube] na YouTubie
    [linkedin] na LinkedInie
    [snapchat] na Snapchacie
    [signal] na Signalu
    [viber] na Viberze
    [slack] na Slacku
    [teams] w Microsoft Teams
    [google] w Google
    [gmail] na Gmailu
    [pinterest] na Pintereście
    [mastodon] na Mastodonie
   *[other] na { $name }
}
notice-way-phone = pod numerem { $phone }
notice-way-phone-listed = telefonicznie (numer jest w tym profilu)
notice-way-email = mailowo ({ $email })
notice-way-channels = { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = plus
notice-dot = kropka
notice-hyphen = myślnik

# Zdania wspólne.
notice-down = { $partly ->
    [yes] W tej chwili nie działa część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down }
   *[no] { $downs ->
        [one] W tej chwili nie działa { $down }
       *[other] W tej chwili nie działają { $down }
    }
}, i to nie tylko { $voice ->
    [me] u mnie
   *[us] u nas
}.
notice-reach = { $role ->
    [shop] Zamówienia i pytania przyjmujemy { $ways }.
    [creator] Kontakt ze mną: { $ways }.
   *[other] Prosimy o kontakt { $ways }.
}
notice-reach-first = { $role ->
    [shop] Zamówienia i pytania przyjmujemy { $way }.
    [creator] Kontakt ze mną: { $way }.
   *[other] Prosimy o kontakt { $way }.
}
notice-more = Także { $more }.
notice-orders = { $role ->
    [shop] Potwierdzone zamówienia pozostają aktualne.
   *[other] Wszystkie ustalenia pozostają aktualne.
}
notice-orders-long = { $role ->
    [shop] Potwierdzone zamówienia pozostają aktualne. Jeśli zamówienie zostało bez odpowiedzi, prosimy wysłać je ponownie: mogło do nas nie dotrzeć.
    [creator] Wszystkie ustalenia pozostają aktualne. Jeśli wiadomość została bez odpowiedzi, proszę wysłać ją ponownie: mogła do mnie nie dotrzeć.
   *[other] Wszystkie ustalenia pozostają aktualne. Jeśli wiadomość została bez odpowiedzi, prosimy wysłać ją ponownie: mogła do nas nie dotrzeć.
}
notice-sign-in = Nie udaje się zalogować przez Facebooka? Prosimy o kontakt, pomożemy wejść na konto.
notice-site = Bieżące informacje: { $news }
notice-next = Kolejna informacja: { $next }.
notice-thanks = { $voice ->
    [me] Dziękuję za cierpliwość.
   *[us] Dziękujemy za cierpliwość.
}

# SMS.
notice-sms-down = { $name }: { $partly ->
    [yes] nie działa część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down }
   *[no] { $downs ->
        [one] nie działa { $down }
       *[other] nie działają { $down }
    }
}.
notice-sms-only = I to nie tylko { $voice ->
    [me] u mnie
   *[us] u nas
}.
notice-sms-reach = { $role ->
    [shop] Zamówienia przyjmujemy { $way }.
    [creator] Kontakt ze mną: { $way }.
   *[other] Prosimy o kontakt { $way }.
}

# E-mail.
notice-subject = { $partly ->
    [yes] Część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down } nie działa
   *[no] { $downs ->
        [one] { $down } nie działa
       *[other] { $down } nie działają
    }
}: jak się { $voice ->
    [me] ze mną
   *[us] z nami
} skontaktować
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = Jak się { $voice ->
    [me] ze mną
   *[us] z nami
} teraz skontaktować
notice-hello = Dzień dobry,
notice-down-mail = { $partly ->
    [yes] w tej chwili nie działa część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down }
   *[no] { $downs ->
        [one] w tej chwili nie działa { $down }
       *[other] w tej chwili nie działają { $down }
    }
}, i to nie tylko { $voice ->
    [me] u mnie
   *[us] u nas
}.
notice-sign = { $voice ->
    [me] Pozdrawiam serdecznie
   *[us] Pozdrawiamy serdecznie
}
    { $name }

# Do klientów agencji.
notice-clients-down = { $partly ->
    [yes] w tej chwili nie działa część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down }
   *[no] { $downs ->
        [one] w tej chwili nie działa { $down }
       *[other] w tej chwili nie działają { $down }
    }
}, i to nie tylko na Państwa kontach.
notice-clients-calm = Nie trzeba nic robić: prosimy nie zmieniać haseł ani ustawień.
notice-clients-posts = Wpisy, które nie mogą się teraz ukazać, poczekają; gdy wszystko znów zacznie działać, ustalimy z Państwem nowe terminy.
notice-clients-reach = W pilnych sprawach prosimy o kontakt { $ways }.

# Do marki.
notice-brand-hello = Dzień dobry,
notice-brand-post = wpis „{ $post }” dla marki { $brand }{ $has-due ->
    [yes] {" "}(planowany: { $due })
   *[no] {""}
} nie może się ukazać zgodnie z planem: { $partly ->
    [yes] w tej chwili nie działa część funkcji { $downs ->
        [one] serwisu
       *[other] serwisów
    } { $down }
   *[no] { $downs ->
        [one] w tej chwili nie działa { $down }
       *[other] w tej chwili nie działają { $down }
    }
}, i to nie tylko { $voice ->
    [me] u mnie
   *[us] u nas
}.
notice-brand-plan = { $voice ->
    [me] Gdy wszystko znów zacznie działać, opublikuję go i wyślę Państwu link.
   *[us] Gdy wszystko znów zacznie działać, opublikujemy go i wyślemy Państwu link.
}
notice-brand-date = { $voice ->
    [me] Proponuję nowy termin: { $date }. Czy ten termin Państwu odpowiada?
   *[us] Proponujemy nowy termin: { $date }. Czy ten termin Państwu odpowiada?
}
notice-brand-reach = { $voice ->
    [me] Do tego czasu proszę o kontakt { $ways }.
   *[us] Do tego czasu prosimy o kontakt { $ways }.
}
notice-brand-sorry = { $voice ->
    [me] Przepraszam za opóźnienie i dziękuję za wyrozumiałość.
   *[us] Przepraszamy za opóźnienie i dziękujemy za wyrozumiałość.
}

# Automatyczna sekretarka: do odczytania na głos.
notice-answer-hello = Dzień dobry, tu { $name }.
notice-answer-leave = { $role ->
    [shop] Po sygnale prosimy zostawić imię, numer telefonu oraz zamówienie lub pytanie. Oddzwonimy.
    [creator] Po sygnale proszę zostawić imię, numer telefonu i wiadomość. Oddzwonię.
   *[other] Po sygnale prosimy zostawić imię, numer telefonu i wiadomość. Oddzwonimy.
}
notice-answer-phone = Numer do ponownego kontaktu: { $spoken-phone }.
notice-answer-ways = Można też napisać { $voice ->
    [me] do mnie
   *[us] do nas
} { $spoken-ways }.
notice-answer-site = Bieżące informacje są na stronie { $spoken-site }.
