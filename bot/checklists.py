"""What a checklist is, and what an action does to one of its items. Knows neither a store nor a screen."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_NAME = 40
_JOINER = "\u200d"
"""The one invisible character that a name keeps: it holds emoji together."""


class State(StrEnum):
    """How an item stands. What is put aside is asked of nobody any more, by nobody's doing: it is not shown, but keeps its
    number."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    ASIDE = "aside"


class Action(StrEnum):
    """What a person does to an item; the words are the verbs of the buttons, and what the store writes down."""

    TICK = "tick"
    SKIP = "skip"
    TAKE = "take"
    UNDO = "undo"


class Outcome(StrEnum):
    """What came of an action: it changed the item, or why it did not."""

    CHANGED = "changed"
    ALREADY_DONE = "already-done"
    ALREADY_SKIPPED = "already-skipped"
    ALREADY_TAKEN = "already-taken"
    ALREADY_YOURS = "already-yours"
    ALREADY_OPEN = "already-open"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something: the key of the person in the store, what others call them, and when they do it. `place` is where,
    if that is a thread of the room that it is for. `since` is when it was heard first, where it may have been done already
    before the program ended."""

    person: str
    name: str
    at: str
    place: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A step taken on. `by`, `name` and `at` tell who made it what it is; `name` is empty where that person is forgotten."""

    position: int
    text: str
    why: str = ""
    citations: tuple[str, ...] = ()
    step: str = ""
    state: State = State.OPEN
    by: str = ""
    name: str = ""
    at: str = ""
    claimed_by: str = ""
    claimed_name: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Steps taken on in a conversation: by its `person` alone where it is `private`, else by everyone there.

    `answer` is the answer it was made of, `title` what was asked. `round` counts how often it was started over. One of an
    `incident` belongs to no conversation: it is seen in the rooms of that.
    """

    id: str
    conversation: str
    person: str
    private: bool
    answer: str
    topic: str
    title: str
    language: str
    items: tuple[Item, ...]
    started: str = ""
    round: int = 0
    incident: str = ""

    def count(self, state: State) -> int:
        return sum(item.state is state for item in self.items)

    @property
    def shown(self) -> tuple[Item, ...]:
        """The items that are not put aside."""
        return tuple(item for item in self.items if item.state is not State.ASIDE)

    @property
    def left(self) -> tuple[Item, ...]:
        """The items that are open."""
        return tuple(item for item in self.items if item.state is State.OPEN)


@dataclass(frozen=True, slots=True)
class Marked:
    """A checklist after an action, and for each position named what came of it, with the item as it was found."""

    checklist: Checklist
    outcomes: tuple[tuple[int, Outcome, Item | None], ...]


def judged(item: Item, action: Action, person: str) -> Outcome:
    """What comes of that person's action. A claim says who means to do it; it keeps nobody from doing it."""
    if action is Action.UNDO:
        return _undoing(item, person)
    if item.state is State.DONE:
        return Outcome.ALREADY_DONE
    if action is Action.TICK:
        return Outcome.CHANGED
    if item.state is not State.OPEN:
        return Outcome.ALREADY_SKIPPED
    if action is Action.TAKE and item.claimed_by:
        return Outcome.ALREADY_YOURS if item.claimed_by == person else Outcome.ALREADY_TAKEN
    return Outcome.CHANGED


def _undoing(item: Item, person: str) -> Outcome:
    if item.state is not State.OPEN or item.claimed_by == person:
        return Outcome.CHANGED
    return Outcome.ALREADY_TAKEN if item.claimed_by else Outcome.ALREADY_OPEN


def acted(item: Item, action: Action, doer: Doer) -> Item:
    """The item after an action that changes it. Undoing opens a closed item, and gives back one that was only claimed."""
    if action is Action.TAKE:
        return replace(item, claimed_by=doer.person, claimed_name=doer.name)
    if action is Action.UNDO and item.state is State.OPEN:
        return replace(item, claimed_by="", claimed_name="")
    if action is Action.UNDO:
        return replace(item, state=State.OPEN, by="", name="", at="")
    state = State.DONE if action is Action.TICK else State.SKIPPED
    return replace(item, state=state, by=doer.person, name=doer.name, at=doer.at)


def shown_name(name: str) -> str:
    """A name as others may be shown it: one line without control characters, none that reorders text, and not long.

    It is another person's text; that it is never markup and pings nobody is up to who renders it.
    """
    kept = (" " if char.isspace() else char for char in name)
    visible = "".join(char for char in kept if char == _JOINER or not unicodedata.category(char).startswith("C"))
    line = " ".join(visible.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"
