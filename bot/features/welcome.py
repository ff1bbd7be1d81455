"""Who this is and what it can do: `/start`, `/help`, `/language`, and a greeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import wording
from bot.boards import shortened
from bot.features.asking import Asking
from bot.messages import Button, Message, Paragraph, Run
from bot.reading.followups import FollowUpReader
from bot.reading.places import language_name, language_named
from bot.store.profiles import Profiles
from bot.turns import Feature, Messages, Turn, say
from knowledge.languages import Language
from knowledge.model import Role

_EXAMPLES = ("start-example-1", "start-example-2", "start-example-3")
_OF_ROLE = {role: (f"start-{role}-1", f"start-{role}-2", "start-example-3") for role in Role}
_OF_ROLE[Role.SHOP] = ("start-example-1", "start-shop-1", "start-example-3")
_EVERY_EXAMPLE = frozenset((*_EXAMPLES, *(key for keys in _OF_ROLE.values() for key in keys)))
_A_ROW = 2
_LABEL = 40
"""Characters that a button as wide as a message shows; the whole example stands above it."""
_TYPED = re.compile(r"language\s+(\S+)\s*", re.IGNORECASE)


class Welcome(Feature):
    """Greets, helps, and speaks the language that it is told to."""

    def __init__(self, asking: Asking, profiles: Profiles, others: Sequence[Feature]) -> None:
        self._asking = asking
        self._profiles = profiles
        self._others = others
        self._follow_ups = FollowUpReader()
        self.commands = {"language": self._language, "help": self._help, "start": self._start}
        self.presses = {"example": self._example, "language": self._language_pressed}

    def typed(self, turn: Turn) -> Messages:
        text = turn.incoming.text.strip()
        if self._follow_ups.greets(text):
            return self._start(turn)
        match = _TYPED.fullmatch(text)
        return self._chosen(turn, match[1]) if match and language_named(match[1]) else ()

    def _language(self, turn: Turn) -> Messages:
        incoming = turn.incoming
        options = incoming.options
        asked = incoming.text.strip() or options.get("language", "") or options.get("text", "").strip()
        return self._chosen(turn, asked) if asked else (_languages(turn, "language-which"),)

    def _language_pressed(self, turn: Turn, argument: str) -> Messages:
        if not argument:
            return (_languages(turn, "language-which"),)
        return self._chosen(turn, argument) if argument in list(Language) else ()

    def _chosen(self, turn: Turn, asked: str) -> Messages:
        language = language_named(asked)
        if language is None:
            return (_languages(turn, "language-unknown"),)
        self._profiles.change(turn.person, language=language.value)
        return (say(wording.text("language-set", language)),)

    def _help(self, turn: Turn) -> Messages:
        names = [name for feature in (*self._others, self) for name in feature.commands]
        runs: list[Run] = []
        for name in names:
            about = wording.text(f"command-{name}", turn.language)
            runs += [Run(f"\n{name}" if runs else name, "bold"), Run(f" – {about}")]
        return (Message((*say(wording.text("help", turn.language)).paragraphs, Paragraph(tuple(runs)))),)

    def _start(self, turn: Turn) -> Messages:
        role = turn.profile.role
        keys = _OF_ROLE[Role(role)] if role in list(Role) else _EXAMPLES
        examples = {key: wording.text(key, turn.language) for key in keys}
        buttons = tuple((Button(f"example:{key}", shortened(example, _LABEL)),) for key, example in examples.items())
        listed = "\n".join(f"• {example}" for example in examples.values())
        return (Message(say(wording.text("start", turn.language), listed).paragraphs, buttons),)

    def _example(self, turn: Turn, argument: str) -> Messages:
        return self._asking.ask(turn, wording.text(argument, turn.language)) if argument in _EVERY_EXAMPLE else ()


def _languages(turn: Turn, key: str) -> Message:
    """A line and the six languages to choose from, each as its speakers call it."""
    buttons = [Button(f"language:{language}", language_name(language)) for language in Language]
    rows = tuple(tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))
    return Message(say(wording.text(key, turn.language)).paragraphs, rows)
