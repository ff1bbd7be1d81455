"""Reads whether what a clause says to fail does so now, did so once, or is only thought of: "if Facebook goes down".

The words are those of `phases` in situation.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.reading.edges import without
from bot.reading.naming import MARKED
from bot.reading.outages import Clause, OutageReader
from bot.reading.phrases import Phrases
from knowledge.languages import Language

_TOKEN = re.compile(r"[\w']+")
_AHEAD = 2
"""Words between "the next" or "not" and what fails."""
_YES_AFTER_NAME = re.compile(MARKED.pattern + r"\s+$")


class TenseReader:
    """Tells what is from what was and what may be."""

    def __init__(self, table: Mapping[str, Any], outages: OutageReader) -> None:
        self._words = {name: Phrases(columns) for name, columns in table.items()}
        self._outages = outages

    def has(self, kind: str, folded: str, language: Language) -> bool:
        """Whether a folded text has one of the words of that kind."""
        return self._words[kind].occur(folded, language)

    def is_past(self, folded: str, language: Language) -> bool:
        """Whether a folded text speaks of the past: not where it says "since yesterday"."""
        return self.has("past", without(self._words["since"], folded, language), language)

    def is_present(self, folded: str, language: Language) -> bool:
        """Whether a folded text says that it speaks of now."""
        return self.has("now", folded, language) or self.has("since", folded, language)

    def may_be_now(self, clause: Clause, language: Language) -> bool:
        """Whether a clause in which something fails may be of now."""
        folded = without(self._words["whether"], clause.folded, language)
        doubted = any(self.has(kind, folded, language) for kind in ("before", "maybe", "often"))
        return not (doubted or self.is_past(folded, language) or self.is_thought(clause, language))

    def is_thought(self, clause: Clause, language: Language) -> bool:
        """Whether it fails only in thought: "if Facebook goes down", "before the next outage"."""
        will = clause.failing and self.has("will", clause.folded, language)
        return will or self._supposed("if", clause.marked, language) or self._to_come(clause.marked, language)

    def is_now(self, clause: Clause, language: Language) -> bool:
        """Whether a clause says in so many words that something is down now."""
        present = self.is_present(clause.folded, language)
        if self.is_thought(clause, language) or (not present and self._is_of_another_time(clause, language)):
            return False
        return self._fails(clause, language) or self._is_under_way(clause, language)

    def _is_of_another_time(self, clause: Clause, language: Language) -> bool:
        often = self.has("often", clause.folded, language)
        return often or self.is_past(clause.folded, language) or self._supposed("when", clause.marked, language)

    def _supposed(self, kind: str, marked: str, language: Language) -> bool:
        """Whether something fails after a word of that kind, and nothing does before it."""
        asked = [match.span() for match in self._words["whether"].find(marked, language)]
        for match in self._words[kind].find(marked, language):
            before, after = marked[: match.start()], marked[match.end() :]
            if self._outages.breaks(before, language) or not self._outages.fails(after, language):
                return False  # the same holds for what follows
            known = any(start <= match.start() < end for start, end in asked)
            affirmed = language is Language.ES and _YES_AFTER_NAME.search(before)
            if not known and not affirmed and not self.is_past(after, language):
                return True
        return False

    def _to_come(self, marked: str, language: Language) -> bool:
        return any(
            self.has("next", _last(marked[: match.start()]), language)
            for kind in ("down", "outages")
            for match in self._outages.find(kind, marked, language)
        )

    def _fails(self, clause: Clause, language: Language) -> bool:
        """ "Facebook is down", "nothing opens", "doesn't work"."""
        words, folded = self._outages, clause.folded
        if not clause.failing or clause.outage:
            return False
        if self._stated("down", folded, language):
            return True
        if not words.has("not", folded, language):
            return False
        if clause.names or words.has("all_of_them", folded, language):
            return words.has("works", folded, language) or words.has("acts", folded, language)
        found = words.find("works", folded, language)
        working = any(not words.starts("for", folded[match.end() :], language) for match in found)
        return working and clause.short and not clause.asks

    def _is_under_way(self, clause: Clause, language: Language) -> bool:
        """ "Facebook outage!", "there is an outage", "during this outage"."""
        if not self._stated("outages", clause.folded, language) or self.has("before", clause.folded, language):
            return False
        return clause.short or self.has("here", clause.folded, language) or self.is_present(clause.folded, language)

    def _stated(self, kind: str, folded: str, language: Language) -> bool:
        """Whether it has one of these words with no "not" right before it."""
        found = self._outages.find(kind, folded, language)
        return any(not self._outages.has("not", _last(folded[: match.start()]), language) for match in found)


def _last(text: str) -> str:
    return " ".join(_TOKEN.findall(text)[-_AHEAD:])
