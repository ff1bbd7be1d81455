"""The index on disk as one that can be searched: opened, and opened again when another process has built a newer one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge import chroma, generations
from knowledge.deadline import Bounded
from knowledge.documents import COLLECTIONS
from knowledge.embeddings import Vector
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.lexical import Lexical

log = logging.getLogger(__name__)

DEADLINE = 10.0
"""Seconds that one call to Chroma may take."""
MOST_HELD = 10_000
"""Documents of a collection that are kept in memory once they were found."""


class ChromaIndex:
    """The current generation under `folder`; answers `Searchable`.

    A running bot notices a newer generation at its next search: Chroma itself never shows one process what another wrote.
    """

    def __init__(self, folder: Path, generation: Path) -> None:
        self._folder = folder
        self._bounded = Bounded(DEADLINE)
        self._reopening = threading.Lock()
        self._embedder = generations.read_manifest(generation).embedder
        self._refused: Path | None = None
        self._open(generation)

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        self._reopen_if_newer()
        generation = self._generation
        if not self._counts[collection]:
            return []
        try:
            found = self._bounded(lambda: chroma.nearest(self._collections[collection], vector, k))
        except chroma.wrong_size():
            log.warning("the embedder's vectors have another length than the index: it is built anew at the next start")
            generations.distrust(generation)
            return []
        return self._hits(collection, found)

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        self._reopen_if_newer()
        return self._hits(collection, self._lexical[collection].search(text, language, k))

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        self._reopen_if_newer()
        if not self._counts[collection]:
            return []
        remembered = self._remembered.setdefault((collection, field, language), {})
        missing = [value for value in values if value not in remembered]
        if missing:
            found = self._fetched(collection, field, missing, language)
            remembered.update({value: [hit for hit in found if hit.metadata[field] == value] for value in missing})
        return [hit for value in dict.fromkeys(values) for hit in remembered[value]]

    def _hits(self, collection: str, found: list[tuple[str, float]]) -> list[Hit]:
        """The documents that were found, with their scores; those not seen before are fetched."""
        held = self._held[collection]
        if len(held) > MOST_HELD:
            held = self._held[collection] = {}
        if missing := [id_ for id_, _ in found if id_ not in held]:
            held.update(self._bounded(lambda: chroma.by_ids(self._stores[collection], missing)))
        return [Hit(*held[id_], score) for id_, score in found if id_ in held]

    def _fetched(self, collection: str, field: str, values: list[str], language: Language | None) -> list[Hit]:
        condition: dict[str, Any] = {field: {"$in": values}}
        if language is not None:
            condition = {"$and": [condition, {"language": language.value}]}
        found = self._bounded(lambda: chroma.where(self._stores[collection], condition))
        return [Hit(text, metadata, 0.0) for text, metadata in found]

    def close(self) -> None:
        self._client.close()

    def _open(self, generation: Path) -> None:
        client = chroma.open_client(generation)
        try:
            stores = {name: chroma.open_store(client, name) for name in COLLECTIONS}
            collections = {name: chroma.open_collection(client, name) for name in COLLECTIONS}
            lexical = {name: Lexical.load(generation / "lexical" / name) for name in COLLECTIONS}
        except BaseException:
            client.close()
            raise
        self._generation, self._client, self._stores, self._lexical = generation, client, stores, lexical
        self._collections = collections
        self._counts = generations.read_manifest(generation).counts
        # A generation never changes: what was fetched by its metadata (3 to 8 ms a call) stays true as long as it is current.
        self._held: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {name: {} for name in COLLECTIONS}
        self._remembered: dict[tuple[str, str, Language | None], dict[str, list[Hit]]] = {}

    def _reopen_if_newer(self) -> None:
        """Switch to the newest generation; stay with this one where that can't be served from."""
        with self._reopening:
            newest = generations.current(self._folder)
            if newest is None or newest in (self._generation, self._refused):
                return
            if generations.fault(newest, self._embedder):
                self._refused = newest
                return
            before = self._client
            try:
                self._open(newest)
            except generations.unwritable_errors():  # gone already, or no longer readable
                self._refused = newest
                return
            self._bounded(before.close)  # behind whatever call is still under way
