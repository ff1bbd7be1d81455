"""The conversation: commands, buttons and free text in, neutral messages out. Knows no platform.

This is the one place where the project's own errors become polite replies; anything else is a bug, logged with its traceback
and answered with one line that says so.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot import wording
from bot.advisor import Question
from bot.answer import Answer, Citation, Status
from bot.compose import compose, source_messages
from bot.followups import FollowUpReader
from bot.messages import Button, Incoming, Message, Paragraph, Run
from bot.store import Given, Keeps
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of
from knowledge.model import Role

COMMANDS = ("now", "sources", "language", "help", "start")
_EXAMPLES = ("start-example-1", "start-example-2", "start-example-3")
_FIRST_STEPS = "first-steps"
_OPTION = re.compile(r"(?<!\S)(role|down):(\S+)")
"""An option as it is typed where a platform has no fields for it: `/now role:shop down:whatsapp`."""
SOURCES_A_PAGE = 5
"""Sources that are shown at once: an answer may have twenty, each in two languages."""

log = logging.getLogger(__name__)


class Advises(Protocol):
    """What the dialogue needs of the advisor."""

    def advise(self, question: Question) -> Answer: ...

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]: ...


@dataclass(frozen=True, slots=True)
class _Turn:
    """An incoming message with what is known of who sent it: keys for the store, the language to fall back on, and the answer
    given to them before."""

    incoming: Incoming
    conversation: str
    person: str
    language: Language = Language.EN
    before: Given | None = None


class Conversation:
    """Answers people; implements `Dialogue`. The advisor and the store block, so they run on threads; the store never fails
    (bot/keeping.py)."""

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
        before = self._store.last_answer(turn.conversation, turn.person)
        chosen = language_of(self._store.language(turn.person)) or (language_of(before.language) if before else None)
        return replace(turn, language=chosen or language_of(turn.incoming.language) or Language.EN, before=before)

    async def _ask(self, turn: _Turn, text: str, *, topic: str = "", forced: Language | None = None) -> tuple[Message, ...]:
        options = turn.incoming.options
        text = text.encode("utf-8", "ignore").decode()  # halves of characters, as a strange client may send them
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
        given = Given(
            turn.conversation,
            turn.person,
            question=answer.asked or question.text,
            language=answer.language,
            topics=answer.topics,
            citations=tuple(citation.id for citation in answer.citations),
        )
        return compose(answer, self._store.keep_answer(given))

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
            return await self._ask(turn, kept.question, forced=language_of(kept.language))
        return await self._ask(turn, kept.question, topic=kept.topics[int(number) - 1], forced=language_of(kept.language))

    async def _now(self, turn: _Turn) -> tuple[Message, ...]:
        turn, text = _with_typed_options(turn)
        options = turn.incoming.options
        if text.strip():
            return await self._ask(turn, text)
        if options.get("down"):
            return await self._ask(turn, options["down"], topic=_FIRST_STEPS, forced=turn.language)
        if role := _role(options.get("role", "")):
            words = [wording.text(key, turn.language) for key in (f"role-{role}", "command-now")]  # a follow-up goes on from it
            return await self._ask(turn, ". ".join(words), topic=_FIRST_STEPS, forced=turn.language)
        return (_message(wording.text("now-ask", turn.language)),)

    async def _pressed(self, turn: _Turn) -> tuple[Message, ...]:
        """What a button does. Its id comes from outside: it may be forged, another chat's, or older than what is kept."""
        verb, _, argument = turn.incoming.press.partition(":")
        id_, _, rest = argument.partition(":")
        if verb == "example" and argument in _EXAMPLES:
            return await self._ask(turn, wording.text(argument, turn.language))
        kept = await asyncio.to_thread(self._store.answer, id_, turn.conversation)
        if kept and verb == "topic" and rest in kept.topics:
            return await self._ask(turn, kept.question, topic=rest, forced=language_of(kept.language))
        if kept and verb == "sources" and kept.citations and not rest:
            return await self._show_sources(turn, kept)
        if kept and verb == "page" and kept.citations and _page(rest):
            return await self._show_sources(turn, kept, _page(rest))
        return (_message(wording.text("press-stale", turn.language)),)

    async def _sources(self, turn: _Turn) -> tuple[Message, ...]:
        kept = await asyncio.to_thread(self._store.last_answer, turn.conversation, turn.person, cited=True)
        if kept is None:
            return (_message(wording.text("sources-none", turn.language)),)
        return await self._show_sources(turn, kept, _page(turn.incoming.text.strip()) or 1)

    async def _show_sources(self, turn: _Turn, kept: Given, page: int = 1) -> tuple[Message, ...]:
        """A page of an answer's sources, and how to come to the next; the last one where there are fewer pages."""
        language = language_of(kept.language) or turn.language
        citations, originals = await asyncio.to_thread(self._advisor.cited, kept.citations, language)
        title, *sources = source_messages(citations, originals, language).paragraphs
        pages = max(1, -(-len(sources) // SOURCES_A_PAGE))
        page = min(page, pages)
        shown = (title, *sources[(page - 1) * SOURCES_A_PAGE : page * SOURCES_A_PAGE])
        if page == pages:
            return (Message(shown),)
        more = wording.text("sources-more", language, page=page, pages=pages, next=page + 1)
        button = Button(f"page:{kept.id}:{page + 1}", wording.text("button-more", language))
        return (Message((*shown, *_message(more).paragraphs), ((button,),)),)

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
    """A command typed bare: its name alone, `language de` or `sources 2`. Anything else is a question, whatever it begins
    with."""
    name, _, rest = text.strip().partition(" ")
    name = name.lower()
    if name in COMMANDS and not rest:
        return name, ""
    follows = (name == "language" and language_of(rest)) or (name == "sources" and _page(rest))
    return (name, rest) if follows else None


def _page(number: str) -> int:
    """The page that a person or a button names; 0 where it names none."""
    return int(number) if re.fullmatch(r"[0-9]{1,3}", number) else 0


def _with_typed_options(turn: _Turn) -> tuple[_Turn, str]:
    """The turn with the options that were typed among its text, and the text that is left."""
    incoming = turn.incoming
    text = incoming.options.get("question", "") or incoming.text
    options = {**dict(_OPTION.findall(text)), **incoming.options}
    return replace(turn, incoming=replace(incoming, options=options)), _OPTION.sub("", text).strip()


def _role(name: str) -> Role | None:
    if not name:
        return None
    if name not in list(Role):
        raise PlanBError("error-unknown-role", name=name)
    return Role(name)


def _message(*paragraphs: str) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in paragraphs))
