"""Which time a question is about: the years it names, or lately. An outage of years past explains none of today's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.phrases import Phrases, read_table
from knowledge.languages import Language
from knowledge.text import fold

_YEAR = re.compile(r"(?<![\w€$.,:/-])(?:19[6-9]\d|20[0-4]\d)(?!\w|[.,]\d|\s*(?:€|\$|eur|zl|pln|usd))")
_DATED = re.compile(r"^outage-\d{4}-")
_KNOWN = frozenset({2019, 2021})
"""The years of the outages that topics are about: a question that names one of them may be about the other ("before 2021")."""


@dataclass(frozen=True, slots=True)
class Timeframe:
    """`years` are those named; `lately` says that it is about now or a day or two ago, and not about long ago."""

    years: frozenset[int] = frozenset()
    lately: bool = False

    def fits(self, topic: str) -> bool:
        """Whether a question about this time may be about `topic`: those of one outage have its year in their id."""
        return not (is_dated(topic) and (self.elsewhen or (self.lately and not self.years)))

    @property
    def elsewhen(self) -> bool:
        """Whether it names years, and none of an outage that topics are about."""
        return bool(self.years) and not self.years & _KNOWN

    def names(self, text: str) -> bool:
        """Whether `text` names a year of these."""
        return bool(self.years & _years(text))


def is_dated(topic: str) -> bool:
    """Whether a topic is about one outage of the past."""
    return _DATED.match(topic) is not None


def _years(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in _YEAR.findall(text))


class TimeframeReader:
    """Reads the time that a question is about, with the words of timeframe.yaml."""

    def __init__(self) -> None:
        table = read_table("timeframe.yaml")
        self._lately, self._then = Phrases(table["lately"]), Phrases(table["then"])

    def read(self, text: str, language: Language) -> Timeframe:
        """The time that `text` is about."""
        folded = fold(text).replace("’", "'")
        lately = self._lately.count(folded, language) and not self._then.count(folded, language)
        return Timeframe(_years(folded), bool(lately))
