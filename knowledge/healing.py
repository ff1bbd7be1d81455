"""An index that may fail while it is served from: damaged or deleted under a running bot, or no longer answering.

The search that finds out is answered by what is put in its place, and so is every later one. Nobody is turned away for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from knowledge.embeddings import Vector
from knowledge.hits import Hit, Searchable
from knowledge.languages import Language

log = logging.getLogger(__name__)

Search = Callable[[Searchable], list[Hit]]


class HealingIndex:
    """Searches `index` until that fails, and from then on what `replaced` gives; answers `Searchable`."""

    def __init__(self, index: Searchable, replaced: Callable[[], Searchable]) -> None:
        self._index = index
        self._replaced = replaced
        self._lost = False
        self._replacing = threading.Lock()

    def expect(self, collection: str, vector: Vector, k: int) -> None:
        """As the index does; a failure shows at the search."""
        with suppress(Exception):
            self._index.expect(collection, vector, k)

    def nearest(self, collection: str, vector: Vector, k: int) -> list[Hit]:
        return self._searched(lambda index: index.nearest(collection, vector, k))

    def matching(self, collection: str, text: str, language: Language, k: int) -> list[Hit]:
        return self._searched(lambda index: index.matching(collection, text, language, k))

    def where(self, collection: str, field: str, values: Sequence[str], language: Language | None) -> list[Hit]:
        return self._searched(lambda index: index.where(collection, field, values, language))

    def state(self) -> str:
        return self._index.state()

    def warm(self) -> None:
        """As the index does; a failure shows at the next search."""
        with suppress(Exception):
            self._index.warm()

    def _searched(self, search: Search) -> list[Hit]:
        """What `search` finds. Whatever an index raises counts as its failure: damage shows in more ways than can be listed."""
        if not self._lost:
            try:
                return search(self._index)
            except Exception as error:
                self._replace(error)
        return search(self._index)

    def _replace(self, error: Exception) -> None:
        """Once, however many searches fail at the same time; the others wait for it."""
        with self._replacing:
            if not self._lost:
                log.info("the index failed: %s: %s", type(error).__name__, error)
                self._index = self._replaced()
                self._lost = True
