"""Embedders for tests, made on the spot: an ONNX model written byte by byte, a tokenizer, a provider for LangChain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *("phone", "window", "shop", "customers", "email", "letter", "server"),
    *("route", "silent", "ads", "pause", "the", "a", "in"),
)
SIZE = 8
_FLOAT, _INT64 = 1, 7


def export(
    folder: Path,
    *,
    size: int = SIZE,
    inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids"),
    **options: object,
) -> Path:
    """A folder as sentence-transformers exports it. `options` are `tokenizer_config.json`, with dots as underscores."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(model(table(size), inputs))
    if options:
        (folder / "tokenizer_config.json").write_text(json.dumps(options))
    return folder


def table(size: int = SIZE) -> NDArray[np.float32]:
    """A vector for each word; padding's is enormous, so that whoever averages over it is found out."""
    vectors = np.random.default_rng(7).normal(size=(len(WORDS), size)).astype(np.float32)
    vectors[0] = 1e6
    return vectors


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))]
    )
    made.enable_padding(length=64)  # as some exports have it
    return made


def model(vectors: NDArray[np.float32], inputs: Sequence[str], *, output: str = "tokens") -> bytes:
    """An ONNX model that looks up each token's vector. Its output is a vector a token (`tokens`), or nonsense (`flat`)."""
    shape = {"tokens": ("batch", "sequence", vectors.shape[1]), "flat": ("everything",)}[output]
    graph = b"".join(
        [
            _field(1, _string(1, "table") + _string(1, "input_ids") + _string(2, "found") + _string(4, "Gather")),
            _field(1, _string(1, "found") + (_string(1, "shape") if output == "flat" else b"") + _string(2, "out")
                   + _string(4, "Reshape" if output == "flat" else "Identity")),
            _string(2, "tiny"),
            _field(5, _numbers(1, vectors.shape) + _number(2, _FLOAT) + _string(8, "table") + _field(9, vectors.tobytes())),
            _field(5, _numbers(1, (1,)) + _number(2, _INT64) + _string(8, "shape") + _field(9, np.array([-1]).tobytes())),
            *(_field(11, _value(name, _INT64, ("batch", "sequence"))) for name in inputs),
            _field(12, _value("out", _FLOAT, shape)),
        ]
    )  # fmt: skip
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    dimensions = b"".join(_field(1, _number(1, d) if isinstance(d, int) else _string(2, d)) for d in shape)
    return _string(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, dimensions)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _numbers(field: int, values: Sequence[int]) -> bytes:
    return b"".join(_number(field, value) for value in values)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _string(field: int, text: str) -> bytes:
    return _field(field, text.encode())


PROVIDER = '''
"""A provider's package. The file `mood` beside it says how it behaves; it writes what it was asked into `calls`."""
import time, zlib
from pathlib import Path
from langchain_core.embeddings import Embeddings

HERE = Path(__file__).parent

class OllamaEmbeddings(Embeddings):
    def __init__(self, model):
        if model == "needs-a-key":
            raise ValueError("OLLAMA_KEY is not set\\nand more")
        self.model = model

    def embed_query(self, text):
        return self.embed_documents([text])[0]

    def embed_documents(self, texts):
        mood = (HERE / "mood").read_text() if (HERE / "mood").exists() else "well"
        with (HERE / "calls").open("a") as calls:
            calls.write("".join(text.replace("\\n", " ") + "\\n" for text in texts))
        if any(not text.strip() for text in texts):
            raise ValueError("empty input")
        if mood == "down":
            raise ConnectionError("no route to sk-secret")
        if mood == "hangs":
            time.sleep(30)
        if mood == "one short":
            texts = texts[1:]
        size = 24 if mood == "another length" else 48
        return [[float("nan")] * size if mood == "not numbers" else self.vector(text, size) for text in texts]

    def vector(self, text, size):
        vector = [0.9] * size  # every text is alike to begin with, as with some models
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % size] += 1.0
        return vector
'''


def provider(folder: Path) -> Path:
    """A folder for the module path in which the package of `ollama:<model>` is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "langchain_ollama.py").write_text(PROVIDER)
    return folder
