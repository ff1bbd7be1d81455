"""Ingestion is synchronisation: files become documents that are found and quoted, once; nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.pipeline import forget, ingest
from knowledge import generations
from knowledge.detection import Detector
from knowledge.documents import OWN, PASSAGES
from knowledge.errors import PlanBError
from knowledge.index import ChromaIndex
from knowledge.languages import Language
from knowledge.library import packaged_files
from knowledge.model import Origin
from knowledge.retrieval import Retriever
from tests.ingest.conftest import Desk
from tests.knowledge.world import HOLD_THE_LOCK, builtin_embedder, other_process, run_python

PLAN = "# Crisis plan\n\n## Who to call\n\nThe baker is on extension 42.\n\n## Where\n\nThe spare keys hang in the cellar.\n"


def found(desk: Desk, collection: str = OWN) -> dict[str, str]:
    """The passages that the index holds, by id."""
    said: list[str] = []
    index = desk.cache.open(said.append)
    assert said == []  # ingestion left nothing to do
    hits = index.nearest(collection, desk.embedder.query_vector("the"), 500)
    assert isinstance(index, ChromaIndex)
    index.close()
    return {str(hit.metadata["passage"]): hit.text for hit in hits}


def refused(desk: Desk, *paths: Path) -> PlanBError:
    with pytest.raises(PlanBError) as caught:
        desk.ingest(*paths)
    return caught.value


def test_a_file_is_added_then_unchanged_then_replaced(desk: Desk) -> None:
    path = desk.write("Crisis plan.md", PLAN)
    (added,) = desk.ingest(path)
    assert (added.path, added.source, added.passages, added.change, added.error) == (path, "crisis-plan", 2, "added", None)
    assert set(found(desk)) == {"crisis-plan#1", "crisis-plan#2"}
    generation = generations.current(desk.home.index)

    assert [result.change for result in desk.ingest(path)] == ["unchanged"]
    assert generations.current(desk.home.index) == generation

    desk.write("Crisis plan.md", PLAN.replace("42", "43") + "\nAsk for Bea.\n")
    (replaced,) = desk.ingest(path)
    assert (replaced.source, replaced.passages, replaced.change) == ("crisis-plan", 3, "replaced")
    assert found(desk) == {
        "crisis-plan#1": "The baker is on extension 43.",
        "crisis-plan#2": "The spare keys hang in the cellar.",
        "crisis-plan#3": "Ask for Bea.",
    }


def test_a_document_knows_what_it_is(desk: Desk) -> None:
    desk.ingest(desk.write("Lista telefonów.txt", "Zadzwoń do piekarni pod numer 42, zanim otworzysz sklep."))
    (source,) = [source for source in desk.cache.library().sources if source.origin is Origin.OWN]
    assert (source.id, source.title, source.language) == ("lista-telefonow", "Lista telefonów", Language.PL)
    assert source.passages[0].locator == "§ 1"


def test_a_folder_is_taken_with_all_below_it(desk: Desk) -> None:
    desk.write("plan/one.md", "# One\n\nText one.")
    desk.write("plan/deep/two.txt", "Text two.")
    desk.write("plan/picture.png", b"\x89PNG")
    results = desk.ingest(desk.files / "plan")
    assert {(result.source, result.change) for result in results} == {("one", "added"), ("two", "added")}
    assert found(desk) == {"one#1": "Text one.", "two#1": "Text two."}


def test_one_bad_file_does_not_keep_the_others_out(desk: Desk) -> None:
    desk.write("plan/bad.txt", b"\xff\xfe")
    desk.write("plan/empty.md", "")
    desk.write("plan/good.md", "Text.")
    missing = desk.files / "missing.md"
    results = desk.ingest(missing, desk.write("a.docx", "x"), desk.files / "plan")
    assert [result.error and result.error.key for result in results] == [
        "error-no-file",
        "error-unknown-format",
        "error-unreadable",
        "error-empty-document",
        None,
    ]
    assert found(desk) == {"good#1": "Text."}


@pytest.mark.parametrize("name", ["missing.md", "missing", "file.md/below"])
def test_a_path_that_is_not_there(desk: Desk, name: str) -> None:
    desk.write("file.md", "Text.")
    (result,) = desk.ingest(desk.files / name)
    assert result.error is not None
    assert (result.error.key, result.error.facts) == ("error-no-file", {"path": str(desk.files / name)})
    assert desk.kept() == {}


def test_a_folder_without_a_readable_file(desk: Desk) -> None:
    desk.write("plan/picture.png", b"\x89PNG")
    (result,) = desk.ingest(desk.files / "plan")
    assert result.error is not None
    assert result.error.key == "error-nothing-to-ingest"


def test_a_document_never_takes_a_packaged_sources_place(desk: Desk) -> None:
    (result,) = desk.ingest(desk.write("BSM.md", "Our own notes."))
    assert result.source == "bsm-2"
    assert "own-bsm" not in {path.stem for path in packaged_files()}


def test_any_name_gives_a_usable_id(desk: Desk) -> None:
    results = desk.ingest(*(desk.write(name, f"Text {name}.") for name in ("…!.md", "..md.txt", "Été n° 2.md")))
    assert [result.change for result in results] == ["added"] * 3
    assert [result.source for result in results] == ["document", "md", "ete-n-2"]
    forget("ete-n-2", desk.home, desk.cache)
    assert set(desk.kept()) == {"document.json", "md.json"}


def test_forgetting_an_own_document_deletes_it(desk: Desk) -> None:
    desk.ingest(desk.write("plan.md", PLAN), desk.write("list.txt", "A list."))
    forget("plan", desk.home, desk.cache)
    assert found(desk) == {"list#1": "A list."}
    assert set(desk.kept()) == {"list.json"}
    assert [result.change for result in desk.ingest(desk.files / "plan.md")] == ["added"]


def test_forgetting_a_packaged_source_hides_it(desk: Desk) -> None:
    names = json.loads((desk.home.folder / "forgotten.json").read_text("utf-8"))
    (desk.home.folder / "forgotten.json").write_text(json.dumps([name for name in names if name != "webnovo"]), "utf-8")
    desk.cache.rebuild()
    assert {id_.split("#")[0] for id_ in found(desk, PASSAGES)} == {"webnovo"}
    forget("webnovo", desk.home, desk.cache)
    assert found(desk, PASSAGES) == {}
    assert "webnovo" not in {source.id for source in desk.cache.library().sources}


def test_forgetting_what_is_not_there(desk: Desk) -> None:
    desk.ingest(desk.write("plan.md", PLAN))
    before = desk.kept()
    for name in ("nothing", "", "../home", "webnovo"):  # the last is packaged, and forgotten already
        with pytest.raises(PlanBError) as caught:
            forget(name, desk.home, desk.cache)
        assert (caught.value.key, caught.value.facts) == ("error-unknown-source", {"name": name})
    assert desk.kept() == before


def test_while_another_process_writes_nothing_is_taken(desk: Desk) -> None:
    desk.ingest(desk.write("plan.md", PLAN))
    before = desk.kept()
    with other_process(HOLD_THE_LOCK, desk.home.folder):
        error = refused(desk, desk.write("more.md", "More."))
        assert (error.key, error.facts) == ("error-busy", {"folder": str(desk.home.folder)})
        with pytest.raises(PlanBError, match="error-busy"):
            forget("plan", desk.home, desk.cache)
        assert desk.kept() == before
    assert [result.change for result in desk.ingest(desk.files / "more.md")] == ["added"]
    assert set(found(desk)) == {"plan#1", "plan#2", "more#1"}


@pytest.mark.parametrize("where", ["file/home", "/proc/planb/home"])
def test_a_folder_that_cannot_be_written(desk: Desk, tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    desk.move(tmp_path / where)
    error = refused(desk, desk.write("plan.md", PLAN))
    assert error.key == "error-not-writable"
    assert error.facts["folder"] == str(tmp_path / where)
    assert error.facts["reason"]
    with pytest.raises(PlanBError, match="error-not-writable"):
        forget("webnovo", desk.home, desk.cache)
    assert (tmp_path / "file").read_text() == "not a folder"


INGEST_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from ingest.pipeline import ingest
from knowledge.cache import Home, IndexCache
from knowledge.errors import PlanBError
from knowledge.languages import Language
from knowledge.platforms import load_platforms
from tests.knowledge.world import TinyEmbedder, plain_detector
home, detector = Home(Path(sys.argv[1])), plain_detector()
cache = IndexCache(home, TinyEmbedder(), load_platforms())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    ingest([Path(sys.argv[2])], home, cache, detector, Language.EN)
except PlanBError as error:
    print(error.key, bool(error.facts["reason"]))
"""


def test_on_a_full_disk_nothing_is_lost(desk: Desk) -> None:
    desk.ingest(desk.write("plan.md", PLAN))
    before = desk.kept()
    desk.write("plan.md", PLAN.replace("42", "43"))
    assert run_python(INGEST_ON_A_FULL_DISK, desk.home.folder, desk.files / "plan.md", 0) == "error-not-writable True\n"
    assert desk.kept() == before
    assert found(desk)["plan#1"] == "The baker is on extension 42."
    assert [result.change for result in desk.ingest(desk.files / "plan.md")] == ["replaced"]


def test_on_a_disk_with_room_for_the_document_only_it_is_kept(desk: Desk) -> None:
    path = desk.write("plan.md", PLAN)
    assert run_python(INGEST_ON_A_FULL_DISK, desk.home.folder, path, 20_000) == "error-not-writable True\n"
    assert set(desk.kept()) == {"plan.json"}
    said: list[str] = []
    index = desk.cache.open(said.append)
    assert said == ["index-missing"]
    assert len(index.nearest(OWN, desk.embedder.query_vector("keys"), 10)) == 2


@pytest.mark.parametrize(
    ("question", "locator", "text"),
    [
        ("where are the spare keys?", "Where, § 1", "The spare keys hang in the cellar."),
        ("who do I call, the baker?", "Who to call, § 1", "The baker is on extension 42."),
    ],
)
def test_an_own_document_is_found_with_its_locator(
    tmp_path: Path, detector: Detector, question: str, locator: str, text: str
) -> None:
    desk = Desk(tmp_path, detector, builtin_embedder())
    desk.ingest(desk.write("Crisis plan.md", PLAN))
    retriever = Retriever(desk.cache.open(print), desk.embedder)
    for hits in (retriever.passages(question, Language.EN, 3), retriever.own_passages(question, Language.EN, 3)):
        assert (hits[0].text, hits[0].metadata["locator"]) == (text, locator)
        assert (hits[0].metadata["title"], hits[0].metadata["source"]) == ("Crisis plan", "crisis-plan")


def test_two_files_of_one_name_are_two_documents(desk: Desk, tmp_path: Path) -> None:
    for folder, text in (("a", "Call the bakery first."), ("b", "Call the florist first.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.md").write_text(text, "utf-8")
    results = desk.ingest(tmp_path / "a" / "plan.md", tmp_path / "b" / "plan.md")
    assert [(result.source, result.change) for result in results] == [("plan", "added"), ("plan-2", "added")]
    again = desk.ingest(tmp_path / "b" / "plan.md")
    assert [(result.source, result.change) for result in again] == [("plan-2", "unchanged")]


def test_a_document_that_moved_stays_the_same_document(desk: Desk, tmp_path: Path) -> None:
    before = tmp_path / "plan.md"
    before.write_text("Call the bakery first.", "utf-8")
    desk.ingest(before)
    (tmp_path / "new").mkdir()
    after = before.rename(tmp_path / "new" / "plan.md")
    after.write_text("Call the florist first.", "utf-8")
    (result,) = desk.ingest(after)
    assert (result.source, result.change) == ("plan", "replaced")


def test_each_file_is_told_of_when_it_is_taken_and_then_the_index(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"plan/{number}.md", f"Text {number}.")
    heard: list[str] = []
    ingest(
        [desk.files / "plan"],
        desk.home,
        desk.cache,
        desk.detector,
        Language.EN,
        told=lambda result: heard.append(f"{result.source} with {len(desk.kept())} kept"),
        say=heard.append,
    )
    assert heard == ["0 with 1 kept", "1 with 2 kept", "2 with 3 kept", "index-outdated"]


def test_files_of_one_name_in_one_folder_are_documents_apart(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"plan/{number}/list.md", f"Text {number}.")
    assert [result.source for result in desk.ingest(desk.files / "plan")] == ["list", "list-2", "list-3"]


def test_with_the_list_of_hidden_sources_damaged_nothing_is_taken(desk: Desk) -> None:
    (desk.home.folder / "forgotten.json").write_text("3")
    assert refused(desk, desk.write("plan.md", PLAN)).key == "error-forgotten"
    assert desk.kept() == {}
