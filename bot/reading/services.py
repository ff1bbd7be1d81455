"""Reads whether text messages or calls fail too: then no step may count on them. The words are in belongings.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.reading.edges import ends, starts, without_end
from bot.reading.naming import MARKED
from bot.reading.phrases import Phrases
from knowledge.languages import Language
from knowledge.model import Need

_SENTENCE = re.compile(r"\.(?!\w)|[;!?\n…]")
_COMMA = re.compile(r"[,:]")
_WORD = re.compile(r"§?[\w']+")
_NEARBY = 4
"""Words between an app and what is the app's own: "WhatsApp calls"."""
_NEXT = 2
_BETWEEN = 5
"""Words between a service and what says that it fails."""
_AROUND = 150
"""Characters beside a service that may speak of it."""
_SURELY = re.compile(r"sms|text[eo]|mobil|signal|cell|cobert|zasi|handy|rete|red |reseau")
"""What no app has of its own."""


class ServiceReader:
    """Reads which needs go unmet since what they rest on fails."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._services = {Need(name): Phrases(columns) for name, columns in table["services"].items()}
        self._words = {name: Phrases(columns) for name, columns in table["service_words"].items()}
        self._broken = Phrases(table["words"]["broken"])

    def failing(self, marked: str, language: Language) -> frozenset[Need]:
        """The needs, from a folded text in which networks are marked."""
        return frozenset(
            need
            for sentence in _SENTENCE.split(marked)
            for need, names in self._services.items()
            for name in names.find(sentence, language)
            if self._fails(name, sentence, language)
        )

    def _fails(self, name: re.Match[str], sentence: str, language: Language) -> bool:
        before = sentence[max(0, name.start() - _AROUND) : name.start()].rstrip(" '")
        after = sentence[name.end() : name.end() + _AROUND]
        if self._of_an_app(name[0], before, after, language) or ends(self._words["by"], self._bare(before, language), language):
            return False
        if ends(self._words["denied"], before, language) or ends(self._words["denied"], self._bare(before, language), language):
            return True
        return self._said_after(before, after, language) or self._too(before, after, language)

    def _of_an_app(self, name: str, before: str, after: str, language: Language) -> bool:
        """Whether these are an app's own: "WhatsApp calls", "calls on WhatsApp"."""
        if _SURELY.match(name):
            return False
        near = _WORD.findall(before)[-_NEARBY:]
        own = any(MARKED.match(word) for word in near) and not ends(self._words["and"], self._bare(before, language), language)
        following = after.lstrip()
        return own or (starts(self._words["through"], following, language) and bool(MARKED.search(_first(following, _NEXT))))

    def _bare(self, text: str, language: Language) -> str:
        """The text without the articles that it ends with."""
        while (shorter := without_end(self._words["article"], text, language)) != text:
            text = shorter
        return text

    def _said_after(self, before: str, after: str, language: Language) -> bool:
        sent = ends(self._words["sent"], self._bare(before, language), language)
        for match in self._words["fails"].find(after, language):
            early = after[: match.start()]
            words = _WORD.findall(early)
            known = all(self._between(words, place, sent, language) for place in range(len(words)))
            if len(words) <= _BETWEEN and known:
                return not _COMMA.search(early)
        return False

    def _between(self, words: list[str], place: int, sent: bool, language: Language) -> bool:
        """Whether a word may stand between; an app may in "SMS and WhatsApp", not in "I send SMS and WhatsApp fails"."""
        if MARKED.match(words[place]):
            return not sent and place > 0 and self._words["and"].occur(words[place - 1], language)
        return self._words["between"].occur(words[place], language)

    def _too(self, before: str, after: str, language: Language) -> bool:
        """ "WhatsApp is down, SMS too"."""
        if not starts(self._words["too"], after, language) or self._words["by"].occur(_COMMA.split(before)[-1], language):
            return False
        return any(words.occur(before, language) for words in (self._words["fails"], self._broken, self._words["fails_there"]))


def _first(text: str, count: int) -> str:
    return " ".join(_WORD.findall(text)[:count])
