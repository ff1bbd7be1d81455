"""A room in which people share a checklist, for tests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.advisor import Question
from bot.answer import Answer, Citation
from bot.dialogue import Conversation
from bot.features.asking import Asking
from bot.features.checking import Checking
from bot.messages import Incoming, Message
from bot.store.answers import Answers
from bot.store.checklists import Checklists
from bot.store.database import Database
from bot.store.profiles import Profiles
from knowledge.languages import Language
from knowledge.model import Phase
from tests.bot.answers import answer, citation, step

LATER = datetime(2021, 10, 4, 16, 0, tzinfo=UTC)


class Advice:
    """An advisor that gives the same answer, in the language and of the length that a test wants."""

    def __init__(self, steps: int = 3, language: Language = Language.EN, phase: Phase = Phase.NOW) -> None:
        self.answer = answer(*(step(f"n{n}", f"a#{n}", phase=phase) for n in range(1, steps + 1)), language=language)
        self.hidden: set[str] = set()

    def advise(self, question: Question) -> Answer:
        return self.answer

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        found = {id_: citation(id_) for id_ in passages if id_ not in self.hidden}
        return list(found.values()), found


class Room:
    """A conversation of several people with the bot, on a database that can be closed and opened again."""

    def __init__(self, home: Path, advice: Advice | None = None, *, private: bool = False) -> None:
        self.home, self.private = home, private
        self.advice = advice or Advice()
        self.now = LATER
        self.last: Message | None = None
        self.open()

    def open(self) -> None:
        self.database = Database(self.home)
        answers = Answers(self.database)
        self.asking = Asking(self.advice, answers)
        self.checking = Checking(self.advice, answers, Checklists(self.database), lambda: self.now)
        features = [self.asking, self.checking]
        self.conversation = Conversation(answers, Profiles(self.database), self.asking.question, features)

    def restart(self) -> None:
        self.database.close()
        self.open()

    def reply(self, person: str = "Ann", *, chat: str = "chat", name: str | None = None, **what: Any) -> tuple[Message, ...]:
        incoming = Incoming("test", chat, person, private=self.private, name=person if name is None else name, **what)
        return asyncio.run(self.conversation.reply(incoming))

    def say(self, said: str, person: str = "Ann") -> Message:
        command, _, rest = said[1:].partition(" ")
        what = {"command": command, "text": rest} if said.startswith("/") else {"text": said}
        (self.last,) = self.reply(person, **what)
        return self.last

    def press(self, label: str, person: str = "Ann", *, on: Message | None = None, name: str | None = None) -> Message:
        shown = on or self.last
        assert shown
        (message,) = self.reply(person, name=name, press=ids(shown)[label])
        if message.board:
            self.last = message
        return message

    def checklist(self) -> Message:
        self.say("What now?")
        return self.press("Checklist")


def ids(message: Message) -> dict[str, str]:
    return {button.label: button.id for row in message.buttons for button in row}
