# Listy zadań.
command-checklist = Lista zadań tego czatu do odhaczania
button-checklist = Lista zadań
button-mode-tick = ✔ zrobione
button-mode-skip = ⏭ pomiń
button-mode-take = 🙋 biorę
button-mode-undo = ↩ cofnij
button-mode-why = Dlaczego / źródła
button-left = Co zostało?
button-over = Od nowa
button-over-yes = Tak, od nowa
button-over-no = Nie, zostaw
checklist-done = { $done ->
    [one] { $done } krok z { $all } zrobiony
    [few] { $done } kroki z { $all } zrobione
    [many] { $done } kroków z { $all } zrobionych
   *[other] { $done } kroku z { $all } zrobione
}
checklist-skipped = { $count ->
    [one] { $count } pominięty
    [few] { $count } pominięte
    [many] { $count } pominiętych
   *[other] { $count } pominięte
}
checklist-typed = Albo wpisz: zrobione 3 · pomiń 3 · cofnij 3 · dlaczego 3 · co zostało
checklist-someone = ktoś
checklist-sure = Zacząć od nowa? Każdy krok będzie znowu do zrobienia i niczyj.
checklist-left = { $count ->
    [one] Został { $count } krok
    [few] Zostały { $count } kroki
    [many] Zostało { $count } kroków
   *[other] Zostało { $count } kroku
}
checklist-nothing-left = Nic nie zostało: każdy krok jest zrobiony albo pominięty.
checklist-none = Nie ma tu jeszcze listy: zapytaj, co robić, i naciśnij „Lista zadań” pod odpowiedzią albo wpisz „checklist”.
checklist-why = Dlaczego: { $why }
checklist-no-sources = Jego źródła w międzyczasie usunięto.
checklist-missing = Nie ma numeru { $number }: ta lista ma { $count ->
    [one] { $count } krok
    [few] { $count } kroki
    [many] { $count } kroków
   *[other] { $count } kroku
}.
checklist-already-done = { $number }: już zrobione.
checklist-already-done-by = { $number }: już zrobione ({ $name }).
checklist-already-skipped = { $number }: już pominięte.
checklist-already-skipped-by = { $number }: już pominięte ({ $name }).
checklist-already-taken = { $number }: już zajęte.
checklist-already-taken-by = { $number }: już zajęte ({ $name }).
checklist-already-yours = { $number }: to już twoje.
checklist-already-open = { $number } jest do zrobienia: nie ma czego cofać.
