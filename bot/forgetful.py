"""The store for a data folder that can't be written."""

from __future__ import annotations

from bot.store import Given

MOST = 2_000
"""Answers that are remembered: a bot on a full disk may run for months."""


class Forgetful:
    """A store in memory, answers `Keeps`: what it keeps lasts as long as the process."""

    def __init__(self) -> None:
        self._answers: dict[str, Given] = {}
        self._languages: dict[str, str] = {}

    def keep_answer(self, given: Given) -> str:
        kept = given.stamped()
        self._answers[kept.id] = kept
        while len(self._answers) > MOST:
            self._answers.pop(next(iter(self._answers)), None)
        return kept.id

    def answer(self, id_: str, conversation: str) -> Given | None:
        kept = self._answers.get(id_)
        return kept if kept and kept.conversation == conversation else None

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> Given | None:
        kept = [one for one in list(self._answers.values()) if (one.conversation, one.person) == (conversation, person)]
        return next((one for one in reversed(kept) if one.citations or not cited), None)

    def language(self, person: str) -> str:
        return self._languages.get(person, "")

    def set_language(self, person: str, language: str) -> None:
        self._languages[person] = language
