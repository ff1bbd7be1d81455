"""A room with an incident, for tests: several people, a clock of its own, and what it is reminded of."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.advisor import Question
from bot.answer import Answer, Citation
from bot.assembly import conversation
from bot.handling.reminding import Reminding
from bot.messages import Incoming, Message
from bot.store.database import Database
from bot.store.incidents import Incidents
from bot.store.reminders import Posting
from knowledge.languages import Language
from knowledge.model import Origin, Phase, Role
from tests.bot.answers import answer, citation, step

START = datetime(2021, 10, 4, 16, 0, tzinfo=UTC)
AFTER = ("after-recovery", "measure-loss")
BEFORE = frozenset({"crisis-plan", "mailing-list", "own-website", "platform-dependence"})


class Advice:
    """An advisor whose steps tell which topic, role and network they were asked for."""

    def __init__(self, *, own: bool = False, each: int = 2) -> None:
        self.own, self.each = own, each

    def advise(self, question: Question) -> Answer:
        phase = Phase.AFTER if question.topic in AFTER else Phase.BEFORE if question.topic in BEFORE else Phase.NOW
        topic = question.topic or "of-the-title"
        about = f"{topic} {question.role or 'anyone'} {','.join(question.down)}".strip()
        steps = [step(f"{topic}-{n}", f"{topic}#{n}", phase=phase, text=f"{about} {n}.") for n in range(1, self.each + 1)]
        own = [citation("plan#1", origin=Origin.OWN, title="Our plan", text="Call the printer.")] if self.own else []
        given = answer(*steps, citations=tuple(own), question=question.text)
        down = tuple(name for name in ("whatsapp", "instagram") if name in question.text.lower())
        situation = replace(given.situation, down=down)
        return replace(given, language=question.forced or question.fallback, situation=situation)

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        found = {id_: citation(id_) for id_ in passages}
        return list(found.values()), found

    def own_passages(self, text: str, language: Language) -> list[Citation]:
        return [citation("plan#1", origin=Origin.OWN, title="Our plan", text="Call the printer.")] if self.own else []

    def titles(self, topics: Any, language: Language) -> dict[str, str]:
        return {topic: f"Title of {topic}" for topic in topics}


class Outage:
    """What people do in rooms, on a database that can be closed and opened again."""

    def __init__(
        self, home: Path, *, private: bool = False, language: Language = Language.EN, advice: Advice | None = None
    ) -> None:
        self.home, self.private, self.language = home, private, language
        self.advice = advice or Advice()
        self.now = START
        self.shown: tuple[Message, ...] = ()
        self.open()

    def open(self) -> None:
        self.database = Database(self.home)
        self.incidents = Incidents(self.database)
        self.dialogue = conversation(self.advice, self.database, lambda: self.now)

    def restart(self) -> None:
        self.database.close()
        self.open()

    def does(self, person: str = "Ann", *, room: str = "room", admin: bool = False, **what: Any) -> tuple[Message, ...]:
        usual = {"private": self.private, "language": self.language.value, "name": person}
        self.shown = asyncio.run(self.dialogue.reply(Incoming("test", room, person, admin=admin, **usual | what)))
        return self.shown

    def says(self, text: str, person: str = "Ann", **where: Any) -> str:
        """What is answered, as one text."""
        name, _, rest = text.removeprefix("/").partition(" ")
        what: dict[str, Any] = {"command": name, "text": rest} if text.startswith("/") else {"text": text}
        return "\n".join(message.text for message in self.does(person, **what, **where))

    def press(self, label: str, person: str = "Ann", *, on: Message | None = None, **where: Any) -> tuple[Message, ...]:
        message = on or next(message for message in self.shown if message.buttons)
        ids = {button.label: button.id for row in message.buttons for button in row}
        return self.does(person, press=ids[label], **where)

    def passes(self, minutes: float) -> tuple[Posting, ...]:
        """What a room is reminded of when so much time has passed."""
        self.now += timedelta(minutes=minutes)
        return Reminding(self.database).due(self.now)

    def timeline(self, room: str = "test:room") -> list[tuple[str, str, str]]:
        incident = self.incidents.current(room)
        assert incident
        return [(e.change, e.name, e.text.rpartition("\n")[2]) for e in self.incidents.timeline(incident.id)]


def roles() -> tuple[str, ...]:
    return tuple(role.value for role in Role)
