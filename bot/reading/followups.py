"""Goes on from the question before: "and for Instagram?", "in English please", "why?". The words are in followups.yaml.

A follow-up only completes the text; what it is about is judged anew by what the completed question retrieves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.phrases import any_of, pattern, read_table
from knowledge.languages import Language
from knowledge.text import fold_in_place, words

_SENTENCE_ENDS = (".", ",", ";", "!", "?", ")")
_SHORT = 7
"""Words: a longer message is a question of its own, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`text` is what to answer; `added` the part of it that is new; `why` asks for reasons; `excludes` says that the networks
    that are named in what is added are not to be used; `loose` that it may be a mere condition of the question before."""

    text: str
    added: str
    why: bool = False
    excludes: bool = False
    loose: bool = False


class FollowUpReader:
    """Completes a message with the question before it."""

    def __init__(self) -> None:
        table = read_table("followups.yaml")
        self._languages = {Language(code): pattern(phrases) for code, phrases in table["answer_in"].items()}
        self._courtesy = pattern(table["courtesy"])
        self._continues, self._excludes = _at_start(table["continues"]), _at_start(table["excludes"])
        self._why = frozenset(table["why"])
        self._greetings = frozenset(table["greetings"])

    def greets(self, text: str) -> bool:
        """Whether `text` is nothing but a greeting or thanks."""
        return " ".join(words(fold_in_place(text))) in self._greetings

    def read(self, text: str, before: str) -> FollowUp:
        """What `text` asks, given the question `before` it (empty where there is none)."""
        folded = fold_in_place(text)
        if before and " ".join(words(folded)) in self._why:
            return FollowUp(before, "", why=True)
        if words(folded) and self._only_courtesy(folded):
            return FollowUp(before or text, "")
        if before and len(words(text)) <= _SHORT and self._continues.match(folded):
            return FollowUp(f"{before}\n{text}", text, excludes=bool(self._excludes.match(folded)))
        return FollowUp(text, text, loose=bool(before) and len(words(text)) <= _SHORT)

    def language_asked(self, text: str) -> tuple[Language | None, str]:
        """The language that an answer is asked for in, and the text without the request.

        A request stands alone, or with words of courtesy only at the beginning, or at the end as a sentence of its
        own. Elsewhere a language is only spoken of: "how do I write a post in Polish?"
        """
        folded = fold_in_place(text)
        for language, asked_for in self._languages.items():
            for match in asked_for.finditer(folded):
                before, after = folded[: match.start()], folded[match.end() :]
                at_start = self._only_courtesy(before)
                at_end = self._only_courtesy(after) and before.rstrip()[-1:] in _SENTENCE_ENDS
                if at_start or at_end:
                    return language, f"{text[: match.start()]} {text[match.end() :]}".strip()
        return None, text

    def _only_courtesy(self, folded: str) -> bool:
        return not words(self._courtesy.sub(" ", folded))


def _at_start(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"[\s¿¡]*" + any_of(phrases))
