# Les listes à cocher.
command-checklist = La liste à cocher de cette discussion
button-checklist = Liste à cocher
button-mode-tick = ✔ cocher
button-mode-skip = ⏭ passer
button-mode-take = 🙋 prendre
button-mode-undo = ↩ annuler
button-mode-why = Pourquoi / sources
button-left = Que reste-t-il ?
button-over = Recommencer
button-over-yes = Oui, recommencer
button-over-no = Non, garder
checklist-done = { $done ->
    [one] { $done } étape sur { $all } faite
   *[other] { $done } étapes sur { $all } faites
}
checklist-skipped = { $count ->
    [one] { $count } passée
   *[other] { $count } passées
}
checklist-typed = Ou écrivez : fait 3 · passe 3 · annule 3 · pourquoi 3 · reste
checklist-someone = quelqu'un
checklist-sure = Tout recommencer ? Chaque étape redeviendra à faire, et ne sera plus à personne.
checklist-left = { $count ->
    [one] Il reste { $count } étape
   *[other] Il reste { $count } étapes
}
checklist-nothing-left = Il ne reste rien : chaque étape est faite ou passée.
checklist-none = Pas encore de liste ici : demandez quoi faire, puis appuyez sur « Liste à cocher » sous la réponse, ou écrivez « checklist ».
checklist-why = Pourquoi : { $why }
checklist-no-sources = Ses sources ont été retirées depuis.
checklist-missing = Il n'y a pas de { $number } : cette liste a { $count ->
    [one] { $count } étape
   *[other] { $count } étapes
}.
checklist-already-done = { $number } : déjà fait.
checklist-already-done-by = { $number } : déjà fait par { $name }.
checklist-already-skipped = { $number } : déjà passé.
checklist-already-skipped-by = { $number } : déjà passé par { $name }.
checklist-already-taken = { $number } : déjà pris.
checklist-already-taken-by = { $number } : déjà pris par { $name }.
checklist-already-yours = { $number } : c'est déjà à vous.
checklist-already-open = { $number } est encore à faire : rien à annuler.
