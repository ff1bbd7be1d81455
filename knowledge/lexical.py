"""Lexical search: BM25, kept beside the vectors. It finds the rare word that a vector blurs: a name, a number.

A document's words count by their stems and, less, by the runs of three to five characters in them: inflections, compounds and
typos still share most runs (McNamee, Mayfield: "Character N-Gram Tokenization for European Language Text Retrieval", 2004).
How rare a word is, is judged among the documents of its language, so that six languages side by side change nothing. A passage
also counts by what stands with it: all passages with its locator, which a paragraph was cut into.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.documents import Document
from knowledge.languages import Language
from knowledge.text import fold, stems, words

_SATURATION = 1.2
"""BM25's k1, as Lucene sets it."""
_RUNS = (3, 4, 5)
_RUN = 0.3
"""What a run of characters weighs beside a stem: a word of six letters has eighteen."""
_LONG_WORD = 40


@dataclass(frozen=True, slots=True)
class _Postings:
    """What each term adds to each document's score: a term is a hash, its postings stand at `bounds[i]` to `bounds[i + 1]`."""

    terms: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    places: NDArray[np.int32]
    values: NDArray[np.float16]
    sections: NDArray[np.int32]
    """The place of each document's section: sections are scored as documents are, and stand behind them."""


class Lexical:
    """BM25 (computed by bm25s) over the documents of one collection, by their ids."""

    def __init__(self, ids: Sequence[str], languages: Sequence[str], postings: _Postings) -> None:
        self._ids = ids
        self._languages = languages
        self._postings = postings

    @classmethod
    def build(cls, documents: Sequence[Document]) -> Lexical:
        """Index `documents` in memory, each in its own language."""
        languages = [str(document.metadata["language"]) for document in documents]
        texts = [_searched(document) for document in documents]
        sections = _sections(documents)
        within = np.zeros(len(documents), dtype=np.int32)
        for place, members in enumerate(sections, len(documents)):
            within[members] = place
        parts = [*_indexed(texts, languages, 0)]
        if len(sections) == len(documents):  # nothing stands together
            within = np.arange(len(documents), dtype=np.int32)
        else:
            joint = [" ".join(texts[place] for place in members) for members in sections]
            parts += _indexed(joint, [languages[members[0]] for members in sections], len(documents))
        terms, places, values = (
            np.concatenate([np.zeros(0, dtype=kind), *(part[column] for part in parts)])
            for column, kind in enumerate((np.uint32, np.int32, np.float16))
        )
        order = np.lexsort((places, terms))
        known, starts = np.unique(terms[order], return_index=True)
        postings = _Postings(known, np.append(starts, len(terms)), places[order], values[order], within)
        return cls([document.id for document in documents], sorted(set(languages)), postings)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which exists."""
        for field, array in zip(fields(_Postings), astuple(self._postings), strict=True):
            np.save(folder / f"{field.name}.npy", array, allow_pickle=False)
        (folder / "ids.json").write_text(json.dumps({"ids": list(self._ids), "languages": list(self._languages)}), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote. Raises `OSError` or `ValueError` where it is not there or damaged."""
        held = json.loads((folder / "ids.json").read_text("utf-8"))
        arrays: list[Any] = [np.load(folder / f"{field.name}.npy", mmap_mode="r") for field in fields(_Postings)]
        return cls(held["ids"], held["languages"], _Postings(*arrays))

    def search(self, text: str, language: Language, k: int) -> list[tuple[str, float]]:
        """The ids of the `k` best documents and their BM25 scores, best first, those that share nothing left out.

        A document in another language than the question's `language` is found by what it shares with it: names, numbers.
        """
        if not self._ids:
            return []
        scores = self._scores(self._asked(text, language))
        k = min(k, len(self._ids))
        best = np.argpartition(-scores, k - 1)[:k]
        return [(self._ids[i], float(scores[i])) for i in sorted(best, key=lambda i: -scores[i]) if scores[i] > 0]

    def _asked(self, text: str, language: Language) -> dict[int, float]:
        """The terms of a question and their weights. It is stemmed in its own language, whatever a document's."""
        asked: dict[int, float] = {}
        for token, count in Counter(_tokens(text, language)).items():
            for other in self._languages:
                asked[_term(token, other)] = count * _weight(token)
        return asked

    def _scores(self, asked: dict[int, float]) -> NDArray[np.float32]:
        held = self._postings
        terms = np.fromiter(asked, dtype=np.uint32, count=len(asked))
        weights = np.fromiter(asked.values(), dtype=np.float32, count=len(asked))
        at = np.searchsorted(held.terms, terms)
        known = at < len(held.terms)
        known[known] = held.terms[at[known]] == terms[known]
        at, weights = at[known], weights[known]
        starts, lengths = held.bounds[at], held.bounds[at + 1] - held.bounds[at]
        ends = np.cumsum(lengths)
        postings = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        added = held.values[postings] * np.repeat(weights, lengths)
        scores = np.bincount(held.places[postings], weights=added, minlength=len(self._ids) * 2).astype(np.float32)
        return np.asarray(scores[: len(self._ids)] + scores[held.sections])


def _sections(documents: Sequence[Document]) -> list[list[int]]:
    """The places of the documents that stand together, in order."""
    found: dict[tuple[str, ...], list[int]] = {}
    for place, document in enumerate(documents):
        section = tuple(str(document.metadata.get(name, place)) for name in ("language", "source", "locator"))
        found.setdefault(section, []).append(place)
    return list(found.values())


def _indexed(texts: Sequence[str], languages: Sequence[str], start: int) -> Iterator[tuple[NDArray[Any], ...]]:
    """The postings of `texts`, placed from `start` on, a language at a time: term, place and what it adds."""
    for language in sorted(set(languages)):
        places = [place for place, other in enumerate(languages) if other == language]
        bm25 = bm25s.BM25(k1=_SATURATION)
        bm25.index([list(_tokens(texts[place], language)) or [""] for place in places], show_progress=False)
        held = bm25.scores
        columns = np.zeros(len(held["indptr"]) - 1, dtype=np.uint32)
        for token, column in bm25.vocab_dict.items():
            if column < len(columns):
                columns[column] = _term(token, language)
        terms = np.repeat(columns, np.diff(held["indptr"]))
        yield terms, (np.array(places, dtype=np.int32) + start)[held["indices"]], held["data"].astype(np.float16)


def _searched(document: Document) -> str:
    """What a document is found by: its text, what was corrected in it, and the day of the outage it speaks of."""
    return " ".join([document.text, *(str(document.metadata.get(name, "")) for name in ("note", "outage"))])


def _tokens(text: str, language: str) -> Iterator[str]:
    """The stems of the words, then the runs in them: a stem begins with `=`, a word's ends are marked by spaces."""
    yield from (f"={stem}" for stem in stems(text, language))
    for word in words(fold(text)):
        padded = f" {word[:_LONG_WORD]} "
        for size in _RUNS:
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def _weight(token: str) -> float:
    return 1.0 if token.startswith("=") else _RUN


def _term(token: str, language: str) -> int:
    return zlib.crc32(token.encode(), zlib.crc32(language.encode()))
