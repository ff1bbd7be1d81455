"""Generations are built aside and switched to at once; whatever is wrong with one is noticed without opening it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import chroma, generations
from knowledge.documents import PASSAGES
from knowledge.embeddings import Embedder
from knowledge.index import ChromaIndex
from tests.knowledge.world import SMALL, FailingEmbedder, OtherEmbedder, TinyEmbedder, nearest_texts, passage, run_python


def in_use(folder: Path) -> Path:
    generation = generations.current(folder)
    assert generation is not None
    return generation


def folders(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir()}


def test_a_build_is_sound_and_in_use(folder: Path, tiny: Embedder) -> None:
    generation = in_use(folder)
    assert generations.fault(generation, tiny.identity) == ""
    manifest = generations.read_manifest(generation)
    assert (manifest.embedder, manifest.fingerprint) == ("tiny-1", "first")
    assert manifest.counts == {"passages": 5, "own": 0, "steps": 4, "asks": 2}


def test_reading_leaves_it_sound(folder: Path, tiny: Embedder) -> None:
    index = ChromaIndex(folder, in_use(folder))
    assert nearest_texts(index, tiny, SMALL[0].text, PASSAGES) == [SMALL[0].text]
    index.close()
    assert generations.fault(in_use(folder), tiny.identity) == ""


def test_a_new_build_takes_over_and_only_the_one_before_is_kept(folder: Path, tiny: Embedder) -> None:
    first = in_use(folder)
    second = generations.build(folder, SMALL[:3], tiny, "second")
    assert in_use(folder) == second
    assert folders(folder) == {first.name, second.name}
    third = generations.build(folder, SMALL[:2], tiny, "third")
    assert folders(folder) == {second.name, third.name}


def overwrite(pattern: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(generation: Path) -> None:
        path = max(generation.rglob(pattern), key=lambda path: path.stat().st_size)
        path.write_bytes(change(path.read_bytes()))

    return damage


def remove(pattern: str) -> Callable[[Path], None]:
    return lambda generation: next(generation.rglob(pattern)).unlink()


def lose_a_row(generation: Path) -> None:
    with closing(sqlite3.connect(generation / "chroma.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM embeddings WHERE id = (SELECT max(id) FROM embeddings)")


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def zeroed(content: bytes) -> bytes:
    return bytes(len(content))


DAMAGES_OF_VECTORS = {
    "no-vectors": remove("data_level0.bin"),
    "zeroed-vectors": overwrite("data_level0.bin", zeroed),
    "bit-in-vectors": overwrite("data_level0.bin", flipped),
    "truncated-vectors": overwrite("data_level0.bin", lambda content: content[:100]),
    "garbage-header": overwrite("header.bin", lambda content: b"\xff" * len(content)),
    "empty-header": overwrite("header.bin", lambda _: b""),
    "garbage-links": overwrite("link_lists.bin", lambda content: b"\xff" * len(content)),
    "garbage-lengths": overwrite("length.bin", lambda content: b"\xff" * len(content)),
    "garbage-ids": overwrite("index_metadata.pickle", flipped),
    "no-ids": remove("index_metadata.pickle"),
}
DAMAGES = {
    "no-sqlite": remove("chroma.sqlite3"),
    "empty-sqlite": overwrite("chroma.sqlite3", lambda _: b""),
    "zeroed-sqlite": overwrite("chroma.sqlite3", zeroed),
    "truncated-sqlite": overwrite("chroma.sqlite3", lambda content: content[: len(content) // 2]),
    "row-lost": lose_a_row,
    "no-words": remove("terms.npy"),
    "garbage-ids": overwrite("ids.json", lambda _: b"[]"),
    "no-manifest": remove("manifest.json"),
    "truncated-manifest": overwrite("manifest.json", lambda content: content[: len(content) // 2]),
    "empty-manifest": overwrite("manifest.json", lambda _: b""),
    "binary-manifest": overwrite("manifest.json", lambda _: b"\xff\xfe\x00"),
    "manifest-of-null": overwrite("manifest.json", lambda _: b"null"),
    "manifest-lacks-files": overwrite("manifest.json", lambda content: content.replace(b'"files"', b'"filez"')),
    "manifest-of-wrong-kinds": overwrite(
        "manifest.json", lambda content: json.dumps({**json.loads(content), "counts": 3}).encode()
    ),
    "extra-file": lambda generation: (generation / "lexical" / "stray.npy").write_bytes(b"x"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_noticed(folder: Path, tiny: Embedder, damage: Callable[[Path], None]) -> None:
    damage(in_use(folder))
    assert generations.fault(in_use(folder), tiny.identity) == "damaged"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a collection that is large enough for Chroma to write its vectors to files of their own."""
    folder: Path = tmp_path_factory.mktemp("large")
    generations.build(folder, [passage(f"text number {number}", number) for number in range(1_000)], TinyEmbedder(), "large")
    return folder


@pytest.mark.parametrize("damage", DAMAGES_OF_VECTORS.values(), ids=DAMAGES_OF_VECTORS)
def test_damage_to_a_large_collections_vectors_is_noticed(
    large: Path, tmp_path: Path, tiny: Embedder, damage: Callable[[Path], None]
) -> None:
    folder = shutil.copytree(large, tmp_path / "index")
    assert generations.fault(in_use(folder), tiny.identity) == ""
    damage(in_use(folder))
    assert generations.fault(in_use(folder), tiny.identity) == "damaged"


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "link_lists.bin", "length.bin"])
def test_damage_to_a_small_collections_vectors_is_harmless(folder: Path, tiny: Embedder, name: str) -> None:
    for path in in_use(folder).rglob(name):
        path.write_bytes(b"\xff" * 64)
    assert generations.fault(in_use(folder), tiny.identity) == ""
    index = ChromaIndex(folder, in_use(folder))
    for document in SMALL:
        assert nearest_texts(index, tiny, document.text, document.collection) == [document.text]
    index.close()


def test_another_embedders_or_another_schemas_is_foreign(folder: Path, tiny: Embedder) -> None:
    generation = in_use(folder)
    assert generations.fault(generation, OtherEmbedder.identity) == "foreign"
    manifest = json.loads((generation / "manifest.json").read_text("utf-8"))
    (generation / "manifest.json").write_text(json.dumps({**manifest, "schema": generations.SCHEMA + 1}), "utf-8")
    assert generations.fault(generation, tiny.identity) == "foreign"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"generation-000000000000",
        b"..",
        b"/",
        b"/tmp",
        b"\xff\xfe",
        b"\x00",
        b"g" * 5_000,
        b"generation-" + b"a" * 5_000,
    ],
)
def test_a_pointer_to_nothing_of_ours_is_no_generation(folder: Path, content: bytes) -> None:
    (folder / "current").write_bytes(content)
    assert generations.current(folder) is None


def test_no_folder_has_no_generation(tmp_path: Path) -> None:
    assert generations.current(tmp_path / "none") is None
    (tmp_path / "file").touch()
    assert generations.current(tmp_path / "file" / "index") is None


def test_a_build_that_breaks_off_leaves_everything_as_it_was(folder: Path, tiny: Embedder) -> None:
    before = in_use(folder)
    with pytest.raises(RuntimeError, match="broke off"):
        generations.build(folder, SMALL, FailingEmbedder(), "second")
    assert in_use(folder) == before
    assert folders(folder) == {before.name}
    assert generations.fault(before, tiny.identity) == ""


KILLED_WHILE_BUILDING = """
import os, sys
from pathlib import Path
from knowledge import generations
from tests.knowledge.world import SMALL, FailingEmbedder
class Killed(FailingEmbedder):
    def embed_documents(self, texts):
        try:
            return super().embed_documents(texts)
        except RuntimeError:
            os._exit(0)
generations.build(Path(sys.argv[1]), SMALL, Killed(), "second")
"""


def test_a_build_that_was_killed_is_in_nobodys_way(folder: Path, tiny: Embedder) -> None:
    before = in_use(folder)
    run_python(KILLED_WHILE_BUILDING, folder)
    leftovers = folders(folder) - {before.name}
    assert len(leftovers) == 1
    assert in_use(folder) == before
    assert generations.fault(before, tiny.identity) == ""
    after = generations.build(folder, SMALL, tiny, "third")
    assert folders(folder) == {before.name, after.name}


@pytest.mark.parametrize("home", ["file/index", "/proc/planb/index"])
def test_where_nothing_can_be_written_the_system_says_so(tmp_path: Path, tiny: Embedder, home: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"file|planb"):
        generations.build(tmp_path / home, SMALL, tiny, "x")


def test_the_same_documents_added_twice_are_there_once(tmp_path: Path, tiny: Embedder) -> None:
    one, two = passage("one"), passage("two")
    with closing(chroma.open_client(tmp_path)) as client:
        chroma.add_documents(client, PASSAGES, [one, two], tiny)
        chroma.add_documents(client, PASSAGES, [two, one], tiny)
        found = chroma.nearest(chroma.open_collection(client, PASSAGES), tiny.query_vector("one"), 10)
    assert sorted(id_ for id_, _ in found) == sorted([one.id, two.id])


def test_a_fingerprint_changes_with_whatever_it_is_made_of(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    made = generations.fingerprint([one, two], "x")
    assert generations.fingerprint([one, two], "x") == made
    others = [
        generations.fingerprint([one, two], "y"),
        generations.fingerprint([one], "x"),
        generations.fingerprint([two, one], "x"),
    ]
    two.write_text("c")
    others.append(generations.fingerprint([one, two], "x"))
    assert len({made, *others}) == 5
