# Messaggi da inviare subito. $role: shop, creator o other; $voice: me o us; $downs: quanti non funzionano;
# $partly: yes se solo in parte.
# Intorno a un messaggio.
notice-label-banner = Banner per il sito
notice-label-email = E-mail ai clienti
notice-label-post = Post breve (X, Bluesky…)
notice-label-sms = SMS
notice-label-google = Post sul profilo Google
notice-label-clients = Messaggio ai clienti di un'agenzia
notice-label-brand = Messaggio a un brand: post in ritardo
notice-label-answering = Segreteria telefonica
notice-size = { $length } caratteri su { $limit }
notice-size-free = { $length } { $length ->
    [one] carattere
   *[other] caratteri
}
notice-size-sms = { $parts } SMS, { $units } { $units ->
    [one] carattere
   *[other] caratteri
} su { $room } ({ $alphabet })
notice-too-long = Troppo lungo anche senza le frasi facoltative: accorciate il nome o i recapiti.
notice-ask-name = Con quale nome firmare il messaggio?
notice-ask-phone = A quale numero vi si può chiamare?
notice-ask-down = Che cosa non funziona?
notice-ask-next = Quando darete il prossimo aggiornamento?
notice-ask-brand = Come si chiama il brand?
notice-ask-post = Quale post è in ritardo?
notice-blank-name = nome
notice-blank-phone = telefono
notice-blank-down = servizio
notice-blank-next = ora
notice-blank-brand = brand
notice-blank-post = post

# Pezzi. $last-id è la piattaforma che chiude un elenco.
notice-and = { $first } e { $last }
notice-or = { $first } o { $last }
notice-on = su { $name }
notice-way-phone = chiamate il numero { $phone }
notice-way-phone-listed = chiamateci (il numero è in questo profilo)
notice-way-email = scrivete a { $email }
notice-way-channels = { $voice ->
    [me] scrivetemi
   *[us] scriveteci
} { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = più
notice-dot = punto
notice-hyphen = trattino

# Frasi comuni.
notice-down = In questo momento { $partly ->
    [yes] alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}, e non solo per { $voice ->
    [me] me
   *[us] noi
}.
notice-reach = { $role ->
    [shop] Per ordinare o farci una domanda, { $ways }.
   *[other] Nel frattempo, { $ways }.
}
notice-reach-first = { $role ->
    [shop] Per ordinare o farci una domanda, { $way }.
   *[other] Nel frattempo, { $way }.
}
notice-more = Oppure { $more }.
notice-orders = { $role ->
    [shop] Gli ordini confermati restano validi.
   *[other] Quanto concordato resta valido.
}
notice-orders-long = { $role ->
    [shop] Gli ordini che abbiamo confermato restano validi. Se ne avete inviato uno e non avete ricevuto risposta, mandatelo di nuovo: potrebbe non esserci arrivato.
    [creator] Quanto concordato resta valido. Se mi avete scritto e non avete ricevuto risposta, scrivetemi di nuovo: il messaggio potrebbe non essermi arrivato.
   *[other] Quanto concordato resta valido. Se ci avete scritto e non avete ricevuto risposta, scriveteci di nuovo: il messaggio potrebbe non esserci arrivato.
}
notice-sign-in = Non riuscite ad accedere con Facebook? Contattateci: vi aiutiamo noi a entrare.
notice-site = Ultime notizie: { $news }
notice-next = Prossimo aggiornamento: { $next }.
notice-thanks = Grazie per la pazienza.

# SMS.
notice-sms-down = { $name }: { $partly ->
    [yes] alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}.
notice-sms-only = E non solo per { $voice ->
    [me] me
   *[us] noi
}.
notice-sms-reach = { $role ->
    [shop] Per ordinare, { $way }.
   *[other] Nel frattempo, { $way }.
}

# E-mail.
notice-subject = { $partly ->
    [yes] Alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}: come { $voice ->
    [me] contattarmi
   *[us] contattarci
}
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = Come { $voice ->
    [me] contattarmi
   *[us] contattarci
} in questo momento
notice-hello = Buongiorno,
notice-down-mail = in questo momento { $partly ->
    [yes] alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}, e non solo per { $voice ->
    [me] me
   *[us] noi
}.
notice-sign = Un cordiale saluto,
    { $name }

# Ai clienti di un'agenzia.
notice-clients-down = in questo momento { $partly ->
    [yes] alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}, e non solo sui vostri account.
notice-clients-calm = Non dovete fare nulla: lasciate password e impostazioni come sono.
notice-clients-posts = I post che ora non possono uscire aspetteranno; appena tutto tornerà a funzionare, concorderemo con voi i nuovi orari.
notice-clients-reach = Per le urgenze, { $ways }.

# A un brand.
notice-brand-hello = Buongiorno { $brand },
notice-brand-post = il post «{ $post }»{ $has-due ->
    [yes] {" "}(previsto: { $due })
   *[no] {""}
} non può uscire come previsto: in questo momento { $partly ->
    [yes] alcune parti di { $down } non funzionano
   *[no] { $down } non { $downs ->
        [one] funziona
       *[other] funzionano
    }
}, e non solo per { $voice ->
    [me] me
   *[us] noi
}.
notice-brand-plan = { $voice ->
    [me] Appena tutto tornerà a funzionare lo pubblicherò e vi manderò il link.
   *[us] Appena tutto tornerà a funzionare lo pubblicheremo e vi manderemo il link.
}
notice-brand-date = { $voice ->
    [me] Propongo una nuova data: { $date }. Può andare bene?
   *[us] Proponiamo una nuova data: { $date }. Può andare bene?
}
notice-brand-reach = Nel frattempo, { $ways }.
notice-brand-sorry = { $voice ->
    [me] Mi scuso per il ritardo e vi ringrazio per la comprensione.
   *[us] Ci scusiamo per il ritardo e vi ringraziamo per la comprensione.
}

# Segreteria telefonica: letto ad alta voce.
notice-answer-hello = Buongiorno, risponde la segreteria di { $name }.
notice-answer-leave = { $role ->
    [shop] Dopo il segnale acustico lasciate nome, numero e il vostro ordine o la vostra domanda. Vi richiameremo.
    [creator] Dopo il segnale acustico lasciate nome, numero e messaggio. Vi richiamerò.
   *[other] Dopo il segnale acustico lasciate nome, numero e messaggio. Vi richiameremo.
}
notice-answer-phone = Per richiamare: { $spoken-phone }.
notice-answer-ways = Potete anche { $voice ->
    [me] scrivermi
   *[us] scriverci
} { $spoken-ways }.
notice-answer-site = Trovate le ultime notizie su { $spoken-site }.
