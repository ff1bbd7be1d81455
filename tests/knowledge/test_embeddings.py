"""The builtin embedder: its vectors, what it makes of how people type, and what it does without its model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.embeddings import BuiltinEmbeddings, HashedEmbeddings, builtin_embeddings
from knowledge.text import fold
from knowledge.topic_model import PACKAGED, TopicModel, UnreadableModelError
from knowledge.training.data import PLAYBOOKS, BadUtteranceError, fingerprint, read_utterances

SAME = [
    ("Combien a coûté la panne de 2021 à Facebook ?", "combien a coute la pane de 2021 a facebok"),
    ("Quanto è durato il blackout di Facebook nel 2021?", "quanto e durato il blakout di facebook nel 2021"),
    ("Jak długo trwała awaria Facebooka w 2021?", "jak dlugo trwala awria facebooka w 2021"),
    ("How do I export a backup of my Instagram photos?", "how do i exprot a bakcup of my instagram fotos"),
    ("¿Cómo creo mi lista de correo para el boletín?", "como creo mi lsita de correo para el boletin"),
    ("Was passiert während des Ausfalls mit meinen laufenden Anzeigen?", "was pasiert waehrend dem ausfal mit meinen anzeigen"),
]
LONG = "Facebook is down and our customers cannot order. " * 400


@pytest.fixture(scope="module")
def embedder() -> BuiltinEmbeddings:
    return BuiltinEmbeddings(TopicModel.load())


def best(embedder: BuiltinEmbeddings, text: str) -> str:
    scores = embedder.topic_scores(text)
    assert scores is not None
    return embedder.topics[int(scores.probabilities.argmax())]


@pytest.mark.parametrize("text", ["Facebook ist weg, was tun?", "x", "ไม่ทำงาน", "1234", LONG, "a" * 10_000, "ß ł œ"])
def test_vectors_have_length_one(embedder: BuiltinEmbeddings, text: str) -> None:
    for some in (embedder, HashedEmbeddings()):
        assert np.linalg.norm(some.query_vector(text)) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "!!! ???", "🍕🍕"])
def test_without_words_there_is_no_direction(embedder: BuiltinEmbeddings, text: str) -> None:
    assert not embedder.query_vector(text).any()
    assert len(embedder.query_vector(text)) == len(embedder.query_vector("word"))


def test_same_text_same_vector_by_every_way(embedder: BuiltinEmbeddings) -> None:
    text = "wa nie działa a mam 30 zamówień"
    vector = embedder.query_vector(text).tolist()
    assert vector == embedder.embed_query(text) == embedder.embed_documents([text])[0]
    assert vector == builtin_embeddings().query_vector(text).tolist()


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_typos_and_missing_accents_keep_the_topic(embedder: BuiltinEmbeddings, written: str, typed: str) -> None:
    assert best(embedder, written) == best(embedder, typed) == best(embedder, fold(written))


def test_knows_every_playbook(embedder: BuiltinEmbeddings) -> None:
    assert set(embedder.topics) == {path.stem for path in PLAYBOOKS.glob("*.yaml")}


def test_tells_ours_from_others(embedder: BuiltinEmbeddings) -> None:
    ours, other = (
        embedder.topic_scores("facebook is down, how do I tell my customers?"),
        embedder.topic_scores("recette de crêpes"),
    )
    assert ours is not None
    assert other is not None
    assert ours.in_scope > 0.9
    assert other.in_scope < 0.1


def test_shipped_model_is_made_of_what_is_in_the_repository() -> None:
    assert TopicModel.load().fingerprint == fingerprint(), "the training data changed: run python -m knowledge.training"


def test_identity_follows_the_file(embedder: BuiltinEmbeddings, tmp_path: Path) -> None:
    changed = TopicModel.load()
    changed.fingerprint = "another"
    changed.save(tmp_path / "other.npz")
    assert builtin_embeddings(tmp_path / "other.npz").identity != embedder.identity


def test_saved_twice_is_the_same_file(tmp_path: Path) -> None:
    model = TopicModel.load()
    model.save(tmp_path / "one.npz")
    model.save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes() == PACKAGED.read_bytes()


@pytest.mark.parametrize("kept", [None, 0, 10, 5_000, 1_000_000, -1])
def test_missing_or_cut_short_falls_back(tmp_path: Path, kept: int | None) -> None:
    path = tmp_path / "embedder.npz"
    if kept is not None:
        path.write_bytes(PACKAGED.read_bytes()[:kept])
    fallen_back = builtin_embeddings(path)
    assert fallen_back.degraded
    assert fallen_back.identity == HashedEmbeddings().identity
    assert fallen_back.topic_scores("facebook is down") is None
    assert np.linalg.norm(fallen_back.query_vector("facebook is down")) == pytest.approx(1.0, abs=1e-5)


def test_damage_inside_is_noticed(tmp_path: Path) -> None:
    content = bytearray(PACKAGED.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    (tmp_path / "embedder.npz").write_bytes(content)
    assert builtin_embeddings(tmp_path / "embedder.npz").degraded


def test_another_version_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.topic_model.VERSION", 999)
    with pytest.raises(UnreadableModelError, match="another version"):
        TopicModel.load()


@pytest.mark.parametrize(
    "line", ["{", '{"text": "no topic"}', '{"topic": "unknown", "text": "x"}', '{"topic": "lessons", "text": " "}']
)
def test_malformed_utterances_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "some.en.jsonl"
    path.write_text('{"topic": "lessons", "text": "what did we learn"}\n' + line + "\n", "utf-8")
    with pytest.raises(BadUtteranceError, match=r"some\.en\.jsonl, line 2"):
        read_utterances(path, ["lessons"])
