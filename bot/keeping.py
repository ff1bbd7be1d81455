"""Keeps what is said even where the store fails: nobody's answer waits for a disk.

What the store can't take is kept in memory until the process ends, and looked for there as well. A store that has just failed
rests for a while, so that people don't wait for its lock one after the other; then it is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from bot.forgetful import Forgetful
from bot.store import NOT_KEPT, Given, Keeps

PAUSE = 30.0
"""Seconds in which a store that failed is not tried."""

T = TypeVar("T")
log = logging.getLogger(__name__)


class Guarded:
    """A store that never fails; answers `Keeps`. A spell of failure is said once in the log; not where it has been `said`."""

    def __init__(self, store: Keeps, *, said: bool = False) -> None:
        self._store = store
        self._memory = Forgetful()
        self._noting = threading.Lock()
        self._failing, self._resting_until = said, time.monotonic() + PAUSE if said else 0.0

    def keep_answer(self, given: Given) -> str:
        return self._tried(lambda: self._store.keep_answer(given)) or self._memory.keep_answer(given)

    def answer(self, id_: str, conversation: str) -> Given | None:
        return self._memory.answer(id_, conversation) or self._tried(lambda: self._store.answer(id_, conversation))

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> Given | None:
        stored = self._tried(lambda: self._store.last_answer(conversation, person, cited=cited))
        remembered = self._memory.last_answer(conversation, person, cited=cited)
        return max((one for one in (stored, remembered) if one), key=lambda one: one.at, default=None)

    def language(self, person: str) -> str:
        return self._memory.language(person) or self._tried(lambda: self._store.language(person)) or ""

    def set_language(self, person: str, language: str) -> None:
        def stored() -> bool:
            self._store.set_language(person, language)
            return True

        self._memory.set_language(person, "" if self._tried(stored) else language)

    def _tried(self, call: Callable[[], T]) -> T | None:
        """What the store gives; nothing where it fails, or has just failed."""
        if time.monotonic() < self._resting_until:
            return None
        try:
            given = call()
        except NOT_KEPT as error:
            self._failed(error)
            return None
        self._failing = False
        return given

    def _failed(self, error: Exception) -> None:
        with self._noting:
            self._resting_until = time.monotonic() + PAUSE
            if not self._failing:
                reason = " ".join(str(getattr(error, "orig", error)).split()) or type(error).__name__
                log.warning("what is said can't be kept in the data folder, only until the end: %s", reason)
            self._failing = True
