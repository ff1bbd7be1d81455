# Listas de tareas.
command-checklist = La lista de este chat, para ir marcando
button-checklist = Lista de tareas
button-mode-tick = ✔ marcar
button-mode-skip = ⏭ saltar
button-mode-take = 🙋 lo tomo
button-mode-undo = ↩ deshacer
button-mode-why = Por qué / fuentes
button-left = ¿Qué queda?
button-over = Empezar de nuevo
button-over-yes = Sí, empezar de nuevo
button-over-no = No, dejarla así
checklist-done = { $done ->
    [one] { $done } paso de { $all } hecho
   *[other] { $done } pasos de { $all } hechos
}
checklist-skipped = { $count ->
    [one] { $count } saltado
   *[other] { $count } saltados
}
checklist-typed = O escriba: hecho 3 · saltar 3 · deshacer 3 · por qué 3 · queda
checklist-someone = alguien
checklist-sure = ¿Empezar de nuevo? Cada paso volverá a estar pendiente y no será de nadie.
checklist-left = { $count ->
    [one] Queda { $count } paso
   *[other] Quedan { $count } pasos
}
checklist-nothing-left = No queda nada: cada paso está hecho o saltado.
checklist-none = Aquí aún no hay lista: pregunte qué hacer y pulse «Lista de tareas» debajo de la respuesta, o escriba «checklist».
checklist-why = Por qué: { $why }
checklist-no-sources = Sus fuentes se han retirado desde entonces.
checklist-missing = No hay { $number }: esta lista tiene { $count ->
    [one] { $count } paso
   *[other] { $count } pasos
}.
checklist-already-done = { $number }: ya está hecho.
checklist-already-done-by = { $number }: ya lo hizo { $name }.
checklist-already-skipped = { $number }: ya está saltado.
checklist-already-skipped-by = { $number }: ya lo saltó { $name }.
checklist-already-taken = { $number }: ya está tomado.
checklist-already-taken-by = { $number }: ya lo tomó { $name }.
checklist-already-yours = { $number }: ya es suyo.
checklist-already-open = { $number } está pendiente: no hay nada que deshacer.
