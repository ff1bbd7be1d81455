"""The index on disk as one that can be searched: opened, and opened again when another process has built a newer one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import chroma, generations
from knowledge.deadline import Bounded
from knowledge.documents import ASKS, COLLECTIONS, PASSAGES, STEPS
from knowledge.embeddings import Vector
from knowledge.hits import Hit
from knowledge.languages import Language
from knowledge.lexical import Lexical

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

log = logging.getLogger(__name__)

DEADLINE = 10.0
"""Seconds that one call to Chroma may take."""
_WARMED = {ASKS: "", STEPS: "topic", PASSAGES: "passage"}
"""The packaged collections, and the field by which their documents are fetched. An operator's own may be many."""
_PAGE = 250
_EXPECTED = 16
"""Searches begun early whose result nobody came for, at most."""
_HANDED_OVER = 0.02
"""Seconds that are left to the search's thread to begin: Python gives it its turn only after 5 ms otherwise."""
MOST_HELD = 10_000
"""Documents of a collection that are kept in memory once they were found."""


@dataclass(slots=True)
class _Open:
    """A generation that is open. It never changes: what was fetched by its metadata (3 to 8 ms a call) stays true."""

    generation: Path
    client: Client
    stores: dict[str, Chroma]
    collections: dict[str, Collection]
    lexical: dict[str, Lexical]
    counts: dict[str, int]
    held: dict[str, dict[str, tuple[str, dict[str, Any]]]] = field(default_factory=lambda: {name: {} for name in COLLECTIONS})
    expected: dict[tuple[str, bytes, int], Future[list[tuple[str, float]]]] = field(default_factory=dict)
    remembered: dict[tuple[str, str, Language | None], dict[str, list[Hit]]] = field(default_factory=dict)


class ChromaIndex:
    """The current generation under `folder`; answers `Searchable`, and raises where the files are damaged or do not answer.

    A running bot notices a newer generation at its next search: Chroma itself never shows one process what another wrote.
    """

    def __init__(self, folder: Path, generation: Path) -> None:
        self._folder = folder
        self._bounded = Bounded(DEADLINE)
        self._reopening = threading.Lock()
        self._embedder = generations.read_manifest(generation).embedder
        self._refused: Path | None = None
        self._seen = (0, 0)
        self._open = _opened(generation)

    def expect(self, collection: str, vector: Vector, k: int) -> None:
        """Have the search run on its thread while who asked goes on: most of it is native code, which runs beside Python."""
        opened, begun = self._open, threading.Event()
        if not opened.counts[collection]:
            return

        def search() -> list[tuple[str, float]]:
            begun.set()
            return chroma.nearest(opened.collections[collection], vector, k)

        if len(opened.expected) >= _EXPECTED:
            opened.expected.clear()
        opened.expected[(collection, vector.tobytes(), k)] = self._bounded.begin(search)
        begun.wait(_HANDED_OVER)

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        return self._searched(lambda opened: self._nearest(opened, collection, vector, k))

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        return self._searched(
            lambda opened: self._hits(opened, collection, opened.lexical[collection].search(text, language, k))
        )

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        return self._searched(lambda opened: self._where(opened, collection, field, values, language))

    def state(self) -> str:
        self._reopen_if_newer()
        return self._open.generation.name

    def warm(self) -> None:
        """Fetch what answers are made of at once, for who will search often: one by one, each costs a few milliseconds."""
        opened = self._open
        shared: dict[Any, Any] = {}  # a title, a publisher, a language: one string for thousands of documents
        for collection, fetched_by in _WARMED.items():
            held, remembered = opened.held[collection], dict[tuple[str, str, Language | None], dict[str, list[Hit]]]()
            for start in range(0, opened.counts[collection], _PAGE):
                for id_, text, found in self._bounded(partial(chroma.page, opened.stores[collection], start, _PAGE)):
                    metadata = {name: shared.setdefault(value, value) for name, value in found.items()}
                    held[id_] = (text, metadata)
                    if fetched_by:
                        of_language = remembered.setdefault((collection, fetched_by, Language(metadata["language"])), {})
                        of_language.setdefault(str(metadata[fetched_by]), []).append(Hit(text, metadata, 0.0))
            opened.remembered.update(remembered)

    def distrust(self) -> None:
        """Have what is open built anew rather than opened again."""
        generations.distrust(self._open.generation)

    def close(self) -> None:
        """Raises `TimeoutError` where a call is still under way that does not end."""
        self._bounded(self._open.client.close)

    def _searched(self, search: Callable[[_Open], list[Hit]]) -> list[Hit]:
        """What `search` finds in the newest generation; again where it was closed under it because there is a newer one."""
        self._reopen_if_newer()
        while True:
            opened = self._open
            try:
                return search(opened)
            except Exception:
                self._reopen_if_newer()  # it may have been deleted under the search, two generations later
                with self._reopening:  # another thread may be about it
                    pass
                if opened is self._open:
                    raise

    def _nearest(self, opened: _Open, collection: str, vector: Vector, k: int) -> list[Hit]:
        if not opened.counts[collection]:
            return []
        try:
            expected = opened.expected.pop((collection, vector.tobytes(), k), None)
            search = partial(chroma.nearest, opened.collections[collection], vector, k)
            found = self._bounded.result(expected or self._bounded.begin(search))
        except chroma.wrong_size():
            log.warning("the embedder's vectors have another length than the index: it is built anew at the next start")
            generations.distrust(opened.generation)
            return []
        return self._hits(opened, collection, found)

    def _where(self, opened: _Open, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        if not opened.counts[collection]:
            return []
        remembered = opened.remembered.setdefault((collection, field, language), {})
        missing = [value for value in values if value not in remembered]
        if missing:
            found = self._fetched(opened, collection, field, missing, language)
            remembered.update({value: [hit for hit in found if hit.metadata[field] == value] for value in missing})
        return [hit for value in dict.fromkeys(values) for hit in remembered[value]]

    def _hits(self, opened: _Open, collection: str, found: list[tuple[str, float]]) -> list[Hit]:
        """The documents that were found, with their scores; those not seen before are fetched.

        Raises `LookupError` where one is not there: a damaged store answers with nothing, and silence would pass for "no".
        """
        held = opened.held[collection]
        if len(held) > MOST_HELD:
            held = opened.held[collection] = {}
        if missing := [id_ for id_, _ in found if id_ not in held]:
            held.update(self._bounded(lambda: chroma.by_ids(opened.stores[collection], missing)))
        return [Hit(*held[id_], score) for id_, score in found]

    def _fetched(self, opened: _Open, collection: str, field: str, values: list[str], language: Language | None) -> list[Hit]:
        condition: dict[str, Any] = {field: {"$in": values}}
        if language is not None:
            condition = {"$and": [condition, {"language": language.value}]}
        found = self._bounded(lambda: chroma.where(opened.stores[collection], condition))
        return [Hit(text, metadata, 0.0) for text, metadata in found]

    def _reopen_if_newer(self) -> None:
        """Switch to the newest generation; stay with this one where that can't be served from."""
        mark = generations.mark(self._folder)
        if mark == self._seen:
            return
        with self._reopening:
            self._seen = mark
            newest = generations.current(self._folder)
            if newest is None or newest in (self._open.generation, self._refused):
                return
            if generations.fault(newest, self._embedder):
                self._refused = newest
                return
            before = self._open
            try:
                self._open = _opened(newest)
            except generations.unreadable_errors():  # gone already, or no longer readable
                self._refused = newest
                return
            with suppress(Exception):  # what it held is lost with it; the newer one answers
                self._bounded(before.client.close)  # behind whatever call is still under way


def _opened(generation: Path) -> _Open:
    """Raises one of `generations.unreadable_errors` where it can't be opened."""
    client = chroma.open_client(generation)
    try:
        return _Open(
            generation,
            client,
            {name: chroma.open_store(client, name) for name in COLLECTIONS},
            {name: chroma.open_collection(client, name) for name in COLLECTIONS},
            {name: Lexical.load(generation / "lexical" / name) for name in COLLECTIONS},
            generations.read_manifest(generation).counts,
        )
    except BaseException:
        client.close()
        raise
