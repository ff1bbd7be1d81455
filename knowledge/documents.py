"""Turns the library into the documents that are embedded: passages, steps and the ways people ask, one a language.

The metadata is all that an answer needs, so that answers are made of what the vector store returns and of nothing else. Ids are
hashes of what they hold: the same text twice is one document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge.languages import Language
from knowledge.model import Library, Origin, Passage, Playbook, Source, Step

PASSAGES: Final = "passages"
OWN: Final = "own"
"""An operator's documents: a collection apart, so that a few of them are found among many passages."""
STEPS: Final = "steps"
ASKS: Final = "asks"
COLLECTIONS: Final = (PASSAGES, OWN, STEPS, ASKS)


@dataclass(frozen=True, slots=True)
class Document:
    """What is embedded: `text` and its `metadata` (strings and whole numbers), in one of the `COLLECTIONS`."""

    collection: str
    text: str
    metadata: dict[str, str | int]

    @property
    def id(self) -> str:
        content = "\x1f".join(
            [self.collection, self.text, *(f"{name}={self.metadata[name]}" for name in sorted(self.metadata))]
        )
        return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def documents(library: Library) -> list[Document]:
    """Every document of `library`, in a stable order, none twice."""
    found: dict[str, Document] = {}
    for source in library.sources:
        for passage in source.passages:
            for document in _passage(source, passage):
                found[document.id] = document
    for playbook in library.playbooks:
        for document in (*_asks(playbook), *(d for step in playbook.steps for d in _step(playbook, step))):
            found[document.id] = document
    return list(found.values())


def _passage(source: Source, passage: Passage) -> Iterator[Document]:
    for language, text in passage.texts.items():
        yield Document(
            OWN if source.origin is Origin.OWN else PASSAGES,
            text,
            {
                "passage": passage.id,
                "source": source.id,
                "number": passage.number,
                "language": language.value,
                "original": source.language.value,
                "title": source.title,
                "publisher": source.publisher,
                "published": source.published,
                "kind": source.kind,
                "outage": source.outage,
                "address": source.address,
                "origin": source.origin.value,
                "locator": passage.locator,
                "note": passage.notes.get(language, ""),
            },
        )


def _step(playbook: Playbook, step: Step) -> Iterator[Document]:
    for language in Language:
        yield Document(
            STEPS,
            step.text[language],
            {
                "step": step.id,
                "topic": step.topic,
                "title": playbook.title[language],
                "phase": step.phase.value,
                "position": step.position,
                "language": language.value,
                "why": step.why[language],
                "cites": " ".join(step.cites),
                "roles": " ".join(step.roles),
                "platforms": " ".join(step.platforms),
                "needs": " ".join(step.needs),
                "sends_to": " ".join(step.sends_to),
            },
        )


def _asks(playbook: Playbook) -> Iterator[Document]:
    if not playbook.steps:  # nothing left to answer with
        return
    for language, asks in playbook.asks.items():
        for ask in asks:
            yield Document(
                ASKS,
                ask,
                {"topic": playbook.topic, "language": language.value, "phase": playbook.phase.value},
            )
