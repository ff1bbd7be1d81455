"""Lexical search: BM25 over stems, kept beside the vectors. It finds the rare word that a vector blurs: a name, a number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from knowledge.documents import Document
from knowledge.languages import Language
from knowledge.text import stems


class Lexical:
    """BM25 (bm25s) over the documents of one collection, by their ids."""

    def __init__(self, ids: Sequence[str], bm25: bm25s.BM25) -> None:
        self._ids = ids
        self._bm25 = bm25

    @classmethod
    def build(cls, documents: Sequence[Document]) -> Lexical:
        """Index `documents` in memory; each is stemmed in its own language."""
        bm25 = bm25s.BM25()
        tokens = [stems(document.text, str(document.metadata["language"])) or [""] for document in documents]
        bm25.index(tokens or [[""]], show_progress=False)
        return cls([document.id for document in documents], bm25)

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, show_progress=False)
        (folder / "ids.json").write_text(json.dumps(list(self._ids)), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote. Raises `OSError` or `ValueError` where it is not there or damaged."""
        return cls(
            json.loads((folder / "ids.json").read_text("utf-8")), bm25s.BM25.load(folder, mmap=True, show_progress=False)
        )

    def search(self, text: str, language: Language, k: int) -> list[tuple[str, float]]:
        """The ids of the `k` best documents and their BM25 scores, best first, those that share no word left out."""
        tokens = [token for token in stems(text, language) if token in self._bm25.vocab_dict]
        if not tokens or not self._ids:
            return []
        scores = self._bm25.get_scores(tokens)[: len(self._ids)]
        k = min(k, len(self._ids))
        best = np.argpartition(-scores, k - 1)[:k]
        return [(self._ids[i], float(scores[i])) for i in sorted(best, key=lambda i: -scores[i]) if scores[i] > 0]
