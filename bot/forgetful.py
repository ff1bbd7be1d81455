"""The store for a data folder that can't be written."""

from __future__ import annotations

from bot.store import KeptAnswer


class Forgetful:
    """A store in memory: what it keeps lasts as long as the process."""

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
