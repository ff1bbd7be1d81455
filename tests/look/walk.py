"""The walk that the bot is there for: a question, a checklist that two people tick off, a restart in between, a notice, the
sources, a verdict, and everything forgotten."""

from __future__ import annotations

from tests.look.chat import Chat, Person
from tests.look.people import Cast

TICKED_BEFORE = (1, 2, 3)
TICKED_AFTER = 4


def introduced(chat: Chat, cast: Cast) -> None:
    """The first person tells in private what notices are filled with."""
    room, chat.room = chat.room, ""
    chat.says(cast.first, f"profile name {cast.shop}")
    chat.says(cast.first, f"profile phone {cast.phone}")
    chat.room = room


def asked(chat: Chat, cast: Cast) -> None:
    """A question in the group, and a checklist made of its answer."""
    chat.says(cast.first, cast.orders)
    chat.presses(cast.first, chat.word("button-checklist"))


def ticked_by_two(chat: Chat, cast: Cast) -> None:
    for number, person in zip(TICKED_BEFORE, (cast.first, cast.second, cast.first), strict=True):
        chat.presses(person, f"☐ {number}")


def ticked_after_a_restart(chat: Chat, cast: Cast) -> None:
    chat.restart()
    chat.presses(cast.second, f"☐ {TICKED_AFTER}")


def drafted(chat: Chat, cast: Cast) -> None:
    chat.presses(cast.first, chat.word("button-draft"))
    chat.presses(cast.first, chat.word("button-draft-sms"))


def looked_up(chat: Chat, cast: Cast) -> None:
    """All pages of the sources."""
    chat.presses(cast.first, chat.word("button-sources"))
    while any(button.label == chat.word("button-more") for row in chat.beats[-1].replies[-1].buttons for button in row):
        chat.presses(cast.first, chat.word("button-more"))


def judged(chat: Chat, cast: Cast) -> None:
    chat.presses(cast.second, "👎")
    chat.presses(cast.second, chat.word("button-reason-unclear"))


def forgotten(chat: Chat, person: Person) -> None:
    chat.says(person, "/forget")
    chat.presses(person, chat.word("button-forget"))
