"""The trained part of the builtin embedder: which topic a text is about, whether it is about any, and its language.

A linear model over hashed features, trained by `python -m knowledge.training`, its weights eight bits each. Needs numpy only.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.features import BUCKETS, Features
from knowledge.languages import Language

Floats = NDArray[np.float32]

VERSION = 2
"""Raised whenever the file's layout or the features change: a file of another version is not read."""
PACKAGED = Path(__file__).with_name("embedder.npz")
VIEW_WEIGHTS = (1.0, 1.0, 0.6)
LANGUAGES = tuple(Language)
"""The languages of the last margins, in their order."""
SCOPE = 2
"""Margins that speak of scope."""
_EPOCH = (2021, 10, 4, 0, 0, 0)


class UnreadableModelError(Exception):
    """The model file is missing, cut short, or of another version."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns margins into probabilities; fitted on questions that the model had not seen.

    `scope` holds a weight for each value of `scope_evidence`, then the constant.
    """

    steepness: float
    scope: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TopicScores:
    """How probable each topic is if the text is about one of them, and how probable that is."""

    probabilities: Floats
    in_scope: float


@dataclass(frozen=True, slots=True)
class Quantised:
    """Weights of eight bits (a row a bucket, a column a margin), each column's scale and constant, each bucket's rarity."""

    weights: NDArray[np.int8]
    scales: Floats
    bias: Floats
    idf: Floats


class TopicModel:
    """Margins are one a topic, then the two that speak of scope (`out of scope` as a class, and `in scope` against all else),
    then one a language."""

    def __init__(
        self,
        topics: Sequence[str],
        margins: Quantised,
        calibration: Calibration,
        *,
        concepts: str,
        fingerprint: str,
    ) -> None:
        self.topics = tuple(topics)
        self.fingerprint = fingerprint
        self.identity = ""
        self.features = Features(concepts)
        self._concepts, self._calibration = concepts, calibration
        self._weights, self._scales, self._bias, self._idf = margins.weights, margins.scales, margins.bias, margins.idf
        self._unseen = float(margins.idf.max())
        # a question is asked for its language, its topic and its passages: once is enough
        self._judged = lru_cache(maxsize=256)(self._judge)
        self.scores = lru_cache(maxsize=256)(self._scores)

    def _scores(self, text: str) -> TopicScores:
        """What `text` is about."""
        margins, unseen = self._judged(text)
        topical = margins[: -len(LANGUAGES)]
        probabilities = softmax(topical[:-SCOPE] * self._calibration.steepness)
        evidence = scope_evidence(topical[None, :], np.array([unseen], dtype=np.float32))[0]
        *slopes, constant = self._calibration.scope
        logit = float(evidence @ np.array(slopes, dtype=np.float32)) + constant
        return TopicScores(probabilities, float(1.0 / (1.0 + np.exp(-np.clip(logit, -30, 30)))))

    def language_margins(self, text: str) -> Floats:
        """How far `text` is within each of `LANGUAGES`: above 0 where it reads like one."""
        return self._judged(text)[0][-len(LANGUAGES) :]

    def rarity(self, word: str) -> float:
        """How rare a folded word is, relative to one never seen: between 0 and 1."""
        return float(self._idf[self.features.beginning(word)]) / self._unseen

    def save(self, path: Path) -> None:
        """Write the file: the same model gives the same bytes, on any day."""
        meta = {"version": VERSION, "topics": self.topics, "fingerprint": self.fingerprint, **asdict(self._calibration)}
        arrays: dict[str, NDArray[Any]] = {
            "meta": np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8),
            "concepts": np.frombuffer(self._concepts.encode(), dtype=np.uint8),
            "weights": self._weights, "scales": self._scales, "bias": self._bias, "idf": self._idf.astype(np.float16),
        }  # fmt: skip
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, array in arrays.items():
                content = io.BytesIO()
                np.save(content, array, allow_pickle=False)
                entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.getvalue())

    @classmethod
    def load(cls, path: Path = PACKAGED) -> TopicModel:
        """Read the file. Raises `UnreadableModelError`, whose message says why it can't be used."""
        try:
            content = path.read_bytes()
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                held = {name: arrays[name] for name in ("meta", "concepts", "weights", "scales", "bias", "idf")}
            meta = json.loads(held["meta"].tobytes())
            if meta["version"] != VERSION or held["weights"].shape != (BUCKETS, len(meta["topics"]) + SCOPE + len(LANGUAGES)):
                raise UnreadableModelError(f"{path.name} is of another version")
            model = cls(
                meta["topics"],
                Quantised(held["weights"], held["scales"], held["bias"], held["idf"].astype(np.float32)),
                Calibration(meta["steepness"], tuple(meta["scope"])),
                concepts=held["concepts"].tobytes().decode(),
                fingerprint=meta["fingerprint"],
            )
        except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
            raise UnreadableModelError(f"{path.name}: {error}") from error
        model.identity = hashlib.blake2b(content, digest_size=6).hexdigest()
        return model

    def _judge(self, text: str) -> tuple[Floats, float]:
        """The margins of `text`, and the share of it that training had never seen."""
        buckets, values = self._weighed(text)
        margins: Floats = (values @ self._weights[buckets].astype(np.float32)) * self._scales + self._bias
        unseen = float(np.square(values[self._idf[buckets] >= self._unseen]).sum()) / max(float(np.square(values).sum()), 1e-9)
        return margins, unseen

    def _weighed(self, text: str) -> tuple[NDArray[np.uint32], Floats]:
        buckets, values = [], []
        for view, weight in zip(self.features(text), VIEW_WEIGHTS, strict=True):
            unique, counts = np.unique(view, return_counts=True)
            weighed = (1.0 + np.log(counts)) * self._idf[unique]
            buckets.append(unique)
            values.append(weighed * (weight / max(float(np.linalg.norm(weighed)), 1e-9)))
        return np.concatenate(buckets), np.concatenate(values).astype(np.float32)


def scope_evidence(margins: Floats, unseen: Floats) -> Floats:
    """What tells a question of ours from another, a row a text: its margins (topics, then scope), and how much of it training
    had never seen."""
    topics = np.sort(margins[:, :-SCOPE], axis=1)
    best, second, spread = topics[:, -1], topics[:, -2], topics[:, -5:].mean(axis=1)
    evidence: Floats = np.stack([best, second, spread, margins[:, -2], margins[:, -1], unseen], axis=1)
    return evidence


def softmax(values: Floats) -> Floats:
    """Probabilities from margins."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
