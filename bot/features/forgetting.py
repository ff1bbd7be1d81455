"""`/forget`: says what would be deleted, and with one more tap, or `forget yes`, deletes it at once and completely."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from bot import wording
from bot.messages import Button, Message
from bot.store.database import Database
from bot.store.persons import forget_mail
from bot.turns import Feature, Messages, Turn, say

_YES = re.compile(r"(?:yes|oui|s[iì]|sí|tak|ja)[.!]?", re.IGNORECASE)
_TYPED = re.compile(rf"forget\s+{_YES.pattern}", re.IGNORECASE)


class Forgetting(Feature):
    """Has every feature forget a person."""

    def __init__(self, database: Database, features: Sequence[Feature]) -> None:
        self._database = database
        self._features = features
        self.commands = {"forget": self._commanded}
        self.presses = {"forget": self._pressed}

    def typed(self, turn: Turn) -> Messages:
        return self._forgotten(turn) if _TYPED.fullmatch(turn.incoming.text.strip()) else ()

    def _commanded(self, turn: Turn) -> Messages:
        text = turn.incoming.text or turn.incoming.options.get("text", "")
        return self._forgotten(turn) if _YES.fullmatch(text.strip()) else self._asked(turn)

    def _pressed(self, turn: Turn, argument: str) -> Messages:
        """Who asked deletes their own; whoever else presses is asked first, and so is the button of a profile."""
        return self._forgotten(turn) if argument == _whose(turn) else self._asked(turn)

    def _asked(self, turn: Turn) -> Messages:
        button = Button(f"forget:{_whose(turn)}", wording.text("button-forget", turn.language))
        lines = say(wording.text("forget-ask", turn.language), wording.text("forget-typed", turn.language))
        return (Message(lines.paragraphs, ((button,),), hidden=not turn.incoming.private),)

    def _forgotten(self, turn: Turn) -> Messages:
        for feature in self._features:
            feature.forget(turn)
        forget_mail(self._database, turn.incoming)
        # What can't be written rests for a while, so that this tells whether the file took every one of them.
        done = self._database.write(self._database.outlives)
        line = say(wording.text("forget-done" if done else "forget-not-yet", turn.language))
        return (Message(line.paragraphs, hidden=not turn.incoming.private),)


def _whose(turn: Turn) -> str:
    """Tells who a button is for, without telling others who that is."""
    return hashlib.blake2b(turn.person.encode(), digest_size=8).hexdigest()
