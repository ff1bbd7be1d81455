"""Which embedder is used: the builtin one, or beside it one of the operator's choice.

Topics are found by the builtin embedder in any case: it is trained for them, and they decide whether a question is answered at
all. The operator's choice embeds what is searched as text: the passages of the sources and of the operator's own documents.
Where it fails, those are found by their words, and whoever asks is answered.
"""

from __future__ import annotations

import io
import json
import math
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from knowledge.deadline import Bounded
from knowledge.documents import OWN, PASSAGES
from knowledge.embeddings import Embedder, Vector, builtin_embeddings
from knowledge.errors import PlanBError
from knowledge.onnx import OnnxEmbeddings
from knowledge.providers import provided
from knowledge.text import words

BUILTIN = "builtin"
_ONNX = "onnx:"
ASKING = 5.0
"""Seconds that the embedding of a question may take; then it is answered without."""
BUILDING = 120.0
"""Seconds that a batch of documents may take while an index is built."""
PAUSE = 30.0
"""Seconds in which an embedder that failed is not asked again: nobody waits for it twice."""
_BATCH = 64
_JOINT = " + "
_UNRELATED = (
    "the cat sleeps on the sofa", "seven litres of white paint", "the train leaves at noon", "she plays the violin",
    "le four est trop chaud", "une promenade en montagne", "le prix du blé a baissé", "nos voisins ont deux enfants",
    "la partita finisce ai rigori", "un bicchiere di latte", "il museo chiude lunedì", "ho perso le chiavi",
    "pies szczeka w nocy", "zupa z buraków", "podatek od nieruchomości", "jutro będzie padać śnieg",
    "el jardín necesita agua", "tres novelas policíacas", "la operación salió bien", "compramos un coche usado",
    "die Brücke wird gesperrt", "frische Brötchen am Morgen", "der Vertrag gilt ein Jahr", "Blumen für die Großmutter",
)  # fmt: skip
"""Texts that have nothing in common but being texts: what their vectors share says nothing."""

Say = Callable[[str], None]


class EmbedderFailedError(Exception):
    """The embedder of the operator's choice gave no usable vectors: the network, a quota, a changed model."""


class Chosen(Embedder):
    """An operator's choice beside the builtin embedder. Its vectors are of length one, and zero for a text without words.

    They are centred on what unrelated texts share, so that a cosine means the same by every model: some give 0.8 to two texts
    that have nothing in common. A failure is said once, until it works again.
    """

    def __init__(self, chosen: Embedder, builtin: Embedder, say: Say) -> None:
        self.builtin = builtin
        self.identity = chosen.identity + _JOINT + builtin.identity
        self.degraded = builtin.degraded
        self.topic_scores = builtin.topic_scores  # type: ignore[method-assign]
        self._chosen, self._say = chosen, say
        self._asking, self._building = Bounded(ASKING), Bounded(BUILDING)
        self._centre: Vector | None = None
        self._failing, self._resting_until = False, 0.0
        self._asked = lru_cache(maxsize=256)(self._ask)  # a question is embedded for two collections: once is enough
        self._known: dict[str, Vector] = {}

    @property
    def topics(self) -> tuple[str, ...]:
        return self.builtin.topics

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self.query_vector(text)]

    def query_vector(self, text: str) -> Vector:
        """The vector of a question. Raises `EmbedderFailedError`, at once where it has just failed."""
        return self._asked(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of `texts`; those known from an earlier index are not asked for. Raises `EmbedderFailedError`."""
        centre = self._centred_on(self._building)
        if any(vector.shape != centre.shape for vector in self._known.values()):
            self._known = {}  # the model changed under its name
        missing = [text for text in dict.fromkeys(texts) if text not in self._known and words(text)]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            found = self._guarded(self._building, partial(self._chosen.embed_documents, batch), len(batch))
            self._known.update(zip(batch, (_unit(vector - centre) for vector in found), strict=True))
        nothing = np.zeros_like(centre)
        return [self._known.get(text, nothing).tolist() for text in texts]

    def _ask(self, text: str) -> Vector:
        centre = self._centred_on(self._asking)
        if not words(text):
            return np.zeros_like(centre)
        return _unit(self._guarded(self._asking, lambda: [self._chosen.embed_query(text)], 1)[0] - centre)

    def _centred_on(self, bounded: Bounded) -> Vector:
        if self._centre is None:
            vectors = self._guarded(bounded, lambda: self._chosen.embed_documents(list(_UNRELATED)), len(_UNRELATED))
            self._centre = np.mean(vectors, axis=0, dtype=np.float32)
        return self._centre

    def _guarded(self, bounded: Bounded, call: Callable[[], list[list[float]]], count: int) -> list[Vector]:
        """`count` vectors of length one, all of as many numbers as there were before."""
        if time.monotonic() < self._resting_until:
            raise EmbedderFailedError(self._chosen.identity)
        try:
            vectors = [np.array(vector, dtype=np.float32) for vector in bounded(call)]
            sizes = {vector.shape for vector in vectors} | ({self._centre.shape} if self._centre is not None else set())
            if len(vectors) != count or len(sizes) != 1 or not all(np.isfinite(vector).all() for vector in vectors):
                raise ValueError("not a vector for each text")
        except Exception as error:  # each provider raises its own
            self._resting_until = time.monotonic() + PAUSE
            if not self._failing:
                self._failing = True
                self._say("embedder-failed")
            raise EmbedderFailedError(f"{self._chosen.identity}: {type(error).__name__}") from error
        self._failing = False
        return [_unit(vector) for vector in vectors]

    def wake(self) -> None:
        """Raises `EmbedderFailedError` where it does not answer: asked before an index is begun. It may take its time: a server
        of models loads one when it is first asked."""
        self._centred_on(self._building)

    def recall(self, file: Path, identity: str) -> None:
        """Take over what `remember` wrote beside an index that was made by `identity`, where that was this embedder too."""
        if identity.rpartition(_JOINT)[0] != self._chosen.identity:
            return
        with suppress(OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error):
            content = io.BytesIO(file.read_bytes())  # np.load leaves a damaged file open
            with np.load(content, allow_pickle=False) as held:
                self._known = dict(zip(json.loads(held["texts"].tobytes()), held["vectors"].astype(np.float32), strict=True))

    def remember(self, file: Path) -> None:
        """Write the vectors that are known beside the index, so that the next one is built without asking for them again."""
        texts = np.frombuffer(json.dumps(list(self._known)).encode(), dtype=np.uint8)
        np.savez(file, texts=texts, vectors=np.array(list(self._known.values()), dtype=np.float32))
        self._known = {}


def choose(setting: str, say: Say, builtin: Embedder | None = None) -> Embedder:
    """The embedder that `setting` names: `builtin`, `onnx:<folder>` or LangChain's `provider:model`.

    `say` takes the key of a line of wording, once where the embedder fails later. Raises `PlanBError` where it can't be had.
    """
    builtin = builtin or builtin_embeddings()
    if setting == BUILTIN:
        return builtin
    if setting.startswith(_ONNX) and setting != _ONNX:
        return Chosen(OnnxEmbeddings(Path(setting.removeprefix(_ONNX))), builtin, say)
    return Chosen(provided(setting), builtin, say)


def reopened(identity: str, builtin: Embedder, say: Say) -> Embedder | None:
    """The embedder that an index was made by, from its identity; none where exactly that one can't be had any more."""
    chosen, joint, _ = identity.rpartition(_JOINT)
    try:
        embedder = choose(chosen.rpartition("@")[0], say, builtin) if joint else builtin
    except PlanBError:
        return None
    return embedder if embedder.identity == identity else None


def builtin_of(embedder: Embedder) -> Embedder:
    """The one that needs nothing but this machine."""
    return embedder.builtin if isinstance(embedder, Chosen) else embedder


def embedder_of(collection: str, embedder: Embedder) -> Embedder:
    """Which one embeds a collection, and the questions that are put to it."""
    return embedder if collection in (PASSAGES, OWN) else builtin_of(embedder)


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    unit: Vector = vector / length if math.isfinite(length) and length > 0 else np.zeros_like(vector)
    return unit
