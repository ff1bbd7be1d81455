"""From a question to what the index knows about it: ranked topics, passages, and a topic's steps with what they cite.

Every answer is made of documents found here. Topics are ranked by the ways people ask that are nearest to the question;
passages by their words, and by how near their vectors are where that says more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from knowledge.documents import ASKS, OWN, PASSAGES, STEPS
from knowledge.embedders import EmbedderFailedError, builtin_of, embedder_of
from knowledge.embeddings import Embedder
from knowledge.hits import Hit, Searchable
from knowledge.languages import Language
from knowledge.model import Origin
from knowledge.text import fold, stems, words

_ASKS_SEEN = 16
_VOTES = 0.3
"""How much the nearest known questions count beside the trained model (docs/retrieval.md)."""
_FOREIGN = 0.7
"""What the vote of a question in another language than the asker's is worth."""
_TOPICS = 5
_BUILTIN_VECTOR = {PASSAGES: 0.3, OWN: 0.1}
"""What the builtin embedder's likeness adds to a match by words (the best is 1) in a question that is surely one for us. In
others, and in documents about other things, it knows nothing that the words don't say better."""
_CHOSEN_VECTOR = 1.0
"""The same for an embedder of the operator's choice, whatever the question."""
_FIVE_FIRST = 0.05
"""What puts the five sources before further public ones where they say the same (the best match by words is 1)."""
_VECTORS = 32
_OWN_SEEN = 20
_CONTENT = 4
_FEW = 2
_OVERFETCH = 8
"""Passages exist in up to six languages: fetch more and filter, because Chroma's own filter makes it many times slower."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic and how surely a question is about it, between 0 and 1; `share` is how probable this one is among the topics."""

    topic: str
    score: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Vote:
    share: float
    likeness: float


@dataclass(frozen=True, slots=True)
class _Fused:
    hit: Hit
    score: float
    likeness: float


class Retriever:
    """Searches an index with an embedder; both are given."""

    def __init__(self, index: Searchable, embedder: Embedder) -> None:
        self.switch(index, embedder)

    def switch(self, index: Searchable, embedder: Embedder) -> None:
        """Search another index from now on, with the embedder that made it; searches under way end on the one before."""
        self._searched = (index, embedder)
        # One question is embedded for several collections; a vector once made is the same again.
        self._vector = lru_cache(maxsize=_VECTORS)(lambda chosen, text: chosen.query_vector(text))

    def state(self) -> str:
        """Another one whenever the same question may find something else; none where that can't be known, as with an embedder
        that may fail now and work in a minute."""
        index, embedder = self._searched
        return index.state() if builtin_of(embedder) is embedder else ""

    def warm(self) -> None:
        """Get ready for many questions."""
        self._index.warm()

    def expect(self, question: str) -> None:
        """Say that `topics` will be asked about that question: its search begins while the question is read."""
        index, embedder = self._searched
        with suppress(EmbedderFailedError):
            index.expect(ASKS, self._vector(embedder_of(ASKS, embedder), question), _ASKS_SEEN)

    def known_questions(self, topics: Sequence[str], language: Language) -> list[str]:
        """The ways of asking about `topics` that the index holds in `language`."""
        return [hit.text for hit in self._index.where(ASKS, "topic", topics, language)]

    def topics(self, question: str, language: Language, fits: Callable[[str], bool] = lambda _topic: True) -> list[Ranked]:
        """The topics that `question` may be about, that fit and that the index has advice on, best first; at most `_TOPICS`.

        The score is how probable it is that the question is one for us at all, lowered by up to half where it is open which
        topic it is about.
        """
        votes = self._votes(question, language)
        judged = self._embedder.topic_scores(question)
        if judged is None:  # an embedder that knows no topics: the likeness of the nearest question is all there is
            best = max((vote.likeness for vote in votes.values()), default=0.0)
            shares, in_scope = {topic: vote.share for topic, vote in votes.items()}, best
        else:
            shares = dict(zip(self._embedder.topics, (float(p) for p in judged.probabilities), strict=True))
            for topic, vote in votes.items():
                shares[topic] = (shares.get(topic, 0.0) + _VOTES * vote.share) / (1.0 + _VOTES)
            in_scope = judged.in_scope
        fitting = sum(share for topic, share in shares.items() if fits(topic)) or 1.0
        shares = {topic: min(share / fitting, 1.0) for topic, share in shares.items() if fits(topic)}
        first = self._held(sorted(shares, key=lambda topic: -shares[topic])[:_TOPICS], set(votes), language)
        return [Ranked(topic, in_scope * (1.0 + shares[topic]) / 2.0, shares[topic]) for topic in first]

    def _held(self, topics: list[str], seen: set[str], language: Language) -> list[str]:
        """Those of `topics` that the index has advice on. A topic without steps has no ways of asking there, so one seen among
        the nearest is held; the others are looked up."""
        unseen = [topic for topic in topics if topic not in seen]
        found = {str(hit.metadata["topic"]) for hit in self._index.where(STEPS, "topic", unseen, language)} if unseen else set()
        return [topic for topic in topics if topic in seen or topic in found]

    def _votes(self, question: str, language: Language) -> dict[str, _Vote]:
        """What the nearest known ways of asking say: each votes for its topic, the nearer the more."""
        weights: dict[str, float] = defaultdict(float)
        likeness: dict[str, float] = defaultdict(float)
        for hit in self._nearest(ASKS, question, _ASKS_SEEN):
            topic, score = str(hit.metadata["topic"]), min(max(hit.score, 0.0), 1.0)
            weights[topic] += score**2 * (1.0 if hit.metadata["language"] == language else _FOREIGN)
            likeness[topic] = max(likeness[topic], score)
        whole = sum(weights.values()) or 1.0
        return {topic: _Vote(weight / whole, likeness[topic]) for topic, weight in weights.items()}

    def passages(self, question: str, language: Language, k: int) -> list[Hit]:
        """The `k` passages that fit `question` best, each once, in the asker's language where it exists in it.

        Scores compare within one call only.
        """
        found = self._fused(OWN, question, language, k * _OVERFETCH) | self._fused(PASSAGES, question, language, k * _OVERFETCH)
        best = sorted(found, key=lambda id_: -found[id_].score - _first(found[id_].hit))[:k]
        readable = self.cited(best, language)
        return [Hit(readable[id_].text, readable[id_].metadata, found[id_].score) for id_ in best if id_ in readable]

    def own_passages(self, question: str, language: Language, k: int) -> list[Hit]:
        """The `k` passages of an operator's documents that fit `question` best, best first.

        The score, between 0 and 1, says whether one fits at all: likeness, or the share of the question's words that it has,
        each counted by how much it says. One word in common is none, where the question has more than a few.
        """
        found = sorted(self._fused(OWN, question, language, _OWN_SEEN).values(), key=lambda fused: -fused.score)[:k]
        if not found:
            return []
        asked = _content(question, language)
        weights = {stem: builtin_of(self._embedder).rarity(word) for stem, word in asked.items()}
        scored = []
        for fused in found:
            hit = fused.hit
            whole = f"{hit.metadata['title']} {hit.metadata['locator']} {hit.text}"
            shared = asked.keys() & _content(whole, Language(hit.metadata["language"])).keys()
            enough = len(shared) > 1 or len(asked) <= _FEW
            coverage = sum(weights[stem] for stem in shared) / sum(weights.values()) if shared and enough else 0.0
            scored.append(Hit(hit.text, hit.metadata, max(fused.likeness, coverage)))
        return scored

    def _fused(self, collection: str, question: str, language: Language, k: int) -> dict[str, _Fused]:
        """What fits `question` by words or by vector, by passage; one that exists in six languages counts by its best."""
        by_words, by_vector = dict[str, Hit](), dict[str, Hit]()
        for hits, best in (
            (self._index.matching(collection, question, language, k), by_words),
            (self._nearest(collection, question, k), by_vector),
        ):
            for hit in hits:
                best.setdefault(str(hit.metadata["passage"]), hit)
        most = max((hit.score for hit in by_words.values()), default=1.0)
        share = self._vector_share(collection, question) if by_vector else 0.0
        fused = {}
        for id_, hit in (by_vector | by_words).items():
            matched = hit.score / most if id_ in by_words else 0.0
            likeness = max(by_vector[id_].score, 0.0) if id_ in by_vector else 0.0
            fused[id_] = _Fused(hit, matched + share * likeness, likeness)
        return fused

    def _vector_share(self, collection: str, question: str) -> float:
        if builtin_of(self._embedder) is not self._embedder:
            return _CHOSEN_VECTOR
        judged = self._embedder.topic_scores(question)
        return _BUILTIN_VECTOR[collection] * (judged.in_scope if judged else 1.0)

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

    def _nearest(self, collection: str, question: str, k: int) -> list[Hit]:
        """The `k` documents whose vectors are nearest; none where the embedder that is set fails, and words alone find them."""
        index, embedder = self._searched
        try:
            return index.nearest(collection, self._vector(embedder_of(collection, embedder), question), k)
        except EmbedderFailedError:
            return []

    @property
    def _index(self) -> Searchable:
        return self._searched[0]

    @property
    def _embedder(self) -> Embedder:
        return self._searched[1]


def _first(hit: Hit) -> float:
    return _FIVE_FIRST if hit.metadata["origin"] == Origin.SEED else 0.0


def _by_passage(hits: Iterable[Hit]) -> dict[str, Hit]:
    return {str(hit.metadata["passage"]): hit for hit in hits}


def _content(text: str, language: Language) -> dict[str, str]:
    """The words of four letters or more, which carry what a text is about: their stems, and each folded as it stands."""
    carrying = [word for word in words(text) if len(word) >= _CONTENT]
    return dict(zip(stems(" ".join(carrying), language), map(fold, carrying), strict=True))
