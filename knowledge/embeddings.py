"""The builtin embedder behind LangChain's `Embeddings`: no download, two parts in one vector of length one.

The lexical part is hashed (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009): each feature
of a text falls on a dimension and a sign, a word weighs by its rarity, and the cosine compares what two texts share.
The topic part says what a text is about, whatever its words and its language. It comes from the trained model in
`embedder.npz` and weighs little in a text about none of our topics: an operator's own documents are found by their words.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.features import shortened
from knowledge.text import clean, fold, words
from knowledge.topic_model import PACKAGED, Floats, TopicModel, TopicScores, UnreadableModelError

Vector = NDArray[np.float32]

LEXICAL = 512
_NGRAMS = (3, 4, 5)
_WORD_WEIGHT = 3.0
_RARITY = 1.5
"""The power of a word's rarity: a rare word in common says more than ten frequent ones."""
_LONG_WORD = 40
_LONG_TEXT = 2_000
_TOPIC_SHARE = 0.7
"""How much of a vector's square length the topic part has in a text that is surely about one of our topics."""


class Embedder(Embeddings):
    """LangChain's embeddings with an `identity`, their name and version, so that two can never be mixed in one index."""

    identity: str
    degraded: str = ""
    """Why less than the best is used, for the logs and for `doctor`; empty where all is well."""

    def query_vector(self, text: str) -> Vector:
        """The vector of a question, as an array."""
        return np.array(self.embed_query(text), dtype=np.float32)

    def topic_scores(self, text: str) -> TopicScores | None:  # noqa: ARG002 - for those that know topics
        """What a trained model says of a question's topic; nothing from an embedder that has none."""
        return None

    def language_margins(self, text: str) -> Floats | None:  # noqa: ARG002
        """How far a text is within each of `topic_model.LANGUAGES`; nothing from an embedder that has not learnt it."""
        return None

    def rarity(self, word: str) -> float:  # noqa: ARG002 - for those that have seen words
        """How much a folded word says, between 0 and 1."""
        return 1.0

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that `topic_scores` speaks of, in its order."""
        return ()


class HashedEmbeddings(Embedder):
    """The lexical part alone: `LEXICAL` floats of length one; the zero vector for a text without letters or digits."""

    identity = f"hashed-{LEXICAL}-2"

    def __init__(self, degraded: str = "") -> None:
        self.degraded = degraded

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.query_vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        found: list[float] = self.query_vector(text).tolist()
        return found

    def query_vector(self, text: str) -> Vector:
        """The vector of `text`; of a text beyond 2,000 characters, of its beginning."""
        counts = Counter(word[:_LONG_WORD] for word in words(fold(clean(text)[:_LONG_TEXT])))
        if not counts:
            return np.zeros(LEXICAL, dtype=np.float32)
        places, values = zip(*map(_features, counts), strict=True)
        weights = [self.rarity(word) * count**0.5 for word, count in counts.items()]
        spread = np.repeat(weights, [len(each) for each in places])
        vector = np.bincount(np.concatenate(places), np.concatenate(values) * spread, LEXICAL).astype(np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector


class BuiltinEmbeddings(HashedEmbeddings):
    """The lexical part and the topic part."""

    def __init__(self, model: TopicModel) -> None:
        super().__init__()
        self._model = model
        self.identity = f"builtin-{LEXICAL}-2-{model.identity}"

    @property
    def topics(self) -> tuple[str, ...]:
        return self._model.topics

    def topic_scores(self, text: str) -> TopicScores:
        return self._model.scores(shortened(text))

    def language_margins(self, text: str) -> Floats:
        return self._model.language_margins(shortened(text))

    def query_vector(self, text: str) -> Vector:
        """The vector of `text`; without letters or digits it has no lexical part."""
        lexical = super().query_vector(text)
        if not lexical.any():
            return np.append(lexical, np.zeros(len(self.topics), dtype=np.float32))
        scores = self.topic_scores(text)
        share = _TOPIC_SHARE * scores.in_scope
        # square roots of probabilities have length one, and their cosine compares distributions (Bhattacharyya)
        return np.concatenate([lexical * (1.0 - share) ** 0.5, np.sqrt(scores.probabilities) * share**0.5]).astype(np.float32)

    def rarity(self, word: str) -> float:
        return float(self._model.rarity(word) ** _RARITY)


def builtin_embeddings(path: Path = PACKAGED) -> HashedEmbeddings:
    """The builtin embedder; where its model can't be read, the lexical part alone, which says so in `degraded`."""
    try:
        return BuiltinEmbeddings(TopicModel.load(path))
    except UnreadableModelError as error:
        return HashedEmbeddings(degraded=str(error))


@lru_cache(maxsize=50_000)
def _features(word: str) -> tuple[NDArray[np.intp], Vector]:
    """The dimensions that `word` falls on, and what it adds there, of length one."""
    features = [(f"w:{word}", _WORD_WEIGHT), *((gram, 1.0) for gram in _grams(word))]
    codes = [zlib.crc32(feature.encode()) for feature, _ in features]
    values = np.array([weight if code & 0x80000000 else -weight for code, (_, weight) in zip(codes, features, strict=True)])
    return np.array([code % LEXICAL for code in codes]), (values / np.linalg.norm(values)).astype(np.float32)


def _grams(word: str) -> Iterator[str]:
    padded = f" {word} "
    for size in _NGRAMS:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
