# Che cosa si pensa di una risposta.
feedback-thanks = Grazie
feedback-noted = Grazie, annotato: «{ $reason }».
feedback-why = Che cosa non andava?
feedback-typed = Scegliete, oppure scrivete «bad 2».
button-reason-topic = Argomento sbagliato
button-reason-useless = Qui non serve
button-reason-wrong = Sbagliato o superato
button-reason-unclear = Difficile da capire
button-reason-other = Altro
error-feedback = Impossibile leggere { $file } ({ $reason }): chiudete ciò che lo usa, controllate i permessi.
