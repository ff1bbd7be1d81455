"""Wiring: settings in, the parts of the program out, each made once and given what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.advisor import Advisor
from bot.settings import Settings
from knowledge.cache import Home, IndexCache
from knowledge.detection import Detector
from knowledge.embedders import builtin_of, choose
from knowledge.platforms import load_platforms

if TYPE_CHECKING:
    from bot.dialogue import Conversation, Keeps

Say = Callable[[str], None]


class App:
    """The parts of a running Plan B. `say` takes the key of a line of wording that tells what is going on."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self.settings = settings
        self.say = _once(say)
        self.home = Home(settings.home)
        self.platforms = load_platforms()
        self.embedder = choose(settings.embeddings, say)
        self.cache = IndexCache(self.home, self.embedder, self.platforms)

    def detector(self) -> Detector:
        """Tells languages; make one and keep it."""
        return Detector(self.platforms, builtin_of(self.embedder).language_margins)

    def advisor(self, *, aside: bool = False) -> Advisor:
        """An advisor on the current index, built or updated first where that is needed (`aside` as in the cache)."""
        return Advisor(self.cache.retriever(self.say, aside=aside), self.detector(), self.platforms)

    def conversation(self, *, aside: bool = False) -> Conversation:
        """A dialogue for platforms, keeping what it answers where the data folder can hold it."""
        from bot.dialogue import Conversation  # noqa: PLC0415 - loads the database: not for a single `ask`

        return Conversation(self.advisor(aside=aside), self._store())

    def _store(self) -> Keeps:
        from bot.forgetful import Forgetful  # noqa: PLC0415
        from bot.store import NOT_KEPT, Store  # noqa: PLC0415

        try:
            return Store(self.settings.home)
        except NOT_KEPT:
            self.say("home-not-writable")
            return Forgetful()


def _once(say: Say) -> Say:
    """`say` without repetitions: an index and a store that can't be written are one trouble."""
    said = set[str]()

    def once(key: str) -> None:
        if key not in said:
            said.add(key)
            say(key)

    return once
