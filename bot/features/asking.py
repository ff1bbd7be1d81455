"""Questions: free text, `/now`, the choices of a question asked back, and the examples that a greeting offers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from bot import wording
from bot.advisor import Question
from bot.answer import Answer, Citation
from bot.compose import compose
from bot.store.answers import Answers, Given
from bot.turns import Feature, Messages, Turn, say
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of
from knowledge.model import Role

FIRST_STEPS = "first-steps"
_OF_A_STEP = ("id", "topic", "text", "why", "phase", "citations")
_OPTION = re.compile(r"(?<!\S)(role|down):(\S+)")
"""An option as it is typed where a platform has no fields for it: `/now role:shop down:whatsapp`."""


class Advises(Protocol):
    """What the dialogue needs of the advisor."""

    def advise(self, question: Question) -> Answer: ...

    def cited(self, passages: tuple[str, ...], language: Language) -> tuple[list[Citation], dict[str, Citation]]: ...


class Asking(Feature):
    """Answers questions, and keeps what it answered."""

    def __init__(self, advisor: Advises, answers: Answers) -> None:
        self._advisor = advisor
        self._answers = answers
        self.commands = {"now": self._now}
        self.presses = {"topic": self._topic_chosen}

    def question(self, turn: Turn) -> Messages:
        """What answers the turn's text."""
        return self.ask(turn, turn.incoming.text)

    def ask(self, turn: Turn, text: str, *, topic: str = "", forced: Language | None = None) -> Messages:
        """What answers `text`, of that topic and in that language where they are given."""
        options = turn.incoming.options
        text = text.encode("utf-8", "ignore").decode()  # halves of characters, as a strange client may send them
        if not text.strip():
            return (say(wording.text("nothing-to-read", turn.language)),)
        question = Question(
            text,
            fallback=turn.language,
            forced=forced,
            role=role_named(options.get("role", "") or turn.profile.role),
            down=tuple(name.strip().lower() for name in options.get("down", "").split(",") if name.strip()),
            topic=topic,
            before=turn.before.question if turn.before and not topic else "",
        )
        answer = self._advisor.advise(question)
        return (compose(answer, self._answers.keep(_given(turn, answer))),)

    def typed(self, turn: Turn) -> Messages:
        """What a bare number answers: a choice offered last, or the same choices again where it is none of them."""
        number, kept = turn.incoming.text.strip().rstrip(".)"), turn.before
        if not (number.isascii() and number.isdigit()) or kept is None or kept.citations:
            return ()
        offered = 0 < int(number[:6]) <= len(kept.topics)
        topic = kept.topics[int(number) - 1] if offered else ""
        return self.ask(turn, kept.question, topic=topic, forced=language_of(kept.language))

    def _now(self, turn: Turn) -> Messages:
        turn, text = _with_typed_options(turn)
        options = turn.incoming.options
        if text.strip():
            return self.ask(turn, text)
        if options.get("down"):
            return self.ask(turn, options["down"], topic=FIRST_STEPS, forced=turn.language)
        if role := role_named(options.get("role", "")):
            words = [wording.text(key, turn.language) for key in (f"role-{role}", "command-now")]  # a follow-up goes on from it
            return self.ask(turn, ". ".join(words), topic=FIRST_STEPS, forced=turn.language)
        return (say(wording.text("now-ask", turn.language)),)

    def _topic_chosen(self, turn: Turn, argument: str) -> Messages:
        id_, _, topic = argument.partition(":")
        kept = self._answers.by_id(id_, turn.conversation)
        if kept is None or topic not in kept.topics:
            return ()
        return self.ask(turn, kept.question, topic=topic, forced=language_of(kept.language))


def role_named(name: str) -> Role | None:
    """The role of that name; none for no name. Raises `PlanBError` for an unknown one."""
    if not name:
        return None
    if name not in list(Role):
        raise PlanBError("error-unknown-role", name=name)
    return Role(name)


def _given(turn: Turn, answer: Answer) -> Given:
    return Given(
        turn.conversation,
        turn.person,
        question=answer.asked or answer.question,
        language=answer.language,
        topics=answer.topics,
        citations=tuple(citation.id for citation in answer.citations),
        status=answer.status,
        steps=tuple({name: getattr(step, name) for name in _OF_A_STEP} for step in answer.steps),
        situation={"role": answer.situation.role, "down": answer.situation.down},
    )


def _with_typed_options(turn: Turn) -> tuple[Turn, str]:
    """The turn with the options that were typed among its text, and the text that is left."""
    incoming = turn.incoming
    text = incoming.options.get("question", "") or incoming.text
    options = {**dict(_OPTION.findall(text)), **incoming.options}
    return replace(turn, incoming=replace(incoming, options=options)), _OPTION.sub("", text).strip()
