"""A model from a folder: what it makes of texts, and what is said of a folder that is not one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.wording import error_text
from knowledge.errors import PlanBError
from knowledge.languages import Language
from knowledge.onnx import OnnxEmbeddings
from tests.knowledge.tiny_models import SIZE, WORDS, export, model, table

LONG = ("customers", "email", "the", "shop", "in", "silent", "letter")


def averaged(*tokens: str) -> list[float]:
    """What mean pooling gives: the mean of the tokens' vectors, of length one."""
    mean = np.mean([table()[WORDS.index(token)] for token in tokens], axis=0)
    return [float(value) for value in mean / np.linalg.norm(mean)]


def test_a_vector_is_the_mean_over_the_texts_own_tokens(tmp_path: Path) -> None:
    embedder = OnnxEmbeddings(export(tmp_path))
    short, long = embedder.embed_documents(["phone", " ".join(LONG)])
    assert short == pytest.approx(averaged("[CLS]", "phone", "[SEP]"), abs=1e-5)
    assert long == pytest.approx(averaged("[CLS]", *LONG, "[SEP]"), abs=1e-5)


def test_a_batch_longer_than_one_run_keeps_its_order(tmp_path: Path) -> None:
    embedder = OnnxEmbeddings(export(tmp_path))
    texts = [" ".join(WORDS[4 + (i + j) % 14] for j in range(1 + i * 7 % 11)) for i in range(100)]
    for text, vector in zip(texts, embedder.embed_documents(texts), strict=True):
        assert vector == pytest.approx(embedder.embed_query(text), abs=1e-5)
    assert embedder.embed_documents([]) == []


@pytest.mark.parametrize(
    "inputs", [("input_ids",), ("attention_mask", "input_ids"), ("input_ids", "token_type_ids", "attention_mask")]
)
def test_a_model_is_given_the_inputs_that_it_declares(tmp_path: Path, inputs: tuple[str, ...]) -> None:
    assert OnnxEmbeddings(export(tmp_path, inputs=inputs)).embed_query("shop") == pytest.approx(
        averaged("[CLS]", "shop", "[SEP]"), abs=1e-5
    )


def test_the_model_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "model.onnx").rename(tmp_path / "onnx" / "model.onnx")
    assert len(OnnxEmbeddings(tmp_path).embed_query("shop")) == SIZE


@pytest.mark.parametrize(("limit", "words"), [(512, 510), (10**30, 510), (12, 10), (None, 510)])
def test_a_long_text_is_cut(tmp_path: Path, limit: int | None, words: int) -> None:
    embedder = OnnxEmbeddings(export(tmp_path, model_max_length=limit))
    within = "phone " * words
    assert embedder.embed_query(within + "ads " * 300) == embedder.embed_query(within)
    assert embedder.embed_query(within) != embedder.embed_query(within.removesuffix("phone ") + "ads")


def test_what_the_export_says_of_pooling_and_prompts_is_heeded(tmp_path: Path) -> None:
    folder = export(tmp_path)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    first = OnnxEmbeddings(folder)
    assert first.embed_query("shop") == pytest.approx(averaged("[CLS]"), abs=1e-5)
    shutil.rmtree(folder / "1_Pooling")
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "ads ", "document": "email "}}))
    prompted = OnnxEmbeddings(folder)
    assert prompted.embed_query("shop") == pytest.approx(averaged("[CLS]", "ads", "shop", "[SEP]"), abs=1e-5)
    assert prompted.embed_documents(["shop"])[0] == pytest.approx(averaged("[CLS]", "email", "shop", "[SEP]"), abs=1e-5)
    (folder / "config_sentence_transformers.json").unlink()
    assert len({first.identity, prompted.identity, OnnxEmbeddings(folder).identity}) == 3


def test_the_identity_names_the_folder_and_changes_with_what_is_in_it(tmp_path: Path) -> None:
    folder = export(tmp_path)
    one = OnnxEmbeddings(folder).identity
    assert str(folder) in one
    assert OnnxEmbeddings(folder).identity == one
    (folder / "model.onnx").write_bytes(model(table() + 1, ("input_ids",)))
    two = OnnxEmbeddings(folder).identity
    export(folder, size=SIZE * 2)
    assert len({one, two, OnnxEmbeddings(folder).identity}) == 3


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    return spoil


BAD = {
    "no tokenizer": (remove("tokenizer.json"), "tokenizer.json"),
    "no model": (remove("model.onnx"), "model.onnx"),
    "no folder": (shutil.rmtree, "tokenizer.json"),
    "empty tokenizer": (write("tokenizer.json", b""), "tokenizer.json"),
    "tokenizer of another kind": (write("tokenizer.json", b"{}"), "tokenizer.json"),
    "binary tokenizer": (write("tokenizer.json", b"\xff\x00\xfe"), "tokenizer.json"),
    "empty model": (write("model.onnx", b""), "model.onnx"),
    "model cut short": (
        lambda folder: (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:-90]),
        "model.onnx",
    ),
    "a web page for a model": (write("model.onnx", b"<html>404</html>"), "model.onnx"),
    "a model that wants more": (write("model.onnx", model(table(), ("input_ids", "pixels"))), "pixels"),
    "a model of fewer words": (write("model.onnx", model(table()[:2], ("input_ids",))), "model.onnx"),
    "a model without vectors of texts": (write("model.onnx", model(table(), ("input_ids",), output="flat")), "model.onnx"),
    "an option that is no JSON": (write("tokenizer_config.json", b"{"), "tokenizer_config.json"),
    "options that are a list": (write("1_Pooling/config.json", b"[]"), "config.json"),
}


@pytest.mark.parametrize(("spoil", "named"), BAD.values(), ids=BAD)
def test_a_folder_that_is_no_export_is_named_in_one_line(tmp_path: Path, spoil: Callable[[Path], None], named: str) -> None:
    folder = export(tmp_path / "export")
    spoil(folder)
    with pytest.raises(PlanBError) as error:
        OnnxEmbeddings(folder)
    for language in Language:
        line = error_text(error.value, language)
        assert named in line
        assert "\n" not in line
