"""Reads for how long something has lasted: "since 20 min", "depuis une heure", "already 2 h".

Deadlines, opening hours and other times are none. The words are in durations.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.edges import ends, starts, without, without_end
from bot.reading.phrases import Phrases, read_table
from knowledge.languages import Language

_EDGE_OF_NUMBER = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_SHORTENED = re.compile(r"(?<!\w)(ca|ok|min|std|hrs?|godz)\.")
_STOP = re.compile(r"[;:!?()\n…–—]|[.,](?!\d)")
_NUMBER = re.compile(r"(?<![\d:/.,-])(\d{1,3}(?:[.,]\d+)?)\s*$")
_MINUTES_AFTER = re.compile(r"\s*(\d\d)(?!\d)")
_NUMBER_AFTER = re.compile(r"[\s.]*\d")
_HOUR = 60
_LATEST_SHORT_NIGHT = 6
_DAY_HOURS = 24
_SHORTEST = 1


class DurationReader:
    """Reads durations in minutes."""

    def __init__(self) -> None:
        table = read_table("durations.yaml")
        self._units = {int(minutes): Phrases(columns) for minutes, columns in table["units"].items()}
        self._amounts = {float(amount): Phrases(columns) for amount, columns in table["amounts"].items()}
        self._words = {name: Phrases(columns) for name, columns in table["lasting"].items()}
        self._spelt = Phrases(table["spelt"])

    def minutes(self, folded: str, language: Language, failing: bool) -> int | None:
        """How many minutes it has lasted; `failing` where the text says that something fails."""
        folded = without(self._spelt, folded, language)
        folded = _EDGE_OF_NUMBER.sub(" ", _SHORTENED.sub(r"\1 ", folded).replace("-", " ").replace("'", "' "))
        for start, end, minutes in self._found(folded, language):
            number, trail = self._number(folded[:start], language), _STOP.split(folded[end:])[0]
            if number is None:
                lead = _STOP.split(folded[:start])[-1]
                if self._stands_for_one(lead, folded[end:], minutes, language):
                    return minutes
                continue
            amount, at = number
            lead = _STOP.split(folded[:at])[-1]
            counted = failing and folded[at].isdigit() and ends(self._words["broken"], lead, language)
            if not self._is_clock(amount, minutes, trail, language) and (
                counted or self._lasts(lead, trail, language, failing)
            ):
                return max(_SHORTEST, round(amount * minutes) + self._more(trail, minutes, language))
        return None

    def _stands_for_one(self, lead: str, after: str, minutes: int, language: Language) -> bool:
        """Whether a unit alone counts as one: "the past hour", "od godziny"; "od godziny 15" is a time of day."""
        one = minutes == _HOUR or language is Language.PL
        return one and ends(self._words["bare"], lead, language) and not _NUMBER_AFTER.match(after)

    def _more(self, trail: str, minutes: int, language: Language) -> int:
        """The minutes that follow: "1 h 30", "une heure et demie"."""
        if starts(self._words["and_a_half"], trail, language):
            return minutes // 2
        more = _MINUTES_AFTER.match(trail) if minutes == _HOUR else None
        return int(more[1]) if more else 0

    def _found(self, folded: str, language: Language) -> Iterator[tuple[int, int, int]]:
        """The units in the text in order, the longer where two begin together or overlap."""
        spans = [(m.start(), m.end(), size) for size, unit in self._units.items() for m in unit.find(folded, language)]
        at = -1
        for start, end, minutes in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= at:
                yield start, end, minutes
                at = end

    def _number(self, before: str, language: Language) -> tuple[float, int] | None:
        """The number that stands at the end of `before`, and where it begins."""
        if digits := _NUMBER.search(before):
            return float(digits[1].replace(",", ".")), digits.start()
        tail = before.rstrip(" '")
        ends = [
            (match.start(), amount)
            for amount, words in self._amounts.items()
            for match in words.find(tail, language)
            if match.end() == len(tail)
        ]
        if not ends:
            return None
        start, amount = min(ends)
        return amount, start

    def _is_clock(self, number: float, minutes: int, trail: str, language: Language) -> bool:
        """Whether "depuis 14 h" means two o'clock."""
        if minutes != _HOUR or language is not Language.FR:
            return False
        return _LATEST_SHORT_NIGHT < number < _DAY_HOURS or starts(self._words["of_day"], trail, language)

    def _lasts(self, lead: str, trail: str, language: Language, failing: bool) -> bool:
        if starts(self._words["not_after"], trail, language):
            return False
        that = failing and starts(self._words["that"], trail, language)
        while (shorter := without_end(self._words["about"], lead, language)) != lead:
            if self._leads(lead, that, language):
                return True
            lead = shorter
        if self._leads(lead, that, language) or starts(self._words["so_far"], trail, language):
            return True
        ago = ends(self._words["ago_before"], lead, language) or starts(self._words["ago"], trail, language)
        return failing and ago

    def _leads(self, lead: str, that: bool, language: Language) -> bool:
        return ends(self._words["since"], lead, language) or (that and ends(self._words["it_is"], lead, language))
