"""A chat of some people with the bot, on a data folder that outlives a restart; it remembers what was done and shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import wording
from bot.advisor import Advises
from bot.assembly import conversation
from bot.handling.reminding import Reminding
from bot.messages import Incoming, Message
from bot.store.database import Database
from knowledge.languages import Language

BEGIN = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)
TYPED = {
    Language.FR: {"take": "je prends"},
    Language.IT: {"take": "prendo"},
    Language.PL: {"take": "biorę"},
    Language.EN: {"take": "take"},
    Language.ES: {"take": "tomo"},
    Language.DE: {"take": "nehme"},
}
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Person:
    """Somebody: their number on the platform, and what others call them."""

    number: str
    name: str


@dataclass(frozen=True)
class Beat:
    """What somebody did, and what came of it. `press` is the button's label; nobody does anything in a `restart`, nor where
    time passed and reminders came."""

    person: Person | None = None
    text: str = ""
    press: str = ""
    replies: tuple[Message, ...] = ()
    replaced: Message | None = None
    """The board whose place the first reply takes."""
    room: str = ""
    restart: bool = False


@dataclass
class Chat:
    """`room` is the group that people write to; without one, each writes in private."""

    advisor: Advises
    home: Path
    language: Language
    platform: str = "telegram"
    room: str = ""
    beats: list[Beat] = field(default_factory=list)
    pace: timedelta = A_MINUTE
    """Between one thing that somebody does and the next."""

    def __post_init__(self) -> None:
        self.now = BEGIN
        self._open()

    def says(self, person: Person, text: str) -> Message:
        """What answers the text; with a slash, the command."""
        name, _, rest = text.removeprefix("/").partition(" ")
        command = text.startswith("/")
        replies = self._reply(person, command=name, text=rest) if command else self._reply(person, text=text)
        self.beats.append(Beat(person, text, replies=replies, room=self.room))
        return replies[-1]

    def presses(self, person: Person, label: str, *, on: Message | None = None) -> Message:
        """What answers the button of that label: of `on`, or the newest that is shown."""
        pressed, id_ = self._button(label, on)
        replies = self._reply(person, press=id_)
        replaced = pressed if pressed.board and replies[0].board == pressed.board else None
        self.beats.append(Beat(person, press=label, replies=replies, replaced=replaced, room=self.room))
        return replies[-1]

    def restart(self) -> None:
        """The program ends and begins anew on the same data folder."""
        self.close()
        self.beats.append(Beat(restart=True))
        self._open()

    def passes(self, minutes: float) -> None:
        """Time passes; whatever is due by then is said."""
        self.now += timedelta(minutes=minutes)
        postings = Reminding(self.database).due(self.now)
        self.beats.append(Beat(replies=tuple(posting.message for posting in postings), room=self.room))

    def close(self) -> None:
        self.database.close()

    def word(self, key: str) -> str:
        """A line of the wording, in the chat's language: the label of a button, say."""
        return wording.text(key, self.language)

    def typed(self, verb: str, number: int) -> str:
        """What people type to a checklist, in the chat's language."""
        return f"{TYPED[self.language][verb]} {number}"

    def _open(self) -> None:
        self.database = Database(self.home)
        self._dialogue = conversation(self.advisor, self.database, lambda: self.now)

    def _reply(self, person: Person, **did: str) -> tuple[Message, ...]:
        self.now += self.pace
        incoming = Incoming(
            self.platform,
            self.room or person.number,
            person.number,
            private=not self.room,
            name=person.name,
            language=self.language.value,
            **did,
        )
        replies = asyncio.run(self._dialogue.reply(incoming))
        assert replies, f"nothing answers {did}"
        return replies

    def _button(self, label: str, on: Message | None) -> tuple[Message, str]:
        for message in [on] if on else self._shown():
            for row in message.buttons:
                for button in row:
                    if button.label == label:
                        return message, button.id
        raise LookupError(f"no button {label!r}")

    def _shown(self) -> Iterator[Message]:
        """What is there to be pressed, the newest first."""
        for beat in reversed(self.beats):
            yield from reversed(beat.replies)
