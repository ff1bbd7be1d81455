"""The builtin embedder: hashed words, stems and character n-grams, behind LangChain's `Embeddings`. No download, no model file.

Each feature of a text is hashed to a dimension and a sign (Weinberger et al., "Feature Hashing for Large Scale Multitask
Learning", 2009); counts are damped by a square root and the vector has length one, so that cosine compares what two texts
share. Character n-grams carry typos and missing accents; stems carry inflection.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.languages import Language
from knowledge.text import clean, fold, stems, words

Vector = NDArray[np.float32]

DIMENSIONS = 1024
_NGRAMS = (3, 4, 5)
_WORD_WEIGHT = 3.0
_STEM_WEIGHT = 3.0
_LONG_TEXT = 2_000


class Embedder(Embeddings):
    """LangChain's embeddings with an `identity`, their name and version, so that two can never be mixed in one index."""

    identity: str

    def query_vector(self, text: str) -> Vector:
        """The vector of a question, as an array."""
        return np.array(self.embed_query(text), dtype=np.float32)


class HashedEmbeddings(Embedder):
    """Vectors of `DIMENSIONS` floats of length one; the zero vector for a text without letters or digits."""

    identity = f"hashed-{DIMENSIONS}-1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.query_vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.query_vector(text).tolist()

    def query_vector(self, text: str) -> Vector:
        """The vector of `text`; of a text beyond 2,000 characters, of its beginning."""
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        for feature, weight in _features(clean(text)[:_LONG_TEXT]).items():
            code = zlib.crc32(feature.encode())
            vector[code % DIMENSIONS] += weight if code & 0x80000000 else -weight
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector


def _features(text: str) -> dict[str, float]:
    counts = Counter(_grams(text))
    features = {gram: count**0.5 for gram, count in counts.items()}
    for word in words(text):
        features["w:" + fold(word)] = _WORD_WEIGHT
    for language in Language:
        for stem in stems(text, language):
            features["s:" + stem] = _STEM_WEIGHT
    return features


def _grams(text: str) -> Iterator[str]:
    for word in words(text):
        padded = f" {fold(word)} "
        for size in _NGRAMS:
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
