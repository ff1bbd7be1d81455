"""The index on disk and the one in memory find the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge import generations
from knowledge.documents import ASKS, COLLECTIONS, OWN, PASSAGES, STEPS
from knowledge.embeddings import Embedder
from knowledge.hits import Hit, Searchable
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from knowledge.memory import MemoryIndex
from tests.knowledge.world import SMALL, TinyEmbedder

QUESTIONS = [document.text for document in SMALL] + [
    "phone number for customers",
    "what do the engineers say about servers and routes",
    "campaigns",
    "téléphone de la boulangerie",
]


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaIndex]:
    folder: Path = tmp_path_factory.mktemp("searchable")
    index = ChromaIndex(folder, generations.build(folder, SMALL, TinyEmbedder(), "x"))
    yield index
    index.close()


@pytest.fixture(scope="module")
def in_memory() -> MemoryIndex:
    return MemoryIndex(SMALL, TinyEmbedder())


@pytest.fixture(params=["on_disk", "in_memory"])
def index(request: pytest.FixtureRequest) -> Searchable:
    found: Searchable = request.getfixturevalue(request.param)
    return found


def shown(hits: list[Hit]) -> set[tuple[str, tuple[tuple[str, object], ...], float]]:
    return {(hit.text, tuple(sorted(hit.metadata.items())), round(hit.score, 4)) for hit in hits}


def texts(hits: list[Hit]) -> list[str]:
    return [hit.text for hit in hits]


def test_a_text_is_nearest_to_itself(index: Searchable, tiny: Embedder) -> None:
    for document in SMALL:
        best = index.nearest(document.collection, tiny.query_vector(document.text), 1)
        assert texts(best) == [document.text]
        assert best[0].metadata == document.metadata
        assert best[0].score == pytest.approx(1.0, abs=1e-4)


def test_nearest_scores_are_cosines_and_fall(index: Searchable, tiny: Embedder) -> None:
    question = tiny.query_vector("phone number for customers")
    hits = index.nearest(PASSAGES, question, 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        vector = tiny.query_vector(hit.text)
        cosine = float(vector @ question / np.linalg.norm(vector) / np.linalg.norm(question))
        assert hit.score == pytest.approx(cosine, abs=1e-4)


def test_no_more_than_asked_and_no_more_than_there_are(index: Searchable, tiny: Embedder) -> None:
    question = tiny.query_vector("customers")
    assert len(index.nearest(PASSAGES, question, 2)) == 2
    assert len(index.nearest(PASSAGES, question, 1_000)) == 5
    assert len(index.matching(PASSAGES, "customers phone routes", Language.EN, 2)) == 2


def test_an_empty_collection_has_nothing(index: Searchable, tiny: Embedder) -> None:
    assert index.nearest(OWN, tiny.query_vector("customers"), 3) == []
    assert index.matching(OWN, "customers", Language.EN, 3) == []
    assert index.where(OWN, "passage", ["s#1"], None) == []


def test_matching_finds_inflected_words_and_leaves_out_what_shares_none(index: Searchable) -> None:
    hits = index.matching(PASSAGES, "the customer's emails", Language.EN, 5)
    assert texts(hits)[0] == "write to customers by email or text message"
    assert all(hit.score > 0 for hit in hits)
    assert texts(index.matching(PASSAGES, "la vitrine des boulangeries", Language.FR, 5))[0].startswith("affichez")
    assert index.matching(PASSAGES, "zebra", Language.EN, 5) == []
    assert index.matching(PASSAGES, "", Language.EN, 5) == []
    assert index.matching(PASSAGES, "👍 ?!", Language.EN, 5) == []


def test_where_finds_all_and_only_those(index: Searchable) -> None:
    assert set(texts(index.where(STEPS, "topic", ["fallback-contact"], Language.EN))) == {"answer the phone", "tell the team"}
    assert len(index.where(STEPS, "topic", ["fallback-contact"], None)) == 3
    both = index.where(STEPS, "topic", ["fallback-contact", "ads-during-outage", "unknown"], Language.EN)
    assert len(both) == 3
    assert index.where(STEPS, "topic", ["unknown"], None) == []
    assert index.where(STEPS, "topic", [], None) == []
    assert index.where(PASSAGES, "passage", ["s#3"], Language.FR) == []


def test_a_question_without_words_does_no_harm(index: Searchable, tiny: Embedder) -> None:
    hits = index.nearest(PASSAGES, tiny.query_vector("👍"), 3)
    assert all(hit.score == pytest.approx(0.0, abs=1e-6) for hit in hits)


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_find_the_same(on_disk: ChromaIndex, in_memory: MemoryIndex, tiny: Embedder, question: str) -> None:
    vector = tiny.query_vector(question)
    for collection in COLLECTIONS:
        nearest_on_disk = on_disk.nearest(collection, vector, 100)
        assert shown(nearest_on_disk) == shown(in_memory.nearest(collection, vector, 100))
        for language in Language:
            assert shown(on_disk.matching(collection, question, language, 100)) == shown(
                in_memory.matching(collection, question, language, 100)
            )
    for written in (None, Language.EN, Language.FR):
        assert shown(on_disk.where(ASKS, "topic", ["fallback-contact"], written)) == shown(
            in_memory.where(ASKS, "topic", ["fallback-contact"], written)
        )
