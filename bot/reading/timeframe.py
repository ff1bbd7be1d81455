"""Which time a question is about: the years and months it names, or lately. An outage of long ago explains none of today's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.edges import ends, starts
from bot.reading.phrases import Phrases, pattern, read_table
from knowledge.languages import Language
from knowledge.text import fold

_YEAR = re.compile(r"(?<![\w€$.,:/-])(?:19[6-9]\d|20[0-4]\d)(?!\w|[.,]\d|\s*(?:€|\$|eur|zl|pln|usd))")
_HOUR = re.compile(r"(?<![\d.,:])(?:[01]?\d|2[0-4])(?:[:.h]\d\d)?(?![\d.,:]\d|\d)")
_DATED = re.compile(r"^outage-\d{4}-")
_KNOWN = {2019: {7}, 2021: {9, 10}}
"""The year and months of each outage that topics are about; September is a known slip of a source for October. A question that
names one may be about the other ("before 2021")."""


@dataclass(frozen=True, slots=True)
class Timeframe:
    """`years` and `months` are those named, months only beside a year; `lately` says that it is about now or a day or two ago,
    `then` that it is about long ago."""

    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    lately: bool = False
    then: bool = False

    def fits(self, topic: str) -> bool:
        """Whether a question about this time may be about `topic`: those of one outage have its year in their id."""
        return not (is_dated(topic) and (self.elsewhen or (self.lately and not self.past)))

    @property
    def past(self) -> bool:
        """Whether it is about a time long past."""
        return bool(self.years) or self.then

    @property
    def elsewhen(self) -> bool:
        """Whether it names years, and none of an outage that topics are about, or another month of its year."""
        known = [_KNOWN[year] for year in self.years if year in _KNOWN]
        return bool(self.years) and not any(months & self.months or not self.months for months in known)

    def is_of(self, day: str) -> bool:
        """Whether a date (`2019-03-13`, or nothing) is in these years and, where there are months, in one of those."""
        year, _, rest = day.partition("-")
        return year.isdigit() and int(year) in self.years and (not self.months or int(rest[:2] or 0) in self.months)

    def names(self, text: str) -> bool:
        """Whether `text` names one of these years and, where there are months, one of those."""
        folded = fold(text)
        return bool(self.years & _years(folded)) and (not self.months or bool(self.months & _months(folded)))


def is_dated(topic: str) -> bool:
    """Whether a topic is about one outage of the past."""
    return _DATED.match(topic) is not None


class TimeframeReader:
    """Reads the time that a question is about, with the words of timeframe.yaml."""

    def __init__(self) -> None:
        table = read_table("timeframe.yaml")
        self._lately, self._then = Phrases(table["lately"]), Phrases(table["then"])
        self._since_clock, self._no_clock = Phrases(table["since_clock"]), Phrases(table["no_clock"])

    def read(self, text: str, language: Language) -> Timeframe:
        """The time that `text` is about."""
        folded = fold(text).replace("’", "'")
        years = _years(folded)
        lately, then = (words.occur(folded, language) for words in (self._lately, self._then))
        lately |= self._since_a_time_of_day(folded, language)
        return Timeframe(years, _months(folded) if years else frozenset(), lately, then)

    def _since_a_time_of_day(self, folded: str, language: Language) -> bool:
        """ "Since 5pm", "od 17": an hour or a clock, and no number of days."""
        return any(
            ends(self._since_clock, folded[: hour.start()], language)
            and not starts(self._no_clock, folded[hour.end() :], language)
            for hour in _HOUR.finditer(folded)
        )


def _years(folded: str) -> frozenset[int]:
    return frozenset(int(year) for year in _YEAR.findall(folded))


def _months(folded: str) -> frozenset[int]:
    return frozenset(number for number, words in enumerate(_month_words(), 1) if words.search(folded))


@lru_cache(maxsize=1)
def _month_words() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(words) for words in read_table("timeframe.yaml")["months"])
