"""From a question to what the index knows about it: ranked topics, passages, and a topic's steps with what they cite.

Every answer is made of documents found here. Topics are ranked by the ways people ask that are nearest to the question;
passages by vector and by words, merged by reciprocal rank (Cormack, Clarke, Büttcher: "Reciprocal Rank Fusion", 2009).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.documents import ASKS, OWN, PASSAGES, STEPS
from knowledge.embeddings import Embedder
from knowledge.hits import Hit, Searchable
from knowledge.languages import Language
from knowledge.text import stems, words

_ASKS_SEEN = 60
_FUSION = 60
"""The constant of reciprocal rank fusion, as in the paper."""
_OWN_SEEN = 20
_CONTENT = 4
_OVERFETCH = 8
"""Passages exist in up to six languages: fetch more and filter, because Chroma's own filter makes it many times slower."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic and how surely a question is about it, between 0 and 1."""

    topic: str
    score: float


class Retriever:
    """Searches an index with an embedder; both are given."""

    def __init__(self, index: Searchable, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder

    def topics(self, question: str, language: Language) -> list[Ranked]:
        """The topics that `question` may be about, best first."""
        vector = self._embedder.query_vector(question)
        votes: dict[str, float] = defaultdict(float)
        best: dict[str, float] = defaultdict(float)
        for hit in self._index.nearest(ASKS, vector, _ASKS_SEEN):
            weight = max(hit.score, 0.0) ** 2 * (1.0 if hit.metadata["language"] == language else 0.7)
            votes[hit.metadata["topic"]] += weight
            best[hit.metadata["topic"]] = max(best[hit.metadata["topic"]], hit.score)
        ranked = sorted(votes, key=lambda topic: -votes[topic])
        return [Ranked(topic, best[topic]) for topic in ranked]

    def passages(self, question: str, language: Language, k: int) -> list[Hit]:
        """The `k` passages that fit `question` best, each once, in the asker's language where it exists in it.

        Scores are reciprocal ranks: they compare within one call only.
        """
        vector = self._embedder.query_vector(question)
        scores: dict[str, float] = defaultdict(float)
        for collection in (PASSAGES, OWN):
            by_vector = self._index.nearest(collection, vector, k * _OVERFETCH)
            by_words = self._index.matching(collection, question, language, k * _OVERFETCH)
            for hits in (by_vector, by_words):
                for rank, id_ in enumerate(dict.fromkeys(str(hit.metadata["passage"]) for hit in hits)):
                    scores[id_] += 1.0 / (_FUSION + rank)
        best = sorted(scores, key=lambda id_: -scores[id_])[:k]
        readable = self.cited(best, language)
        return [Hit(readable[id_].text, readable[id_].metadata, scores[id_]) for id_ in best if id_ in readable]

    def own_passages(self, question: str, language: Language, k: int) -> list[Hit]:
        """The `k` passages of an operator's documents that fit `question` best, scored between 0 and 1.

        The score is the larger of the vectors' cosine and the share of the question's longer words that the passage has.
        """
        asked = _content(question, language)
        by_vector = self._index.nearest(OWN, self._embedder.query_vector(question), _OWN_SEEN)
        by_words = self._index.matching(OWN, question, language, _OWN_SEEN)
        cosine = {str(hit.metadata["passage"]): hit.score for hit in by_vector}
        scored = []
        for id_, hit in {str(hit.metadata["passage"]): hit for hit in (*by_words, *by_vector)}.items():
            shared = asked & _content(f"{hit.metadata['title']} {hit.text}", Language(hit.metadata["language"]))
            coverage = len(shared) / len(asked) if asked else 0.0
            scored.append(Hit(hit.text, hit.metadata, max(cosine.get(id_, 0.0), coverage)))
        return sorted(scored, key=lambda hit: -hit.score)[:k]

    def steps(self, topics: Sequence[str], language: Language) -> list[Hit]:
        """All steps of `topics`, in the order of the topics and of their playbooks."""
        order = {topic: place for place, topic in enumerate(topics)}
        hits = self._index.where(STEPS, "topic", topics, language)
        return sorted(hits, key=lambda hit: (order[hit.metadata["topic"]], hit.metadata["position"]))

    def cited(self, passages: Iterable[str], language: Language) -> dict[str, Hit]:
        """The passages of those ids that exist, in `language`, or in their own where they are not translated."""
        ids = list(dict.fromkeys(passages))
        found = _by_passage(self._index.where(PASSAGES, "passage", ids, language))
        missing = [id_ for id_ in ids if id_ not in found]
        return found | self.original(missing) if missing else found

    def original(self, passages: Iterable[str]) -> dict[str, Hit]:
        """The passages of those ids that exist, in their source's own language."""
        ids = list(dict.fromkeys(passages))
        hits = [hit for collection in (PASSAGES, OWN) for hit in self._index.where(collection, "passage", ids, None)]
        return _by_passage(hit for hit in hits if hit.metadata["language"] == hit.metadata["original"])


def _by_passage(hits: Iterable[Hit]) -> dict[str, Hit]:
    return {str(hit.metadata["passage"]): hit for hit in hits}


def _content(text: str, language: Language) -> set[str]:
    """The stems of the words of four letters or more: those that carry what a text is about."""
    return set(stems(" ".join(word for word in words(text) if len(word) >= _CONTENT), language))
