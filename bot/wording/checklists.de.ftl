# Checklisten.
command-checklist = Die Checkliste dieses Chats zum Abhaken
button-checklist = Checkliste
button-mode-tick = ✔ abhaken
button-mode-skip = ⏭ entfällt
button-mode-take = 🙋 nehme ich
button-mode-undo = ↩ zurück
button-mode-why = Warum / Quellen
button-left = Was fehlt noch?
button-over = Von vorn
button-over-yes = Ja, von vorn
button-over-no = Nein, so lassen
checklist-done = { $done } von { $all } erledigt
checklist-skipped = { $count } weggelassen
checklist-typed = Oder schreiben: erledigt 3 · weglassen 3 · zurück 3 · warum 3 · was fehlt
checklist-someone = jemand
checklist-sure = Von vorn anfangen? Jeder Punkt wird wieder offen und gehört niemandem mehr.
checklist-left = { $count ->
    [one] Noch { $count } Punkt offen
   *[other] Noch { $count } Punkte offen
}
checklist-nothing-left = Nichts mehr offen: Jeder Punkt ist erledigt oder weggelassen.
checklist-none = Hier gibt es noch keine Checkliste: Fragen Sie, was zu tun ist, und tippen Sie unter der Antwort auf „Checkliste“, oder schreiben Sie „checklist“.
checklist-why = Warum: { $why }
checklist-no-sources = Die Quellen dazu wurden inzwischen entfernt.
checklist-missing = Eine { $number } gibt es nicht: Diese Checkliste hat { $count ->
    [one] { $count } Punkt
   *[other] { $count } Punkte
}.
checklist-already-done = { $number } ist schon erledigt.
checklist-already-done-by = { $number }: schon erledigt von { $name }.
checklist-already-skipped = { $number } ist schon weggelassen.
checklist-already-skipped-by = { $number }: schon weggelassen von { $name }.
checklist-already-taken = { $number } ist schon vergeben.
checklist-already-taken-by = { $number }: schon vergeben an { $name }.
checklist-already-yours = { $number } gehört schon Ihnen.
checklist-already-open = { $number } ist offen: nichts zurückzunehmen.
