"""Every embedder keeps the same contract; a setting that names none is said in one line; one that fails is done without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.wording import error_text
from knowledge import embedders
from knowledge.embedders import Chosen, EmbedderFailedError, choose, embedder_of
from knowledge.embeddings import Embedder, HashedEmbeddings, builtin_embeddings
from knowledge.errors import PlanBError
from knowledge.languages import Language
from knowledge.onnx import OnnxEmbeddings
from tests.knowledge.tiny_models import export, provider

TEXTS = [
    "the phone in the shop window", "email customers", "Ads", "affichez le numéro de la boulangerie", "zażółć gęślą jaźń",
    "silent server " * 400, "a\nb\tc", "📵 phone 📵", "the phone in the shop window",
]  # fmt: skip
WORDLESS = ["", " ", "\n", "👍 ?!", "…"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return provider(tmp_path_factory.mktemp("package"))


@pytest.fixture
def mood(package: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Installs the provider's package, and says how it behaves."""
    monkeypatch.syspath_prepend(str(package))

    def be(how: str) -> None:
        (package / "mood").write_text(how)

    yield be
    sys.modules.pop("langchain_ollama", None)
    for name in ("mood", "calls"):
        (package / name).unlink(missing_ok=True)


@pytest.fixture
def said() -> list[str]:
    return []


def pure_onnx(folder: Path) -> Embedder:
    return OnnxEmbeddings(export(folder, size=48))


def onnx(folder: Path) -> Embedder:
    return choose(f"onnx:{export(folder, size=48)}", lambda _key: None)


KINDS: dict[str, Callable[[Path], Embedder]] = {
    "hashed": lambda _: HashedEmbeddings(),
    "builtin": lambda _: builtin_embeddings(),
    "onnx alone": pure_onnx,
    "onnx": onnx,
    "provider": lambda _: choose("ollama:tiny", lambda _key: None),
}


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def embedder(request: pytest.FixtureRequest, tmp_path: Path, mood: object) -> Embedder:
    made: Embedder = request.param(tmp_path / "export")
    return made


class TestContract:
    def test_vectors_are_of_length_one_and_of_one_size(self, embedder: Embedder) -> None:
        vectors = np.array(embedder.embed_documents(TEXTS))
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-4)
        assert embedder.query_vector("phone").shape == vectors[0].shape

    def test_the_same_input_has_the_same_vector(self, embedder: Embedder) -> None:
        first, *_, last = embedder.embed_documents(TEXTS)
        assert first == pytest.approx(last, abs=1e-6)
        assert embedder.embed_query("email customers") == embedder.embed_query("email customers")

    def test_a_batch_equals_each_alone(self, embedder: Embedder) -> None:
        for text, vector in zip(TEXTS, embedder.embed_documents(TEXTS), strict=True):
            assert embedder.embed_documents([text])[0] == pytest.approx(vector, abs=1e-4)

    def test_a_question_is_nearest_to_its_own_words(self, embedder: Embedder) -> None:
        documents = np.array(embedder.embed_documents(["phone in the window", "email customers", "pause ads"]))
        assert int(np.argmax(documents @ embedder.query_vector("pause the ads"))) == 2

    def test_a_query_as_list_and_as_array_are_the_same(self, embedder: Embedder) -> None:
        assert embedder.embed_query("phone") == pytest.approx(embedder.query_vector("phone").tolist(), abs=1e-6)

    def test_texts_without_words_do_no_harm(self, embedder: Embedder) -> None:
        vectors = np.array([*embedder.embed_documents(WORDLESS), *map(embedder.embed_query, WORDLESS)])
        assert np.isfinite(vectors).all()
        if not isinstance(embedder, OnnxEmbeddings):
            assert not vectors.any()

    def test_no_texts_no_vectors(self, embedder: Embedder) -> None:
        assert embedder.embed_documents([]) == []

    def test_it_has_an_identity_of_its_own_that_stays(
        self, request: pytest.FixtureRequest, embedder: Embedder, tmp_path: Path
    ) -> None:
        others = {name: make(tmp_path / "export").identity for name, make in KINDS.items()}
        assert list(others.values()).count(embedder.identity) == 1


@pytest.mark.parametrize("setting", ["onnx:{}", "ollama:tiny"])
def test_topics_are_the_builtin_embedders_whatever_is_set(setting: str, tmp_path: Path, mood: object) -> None:
    chosen, builtin = choose(setting.format(export(tmp_path)), lambda _key: None), builtin_embeddings()
    question = "whatsapp is down, how do my customers reach me"
    ours, theirs = chosen.topic_scores(question), builtin.topic_scores(question)
    assert ours is not None
    assert theirs is not None
    assert (chosen.topics, ours.in_scope) == (builtin.topics, theirs.in_scope)
    for collection in ("asks", "steps"):
        assert embedder_of(collection, chosen).identity == builtin.identity
    for collection in ("passages", "own"):
        assert embedder_of(collection, chosen) is chosen


def test_unrelated_texts_are_not_near_even_by_a_model_that_finds_all_alike(mood: object) -> None:
    chosen = choose("ollama:tiny", lambda _key: None)
    first, second = np.array(chosen.embed_documents(["phone shop window", "garden novel milk"]))
    assert float(first @ second) < 0.35
    assert float(first @ chosen.query_vector("phone in the shop window")) > 0.5


def refused(setting: str) -> dict[Language, str]:
    with pytest.raises(PlanBError) as error:
        choose(setting, lambda _key: None)
    lines = {language: error_text(error.value, language) for language in Language}
    assert not any("\n" in line for line in lines.values())
    return lines


@pytest.mark.parametrize("setting", ["word2vec", "nobody:model", "openai:", "openai", ":", "onnx:", "onnx", "Builtin"])
def test_an_unknown_embedder_is_told_the_known_ones(setting: str) -> None:
    for line in refused(setting).values():
        assert setting in line
        assert "builtin" in line
        assert "openai, voyageai" in line


def test_a_provider_that_is_not_installed_is_told_its_package() -> None:
    for setting, package in {
        "openai:text-embedding-3-small": "langchain-openai",
        "google_genai:x:y": "langchain-google-genai",
    }.items():
        for line in refused(setting).values():
            assert f"pip install {package}" in line
            assert setting in line


def test_a_provider_that_cannot_be_made_says_why(mood: object) -> None:
    for line in refused("ollama:needs-a-key").values():
        assert line.endswith("OLLAMA_KEY is not set")


def test_a_folder_without_a_tokenizer_is_said(tmp_path: Path) -> None:
    assert all("tokenizer.json" in line for line in refused(f"onnx:{tmp_path}").values())


@pytest.mark.parametrize("how", ["down", "not numbers", "one short", "another length"])
class TestFailure:
    def test_it_is_said_once_and_not_asked_again_for_a_while(
        self, how: str, mood: Callable[[str], None], said: list[str], package: Path
    ) -> None:
        chosen = choose("ollama:tiny", said.append)
        known = chosen.query_vector("phone")
        mood(how)
        with pytest.raises(EmbedderFailedError) as error:
            chosen.embed_documents(["ads", "email"])
        assert "sk-secret" not in str(error.value)
        asked = (package / "calls").read_text()
        with pytest.raises(EmbedderFailedError):
            chosen.query_vector("window")
        assert said == ["embedder-failed"]
        assert (package / "calls").read_text() == asked
        assert np.array_equal(chosen.query_vector("phone"), known)

    def test_it_is_used_again_when_it_works(
        self, how: str, mood: Callable[[str], None], said: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(embedders, "PAUSE", 0.0)
        chosen = choose("ollama:tiny", said.append)
        chosen.query_vector("phone")
        for _ in range(2):
            mood(how)
            for _ in range(2):
                with pytest.raises(EmbedderFailedError):
                    chosen.embed_documents(["ads", "email"])
            mood("well")
            assert chosen.query_vector("window").any()
        assert said == ["embedder-failed"] * 2


def test_one_that_hangs_is_given_up(mood: Callable[[str], None], said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "ASKING", 0.1)
    chosen = choose("ollama:tiny", said.append)
    mood("hangs")
    with pytest.raises(EmbedderFailedError):
        chosen.query_vector("phone")
    assert said == ["embedder-failed"]


def test_what_was_remembered_is_not_asked_for_again(mood: object, package: Path, tmp_path: Path) -> None:
    first, second, other = (choose(setting, lambda _key: None) for setting in ("ollama:tiny", "ollama:tiny", "ollama:other"))
    assert isinstance(first, Chosen)
    assert isinstance(second, Chosen)
    assert isinstance(other, Chosen)
    vectors = first.embed_documents(["phone", "", "ads"])
    first.remember(tmp_path / "vectors.npz")
    for embedder, asked in ((second, ["email"]), (other, ["phone", "ads", "email"])):
        embedder.recall(tmp_path / "vectors.npz", first.identity)
        embedder.wake()
        (package / "calls").unlink()
        assert embedder.embed_documents(["phone", "", "ads", "email"])[:3] == vectors
        assert (package / "calls").read_text().split() == asked


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"{}"])
def test_what_cannot_be_recalled_is_asked_for(content: bytes | None, mood: object, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "vectors.npz").write_bytes(content)
    chosen = choose("ollama:tiny", lambda _key: None)
    assert isinstance(chosen, Chosen)
    chosen.recall(tmp_path / "vectors.npz", chosen.identity)
    assert np.any(chosen.embed_documents(["phone"]))
