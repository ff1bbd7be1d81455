"""What came out: an answer as data, before any platform shows it, and as the JSON of `planb ask --json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.reading.situation import Situation
from knowledge.languages import Language
from knowledge.model import Origin, Phase

MARKS = 2
"""Citations of a step that its text marks: more would bury it on a phone. The rest stands under Sources."""


class Status(StrEnum):
    """Answered; asked back, because several topics are as likely; or declined."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that supports an answer, in the asker's language where it exists in it; `note` corrects a known error."""

    id: str
    source: str
    title: str
    publisher: str
    language: Language
    published: str
    locator: str
    text: str
    text_language: Language
    score: float
    note: str = ""
    address: str = ""
    origin: Origin = Origin.SEED


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """A step as it is shown: its text with the networks that are not down, and the ids of what it cites."""

    id: str
    topic: str
    text: str
    why: str
    phase: Phase
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic offered when the question could be about several."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `steps[0]` is the first line; an answer from passages alone has citations and no steps.

    `asked` is the question as it was understood, completed by the one before; `reasons` says that it was asked why.
    """

    question: str
    language: Language
    status: Status
    situation: Situation
    topics: tuple[str, ...] = ()
    steps: tuple[AnswerStep, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    generator: str = "builtin"
    elsewhere: bool = False
    asked: str = ""
    reasons: bool = False
    timings_ms: dict[str, float] = field(default_factory=dict)


def as_json(answer: Answer, text: str) -> dict[str, Any]:
    """The object of `ask --json`; `text` is the plain text that a chat would show."""
    situation = answer.situation
    return {
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "topics": list(answer.topics),
        "situation": {
            "role": situation.role,
            "down": list(situation.down),
            "function": situation.function or None,
            "since": situation.since,
            "phase": situation.phase,
        },
        "answer": text,
        "steps": [
            {"id": step.id, "topic": step.topic, "text": step.text, "phase": step.phase, "citations": list(step.citations)}
            for step in answer.steps
        ],
        "citations": [_citation(citation) for citation in answer.citations],
        "choices": [{"id": choice.id, "label": choice.label} for choice in answer.choices],
        "generator": answer.generator,
        "timings_ms": answer.timings_ms,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.id,
        "source": citation.source,
        "title": citation.title,
        "publisher": citation.publisher,
        "language": citation.language,
        "published": citation.published,
        "locator": citation.locator,
        "text": citation.text,
        "text_language": citation.text_language,
        "score": round(citation.score, 4),
    }
