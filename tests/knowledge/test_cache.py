"""The index keeps in step with the documents, and whoever asks is answered whatever state the data folder is in.

Most folders here have every packaged source forgotten (world.bare_home): they hold only documents of their own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge import generations
from knowledge.cache import Home, IndexCache
from knowledge.documents import PASSAGES, STEPS
from knowledge.embeddings import Embedder
from knowledge.errors import PlanBError
from knowledge.hits import Searchable
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from knowledge.library import packaged_files, write_own
from knowledge.memory import MemoryIndex
from knowledge.platforms import Platforms
from tests.knowledge.world import (
    HOLD_THE_LOCK,
    FailingEmbedder,
    OtherEmbedder,
    bare_home,
    nearest_texts,
    other_process,
    own_source,
    run_python,
)

PLAN = "Ring the bakery on extension 42."
LIST = "The printer keeps the price lists."


class Opening:
    """Opens the index of a home and remembers what was said."""

    def __init__(self, platforms: Platforms) -> None:
        self._platforms = platforms
        self.opened: list[Searchable] = []
        self.said: list[str] = []

    def __call__(self, home: Home, embedder: Embedder) -> Searchable:
        self.said.clear()
        index = IndexCache(home, embedder, self._platforms).open(self.said.append)
        self.opened.append(index)
        return index


@pytest.fixture
def opening(platforms: Platforms) -> Iterator[Opening]:
    opening = Opening(platforms)
    yield opening
    for index in opening.opened:
        if isinstance(index, ChromaIndex):
            index.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, platforms: Platforms, tiny: Embedder) -> Path:
    """A data folder with two documents and the index of them."""
    folder: Path = tmp_path_factory.mktemp("prepared")
    home = bare_home(folder / "home", own_source("plan", PLAN), own_source("list", LIST))
    IndexCache(home, tiny, platforms).rebuild()
    return home.folder


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Home:
    """A copy of it."""
    return Home(shutil.copytree(prepared, tmp_path / "home"))


def in_use(home: Home) -> Path:
    generation = generations.current(home.index)
    assert generation is not None
    return generation


def answers(index: Searchable, embedder: Embedder) -> list[str]:
    return [*nearest_texts(index, embedder, "ring the bakery"), *nearest_texts(index, embedder, "price lists printer")]


def test_the_first_opening_builds(tmp_path: Path, opening: Opening, tiny: Embedder) -> None:
    home = bare_home(tmp_path / "home", own_source("plan", PLAN), own_source("list", LIST))
    index = opening(home, tiny)
    assert opening.said == ["index-missing"]
    assert isinstance(index, ChromaIndex)
    assert answers(index, tiny) == [PLAN, LIST]


def test_unchanged_input_means_no_work(home: Home, opening: Opening) -> None:
    before = in_use(home)
    manifest = (before / "manifest.json").stat().st_mtime_ns
    for _ in range(2):
        index = opening(home, FailingEmbedder())  # would break off if it were asked to embed the documents
        assert opening.said == []
        assert answers(index, FailingEmbedder()) == [PLAN, LIST]
    assert in_use(home) == before
    assert (before / "manifest.json").stat().st_mtime_ns == manifest
    assert sorted(path.name for path in home.index.iterdir()) == sorted(["current", before.name])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(
            lambda home: write_own(home.documents, own_source("list", "Prices are on paper.")), ["Prices are on paper."]
        ),
        pytest.param(lambda home: write_own(home.documents, own_source("more", "Old prices.")), ["Old prices."]),
        pytest.param(lambda home: home.forget("list"), [PLAN]),
    ],
    ids=["changed", "added", "forgotten"],
)
def test_changed_documents_are_indexed_anew(
    home: Home, opening: Opening, tiny: Embedder, change: Callable[[Home], None], found: list[str]
) -> None:
    before = in_use(home)
    change(home)
    index = opening(home, tiny)
    assert opening.said == ["index-outdated"]
    assert in_use(home) != before
    assert nearest_texts(index, tiny, "prices") == found
    opening(home, tiny)
    assert opening.said == []


def test_a_packaged_source_that_is_forgotten_is_found_no_more(home: Home, opening: Opening, tiny: Embedder) -> None:
    names = json.loads((home.folder / "forgotten.json").read_text("utf-8"))
    (home.folder / "forgotten.json").write_text(json.dumps([name for name in names if name != "webnovo"]), "utf-8")
    index = opening(home, tiny)
    assert opening.said == ["index-outdated"]
    assert {hit.metadata["source"] for hit in index.nearest(PASSAGES, tiny.query_vector("facebook"), 500)} == {"webnovo"}
    home.forget("webnovo")
    index = opening(home, tiny)
    assert index.nearest(PASSAGES, tiny.query_vector("facebook"), 500) == []
    assert index.nearest(STEPS, tiny.query_vector("facebook"), 500) == []


def empty_sqlite(home: Home) -> None:
    (in_use(home) / "chroma.sqlite3").write_bytes(b"")


def no_sqlite(home: Home) -> None:
    (in_use(home) / "chroma.sqlite3").unlink()


def garbage_words(home: Home) -> None:
    next(in_use(home).glob("lexical/own/*.npy")).write_bytes(b"garbage")


def truncated_manifest(home: Home) -> None:
    manifest = in_use(home) / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:40])


def of_an_older_schema(home: Home) -> None:
    manifest = in_use(home) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "schema": 0}), "utf-8")


def garbage_pointer(home: Home) -> None:
    (home.index / "current").write_bytes(b"\xff\x00 garbage")


def no_pointer(home: Home) -> None:
    (home.index / "current").unlink()


def emptied(home: Home) -> None:
    shutil.rmtree(in_use(home))


def nothing_left(home: Home) -> None:
    shutil.rmtree(home.index)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (empty_sqlite, "index-damaged"),
        (no_sqlite, "index-damaged"),
        (garbage_words, "index-damaged"),
        (truncated_manifest, "index-damaged"),
        (of_an_older_schema, "index-foreign"),
        (garbage_pointer, "index-missing"),
        (no_pointer, "index-missing"),
        (emptied, "index-missing"),
        (nothing_left, "index-missing"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_put_right(
    home: Home, opening: Opening, tiny: Embedder, damage: Callable[[Home], None], line: str
) -> None:
    damage(home)
    index = opening(home, tiny)
    assert opening.said == [line]
    assert isinstance(index, ChromaIndex)
    assert answers(index, tiny) == [PLAN, LIST]
    assert answers(opening(home, tiny), tiny) == [PLAN, LIST]
    assert opening.said == []


def test_another_embedders_index_is_built_anew(home: Home, opening: Opening) -> None:
    other = OtherEmbedder()
    index = opening(home, other)
    assert opening.said == ["index-foreign"]
    assert answers(index, other) == [PLAN, LIST]
    assert generations.read_manifest(in_use(home)).embedder == other.identity


def test_a_build_that_breaks_off_is_done_again_the_next_time(home: Home, opening: Opening, tiny: Embedder) -> None:
    before = in_use(home)
    names = json.loads((home.folder / "forgotten.json").read_text("utf-8"))
    (home.folder / "forgotten.json").write_text(json.dumps([name for name in names if name != "webnovo"]), "utf-8")
    with pytest.raises(RuntimeError, match="broke off"):
        opening(home, FailingEmbedder())
    assert in_use(home) == before
    index = opening(home, tiny)
    assert opening.said == ["index-outdated"]
    assert answers(index, tiny) == [PLAN, LIST]


def test_while_another_process_writes_the_index_is_used_as_it_is(home: Home, opening: Opening, tiny: Embedder) -> None:
    write_own(home.documents, own_source("more", "Not indexed yet."))
    before = in_use(home)
    with other_process(HOLD_THE_LOCK, home.folder):
        index = opening(home, tiny)
        assert opening.said == ["index-being-written"]
        assert answers(index, tiny) == [PLAN, LIST]
        assert in_use(home) == before
    assert nearest_texts(opening(home, tiny), tiny, "indexed yet") == ["Not indexed yet."]
    assert opening.said == ["index-outdated"]


def test_while_another_process_writes_the_first_index_answers_come_from_memory(
    tmp_path: Path, opening: Opening, tiny: Embedder
) -> None:
    home = bare_home(tmp_path / "home", own_source("plan", PLAN), own_source("list", LIST))
    with other_process(HOLD_THE_LOCK, home.folder):
        index = opening(home, tiny)
    assert opening.said == ["index-being-written"]
    assert isinstance(index, MemoryIndex)
    assert answers(index, tiny) == [PLAN, LIST]
    assert not home.index.exists()


@pytest.mark.parametrize("where", ["file/home", "/proc/planb/home"])
def test_where_no_data_folder_can_be_made_answers_come_from_memory(
    tmp_path: Path, opening: Opening, tiny: Embedder, where: str
) -> None:
    (tmp_path / "file").write_text("not a folder")
    index = opening(Home(tmp_path / where), tiny)
    assert opening.said == ["home-not-writable"]
    assert isinstance(index, MemoryIndex)
    (passage,) = index.where(PASSAGES, "passage", ["webnovo#1"], Language.FR)
    assert nearest_texts(index, tiny, passage.text, PASSAGES) == [passage.text]
    assert (tmp_path / "file").read_text() == "not a folder"


ASK_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from knowledge.cache import Home, IndexCache
from knowledge.platforms import load_platforms
from tests.knowledge.world import TinyEmbedder, nearest_texts
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
index = IndexCache(Home(Path(sys.argv[1])), TinyEmbedder(), load_platforms()).open(print)
print(type(index).__name__)
print(*nearest_texts(index, TinyEmbedder(), "ring the bakery"))
"""


@pytest.mark.parametrize("room", [0, 50_000], ids=["full", "full-while-building"])
def test_on_a_full_disk_answers_come_from_memory(tmp_path: Path, room: int) -> None:
    home = bare_home(tmp_path / "home", own_source("plan", PLAN), own_source("list", LIST))
    said = run_python(ASK_ON_A_FULL_DISK, home.folder, room).splitlines()
    assert said == ["index-missing", "home-not-writable", "MemoryIndex", PLAN]
    assert list(home.index.glob("*")) == []


@pytest.mark.parametrize("room", [0, 50_000], ids=["full", "full-while-building"])
def test_a_disk_that_fills_up_leaves_the_index_that_there_is(home: Home, opening: Opening, tiny: Embedder, room: int) -> None:
    write_own(home.documents, own_source("more", "Not indexed yet."))
    before = in_use(home)
    said = run_python(ASK_ON_A_FULL_DISK, home.folder, room).splitlines()
    assert said[:-2] == ["index-outdated", "home-not-writable"]
    assert said[-1] == PLAN
    assert in_use(home) == before
    assert generations.fault(before, tiny.identity) == ""
    assert nearest_texts(opening(home, tiny), tiny, "indexed yet") == ["Not indexed yet."]


def test_what_was_forgotten_is_remembered(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert home.forgotten() == set()
    home.forget("bsm")
    home.forget("awaria")
    home.forget("bsm")
    assert Home(tmp_path / "home").forgotten() == {"bsm", "awaria"}
    assert [path.name for path in home.folder.iterdir()] == ["forgotten.json"]


def test_an_own_document_that_is_forgotten_is_deleted(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    write_own(home.documents, own_source("plan", PLAN))
    home.forget("plan")
    assert list(home.documents.iterdir()) == []
    assert home.forgotten() == set()


DAMAGED_LISTS = [b"", b"{", b"3", b"\xff", b'"bsm"', b'{"bsm": true}', b"[1, 2]", b"[[]]", b"null", b"[" * 100_000]


@pytest.mark.parametrize("content", DAMAGED_LISTS, ids=lambda content: repr(content[:14]))
def test_a_damaged_list_of_what_was_forgotten_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "forgotten.json").write_bytes(content)
    with pytest.raises(PlanBError) as caught:
        Home(tmp_path).forgotten()
    assert (caught.value.key, caught.value.facts) == ("error-forgotten", {"file": str(tmp_path / "forgotten.json")})


@pytest.mark.parametrize("content", DAMAGED_LISTS[2:6])
def test_with_that_list_damaged_the_index_made_before_answers_and_goes_on_hiding(
    home: Home, opening: Opening, tiny: Embedder, content: bytes
) -> None:
    before = in_use(home)
    (home.folder / "forgotten.json").write_bytes(content)
    index = opening(home, tiny)
    assert opening.said == ["forgotten-damaged"]
    assert in_use(home) == before
    assert answers(index, tiny) == [PLAN, LIST]
    assert index.nearest(PASSAGES, tiny.query_vector("facebook"), 500) == []


def test_with_that_list_damaged_and_no_index_everything_is_shown(tmp_path: Path, opening: Opening, tiny: Embedder) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "forgotten.json").write_text("3")
    index = opening(Home(tmp_path / "home"), tiny)
    assert opening.said == ["forgotten-damaged", "index-missing"]
    assert index.nearest(PASSAGES, tiny.query_vector("facebook"), 1)


@pytest.mark.xdist_group("full")
def test_the_full_content_is_indexed_and_found(tmp_path: Path, opening: Opening, builtin: Embedder) -> None:
    home = Home(tmp_path / "home")
    index = opening(home, builtin)
    assert opening.said == ["index-missing"]
    assert isinstance(index, ChromaIndex)
    counts = generations.read_manifest(in_use(home)).counts
    assert counts["own"] == 0
    assert min(counts["passages"], counts["steps"], counts["asks"]) > len(packaged_files())
    for collection in (PASSAGES, STEPS):
        for hit in index.nearest(collection, builtin.query_vector("WhatsApp est en panne"), 5):
            assert nearest_texts(index, builtin, hit.text, collection) == [hit.text]
    steps = index.where(STEPS, "topic", ["fallback-contact"], None)
    cited = {id_ for hit in steps for id_ in str(hit.metadata["cites"]).split()}
    assert {hit.metadata["passage"] for hit in index.where(PASSAGES, "passage", sorted(cited), None)} == cited
    opening(home, builtin)
    assert opening.said == []
