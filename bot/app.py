"""Wiring: settings in, the parts of the program out, each made once and given what it needs."""

from __future__ import annotations

from collections.abc import Callable

from bot.advisor import Advisor
from bot.dialogue import Conversation, Keeps
from bot.settings import Settings
from bot.store import NOT_KEPT, KeptAnswer, Store
from knowledge.cache import Home, IndexCache
from knowledge.embedders import choose
from knowledge.languages import Detector
from knowledge.platforms import load_platforms

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

    def advisor(self, *, aside: bool = False) -> Advisor:
        """An advisor on the current index, built or updated first where that is needed (`aside` as in the cache)."""
        return Advisor(self.cache.retriever(self.say, aside=aside), Detector(), self.platforms)

    def conversation(self, *, aside: bool = False) -> Conversation:
        """A dialogue for platforms, keeping what it answers where the data folder can hold it."""
        return Conversation(self.advisor(aside=aside), self._store())

    def _store(self) -> Keeps:
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


class Forgetful:
    """A store in memory, for a data folder that can't be written: what it keeps lasts as long as the process."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str, str, KeptAnswer]] = {}
        self._languages: dict[str, str] = {}

    def keep_answer(
        self,
        *,
        conversation: str,
        person: str,
        question: str,
        language: str,
        topics: tuple[str, ...],
        citations: tuple[str, ...],
    ) -> str:
        id_ = f"{len(self._answers):012x}"
        self._answers[id_] = (conversation, person, KeptAnswer(id_, question, language, topics, citations))
        return id_

    def answer(self, id_: str, conversation: str) -> KeptAnswer | None:
        where, _, kept = self._answers.get(id_, ("", "", None))
        return kept if where == conversation else None

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> KeptAnswer | None:
        given = [kept for where, who, kept in self._answers.values() if (where, who) == (conversation, person)]
        return next((kept for kept in reversed(given) if kept.citations or not cited), None)

    def language(self, person: str) -> str:
        return self._languages.get(person, "")

    def set_language(self, person: str, language: str) -> None:
        self._languages[person] = language
