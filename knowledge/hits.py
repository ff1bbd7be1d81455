"""What a search returns, and what can be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.embeddings import Vector
from knowledge.languages import Language


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its text, its metadata (knowledge/documents.py) and how well it fits."""

    text: str
    metadata: Mapping[str, Any]
    score: float


class Searchable(Protocol):
    """An index of documents. Scores compare within one call only."""

    def expect(self, collection: str, vector: Vector, k: int) -> None:
        """Say that `nearest` will be asked just that: where the search takes its time, it begins now."""
        ...

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        """The `k` documents nearest to `vector` by cosine similarity, nearest first."""
        ...

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        """The `k` documents that best match `text`'s words by BM25, best first."""
        ...

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        """All documents whose metadata `field` is one of `values`, in `language` or (none) in every one."""
        ...

    def state(self) -> str:
        """Another one whenever other documents are searched: what was found in the same state is found again."""
        ...

    def warm(self) -> None:
        """Get ready for many searches, where that takes anything."""
        ...
