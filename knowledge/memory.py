"""An exact index in memory: what answers when the data folder can't hold one (read-only, full, being written, damaged).

It finds the same as the index on disk. A collection is embedded when it is first searched, so that nobody waits for what their
question does not need.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import COLLECTIONS, Document
from knowledge.embedders import embedder_of
from knowledge.embeddings import Embedder, Vector
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.lexical import Lexical


class MemoryIndex:
    """Documents and their vectors as arrays, made of length one; answers `Searchable`."""

    def __init__(self, documents: Sequence[Document], embedder: Embedder) -> None:
        self._documents = {name: [d for d in documents if d.collection == name] for name in COLLECTIONS}
        self._by_id = {document.id: document for document in documents}
        self._embedder = embedder
        self._preparing = threading.Lock()
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._lexical: dict[str, Lexical] = {}

    def expect(self, collection: str, vector: Vector, k: int) -> None:
        """Nothing: a search takes no time worth beginning early."""

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        """As promised; nothing for a vector by another embedder than this index's, which can be told by its length."""
        documents = self._documents[collection]
        if not documents:
            return []
        held = self._embedded(collection)
        if held.shape[1:] != vector.shape:
            return []
        similarity = held @ _unit(vector)
        best = np.argsort(-similarity, kind="stable")[:k]
        return [Hit(documents[i].text, documents[i].metadata, float(similarity[i])) for i in best]

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        found = self._worded(collection).search(text, language, k)
        return [Hit(self._by_id[id_].text, self._by_id[id_].metadata, score) for id_, score in found]

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        return [
            Hit(document.text, document.metadata, 0.0)
            for document in self._documents[collection]
            if document.metadata[field] in values and (language is None or document.metadata["language"] == language)
        ]

    def state(self) -> str:
        return f"memory {id(self)}"

    def warm(self) -> None:
        """Nothing to do: what is searched is there."""

    def _embedded(self, collection: str) -> NDArray[np.float32]:
        """The vectors of a collection, made when they are first asked for."""
        with self._preparing:
            if collection not in self._vectors:
                texts = [document.text for document in self._documents[collection]]
                vectors = embedder_of(collection, self._embedder).embed_documents(texts)
                self._vectors[collection] = _unit(np.array(vectors, dtype=np.float32))
            return self._vectors[collection]

    def _worded(self, collection: str) -> Lexical:
        """The words of a collection, made when they are first asked for."""
        with self._preparing:
            if collection not in self._lexical:
                self._lexical[collection] = Lexical.build(self._documents[collection])
            return self._lexical[collection]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
