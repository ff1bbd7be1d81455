"""An exact index in memory: what answers when the data folder can't hold one (read-only, full, being written).

It finds the same as the index on disk, for the price of embedding everything at start.
"""

from __future__ import annotations

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
        self._vectors = {
            name: _unit(np.array(embedder_of(name, embedder).embed_documents([d.text for d in found]), dtype=np.float32))
            for name, found in self._documents.items()
        }
        self._lexical = {name: Lexical.build(found) for name, found in self._documents.items()}

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        documents = self._documents[collection]
        if not documents:
            return []
        similarity = self._vectors[collection] @ _unit(vector)
        best = np.argsort(-similarity, kind="stable")[:k]
        return [Hit(documents[i].text, documents[i].metadata, float(similarity[i])) for i in best]

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        found = self._lexical[collection].search(text, language, k)
        return [Hit(self._by_id[id_].text, self._by_id[id_].metadata, score) for id_, score in found]

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        return [
            Hit(document.text, document.metadata, 0.0)
            for document in self._documents[collection]
            if document.metadata[field] in values and (language is None or document.metadata["language"] == language)
        ]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
