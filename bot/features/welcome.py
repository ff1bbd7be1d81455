"""Who this is and what it can do: `/start`, `/help`, `/language`, and a greeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import wording
from bot.features.asking import Asking
from bot.followups import FollowUpReader
from bot.messages import Button, Message
from bot.store.profiles import Profiles
from bot.turns import Feature, Messages, Turn, say
from knowledge.languages import language_of

_EXAMPLES = ("start-example-1", "start-example-2", "start-example-3")
_TYPED = re.compile(r"language\s+(\S+)", re.IGNORECASE)


class Welcome(Feature):
    """Greets, helps, and speaks the language that it is told to."""

    def __init__(self, asking: Asking, profiles: Profiles, others: Sequence[Feature]) -> None:
        self._asking = asking
        self._profiles = profiles
        self._others = others
        self._follow_ups = FollowUpReader()
        self.commands = {"language": self._language, "help": self._help, "start": self._start}
        self.presses = {"example": self._example}

    def typed(self, turn: Turn) -> Messages:
        text = turn.incoming.text.strip()
        if self._follow_ups.greets(text):
            return self._start(turn)
        match = _TYPED.fullmatch(text)
        return self._chosen(turn, match[1]) if match and language_of(match[1]) else ()

    def _language(self, turn: Turn) -> Messages:
        return self._chosen(turn, turn.incoming.text.strip() or turn.incoming.options.get("language", ""))

    def _chosen(self, turn: Turn, asked: str) -> Messages:
        language = language_of(asked)
        if language is None:
            return (say(wording.text("language-unknown", turn.language)),)
        self._profiles.change(turn.person, language=language.value)
        return (say(wording.text("language-set", language)),)

    def _help(self, turn: Turn) -> Messages:
        names = [name for feature in (*self._others, self) for name in feature.commands]
        lines = [f"{name} – {wording.text(f'command-{name}', turn.language)}" for name in names]
        return (say(wording.text("help", turn.language), "\n".join(lines)),)

    def _start(self, turn: Turn) -> Messages:
        examples = {key: wording.text(key, turn.language) for key in _EXAMPLES}
        buttons = tuple((Button(f"example:{key}", example),) for key, example in examples.items())
        listed = "\n".join(f"• {example}" for example in examples.values())
        return (Message(say(wording.text("start", turn.language), listed).paragraphs, buttons),)

    def _example(self, turn: Turn, argument: str) -> Messages:
        return self._asking.ask(turn, wording.text(argument, turn.language)) if argument in _EXAMPLES else ()
