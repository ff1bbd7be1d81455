# Le liste di controllo.
command-checklist = La lista di questa chat, da spuntare
button-checklist = Lista da spuntare
button-mode-tick = ✔ spunta
button-mode-skip = ⏭ salta
button-mode-take = 🙋 prendo io
button-mode-undo = ↩ annulla
button-mode-why = Perché / fonti
button-left = Che cosa resta?
button-over = Ricomincia
button-over-yes = Sì, ricomincia
button-over-no = No, lascia così
checklist-done = { $done ->
    [one] { $done } passo su { $all } fatto
   *[other] { $done } passi su { $all } fatti
}
checklist-skipped = { $count ->
    [one] { $count } saltato
   *[other] { $count } saltati
}
checklist-typed = Oppure scrivete: fatto 3 · salta 3 · annulla 3 · perché 3 · resta
checklist-someone = qualcuno
checklist-sure = Ricominciare da capo? Ogni passo tornerà da fare e non sarà più di nessuno.
checklist-left = { $count ->
    [one] Resta { $count } passo
   *[other] Restano { $count } passi
}
checklist-nothing-left = Non resta nulla: ogni passo è fatto o saltato.
checklist-none = Qui non c'è ancora una lista: chiedete che cosa fare, poi premete «Lista da spuntare» sotto la risposta, o scrivete «checklist».
checklist-why = Perché: { $why }
checklist-no-sources = Nel frattempo le sue fonti sono state tolte.
checklist-missing = Il { $number } non c'è: questa lista ha { $count ->
    [one] { $count } passo
   *[other] { $count } passi
}.
checklist-already-done = { $number }: già fatto.
checklist-already-done-by = { $number }: già fatto da { $name }.
checklist-already-skipped = { $number }: già saltato.
checklist-already-skipped-by = { $number }: già saltato da { $name }.
checklist-already-taken = { $number }: già preso.
checklist-already-taken-by = { $number }: già preso da { $name }.
checklist-already-yours = { $number }: è già vostro.
checklist-already-open = { $number } è ancora da fare: nulla da annullare.
