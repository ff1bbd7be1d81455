# Ce qu'on pense d'une réponse.
feedback-thanks = Merci
feedback-noted = Merci, c'est noté : « { $reason } ».
feedback-why = Qu'est-ce qui n'allait pas ?
feedback-typed = Choisissez, ou écrivez « bad 2 ».
button-reason-topic = Mauvais sujet
button-reason-useless = Pas utile ici
button-reason-wrong = Faux ou dépassé
button-reason-unclear = Difficile à comprendre
button-reason-other = Autre chose
error-feedback = { $file } ne peut pas être lu ({ $reason }) : fermez ce qui l'utilise, vérifiez ses droits.
