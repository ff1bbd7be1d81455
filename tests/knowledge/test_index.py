"""A running index follows what another process builds, and stays with what it has where that can't be served from."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge import generations
from knowledge.documents import OWN, PASSAGES, STEPS
from knowledge.embeddings import Embedder
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from tests.knowledge.world import SMALL, OtherEmbedder, nearest_texts, other_process, passage, run_python

BUILD_NEWER = """
import sys
from pathlib import Path
from knowledge import generations
from tests.knowledge.world import TinyEmbedder, passage
print(generations.build(Path(sys.argv[1]), [passage("a newer text on phones")], TinyEmbedder(), "newer"))
"""

READ = """
import sys
from pathlib import Path
from knowledge import generations
from knowledge.index import ChromaIndex
from tests.knowledge.world import SMALL, TinyEmbedder, nearest_texts
folder = Path(sys.argv[1])
index = ChromaIndex(folder, generations.current(folder))
for document in SMALL:
    assert nearest_texts(index, TinyEmbedder(), document.text, document.collection) == [document.text]
print("ready", flush=True)
sys.stdin.read()
for document in SMALL:
    assert nearest_texts(index, TinyEmbedder(), document.text, document.collection) == [document.text]
index.close()
"""


def test_a_generation_that_another_process_built_is_noticed(index: ChromaIndex, folder: Path, tiny: Embedder) -> None:
    assert len(index.nearest(PASSAGES, tiny.query_vector("phones"), 10)) == 5
    run_python(BUILD_NEWER, folder)
    assert nearest_texts(index, tiny, "phones", PASSAGES, 10) == ["a newer text on phones"]
    assert [hit.text for hit in index.matching(PASSAGES, "phone", Language.EN, 10)] == ["a newer text on phones"]
    assert index.where(STEPS, "topic", ["fallback-contact"], None) == []


def test_generations_may_come_and_go_unseen(index: ChromaIndex, folder: Path, tiny: Embedder) -> None:
    for number in range(3):  # the one that is open is deleted by the second
        generations.build(folder, [passage(f"text {number}")], tiny, str(number))
    assert nearest_texts(index, tiny, "text", PASSAGES, 10) == ["text 2"]


def damage(folder: Path) -> None:
    run_python(BUILD_NEWER, folder)
    newest = generations.current(folder)
    assert newest is not None
    (newest / "chroma.sqlite3").write_bytes(b"")


def of_another_embedder(folder: Path) -> None:
    generations.build(folder, [passage("foreign")], OtherEmbedder(), "foreign")


def pointing_nowhere(folder: Path) -> None:
    (folder / "current").write_text("garbage", "utf-8")


def gone(folder: Path) -> None:
    (folder / "current").unlink()


@pytest.mark.parametrize("happens", [damage, of_another_embedder, pointing_nowhere, gone])
def test_what_cannot_be_served_from_is_not_switched_to(
    index: ChromaIndex, folder: Path, tiny: Embedder, happens: Callable[[Path], None]
) -> None:
    happens(folder)
    for document in SMALL:
        assert nearest_texts(index, tiny, document.text, document.collection) == [document.text]
    generations.build(folder, [passage("sound again")], tiny, "sound")
    assert nearest_texts(index, tiny, "sound", PASSAGES, 10) == ["sound again"]


def test_two_processes_read_at_once(index: ChromaIndex, folder: Path, tiny: Embedder) -> None:
    with other_process(READ, folder):
        for document in SMALL:
            assert nearest_texts(index, tiny, document.text, document.collection) == [document.text]
    assert generations.fault(folder / str((folder / "current").read_text()), tiny.identity) == ""


def test_threads_that_search_while_the_index_is_switched(index: ChromaIndex, folder: Path, tiny: Embedder) -> None:
    built = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        try:
            while True:
                last = built.is_set()
                for text in nearest_texts(index, tiny, "bakery phone", PASSAGES):
                    if text not in (SMALL[0].text, "the bakery phone of generation 0", "the bakery phone of generation 1"):
                        wrong.append(text)
                index.matching(PASSAGES, "bakery phone", Language.EN, 3)
                if last:
                    return
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2):
        generations.build(folder, [passage(f"the bakery phone of generation {number}")], tiny, str(number))
    built.set()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert nearest_texts(index, tiny, "bakery phone", PASSAGES) == ["the bakery phone of generation 1"]


def test_a_search_begun_early_finds_the_same(index: ChromaIndex, tiny: Embedder) -> None:
    asked = [document for document in SMALL if document.collection == PASSAGES]
    for document in asked:
        index.expect(PASSAGES, tiny.query_vector(document.text), 1)
    for document in asked:
        assert nearest_texts(index, tiny, document.text, PASSAGES) == [document.text]


def test_searches_begun_early_that_nobody_comes_for_do_no_harm(index: ChromaIndex, folder: Path, tiny: Embedder) -> None:
    for number in range(100):
        index.expect(PASSAGES, tiny.query_vector(f"text {number}"), 3)
    index.expect(OWN, tiny.query_vector("phones"), 3)  # holds nothing
    assert index.nearest(OWN, tiny.query_vector("phones"), 3) == []
    index.expect(PASSAGES, tiny.query_vector("phones"), 10)
    run_python(BUILD_NEWER, folder)  # what was found in the one before does not count
    assert nearest_texts(index, tiny, "phones", PASSAGES, 10) == ["a newer text on phones"]


def test_what_goes_wrong_in_a_search_begun_early_shows_in_the_search(
    index: ChromaIndex, caplog: pytest.LogCaptureFixture
) -> None:
    short = np.ones(3, dtype=np.float32)
    index.expect(PASSAGES, short, 3)
    assert index.nearest(PASSAGES, short, 3) == []
    assert "another length" in caplog.text
