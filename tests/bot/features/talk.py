"""A conversation with an advisor that answers what a test gives it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from bot.advisor import Question
from bot.answer import Answer, Citation
from bot.assembly import conversation
from bot.messages import Incoming, Message
from bot.store.database import Database
from knowledge.languages import Language
from tests.bot.answers import answer, step


@dataclass
class Advises:
    """Answers every question alike, in the language that the person's client is set to."""

    answer: Answer = field(default_factory=lambda: answer(step("first", "bsm#1")))

    def advise(self, question: Question) -> Answer:
        return replace(self.answer, question=question.text, asked=question.text, language=question.forced or question.fallback)

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        return [], {}


class Talk:
    """What somebody does in a chat, and what comes back."""

    def __init__(self, database: Database, answer: Answer | None = None, *, language: Language = Language.EN) -> None:
        self.advisor = Advises(answer) if answer else Advises()
        self._dialogue = conversation(self.advisor, database)
        self._language = language

    def say(self, text: str, *, person: str = "ann", chat: str = "chat") -> tuple[Message, ...]:
        return self._reply(person, chat, text=text)

    def command(self, name: str, text: str = "", *, person: str = "ann", chat: str = "chat") -> tuple[Message, ...]:
        return self._reply(person, chat, command=name, text=text)

    def press(self, id_: str, *, person: str = "ann", chat: str = "chat") -> tuple[Message, ...]:
        return self._reply(person, chat, press=id_)

    def _reply(self, person: str, chat: str, **did: str) -> tuple[Message, ...]:
        return asyncio.run(self._dialogue.reply(Incoming("test", chat, person, language=self._language.value, **did)))


def ids(*messages: Message) -> dict[str, str]:
    """The ids of all buttons by their labels."""
    return {button.label: button.id for message in messages for row in message.buttons for button in row}
