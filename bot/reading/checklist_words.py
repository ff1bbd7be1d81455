"""Reads what is typed to a checklist: "done 1, 3 and 4", "fatto 2", "3 zrobione", "what is left?". The words are in
checklist_words.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.phrases import any_of, read_table
from knowledge.text import clean, fold

_MARKS = str.maketrans({"☑": " done ", "✅": " done ", "✔": " done ", "⏭": " skip ", "🙋": " take ", "↩": " undo ", "’": "'"})
_NUMBER = r"\d{1,4}"
"""Also of an item that can't be there: whoever types it is told so."""
_RANGE = re.compile(rf"(?<!\d)({_NUMBER})\s*[-–—]\s*({_NUMBER})(?!\d)")
_LONGEST_RANGE = 100
_ASKING = frozenset({"why", "left"})
"""What may end in a question mark and is a request all the same."""
_LONGEST_TURNED = 40
_YEARS = 1_000
"""Numbers that are more likely something else, where they stand first: "2021 done"."""


@dataclass(frozen=True, slots=True)
class Request:
    """`verb` is `tick`, `skip`, `take`, `undo` or `why` with the `numbers` of items, or `left`, `over` or `new` with none.
    `turned` where the numbers stand first: that means a checklist only where there is one."""

    verb: str
    numbers: tuple[int, ...] = ()
    turned: bool = False


class RequestReader:
    """Tells words for a checklist from anything else that people write."""

    def __init__(self) -> None:
        table = read_table("checklist_words.yaml")
        self._bare = {phrase: verb for verb, phrases in table["bare"].items() for phrase in phrases}
        filler, being = any_of(table["filler"]), any_of(table["being"])
        numbers = rf"((?:{_NUMBER}(?!\d)|[\s,;.&+#()-]|{filler})+)"
        self._numbered = {verb: re.compile(rf"{any_of(phrases)}[\s:]*{numbers}") for verb, phrases in table["numbered"].items()}
        self._turned = {
            verb: re.compile(rf"(?=\D{{0,12}}\d){numbers}:?\s*(?:{being}\s+)?{any_of(phrases)}")
            for verb, phrases in table["numbered"].items()
            if verb not in _ASKING
        }

    def read(self, text: str) -> Request | None:
        """What `text` asks of a checklist, if it is nothing but that."""
        folded = fold(clean(text.translate(_MARKS))).strip()
        asking = folded.endswith("?")
        if verb := self._bare.get(folded.strip(" ¿?¡!.")):
            return Request(verb) if verb in _ASKING or not asking else None
        spelt = _RANGE.sub(_spelt_out, folded.rstrip(" !?."))
        for verb, pattern in self._numbered.items():
            if (match := pattern.fullmatch(spelt)) and (numbers := _numbers(match[1])):
                return Request(verb, numbers) if verb in _ASKING or not asking else None
        return None if asking or len(spelt) > _LONGEST_TURNED else self._first(spelt)

    def begins(self, text: str) -> bool:
        """Whether `text` begins as what asks something of items ("done 3, thank you")."""
        words = text.replace(",", " ").split()
        request = self.read(" ".join(words[:2]))
        return request is not None and bool(request.numbers) and not request.turned

    def _first(self, spelt: str) -> Request | None:
        """What stands after its numbers: "3 done"."""
        for verb, pattern in self._turned.items():
            if (match := pattern.fullmatch(spelt)) and (numbers := _numbers(match[1])) and max(numbers) < _YEARS:
                return Request(verb, numbers, turned=True)
        return None


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, re.findall(_NUMBER, text))))


def _spelt_out(match: re.Match[str]) -> str:
    first, last = int(match[1]), min(int(match[2]), int(match[1]) + _LONGEST_RANGE)
    return " ".join(map(str, range(first, last + 1))) if first < last else f"{match[1]} {match[2]}"
