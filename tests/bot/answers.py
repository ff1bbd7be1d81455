"""Answers made by hand, for tests of how they are shown."""

from __future__ import annotations

from typing import Any

from bot.answer import Answer, AnswerStep, Citation, Status
from bot.reading.situation import Situation
from knowledge.languages import Language
from knowledge.model import Phase


def citation(id_: str, **other: Any) -> Citation:
    source, _, number = id_.partition("#")
    fields: dict[str, Any] = {
        "title": f"Title of {source}",
        "publisher": source.capitalize(),
        "language": Language.FR,
        "published": "2021-10-05",
        "locator": f"§ {number}",
        "text": f"What {source} says in passage {number}.",
        "text_language": Language.EN,
        "score": 0.5,
    }
    return Citation(id=id_, source=source, **fields | other)


def step(name: str, *cites: str, phase: Phase = Phase.NOW, text: str = "") -> AnswerStep:
    return AnswerStep(f"topic/{name}", "topic", text or f"Do the {name} thing.", "", phase, cites)


def answer(*steps: AnswerStep, citations: tuple[Citation, ...] = (), **other: Any) -> Answer:
    named = {citation.id for citation in citations}
    cited = dict.fromkeys(id_ for step in steps for id_ in step.citations if id_ not in named)
    fields: dict[str, Any] = {
        "question": "What now?",
        "language": Language.EN,
        "status": Status.ANSWERED,
        "situation": Situation(),
        "topics": ("topic",),
        "steps": steps,
        "citations": (*citations, *map(citation, cited)),
    }
    return Answer(**fields | other)
