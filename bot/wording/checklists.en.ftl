# Checklists.
command-checklist = The checklist of this chat: tick off, take, skip
button-checklist = Checklist
button-mode-tick = ✔ tick
button-mode-skip = ⏭ skip
button-mode-take = 🙋 take
button-mode-undo = ↩ undo
button-mode-why = Why / sources
button-left = What is left?
button-over = Start over
button-over-yes = Yes, start over
button-over-no = No, keep it
checklist-done = { $done } of { $all } done
checklist-skipped = { $count } skipped
checklist-typed = Or write: done 3 · skip 3 · undo 3 · why 3 · left
checklist-someone = someone
checklist-sure = Start over? Every item will be open again, and nobody's.
checklist-left = { $count ->
    [one] { $count } item left
   *[other] { $count } items left
}
checklist-nothing-left = Nothing is left: every item is done or skipped.
checklist-none = No checklist here yet: ask what to do, then press “Checklist” below the answer, or write “checklist”.
checklist-why = Why: { $why }
checklist-no-sources = Its sources have been removed since.
checklist-missing = There is no { $number }: this checklist has { $count ->
    [one] { $count } item
   *[other] { $count } items
}.
checklist-already-done = { $number } is already done.
checklist-already-done-by = { $number }: already done by { $name }.
checklist-already-skipped = { $number } is already skipped.
checklist-already-skipped-by = { $number }: already skipped by { $name }.
checklist-already-taken = { $number } is already taken.
checklist-already-taken-by = { $number }: already taken by { $name }.
checklist-already-yours = { $number } is already yours.
checklist-already-open = { $number } is open: nothing to undo.
