"""The conversation: commands, buttons and free text in, neutral messages out. Knows no platform.

Each feature (bot/features/) says which commands, buttons and typed words it answers; what none takes is a question. This is
the one place where the project's own errors become polite replies; anything else is a bug, logged with its traceback and
answered with one line that says so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import wording
from bot.messages import Incoming, Message
from bot.store.answers import Answers
from bot.store.profiles import Profiles
from bot.turns import Feature, Handler, Messages, Turn, say
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of

log = logging.getLogger(__name__)


class Conversation:
    """Answers people; implements `Dialogue`. Features block, so they run on threads; `question` answers what no other takes."""

    def __init__(self, answers: Answers, profiles: Profiles, question: Handler, features: Sequence[Feature]) -> None:
        self._answers = answers
        self._profiles = profiles
        self._question = question
        self._features = features
        self._commands = {name: handler for feature in features for name, handler in feature.commands.items()}
        self._presses = {verb: press for feature in features for verb, press in feature.presses.items()}

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        """The messages that answer `incoming`."""
        return await asyncio.to_thread(self._reply, incoming)

    def commands(self, language: str) -> Mapping[str, str]:
        """Each command and its description in `language`, a code or a tag; English where it is none of ours."""
        known = language_of(language) or Language.EN
        return {name: wording.text(f"command-{name}", known) for name in self._commands}

    def _reply(self, incoming: Incoming) -> Messages:
        turn = Turn(incoming, f"{incoming.platform}:{incoming.conversation}", f"{incoming.platform}:{incoming.person}")
        try:
            turn = self._known(turn)
            return self._handled(turn)
        except PlanBError as error:
            return (say(wording.error_text(error, turn.language)),)
        except Exception:
            log.exception("could not answer on %s", incoming.platform)
            return (say(wording.text("error-internal", turn.language)),)

    def _known(self, turn: Turn) -> Turn:
        """The turn with the language that the person chose, or was answered in before, or has set in their client."""
        before = self._answers.last(turn.conversation, turn.person)
        profile = self._profiles.of(turn.person)
        chosen = language_of(profile.language) or (language_of(before.language) if before else None)
        language = chosen or language_of(turn.incoming.language) or Language.EN
        return replace(turn, language=language, before=before, profile=profile)

    def _handled(self, turn: Turn) -> Messages:
        if turn.incoming.marked:
            return self._marked(turn)
        if (bare := turn.incoming.text.strip().lower()) in self._commands and not turn.incoming.command:
            turn = replace(turn, incoming=replace(turn.incoming, command=bare, text=""))
        incoming = turn.incoming
        if not incoming.member and (incoming.press or self._acts(turn)):
            return (Message(say(wording.text("not-a-member", turn.language)).paragraphs, hidden=True),)
        if incoming.press:
            return self._pressed(turn)
        if incoming.edited and self._acts(turn):
            return ()
        if incoming.command:
            return self._commanded(turn, incoming.command.lower())
        return self._typed(turn) or self._question(turn)

    def _acts(self, turn: Turn) -> bool:
        return any(feature.acts(turn) for feature in self._features)

    def _marked(self, turn: Turn) -> Messages:
        if not turn.incoming.member:
            return ()
        return next((messages for feature in self._features if (messages := feature.marked(turn))), ())

    def _typed(self, turn: Turn) -> Messages:
        return next((messages for feature in self._features if (messages := feature.typed(turn))), ())

    def _commanded(self, turn: Turn, name: str) -> Messages:
        if handler := self._commands.get(name):
            return handler(turn)
        if messages := self._typed(with_text(turn, f"{name} {turn.incoming.text}")):
            return messages  # `/done 3`: whatever can be typed may be given as a command, as groups need it
        if not turn.incoming.private:
            return ()  # in a group it may be another bot's
        return (say(wording.text("unknown-command", turn.language, name=turn.incoming.command[:40])),)

    def _pressed(self, turn: Turn) -> Messages:
        verb, _, argument = turn.incoming.press.partition(":")
        press = self._presses.get(verb)
        stale = replace(say(wording.text("press-stale", turn.language)), hidden=True)
        return (press(turn, argument) if press else ()) or (stale,)


def with_text(turn: Turn, text: str) -> Turn:
    """The turn with another text."""
    return replace(turn, incoming=replace(turn.incoming, text=text))
