"""Questions: free text, and the choices of a question asked back."""

from __future__ import annotations

from bot import wording
from bot.advisor import Advises, Question
from bot.answer import Answer, Status
from bot.compose import compose
from bot.store.answers import Answers, Given
from bot.turns import Feature, Messages, Turn, say
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of
from knowledge.model import Role

_OF_A_STEP = ("id", "topic", "text", "why", "phase", "citations")
_UNREADABLE = frozenset({"photo", "voice", "sticker"})
"""What came in place of text that has a line of its own; any other is a file."""


class Asking(Feature):
    """Answers questions, and keeps what it answered."""

    def __init__(self, advisor: Advises, answers: Answers) -> None:
        self._advisor = advisor
        self._answers = answers
        self.presses = {"topic": self._topic_chosen}

    def question(self, turn: Turn) -> Messages:
        """What answers the turn's text. In a group a question is answered once: who mends a typing error there has read it."""
        incoming = turn.incoming
        if incoming.edited and not incoming.private:
            return ()
        if incoming.unreadable and not incoming.text.strip():
            return _unreadable(turn)
        return self.ask(turn, incoming.text)

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
            role=role_named(options.get("role", "")),
            usual=Role(turn.profile.role) if turn.profile.role in list(Role) else None,
            down=tuple(name.strip().lower() for name in options.get("down", "").split(",") if name.strip()),
            topic=topic,
            before=turn.before.question if turn.before and not topic else "",
        )
        answer = self._advisor.advise(question)
        if answer.status is Status.DECLINED and turn.incoming.unreadable:
            return _unreadable(turn)  # the words are about what came with them
        return (compose(answer, self._answers.keep(_given(turn, answer))),)

    def typed(self, turn: Turn) -> Messages:
        """What a bare number answers: a choice offered last, or the same choices again where it is none of them."""
        number, kept = turn.incoming.text.strip().rstrip(".)"), turn.before
        if not (number.isascii() and number.isdigit()) or kept is None or kept.citations:
            return ()
        offered = 0 < int(number[:6]) <= len(kept.topics)
        topic = kept.topics[int(number) - 1] if offered else ""
        return self.ask(turn, kept.question, topic=topic, forced=language_of(kept.language))

    def forget(self, turn: Turn) -> None:
        self._answers.forget(turn.person)

    def _topic_chosen(self, turn: Turn, argument: str) -> Messages:
        id_, _, topic = argument.partition(":")
        kept = self._answers.by_id(id_, turn.conversation)
        if kept is None or topic not in kept.topics:
            return ()
        return self.ask(turn, kept.question, topic=topic, forced=language_of(kept.language))


def _unreadable(turn: Turn) -> Messages:
    """That what came can't be read, and what to do instead."""
    kind = turn.incoming.unreadable if turn.incoming.unreadable in _UNREADABLE else "file"
    return (say(wording.text(f"unreadable-{kind}", turn.language)),)


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
        situation={name: getattr(answer.situation, name) for name in ("role", "down", "works", "function", "partly", "phase")},
    )
