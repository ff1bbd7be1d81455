"""What a text is made of, as numbers that a linear model can weigh: the same code when it is trained and when it is asked.

Three views, each hashed to buckets: runs of two to five characters within a word (typos, inflection, compounds), the beginnings
of words and of neighbouring pairs, and concepts with their pairs. Concepts are what makes six languages one: `sito`, `strona`
and `website` are the same feature, so that a question in Polish profits from those in Italian.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.text import clean, fold, words

Buckets = NDArray[np.uint32]

BUCKETS = 1 << 19
VIEWS = 3
_NONE = np.zeros(0, dtype=np.uint32)
_NGRAMS = (2, 3, 4, 5)
_BEGINNING = 5
_SHORTEST_CONCEPT = 3
_LONGEST_WORD = 30
_HEAD, _TAIL = 600, 200
"""Characters read of a long text, from its two ends: people say what they want at the start or at the end."""


@dataclass(frozen=True, slots=True)
class _Word:
    grams: Buckets
    beginning: str
    concepts: tuple[str, ...]


class Features:
    """Cuts a text into the hashed features of the three views; knows the concepts it was made with."""

    def __init__(self, concepts: str) -> None:
        self._whole: dict[str, list[str]] = {}
        self._begins: dict[str, list[str]] = {}
        for name, forms in _parsed(concepts):
            for form in forms:
                where, key = (self._whole, form[:-1]) if form.endswith(".") else (self._begins, form)
                where.setdefault(key, []).append(name)
        self._word = lru_cache(maxsize=20_000)(self._cut)

    def __call__(self, text: str) -> tuple[Buckets, Buckets, Buckets]:
        """The buckets of each view, as often as they occur."""
        cut = [self._word(word) for word in words(fold(shortened(text)))]
        beginnings = [word.beginning for word in cut]
        pairs = (f"{first} {second}" for first, second in pairwise(beginnings))
        concepts = sorted({concept for word in cut for concept in word.concepts})
        together = (f"{first}+{second}" for first, second in combinations(concepts, 2))
        return (
            np.concatenate([_NONE, *(word.grams for word in cut)]),
            _hashed("w", [*beginnings, *pairs]),
            _hashed("c", [*concepts, *together]),
        )

    @staticmethod
    def beginning(word: str) -> int:
        """The bucket of a folded word's beginning."""
        return zlib.crc32(f"w:{word[:_BEGINNING]}".encode()) % BUCKETS

    def _cut(self, word: str) -> _Word:
        padded = f" {word[:_LONGEST_WORD]} "
        grams = [
            zlib.crc32(padded[start : start + size].encode()) % BUCKETS
            for size in _NGRAMS
            for start in range(len(padded) - size + 1)
        ]
        return _Word(np.array(grams, dtype=np.uint32), word[:_BEGINNING], tuple(self._concepts(word)))

    def _concepts(self, word: str) -> set[str]:
        found = set(self._whole.get(word, ()))
        for end in range(_SHORTEST_CONCEPT, min(len(word), _LONGEST_WORD) + 1):
            found.update(self._begins.get(word[:end], ()))
        return found


@lru_cache(maxsize=16)
def shortened(text: str) -> str:
    """The text cleaned, and of a long one its beginning and its end."""
    text = clean(text)
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]} {text[-_TAIL:]}"


def _parsed(concepts: str) -> Iterable[tuple[str, list[str]]]:
    for line in concepts.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, forms = line.partition(":")
            yield name, [fold(form) for form in forms.split()]


def _hashed(view: str, features: Iterable[str]) -> Buckets:
    return np.array([zlib.crc32(f"{view}:{feature}".encode()) % BUCKETS for feature in features], dtype=np.uint32)
