"""The conversation: commands, buttons and free text in, neutral messages out. Knows no platform.

This is the one place where the project's own errors become polite replies; anything else is a bug, logged with its traceback
and answered with one line that says so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot import wording
from bot.advisor import Question
from bot.answer import Answer, Citation, Status
from bot.compose import compose, source_messages
from bot.followups import FollowUpReader
from bot.messages import Button, Incoming, Message, Paragraph, Run
from bot.store import NOT_KEPT, KeptAnswer
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of
from knowledge.model import Role

COMMANDS = ("now", "sources", "language", "help", "start")
_EXAMPLES = ("start-example-1", "start-example-2", "start-example-3")

log = logging.getLogger(__name__)


class Advises(Protocol):
    """What the dialogue needs of the advisor."""

    def advise(self, question: Question) -> Answer: ...

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]: ...


class Keeps(Protocol):
    """What the dialogue needs of the store."""

    def keep_answer(
        self,
        *,
        conversation: str,
        person: str,
        question: str,
        language: str,
        topics: tuple[str, ...],
        citations: tuple[str, ...],
    ) -> str: ...

    def answer(self, id_: str, conversation: str) -> KeptAnswer | None: ...

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> KeptAnswer | None: ...

    def language(self, person: str) -> str: ...

    def set_language(self, person: str, language: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Turn:
    """An incoming message with what is known of who sent it: keys for the store, the language to fall back on, and the answer
    given to them before."""

    incoming: Incoming
    conversation: str
    person: str
    language: Language = Language.EN
    before: KeptAnswer | None = None


class Conversation:
    """Answers people; implements `Dialogue`. The advisor and the store block, so they run on threads."""

    def __init__(self, advisor: Advises, store: Keeps) -> None:
        self._advisor = advisor
        self._store = store
        self._follow_ups = FollowUpReader()
        self._commands: Mapping[str, Callable[[_Turn], Awaitable[tuple[Message, ...]]]] = {
            "now": self._now,
            "sources": self._sources,
            "language": self._language,
            "help": self._help,
            "start": self._start,
        }

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        """The messages that answer `incoming`."""
        turn = _Turn(incoming, f"{incoming.platform}:{incoming.conversation}", f"{incoming.platform}:{incoming.person}")
        try:
            turn = await asyncio.to_thread(self._known, turn)
            return await self._handle(turn)
        except PlanBError as error:
            return (_message(wording.error_text(error, turn.language)),)
        except Exception:
            log.exception("could not answer on %s", incoming.platform)
            return (_message(wording.text("error-internal", turn.language)),)

    def commands(self, language: str) -> Mapping[str, str]:
        """Each command and its description in `language`, a code or a tag; English where it is none of ours."""
        known = language_of(language) or Language.EN
        return {name: wording.text(f"command-{name}", known) for name in COMMANDS}

    async def _handle(self, turn: _Turn) -> tuple[Message, ...]:
        incoming = turn.incoming
        if incoming.press:
            return await self._pressed(turn)
        if incoming.command:
            return await self._commanded(turn, incoming.command.lower())
        if typed := _typed_command(incoming.text):
            return await self._commanded(replace(turn, incoming=replace(incoming, text=typed[1])), typed[0])
        if self._follow_ups.greets(incoming.text):
            return await self._start(turn)
        return await self._chosen(turn) or await self._ask(turn, incoming.text)

    async def _commanded(self, turn: _Turn, name: str) -> tuple[Message, ...]:
        handler = self._commands.get(name)
        if handler is not None:
            return await handler(turn)
        if not turn.incoming.private:
            return ()  # in a group it may be another bot's
        return (_message(wording.text("unknown-command", turn.language, name=turn.incoming.command[:40])),)

    def _known(self, turn: _Turn) -> _Turn:
        """The turn with the language that the person chose, or was answered in before, or has set in their client."""
        try:
            before = self._store.last_answer(turn.conversation, turn.person)
            set_language = self._store.language(turn.person)
        except NOT_KEPT as error:
            log.warning("what was kept of conversations can't be read: %s", type(error).__name__)
            before, set_language = None, ""
        chosen = language_of(set_language) or (Language(before.language) if before else None)
        return replace(turn, language=chosen or language_of(turn.incoming.language) or Language.EN, before=before)

    async def _ask(self, turn: _Turn, text: str, *, topic: str = "", forced: Language | None = None) -> tuple[Message, ...]:
        options = turn.incoming.options
        if not text.strip():
            return (_message(wording.text("nothing-to-read", turn.language)),)
        role = _role(options.get("role", ""))
        down = tuple(name.strip().lower() for name in options.get("down", "").split(",") if name.strip())
        question = Question(
            text,
            fallback=turn.language,
            forced=forced,
            role=role,
            down=down,
            topic=topic,
            before=turn.before.question if turn.before and not topic else "",
        )
        return (await asyncio.to_thread(self._answer, turn, question),)

    def _answer(self, turn: _Turn, question: Question) -> Message:
        answer = self._advisor.advise(question)
        if answer.status is Status.DECLINED:
            return compose(answer)
        try:
            id_ = self._store.keep_answer(
                conversation=turn.conversation,
                person=turn.person,
                question=answer.asked or question.text,
                language=answer.language,
                topics=answer.topics,
                citations=tuple(citation.id for citation in answer.citations),
            )
        except NOT_KEPT as error:
            log.warning("an answer is given that could not be kept: %s", str(error).splitlines()[0])
            return compose(answer)
        return compose(answer, id_)

    async def _chosen(self, turn: _Turn) -> tuple[Message, ...]:
        """What a bare number answers: a choice offered last, or the same choices again where it is none of them.

        Nothing where it is no number, or nothing was offered.
        """
        number = turn.incoming.text.strip().rstrip(".)")
        if not (number.isascii() and number.isdigit()):
            return ()
        kept = turn.before
        if kept is None or kept.citations:
            return ()
        if not 0 < int(number[:6]) <= len(kept.topics):
            return await self._ask(turn, kept.question, forced=Language(kept.language))
        return await self._ask(turn, kept.question, topic=kept.topics[int(number) - 1], forced=Language(kept.language))

    async def _now(self, turn: _Turn) -> tuple[Message, ...]:
        options = turn.incoming.options
        text = options.get("question", "") or turn.incoming.text
        if text.strip():
            return await self._ask(turn, text)
        if options.get("down"):
            return await self._ask(turn, options["down"], topic="first-steps", forced=turn.language)
        return (_message(wording.text("now-ask", turn.language)),)

    async def _pressed(self, turn: _Turn) -> tuple[Message, ...]:
        verb, _, argument = turn.incoming.press.partition(":")
        id_, _, rest = argument.partition(":")
        kept = await asyncio.to_thread(self._store.answer, id_, turn.conversation)
        if verb == "example" and argument in _EXAMPLES:
            return await self._ask(turn, wording.text(argument, turn.language))
        if kept is None:
            return (_message(wording.text("sources-none", turn.language)),)
        if verb == "topic" and rest in kept.topics:
            return await self._ask(turn, kept.question, topic=rest, forced=Language(kept.language))
        return await self._show_sources(kept)

    async def _sources(self, turn: _Turn) -> tuple[Message, ...]:
        kept = await asyncio.to_thread(self._store.last_answer, turn.conversation, turn.person, cited=True)
        if kept is None:
            return (_message(wording.text("sources-none", turn.language)),)
        return await self._show_sources(kept)

    async def _show_sources(self, kept: KeptAnswer) -> tuple[Message, ...]:
        language = Language(kept.language)
        citations, originals = await asyncio.to_thread(self._advisor.cited, kept.citations, language)
        return (source_messages(citations, originals, language),)

    async def _language(self, turn: _Turn) -> tuple[Message, ...]:
        asked = turn.incoming.text.strip() or turn.incoming.options.get("language", "")
        language = language_of(asked)
        if language is None:
            return (_message(wording.text("language-unknown", turn.language)),)
        await asyncio.to_thread(self._store.set_language, turn.person, language.value)
        return (_message(wording.text("language-set", language)),)

    async def _help(self, turn: _Turn) -> tuple[Message, ...]:
        lines = [f"{name} – {description}" for name, description in self.commands(turn.language).items()]
        return (_message(wording.text("help", turn.language), "\n".join(lines)),)

    async def _start(self, turn: _Turn) -> tuple[Message, ...]:
        examples = {key: wording.text(key, turn.language) for key in _EXAMPLES}
        buttons = tuple((Button(f"example:{key}", example),) for key, example in examples.items())
        listed = "\n".join(f"• {example}" for example in examples.values())
        message = _message(wording.text("start", turn.language), listed)
        return (Message(message.paragraphs, buttons),)


def _typed_command(text: str) -> tuple[str, str] | None:
    """A command typed bare: its name alone, or `language de`. Anything longer is a question, whatever it begins with."""
    name, _, rest = text.strip().partition(" ")
    if name.lower() in COMMANDS and not rest:
        return name.lower(), ""
    return ("language", rest) if name.lower() == "language" and language_of(rest) else None


def _role(name: str) -> Role | None:
    if not name:
        return None
    if name not in list(Role):
        raise PlanBError("error-unknown-role", name=name)
    return Role(name)


def _message(*paragraphs: str) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in paragraphs))
