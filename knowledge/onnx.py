"""A neural embedder from a folder: `tokenizer.json` and `model.onnx`, as sentence-transformers exports them.

It runs through onnxruntime and tokenizers, which Chroma brings, and fetches nothing. A text's vector is the mean of its tokens'
(or the first token's, where the export says so), made of length one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Embedder
from knowledge.errors import PlanBError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

TOKENIZER = "tokenizer.json"
MODELS = ("model.onnx", "onnx/model.onnx")
"""Where an export puts the model: beside the tokenizer, or in a folder of its own."""
MOST_TOKENS = 512
_BATCH = 32
_TOKENS, _SENTENCE = 3, 2
_SILENT = 4
_PADDING = ("[PAD]", "<pad>")


class OnnxEmbeddings(Embedder):
    """The model in `folder`. Raises `PlanBError` where the folder lacks a file or holds one that can't be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.expanduser().resolve()
        tokenizer, model = self._file(TOKENIZER), self._file(*MODELS)
        self._first_token = bool(self._option("1_Pooling/config.json", "pooling_mode_cls_token"))
        prompts = self._option("config_sentence_transformers.json", "prompts")
        prompts = prompts if isinstance(prompts, dict) else {}
        self._query_prompt, self._document_prompt = str(prompts.get("query", "")), str(prompts.get("document", ""))
        self._tokenizer, self._pad = _tokenizer(tokenizer, self._most_tokens())
        self._session = _session(model)
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._output = _output(self._session, model)
        self.identity = f"onnx:{self._folder}@{self._hash(tokenizer, model)}"
        self._check(model)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._vectors([self._document_prompt + text for text in texts]).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._vectors([self._query_prompt + text])[0].tolist()
        return vector

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))  # like lengths together: little padding
        found: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            found.update(zip(places, self._run([encoded[i] for i in places]), strict=True))
        return np.array([found[i] for i in range(len(texts))], dtype=np.float32)

    def _run(self, batch: Sequence[Encoding]) -> NDArray[np.float32]:
        width = max(1, *(len(one.ids) for one in batch))
        mask = _padded((one.attention_mask for one in batch), width, 0)
        given = {
            "input_ids": _padded((one.ids for one in batch), width, self._pad),
            "attention_mask": mask,
            "token_type_ids": _padded((one.type_ids for one in batch), width, 0),
        }
        out = np.asarray(self._session.run([self._output], {name: given[name] for name in self._inputs})[0], dtype=np.float32)
        if out.ndim == _TOKENS:
            weights = mask[:, :, None].astype(np.float32)
            out = out[:, 0] if self._first_token else (out * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
        unit: NDArray[np.float32] = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
        return unit

    def _check(self, model: Path) -> None:
        """Two texts through the whole of it: what does not work is said at once, not at the first question."""
        known = ("input_ids", "attention_mask", "token_type_ids")
        if foreign := [name for name in self._inputs if name not in known]:
            raise _unusable(model, f"it asks for {', '.join(foreign)}")
        try:
            vectors = self._vectors(["one", "two three"])
        except Exception as error:
            raise _unusable(model, _first_line(error)) from error
        if vectors.ndim != _SENTENCE or not np.isfinite(vectors).all():
            raise _unusable(model, "it gives no vector for each text")

    def _most_tokens(self) -> int:
        limits = (
            self._option("tokenizer_config.json", "model_max_length"),
            self._option("sentence_bert_config.json", "max_seq_length"),
        )
        return min([MOST_TOKENS, *(int(limit) for limit in limits if isinstance(limit, int | float) and limit >= 1)])

    def _option(self, file: str, name: str) -> Any:
        """What a file of the export says, if it is there."""
        path = self._folder / file
        try:
            return json.loads(path.read_text("utf-8")).get(name)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, AttributeError) as error:
            raise _unusable(path, _first_line(error)) from error

    def _file(self, *names: str) -> Path:
        for name in names:
            if (self._folder / name).is_file():
                return self._folder / name
        raise PlanBError("error-embeddings-folder", folder=str(self._folder), file=names[0])

    def _hash(self, *files: Path) -> str:
        digest = hashlib.blake2b(digest_size=8)
        for file in files:
            with file.open("rb") as content:
                while chunk := content.read(1 << 20):
                    digest.update(chunk)
        options = (self._first_token, self._query_prompt, self._document_prompt, self._most_tokens())
        digest.update(repr(options).encode())
        return digest.hexdigest()


def _tokenizer(path: Path, most: int) -> tuple[Tokenizer, int]:
    from tokenizers import Tokenizer  # noqa: PLC0415 - only where this embedder is set

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare ones
        raise _unusable(path, _first_line(error)) from error
    pad = (tokenizer.padding or {}).get("pad_id")
    if pad is None:
        pad = next((found for name in _PADDING if (found := tokenizer.token_to_id(name)) is not None), 0)
    tokenizer.no_padding()  # an export may fix a length; batches are padded here
    tokenizer.enable_truncation(max_length=most)
    return tokenizer, int(pad)


def _session(path: Path) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415 - only where this embedder is set

    options = onnxruntime.SessionOptions()
    options.log_severity_level = _SILENT
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // 2)  # answering goes on while an index is built
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own, each of another base
        raise _unusable(path, _first_line(error)) from error


def _output(session: InferenceSession, model: Path) -> str:
    """The output to read: the tokens' vectors, or the text's where there are none."""
    outputs = {len(given.shape): given.name for given in reversed(session.get_outputs())}
    name = outputs.get(_TOKENS) or outputs.get(_SENTENCE)
    if not name:
        raise _unusable(model, "it gives neither vectors of tokens nor of texts")
    return str(name)


def _padded(rows: Iterator[Sequence[int]], width: int, filler: int) -> NDArray[np.int64]:
    return np.array([[*row, *[filler] * (width - len(row))] for row in rows], dtype=np.int64)


def _unusable(file: Path, reason: str) -> PlanBError:
    return PlanBError("error-embeddings-file", file=str(file), reason=reason)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
