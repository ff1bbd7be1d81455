"""How a checklist looks: a board that shows its state, with the buttons that change it; and what is said in passing.

What the number buttons do, and the page, stand in the buttons' own ids: two people may use one board at once, and an old board
works like a new one. The buttons for items keep their places whatever becomes of the items, so that a thumb that is on its way
does not hit the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot import wording
from bot.checklists import Action, Checklist, Item, Outcome, State
from bot.messages import Button, Message, Paragraph, Run
from knowledge.languages import Language, language_of

PAGE = 10
"""Items that are shown at once."""
WHY = "why"
MODES = (*map(str, Action), WHY)
"""What the number buttons may do."""
GLYPHS = {State.OPEN: "☐", State.DONE: "☑", State.SKIPPED: "⏭", State.ASIDE: "⏭"}
_ACTS = {Action.TICK: "☑", Action.SKIP: "⏭", Action.TAKE: "🙋", Action.UNDO: "↩", WHY: "❔"}
_A_ROW = 5
_SIGNS_A_ROW = 3
"""Buttons with words side by side: more would be too narrow for them on a phone."""
_ROOM = 1_500
"""Characters for the items of a page, counted generously: a board must fit into one message on every platform."""
_SHORTEST = 40
_DANGLING = " ,;:.(–-"
"""What is left out before an ellipsis."""
_MARKUP = frozenset(r"\*_~`|[]<>#&")
_LONGEST_TITLE = 80
_LONGEST_CLOSED = 60
"""Of what is done or skipped, enough to know it by: what is left should catch the eye."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What of a checklist is looked at: the page, from 1, what the number buttons do, and whether starting over is asked. The
    verbs of the buttons begin with `mark` where it is not the feature of checklists that answers them."""

    page: int = 1
    mode: str = Action.TICK
    sure: bool = False
    mark: str = ""


def spoken(checklist: Checklist) -> Language:
    """The language of a checklist."""
    return language_of(checklist.language) or Language.EN


def pages(checklist: Checklist) -> int:
    return max((page_of(item.position) for item in checklist.shown), default=1)


def page_of(position: int) -> int:
    return (position - 1) // PAGE + 1


def items_of(checklist: Checklist, page: int) -> tuple[Item, ...]:
    """The items of a page."""
    return tuple(item for item in checklist.shown if page_of(item.position) == page)


def board(checklist: Checklist, view: View, now: datetime, *, notes: Iterable[str] = (), toast: str = "") -> Message:
    """The board of `checklist`; `notes` are lines below it."""
    page = min(view.page, pages(checklist))
    shown = items_of(checklist, page)
    language = spoken(checklist)
    title = [Run(progress(checklist), "bold")]
    if checklist.title:
        title.append(Run(f"\n{shortened(checklist.title, _LONGEST_TITLE)}", "italic"))
    paragraphs = [Paragraph(tuple(title)), Paragraph((Run("\n".join(lines(checklist, shown, now))),))]
    paragraphs += [Paragraph((Run(note, "bold"),)) for note in notes]
    if view.sure:
        paragraphs.append(Paragraph((Run(wording.text("checklist-sure", language), "bold"),)))
    elif checklist.private:
        paragraphs.append(Paragraph((Run(wording.text("checklist-typed", language), "italic"),)))
    buttons = _asking(checklist, page) if view.sure else _buttons(checklist, shown, View(page, view.mode))
    return Message(tuple(paragraphs), buttons, board=checklist.id, toast=toast)


def what_is_left(checklist: Checklist) -> Message:
    """The items that are open, with who has taken them."""
    language, left = spoken(checklist), checklist.left
    if not left:
        return Message((Paragraph((Run(wording.text("checklist-nothing-left", language)),)),), hidden=True)
    title = Run(wording.text("checklist-left", language, count=len(left)), "bold")
    lines = "\n".join(f"☐ {item.position}. {item.text}{_claim(checklist, item)}" for item in left)
    return Message((Paragraph((title,)), Paragraph((Run(lines),))), hidden=True)


def why(checklist: Checklist, item: Item, sources: Iterable[Paragraph]) -> Message:
    """Why an item is to be done, and who says so."""
    language = spoken(checklist)
    title = Run(f"{item.position}. {item.text}", "bold")
    reason = [Run(f"\n{wording.text('checklist-why', language, why=item.why)}")] if item.why else []
    cited = list(sources) or [Paragraph((Run(wording.text("checklist-no-sources", language), "italic"),))]
    return Message((Paragraph((title, *reason)), *cited), hidden=True)


def in_passing(checklist: Checklist, action: Action, outcome: Outcome, position: int, item: Item | None) -> str:
    """One line on what came of an action: the item's number with a sign, or why nothing changed."""
    if outcome is Outcome.CHANGED:
        return f"{_ACTS[action]} {position}"
    language, number = spoken(checklist), {"number": position}
    if item is None:
        return wording.text("checklist-missing", language, count=len(checklist.items), **number)
    name = item.claimed_name if outcome is Outcome.ALREADY_TAKEN else item.name
    if name and not checklist.private and outcome in (Outcome.ALREADY_DONE, Outcome.ALREADY_SKIPPED, Outcome.ALREADY_TAKEN):
        return wording.text(f"checklist-{outcome}-by", language, name=name, **number)
    return wording.text(f"checklist-{outcome}", language, **number)


def shortened(text: str, longest: int) -> str:
    """The text in one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    if _size(line) <= longest:
        return line
    while _size(line) > longest - 1:
        line = line[: min(len(line) - 1, longest - 1)]
    return f"{(line.rpartition(' ')[0] or line).rstrip(_DANGLING)}…"


def progress(checklist: Checklist) -> str:
    """How much is done, and how much is skipped."""
    return f"{_done(checklist)}{_skipped(checklist)}"


def _done(checklist: Checklist) -> str:
    line = wording.text("checklist-done", spoken(checklist), all=len(checklist.shown), done=checklist.count(State.DONE))
    return line if checklist.left else f"{line} ✅"


def _skipped(checklist: Checklist) -> str:
    skipped = checklist.count(State.SKIPPED)
    return f" · {wording.text('checklist-skipped', spoken(checklist), count=skipped)}" if skipped else ""


def lines(checklist: Checklist, shown: tuple[Item, ...], now: datetime, most: int = _ROOM) -> list[str]:
    """A line an item, `most` characters in all: where they are too long, texts are cut evenly. `why` shows them whole."""
    ends = [_ending(checklist, item, now) for item in shown]
    texts = [item.text if item.state is State.OPEN else shortened(item.text, _LONGEST_CLOSED) for item in shown]
    room = most - sum(map(_size, ends))
    if sum(map(_size, texts)) > room:
        texts = [shortened(text, max(_SHORTEST, room // len(shown))) for text in texts]
    return [f"{GLYPHS[item.state]} {item.position}. {text}{end}" for item, text, end in zip(shown, texts, ends, strict=True)]


def _ending(checklist: Checklist, item: Item, now: datetime) -> str:
    """Who did it and when, or who has taken it. Alone, one knows; that one has taken something may still be worth a sign."""
    if item.state is State.OPEN:
        return _claim(checklist, item)
    if checklist.private:
        return ""
    name = item.name or wording.text("checklist-someone", spoken(checklist))
    return f" – {name}, {time(item.at, now)}"


def _claim(checklist: Checklist, item: Item) -> str:
    if not item.claimed_by:
        return ""
    return " 🙋" if checklist.private else f" 🙋 {item.claimed_name or wording.text('checklist-someone', spoken(checklist))}"


def time(at: str, now: datetime) -> str:
    """The hour of today, or the day and the hour; in UTC, since those who share a list may live anywhere."""
    then = datetime.fromisoformat(at)
    return f"{then:%H:%M} UTC" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M} UTC"


def _buttons(checklist: Checklist, shown: tuple[Item, ...], view: View) -> Rows:
    rows = numbers(checklist, shown, view)
    words = modes(checklist, view)
    asking = (*words[_SIGNS_A_ROW:], switch(checklist, view, WHY))
    return tuple(row for row in (*rows, words[:_SIGNS_A_ROW], asking, _turning(checklist, view)) if row)


def numbers(checklist: Checklist, shown: tuple[Item, ...], view: View) -> Rows:
    """The buttons for the items of a page."""
    made = [_number(checklist, item, view) for item in shown]
    return tuple(tuple(made[start : start + _A_ROW]) for start in range(0, len(made), _A_ROW))


def _number(checklist: Checklist, item: Item, view: View) -> Button:
    """The button for an item, with the sign of what it does, or of the item's state where that can't be done to it."""
    mode = view.mode
    untouched = item.state is State.OPEN and not item.claimed_by
    possible = {
        Action.TICK: False,  # the box alone says it
        Action.SKIP: item.state is State.OPEN,
        Action.TAKE: untouched,
        Action.UNDO: not untouched,
        WHY: True,
    }
    sign = _ACTS[mode] if possible[mode] else GLYPHS[item.state]
    return Button(f"{view.mark}{mode}:{checklist.id}:{item.position}", f"{sign} {item.position}")


def modes(checklist: Checklist, view: View) -> tuple[Button, ...]:
    """What the number buttons may do; alone, nobody needs to be told who has taken what."""
    offered = [action for action in Action if not (checklist.private and action is Action.TAKE)]
    return tuple(switch(checklist, view, str(action)) for action in offered)


def switch(checklist: Checklist, view: View, mode: str) -> Button:
    """The button that says what the buttons for items do."""
    label = wording.text(f"button-mode-{mode}", spoken(checklist))
    return Button(f"{view.mark}mode:{checklist.id}:{mode}:{view.page}", f"• {label}" if mode == view.mode else label)


def _turning(checklist: Checklist, view: View) -> tuple[Button, ...]:
    left = Button(f"left:{checklist.id}", wording.text("button-left", spoken(checklist)))
    over = Button(f"over:{checklist.id}:{view.page}", wording.text("button-over", spoken(checklist)))
    return (left, over, *turning(checklist, view))


def turning(checklist: Checklist, view: View) -> tuple[Button, ...]:
    """The buttons to the pages before and after that have anything on them."""
    filled = sorted({page_of(item.position) for item in checklist.shown})
    before, after = ([page for page in filled if page < view.page], [page for page in filled if page > view.page])
    return tuple(
        Button(f"{view.mark}mode:{checklist.id}:{view.mode}:{page}", f"{sign} {page}/{pages(checklist)}")
        for sign, found in (("◀", before[-1:]), ("▶", after[:1]))
        for page in found
    )


def _asking(checklist: Checklist, page: int) -> Rows:
    """Whether to start over: the answer carries the round that it is meant for."""
    language = spoken(checklist)
    yes = Button(f"anew:{checklist.id}:{checklist.round}", wording.text("button-over-yes", language))
    no = Button(f"mode:{checklist.id}:{Action.TICK}:{page}", wording.text("button-over-no", language))
    return ((yes, no),)


def _size(text: str) -> int:
    """How long a text may become: a platform may escape what looks like markup, and counts an emoji twice."""
    return sum(2 if char in _MARKUP or char > "\uffff" else 1 for char in text)
