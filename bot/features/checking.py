"""Checklists: the steps of an answer, ticked off by one person or by a whole room, by buttons or by typing `done 3`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import wording
from bot.advisor import Advises
from bot.boards import MODES, View, board, in_passing, page_of, pages, spoken, what_is_left, why
from bot.checklists import Action, Checklist, Doer, Item, Outcome, shown_name
from bot.clock import Clock, now
from bot.compose import source_messages
from bot.messages import Message
from bot.reading.checklist_words import Request, RequestReader
from bot.store.answers import Answers, Given
from bot.store.checklists import Checklists
from bot.turns import Feature, Handler, Messages, Press, Turn, say
from knowledge.model import Phase

MOST_SOURCES = 3
"""Sources that are shown with an item; the answer's Sources button has them all."""
_MOST_NOTES = 3
_MOST_WHY = 3
"""Items that are explained at once: each is a message."""
_ANSWER = re.compile(r"[0-9a-f]{12}")
_ARGUMENT = re.compile(r"([0-9a-f]{12}):([a-z]+:)?([0-9]{1,3})")
_NAME = 400


class Checking(Feature):
    """Makes checklists of answers, and keeps who did what. `shared` answers the command where a room works on one together."""

    def __init__(
        self,
        advisor: Advises,
        answers: Answers,
        checklists: Checklists,
        clock: Clock = now,
        shared: Handler = lambda _: (),
    ) -> None:
        self._advisor = advisor
        self._answers = answers
        self._checklists = checklists
        self._clock = clock
        self._shared = shared
        self._reader = RequestReader()
        self.commands = {"checklist": self._commanded}
        self.presses = {
            "check": self._started,
            **{action.value: self._pressing(action) for action in Action},
            "why": self._why_pressed,
            "mode": self._turned,
            "left": self._left_pressed,
            "over": self._over_pressed,
            "anew": self._anew_pressed,
        }

    def typed(self, turn: Turn) -> Messages:
        request = self._reader.read(turn.incoming.text)
        if request and request.verb != "new":
            return self._requested(turn, request)
        name, _, rest = turn.incoming.text.strip().partition(" ")
        if name.lower() in self.commands and self._reader.read(rest):  # `checklist new`, as after the command's sign
            return self._commanded(replace(turn, incoming=replace(turn.incoming, text=rest)))
        return ()

    def acts(self, turn: Turn) -> bool:
        name, text = turn.incoming.command.lower(), turn.incoming.text
        said = f"{name} {text}".strip()
        return name in self.commands or self._reader.read(said) is not None or self._reader.begins(said)

    def forget(self, turn: Turn) -> None:
        self._checklists.forget(turn.person)

    def _commanded(self, turn: Turn) -> Messages:
        """The newest checklist, or one of the last answer; what follows the command is as if it were typed."""
        if shared := self._shared(turn):
            return shared
        text = turn.incoming.text.strip() or turn.incoming.options.get("text", "").strip()
        request = self._reader.read(text)
        if request and request.verb != "new":
            return self._requested(turn, request) or self._none(turn)
        newest = self._newest(turn)
        if request is None and newest and newest.left:
            return (self._first_open(newest),)
        shown = self._made(turn, turn.before) or newest
        return (self._first_open(shown),) if shown else self._none(turn)

    def _requested(self, turn: Turn, request: Request) -> Messages:
        """What answers typed words. They are about the newest checklist; where there is none, only numbers mean one: that of
        the last answer, which has the same numbers. "3 done" is said of other things too, and makes none."""
        certain = bool(request.numbers) and not request.turned
        checklist = self._newest(turn) or (self._made(turn, turn.before) if certain else None)
        if checklist is None:
            return self._none(turn) if certain else ()
        if request.verb == "left":
            return (what_is_left(checklist),)
        if request.verb == "over":
            return (self._board(checklist, View(sure=True)),)
        if request.verb == "why":
            return self._why(checklist, request.numbers)
        return self._marked(turn, checklist, Action(request.verb), request.numbers)

    def _marked(self, turn: Turn, checklist: Checklist, action: Action, numbers: tuple[int, ...]) -> Messages:
        marked = self._checklists.mark(checklist.id, turn.conversation, self._doer(turn), action, numbers)
        if marked is None:
            return ()
        notes = [
            in_passing(marked.checklist, action, outcome, number, item)
            for number, outcome, item in marked.outcomes
            if outcome is not Outcome.CHANGED
        ]
        view = View(max(1, min(page_of(numbers[0]), pages(checklist))))
        return (self._board(marked.checklist, view, notes=tuple(notes[:_MOST_NOTES])),)

    def _started(self, turn: Turn, argument: str) -> Messages:
        given = self._answers.by_id(argument, turn.conversation) if _ANSWER.fullmatch(argument) else None
        checklist = self._made(turn, given) or self._checklists.of_answer(argument, turn.conversation, turn.person)
        return (self._first_open(checklist),) if checklist else ()

    def _pressing(self, action: Action) -> Press:
        def pressed(turn: Turn, argument: str) -> Messages:
            id_, _, position = _read(argument)
            if not position:
                return ()
            marked = self._checklists.mark(id_, turn.conversation, self._doer(turn), action, (position,))
            if marked is None or marked.outcomes[0][1] is Outcome.MISSING:
                return ()
            _, outcome, item = marked.outcomes[0]
            toast = in_passing(marked.checklist, action, outcome, position, item)
            return (self._board(marked.checklist, View(page_of(position), action), toast=toast),)

        return pressed

    def _why_pressed(self, turn: Turn, argument: str) -> Messages:
        id_, _, position = _read(argument)
        checklist = self._seen(turn, id_)
        known = checklist and 0 < position <= len(checklist.items)
        return self._why(checklist, (position,)) if checklist and known else ()

    def _turned(self, turn: Turn, argument: str) -> Messages:
        id_, mode, page = _read(argument)
        checklist = self._seen(turn, id_)
        if checklist is None or mode not in MODES or not 1 <= page <= pages(checklist):
            return ()
        return (self._board(checklist, View(page, mode)),)

    def _left_pressed(self, turn: Turn, argument: str) -> Messages:
        checklist = self._seen(turn, argument)
        return (what_is_left(checklist),) if checklist else ()

    def _over_pressed(self, turn: Turn, argument: str) -> Messages:
        id_, _, page = _read(argument)
        checklist = self._seen(turn, id_)
        return (self._board(checklist, View(max(1, page), sure=True)),) if checklist else ()

    def _anew_pressed(self, turn: Turn, argument: str) -> Messages:
        id_, _, round_ = _read(argument)
        checklist = self._checklists.start_over(id_, turn.conversation, self._doer(turn), round_) if id_ else None
        return (self._board(checklist, View()),) if checklist else ()

    def _why(self, checklist: Checklist, numbers: tuple[int, ...]) -> Messages:
        items = {item.position: item for item in checklist.items}
        return tuple(self._explained(checklist, number, items.get(number)) for number in numbers[:_MOST_WHY])

    def _explained(self, checklist: Checklist, number: int, item: Item | None) -> Message:
        if item is None:
            return say(in_passing(checklist, Action.TICK, Outcome.MISSING, number, None))
        language = spoken(checklist)
        citations, originals = self._advisor.cited(item.citations[:MOST_SOURCES], language)
        return why(checklist, item, source_messages(citations, originals, language).paragraphs[1:])

    def _made(self, turn: Turn, given: Given | None) -> Checklist | None:
        """The checklist of an answer, made where there is none yet; none of an answer that tells nobody to do anything."""
        steps = [step for step in given.steps if step["phase"] != Phase.FACT] if given else []
        if given is None or not steps:
            return None
        items = [
            Item(position, step["text"], step["why"], tuple(step["citations"]), step["id"])
            for position, step in enumerate(steps, 1)
        ]
        private = _alone(turn)
        return self._checklists.start(
            Checklist(
                id="",
                conversation=turn.conversation,
                person=turn.person,
                private=private,
                answer=given.id,
                topic=given.topics[0] if given.topics else "",
                title=given.question[:_NAME],
                language=given.language,
                items=tuple(items),
            )
        )

    def _newest(self, turn: Turn) -> Checklist | None:
        return self._checklists.newest(turn.conversation, turn.person, shared=not _alone(turn))

    def _seen(self, turn: Turn, id_: str) -> Checklist | None:
        return self._checklists.by_id(id_, turn.conversation, turn.person) if _ANSWER.fullmatch(id_) else None

    def _first_open(self, checklist: Checklist) -> Message:
        return self._board(checklist, View(page_of(checklist.left[0].position) if checklist.left else 1))

    def _board(self, checklist: Checklist, view: View, *, notes: tuple[str, ...] = (), toast: str = "") -> Message:
        return board(checklist, view, self._clock(), notes=notes, toast=toast)

    def _doer(self, turn: Turn) -> Doer:
        return Doer(turn.person, shown_name(turn.incoming.name), self._clock().isoformat())

    def _none(self, turn: Turn) -> Messages:
        return (say(wording.text("checklist-none", turn.language)),)


def _alone(turn: Turn) -> bool:
    """Whether nobody else sees what is answered, so that a checklist made now is the person's own."""
    return turn.incoming.private or turn.incoming.aside


def _read(argument: str) -> tuple[str, str, int]:
    """The checklist, the word and the number of a button's argument; empty where it is none that we made."""
    match = _ARGUMENT.fullmatch(argument)
    return (match[1], (match[2] or "").rstrip(":"), int(match[3])) if match else ("", "", 0)
