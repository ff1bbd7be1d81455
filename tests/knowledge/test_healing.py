"""An index that fails while it is served from: who asks is answered, one line says so, and it is built anew by itself."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge import cache, chroma, generations
from knowledge.cache import Home, IndexCache
from knowledge.documents import OWN
from knowledge.embeddings import Embedder, Vector
from knowledge.healing import HealingIndex
from knowledge.hits import Hit
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.retrieval import Retriever
from tests.knowledge.world import HOLD_THE_LOCK, bare_home, nearest_texts, other_process, own_source

PLAN = "Ring the bakery on extension 42."
LIST = "The printer keeps the price lists."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return bare_home(tmp_path / "home", own_source("plan", PLAN), own_source("list", LIST))


def found(retriever: Retriever, question: str) -> str:
    return retriever.own_passages(question, Language.EN, 1)[0].text


def current(home: Home) -> Path:
    generation = generations.current(home.index)
    assert generation is not None
    return generation


def rebuilt() -> None:
    """Waits until nothing is being built any more."""
    for thread in threading.enumerate():
        if thread.name == "building":
            thread.join(60)
            assert not thread.is_alive()


def emptied(home: Home) -> None:
    os.truncate(current(home) / "chroma.sqlite3", 0)


def garbage(home: Home) -> None:
    database = current(home) / "chroma.sqlite3"
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.write(b"garbage " * (size // 8))


@pytest.mark.parametrize("damage", [emptied, garbage])
def test_damage_under_a_running_index_is_answered_past_and_put_right(
    home: Home, tiny: Embedder, platforms: Platforms, damage: Callable[[Home], None]
) -> None:
    said: list[str] = []
    retriever = IndexCache(home, tiny, platforms).retriever(said.append)
    before = current(home)
    damage(home)
    said.clear()
    assert found(retriever, "ring the bakery") == PLAN
    assert found(retriever, "price lists printer") == LIST
    assert said == ["index-lost"]
    rebuilt()
    assert current(home) != before
    assert generations.fault(current(home), tiny.identity) == ""
    assert found(retriever, "ring the bakery") == PLAN
    emptied(home)
    assert found(retriever, "price lists printer") == LIST, "and it heals as often as that happens"
    rebuilt()
    assert said == ["index-lost", "index-lost"]


def test_documents_that_vanish_without_a_word_are_no_answer(home: Home, tiny: Embedder, platforms: Platforms) -> None:
    said: list[str] = []
    retriever = IndexCache(home, tiny, platforms).retriever(said.append)
    said.clear()
    documents = chroma.open_collection(chroma.open_client(current(home)), OWN)
    documents.delete(ids=documents.get()["ids"])
    assert found(retriever, "ring the bakery") == PLAN, "found by its words, and not there"
    assert said == ["index-lost"]
    rebuilt()


def test_what_is_deleted_under_a_running_index_is_no_harm(home: Home, tiny: Embedder, platforms: Platforms) -> None:
    retriever = IndexCache(home, tiny, platforms).retriever(print)
    shutil.rmtree(home.index)
    assert found(retriever, "ring the bakery") == PLAN
    assert found(retriever, "price lists printer") == LIST
    rebuilt()


def test_while_another_process_writes_memory_answers_until_it_can_be_built(
    home: Home, tiny: Embedder, platforms: Platforms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "RETRY", 0.1)
    retriever = IndexCache(home, tiny, platforms).retriever(print)
    before = current(home)
    emptied(home)
    with other_process(HOLD_THE_LOCK, home.folder):
        assert found(retriever, "ring the bakery") == PLAN
        assert current(home) == before
    rebuilt()
    assert current(home) != before
    assert found(retriever, "price lists printer") == LIST


def test_what_was_distrusted_is_not_opened_again(home: Home, tiny: Embedder, platforms: Platforms) -> None:
    opening = IndexCache(home, tiny, platforms)
    index = opening.open(print)
    assert isinstance(index, ChromaIndex)
    index.distrust()
    index.close()
    said: list[str] = []
    again = opening.open(said.append)
    assert said == ["index-damaged"]
    assert nearest_texts(again, tiny, "ring the bakery", OWN) == [PLAN]


class Broken:
    """An index that answers no more."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        raise self._error

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        raise self._error

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        raise self._error


@pytest.mark.parametrize(
    "error", [TimeoutError(), FileNotFoundError("chroma.sqlite3"), LookupError("a document"), ValueError()]
)
def test_any_failure_is_replaced_once_however_many_ask(
    home: Home, tiny: Embedder, platforms: Platforms, error: Exception
) -> None:
    sound = IndexCache(home, tiny, platforms).open(print)
    replaced: list[int] = []
    healing = HealingIndex(Broken(error), lambda: replaced.append(1) or sound)
    answers: list[str] = []
    asking = [
        threading.Thread(target=lambda: answers.extend(nearest_texts(healing, tiny, "ring the bakery"))) for _ in range(8)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(60)
    assert answers == [PLAN] * 8
    assert replaced == [1]
    assert [hit.text for hit in healing.matching(OWN, "printer", Language.EN, 1)] == [LIST]
    assert len(healing.where(OWN, "source", ["plan"], None)) == 1


def test_what_answers_instead_is_not_replaced_in_its_turn() -> None:
    healing = HealingIndex(Broken(TimeoutError()), lambda: Broken(KeyError("a bug of ours")))
    for _ in range(2):
        with pytest.raises(KeyError):
            healing.matching(OWN, "printer", Language.EN, 1)
