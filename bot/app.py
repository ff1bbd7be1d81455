"""Wiring: settings in, the parts of the program out, each made once and given what it needs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from bot.advisor import Advisor
from bot.clock import Clock, now
from bot.progress import heard
from bot.settings import Settings
from knowledge.cache import Home, IndexCache
from knowledge.detection import Detector
from knowledge.embedders import builtin_of, choose
from knowledge.platforms import load_platforms

if TYPE_CHECKING:
    from bot.dialogue import Conversation
    from bot.store.database import Database

Say = Callable[[str], None]


class Tell(Protocol):
    """Takes the key of a line of wording and what fills it in, and shows it to who runs the program."""

    def __call__(self, key: str, **facts: object) -> None: ...


_REPEATED = {"index-lost"}
"""Lines that are said each time."""


class App:
    """The parts of a running Plan B. `say` tells what is going on."""

    def __init__(self, settings: Settings, say: Tell) -> None:
        self.settings = settings
        self._tell = say
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
        with self.patience():
            return Advisor(self.cache.retriever(self.say, aside=aside), self.detector(), self.platforms)

    def patience(self) -> AbstractContextManager[None]:
        """Work on the index, which may take long: says now and then that it goes on."""
        return heard(lambda seconds: self._tell("still-working", seconds=seconds))

    def conversation(self, database: Database | None = None, *, aside: bool = False, clock: Clock = now) -> Conversation:
        """A dialogue for platforms, keeping what it answers in `database`, or where the data folder can hold it."""
        from bot.assembly import conversation  # noqa: PLC0415 - loads the database: not for a single `ask`

        advisor = self.advisor(aside=aside)
        if aside:  # who serves is asked often; not on a thread: where a short chat ends under it, native code crashes
            advisor.warm()
        return conversation(advisor, database or self.database(), clock)

    def database(self) -> Database:
        """What keeps conversations. Where it can't yet, that is said; it is tried again when there is something to keep. Raises
        `PlanBError` where the setting names what nothing here can talk to."""
        from bot.store.database import NOT_KEPT, Database  # noqa: PLC0415
        from bot.store.files import is_locked  # noqa: PLC0415

        url = self.settings.database_url.get_secret_value()
        database = Database(self.settings.home, url)
        try:
            database.open(said=True)
        except NOT_KEPT as error:
            if url:
                self._tell("store-away", where=database.shown)
            else:
                self.say("store-locked" if is_locked(error) else "home-not-writable")
        return database


def _once(say: Tell) -> Say:
    """`say` without repetitions: an index and a store that can't be written are one trouble. What heals may fail again."""
    said = set[str]()

    def once(key: str) -> None:
        if key not in said:
            if key not in _REPEATED:
                said.add(key)
            say(key)

    return once
