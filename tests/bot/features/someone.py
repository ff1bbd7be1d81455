"""One person's side of a conversation with all features, on an advisor that notes what it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.advisor import Question
from bot.answer import Answer, Citation, Status
from bot.assembly import conversation
from bot.messages import Incoming, Message
from bot.store.database import Database
from knowledge.languages import Language
from tests.bot.answers import answer, step


@dataclass
class Noting:
    """Answers everything alike; `asked` is what came, in order."""

    asked: list[Question] = field(default_factory=list)
    status: Status = Status.ANSWERED

    def advise(self, question: Question) -> Answer:
        self.asked.append(question)
        given = answer(step("first", "bsm#1"))
        spoken = question.forced or question.fallback
        return replace(given, question=question.text, asked=question.text, language=spoken, status=self.status)

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]:
        return [], {}


class Someone:
    """Says and presses things."""

    def __init__(self, database: Database, **usual: Any) -> None:
        self.advisor = Noting()
        self._dialogue = conversation(self.advisor, database)
        self._usual = {"person": "4711", "conversation": "4711", "language": "en"} | usual
        self.shown: tuple[Message, ...] = ()

    def does(self, **did: Any) -> tuple[Message, ...]:
        """Anything that can come in."""
        reply = asyncio.run(self._dialogue.reply(Incoming("test", **self._usual | did)))
        self.shown += reply
        return reply

    def says(self, text: str, **how: Any) -> Message:
        """What answers `text`; with a slash, the command. Only one message does."""
        name, _, rest = text.removeprefix("/").partition(" ")
        (message,) = self.does(command=name, text=rest, **how) if text.startswith("/") else self.does(text=text, **how)
        return message

    def presses(self, label: str, **how: Any) -> Message:
        """What answers the newest button of that label, or that id where there is none."""
        (message,) = self.does(press=labelled(self.shown).get(label, label), **how)
        return message


def labelled(messages: tuple[Message, ...]) -> Mapping[str, str]:
    """Ids by label, those of the newest message winning."""
    return {button.label: button.id for message in messages for row in message.buttons for button in row}
