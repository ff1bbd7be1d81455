# Messages à envoyer maintenant. $role : shop, creator ou other ; $voice : me ou us ; $downs : combien sont en panne ;
# $partly : yes quand la panne n'est que partielle.
# Autour d'un message.
notice-label-banner = Bandeau pour votre site
notice-label-email = E-mail aux clients
notice-label-post = Message court (X, Bluesky…)
notice-label-sms = SMS
notice-label-google = Actualité de la fiche Google
notice-label-clients = Message aux clients d'une agence
notice-label-brand = Message à une marque : publication retardée
notice-label-answering = Répondeur
notice-size = { $length } caractères sur { $limit }
notice-size-free = { $length } { $length ->
    [one] caractère
   *[other] caractères
}
notice-size-sms = { $parts } SMS, { $units } { $units ->
    [one] caractère
   *[other] caractères
} sur { $room } ({ $alphabet })
notice-too-long = Trop long, même sans les phrases facultatives : raccourcissez le nom ou les coordonnées.
notice-ask-name = De quel nom signer le message ?
notice-ask-phone = À quel numéro peut-on vous joindre ?
notice-ask-down = Qu'est-ce qui est en panne ?
notice-ask-next = Quand donnerez-vous des nouvelles ?
notice-ask-brand = Comment s'appelle la marque ?
notice-ask-post = Quelle publication est retardée ?
notice-blank-name = nom
notice-blank-phone = téléphone
notice-blank-down = service
notice-blank-next = heure
notice-blank-brand = marque
notice-blank-post = publication

# Morceaux. $last-id est la plateforme qui vient en dernier dans une liste.
notice-and = { $first } et { $last }
notice-or = { $first } ou { $last }
notice-on = sur { $name }
notice-way-phone = appelez le { $phone }
notice-way-phone-listed = appelez-nous (le numéro est sur cette fiche)
notice-way-email = envoyez un e-mail à { $email }
notice-way-channels = { $voice ->
    [me] écrivez-moi
   *[us] écrivez-nous
} { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = plus
notice-dot = point
notice-hyphen = tiret

# Phrases communes.
notice-down = { $partly ->
    [yes] { $down } { $downs ->
        [one] est
       *[other] sont
    } partiellement en panne
   *[no] { $down } ne { $downs ->
        [one] fonctionne
       *[other] fonctionnent
    } pas
} en ce moment, et pas seulement chez { $voice ->
    [me] moi
   *[us] nous
}.
notice-reach = { $role ->
    [shop] Pour commander ou nous poser une question, { $ways }.
   *[other] En attendant, { $ways }.
}
notice-reach-first = { $role ->
    [shop] Pour commander ou nous poser une question, { $way }.
   *[other] En attendant, { $way }.
}
notice-more = Ou bien { $more }.
notice-orders = { $role ->
    [shop] Les commandes confirmées sont maintenues.
   *[other] Ce qui est convenu reste valable.
}
notice-orders-long = { $role ->
    [shop] Les commandes que nous avons confirmées sont maintenues. Si vous en avez passé une sans recevoir de réponse, renvoyez-la-nous : elle ne nous est peut-être pas parvenue.
    [creator] Ce qui est convenu reste valable. Si vous m'avez écrit sans recevoir de réponse, écrivez-moi à nouveau : votre message ne m'est peut-être pas parvenu.
   *[other] Ce qui est convenu reste valable. Si vous nous avez écrit sans recevoir de réponse, écrivez-nous à nouveau : votre message ne nous est peut-être pas parvenu.
}
notice-sign-in = Impossible de vous connecter avec Facebook ? Contactez-nous, nous vous aiderons à accéder à votre compte.
notice-site = Toutes les infos : { $news }
notice-next = Prochain point : { $next }.
notice-thanks = Merci de votre patience.

# SMS.
notice-sms-down = { $name } : { $partly ->
    [yes] { $down } { $downs ->
        [one] est
       *[other] sont
    } partiellement en panne
   *[no] { $down } ne { $downs ->
        [one] fonctionne
       *[other] fonctionnent
    } pas
}.
notice-sms-only = Pas seulement chez { $voice ->
    [me] moi
   *[us] nous
}.
notice-sms-reach = { $role ->
    [shop] Pour commander, { $way }.
   *[other] En attendant, { $way }.
}

# E-mail.
notice-subject = { $partly ->
    [yes] { $down } partiellement en panne
   *[no] { $down } en panne
} : comment { $voice ->
    [me] me
   *[us] nous
} joindre
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = Comment { $voice ->
    [me] me
   *[us] nous
} joindre en ce moment
notice-hello = Bonjour,
notice-down-mail = { notice-down }
notice-sign = Bien à vous,
    { $name }

# Aux clients d'une agence.
notice-clients-down = { $partly ->
    [yes] { $down } { $downs ->
        [one] est
       *[other] sont
    } partiellement en panne
   *[no] { $down } ne { $downs ->
        [one] fonctionne
       *[other] fonctionnent
    } pas
} en ce moment, et pas seulement sur vos comptes.
notice-clients-calm = Vous n'avez rien à faire : ne changez ni mots de passe ni réglages.
notice-clients-posts = Les publications qui ne peuvent pas partir attendront ; dès que tout sera rétabli, nous fixerons de nouveaux horaires avec vous.
notice-clients-reach = En cas d'urgence, { $ways }.

# À une marque.
notice-brand-hello = Bonjour { $brand },
notice-brand-post = La publication « { $post } »{ $has-due ->
    [yes] {" "}(prévue : { $due })
   *[no] {""}
} ne peut pas paraître comme prévu : { $partly ->
    [yes] { $down } { $downs ->
        [one] est
       *[other] sont
    } partiellement en panne
   *[no] { $down } ne { $downs ->
        [one] fonctionne
       *[other] fonctionnent
    } pas
} en ce moment, et pas seulement chez { $voice ->
    [me] moi
   *[us] nous
}.
notice-brand-plan = { $voice ->
    [me] Dès que tout sera rétabli, je la mettrai en ligne et je vous enverrai le lien.
   *[us] Dès que tout sera rétabli, nous la mettrons en ligne et nous vous enverrons le lien.
}
notice-brand-date = { $voice ->
    [me] Je vous propose une nouvelle date : { $date }. Est-ce que cela vous convient ?
   *[us] Nous vous proposons une nouvelle date : { $date }. Est-ce que cela vous convient ?
}
notice-brand-reach = D'ici là, { $ways }.
notice-brand-sorry = { $voice ->
    [me] Toutes mes excuses pour ce retard, et merci de votre compréhension.
   *[us] Toutes nos excuses pour ce retard, et merci de votre compréhension.
}

# Répondeur : lu à voix haute.
notice-answer-hello = { $name }, bonjour.
notice-answer-leave = { $role ->
    [shop] Laissez votre nom, votre numéro et votre commande ou votre question après le signal sonore. Nous vous rappellerons.
    [creator] Laissez votre nom, votre numéro et votre message après le signal sonore. Je vous rappellerai.
   *[other] Laissez votre nom, votre numéro et votre message après le signal sonore. Nous vous rappellerons.
}
notice-answer-phone = Pour rappeler : { $spoken-phone }.
notice-answer-ways = Vous pouvez aussi { $voice ->
    [me] m'écrire
   *[us] nous écrire
} { $spoken-ways }.
notice-answer-site = Toutes les infos sont sur { $spoken-site }.
