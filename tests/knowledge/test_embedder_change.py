"""Another embedder means another index: built aside, switched to when it is whole, done without where the embedder fails."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge import cache as caches
from knowledge import generations
from knowledge.cache import Home, IndexCache
from knowledge.documents import OWN
from knowledge.embedders import choose
from knowledge.embeddings import Embedder
from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.retrieval import Retriever
from tests.end_to_end.program import planb
from tests.homes import built_once, copied
from tests.knowledge.tiny_models import export, provider
from tests.knowledge.world import bare_home, own_source

PLAN = own_source("plan", "the phone hangs in the shop window", "pause the ads and email the customers")
ASKED, FOUND = "shop window phone", "plan#1"
Cached = Callable[[str], IndexCache]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return bare_home(tmp_path / "home", PLAN)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def cache(home: Home, platforms: Platforms, said: list[str]) -> Cached:
    """The cache of the home by the embedder that a setting names."""
    return lambda setting: IndexCache(home, choose(setting, said.append), platforms)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = provider(tmp_path / "package")
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    sys.modules.pop("langchain_ollama", None)


def made_by(home: Home) -> str:
    generation = generations.current(home.index)
    assert generation is not None
    return generations.read_manifest(generation).embedder


def found(retriever: Retriever, question: str = ASKED) -> str:
    return str(retriever.own_passages(question, Language.EN, 1)[0].metadata["passage"])


def until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_another_embedder_builds_another_index_and_back(cache: Cached, home: Home, tmp_path: Path, said: list[str]) -> None:
    identities = []
    for setting in ("builtin", f"onnx:{export(tmp_path / 'a')}", f"onnx:{export(tmp_path / 'b', size=16)}", "builtin"):
        assert found(cache(setting).retriever(said.append)) == FOUND
        identities.append(made_by(home))
    assert said == ["index-missing", "index-foreign", "index-foreign", "index-foreign"]
    assert identities[0] == identities[3]
    assert len(set(identities)) == 3


def test_a_model_that_changed_in_its_folder_is_another_embedder(
    cache: Cached, home: Home, tmp_path: Path, said: list[str]
) -> None:
    setting = f"onnx:{export(tmp_path / 'a')}"
    cache(setting).retriever(said.append)
    export(tmp_path / "a", size=16)
    assert found(cache(setting).retriever(said.append)) == FOUND
    assert said == ["index-missing", "index-foreign"]


class Slow:
    """Makes a build wait until it is let go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.goes_on = threading.Event()
        build = generations.build

        def slow(folder: Path, documents: object, embedder: Embedder, made_from: str) -> Path:
            if threading.current_thread().name == "building":
                assert self.goes_on.wait(60)
            return build(folder, documents, embedder, made_from)  # type: ignore[arg-type]

        monkeypatch.setattr(generations, "build", slow)


@pytest.mark.parametrize("before", ["builtin", "onnx"])
def test_while_an_index_is_built_aside_the_one_before_answers(  # noqa: PLR0917
    cache: Cached, home: Home, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    cache("builtin" if before == "builtin" else f"onnx:{export(tmp_path / 'a')}").retriever(said.append)
    old = made_by(home)
    said.clear()
    slow = Slow(monkeypatch)
    wanted = cache(f"onnx:{export(tmp_path / 'b', size=16)}")
    retriever = wanted.retriever(said.append, aside=True)
    assert said == ["index-aside"]
    assert (found(retriever), made_by(home)) == (FOUND, old)
    slow.goes_on.set()
    until(lambda: "index-switched" in said)
    assert (found(retriever), found(retriever, "email customers")) == (FOUND, "plan#2")
    assert str(tmp_path / "b") in made_by(home)
    assert wanted.retriever(said.append, aside=True) is not retriever
    assert said == ["index-aside", "index-switched"]


def test_questions_while_it_switches_are_all_answered(
    cache: Cached, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache("builtin").retriever(said.append)
    slow = Slow(monkeypatch)
    retriever = cache(f"onnx:{export(tmp_path / 'b', size=16)}").retriever(said.append, aside=True)
    answers: set[object] = set()

    def ask() -> None:
        try:
            while "index-switched" not in said:
                answers.add(found(retriever))
        except Exception as error:
            answers.add(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    slow.goes_on.set()
    for thread in threads:
        thread.join(60)
    assert answers == {FOUND}


def test_with_no_index_or_a_damaged_one_the_builtin_answers_meanwhile(
    cache: Cached, home: Home, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    retriever = cache(f"onnx:{export(tmp_path / 'b')}").retriever(said.append, aside=True)
    assert said == ["index-aside", "index-missing"]
    assert (found(retriever), made_by(home)) == (FOUND, choose("builtin", said.append).identity)
    slow.goes_on.set()
    until(lambda: "index-switched" in said)
    assert str(tmp_path / "b") in made_by(home)


def test_an_embedder_that_comes_back_is_switched_to_later(
    cache: Cached, package: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "RETRY", 0.1)
    monkeypatch.setattr("knowledge.embedders.PAUSE", 0.0)
    (package / "mood").write_text("down")
    retriever = cache("ollama:tiny").retriever(said.append, aside=True)
    until(lambda: "embedder-failed" in said)
    assert found(retriever) == FOUND
    (package / "mood").write_text("well")
    until(lambda: "index-switched" in said)
    assert found(retriever) == FOUND
    assert said.count("embedder-failed") == 1


def test_one_that_fails_while_it_is_wanted_leaves_the_index_before(
    cache: Cached, home: Home, package: Path, said: list[str]
) -> None:
    cache("builtin").retriever(said.append)
    old = made_by(home)
    (package / "mood").write_text("down")
    assert found(cache("ollama:tiny").retriever(said.append)) == FOUND
    assert said == ["index-missing", "embedder-failed"]
    assert made_by(home) == old
    cache("ollama:tiny").rebuild()
    assert made_by(home) == old


@pytest.mark.parametrize("how", ["down", "not numbers", "another length"])
def test_one_that_fails_when_asked_leaves_the_words(cache: Cached, package: Path, said: list[str], how: str) -> None:
    cache("ollama:tiny").retriever(said.append)
    (package / "mood").write_text(how)
    retriever = cache("ollama:tiny").retriever(said.append)
    assert found(retriever) == FOUND
    assert retriever.passages(ASKED, Language.EN, 3)[0].metadata["passage"] == FOUND
    assert retriever.topics("is whatsapp down", Language.EN) is not None
    assert said == ["index-missing", *(["embedder-failed"] if how != "another length" else [])]


def test_vectors_of_another_length_under_the_same_name_build_the_index_anew(
    cache: Cached, package: Path, said: list[str]
) -> None:
    cache("ollama:tiny").retriever(said.append)
    (package / "mood").write_text("another length")
    assert found(cache("ollama:tiny").retriever(said.append)) == FOUND
    renewed = cache("ollama:tiny").retriever(said.append)
    assert said == ["index-missing", "index-damaged"]
    hit = renewed._nearest(OWN, "window phone", 1)[0]
    assert hit.metadata["passage"] == FOUND


def test_a_new_document_costs_only_its_own_vectors(cache: Cached, home: Home, package: Path, said: list[str]) -> None:
    from knowledge.library import write_own

    cache("ollama:tiny").retriever(said.append)
    (package / "calls").unlink()
    write_own(home.documents, own_source("more", "the keys lie in the drawer"))
    wanted = cache("ollama:tiny")
    wanted.rebuild()
    assert "the keys lie in the drawer" in (package / "calls").read_text().splitlines()
    assert "pause the ads and email the customers" not in (package / "calls").read_text()
    assert found(wanted.retriever(said.append), "keys drawer") == "more#1"


def test_the_program_answers_with_one_warning_when_the_provider_is_down(
    tmp_path_factory: pytest.TempPathFactory, package: Path
) -> None:
    home = copied(built_once(tmp_path_factory), package.parent / "full")
    (package / "mood").write_text("down")
    question = "whatsapp is down, my customers order there, what now?"
    settings = {"embeddings": "ollama:tiny"}
    done = planb("ask", question, "--json", home=home, settings=settings, PYTHONPATH=str(package))
    assert (done.status, done.json["status"]) == (0, "answered")
    assert "does not answer" in done.complaint


@pytest.mark.parametrize(
    ("setting", "named"),
    [("openai:small", "pip install langchain-openai"), ("onnx:{}", "tokenizer.json"), ("magic", "builtin, onnx:<folder>")],
)
def test_the_program_says_in_one_line_what_is_wrong_with_the_setting(tmp_path: Path, setting: str, named: str) -> None:
    done = planb("ask", "is it down?", home=tmp_path / "home", settings={"embeddings": setting.format(tmp_path)})
    assert (done.status, done.out) == (1, "")
    assert named in done.complaint
