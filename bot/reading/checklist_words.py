"""Reads what is typed to a checklist: "done 1, 3 and 4", "fatto 2", "what is left?". The words are in checklist_words.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.phrases import any_of, read_table
from knowledge.text import clean, fold

_MARKS = str.maketrans({"☑": " done ", "✅": " done ", "✔": " done ", "⏭": " skip ", "🙋": " take ", "↩": " undo ", "’": "'"})
_NUMBER = r"[1-9][0-9]?"
_RANGE = re.compile(rf"(?<!\d)({_NUMBER})\s*[-–—]\s*({_NUMBER})(?!\d)")


@dataclass(frozen=True, slots=True)
class Request:
    """`verb` is `tick`, `skip`, `take`, `undo` or `why` with the `numbers` of items, or `left`, `over` or `new` with none."""

    verb: str
    numbers: tuple[int, ...] = ()


class RequestReader:
    """Tells words for a checklist from anything else that people write."""

    def __init__(self) -> None:
        table = read_table("checklist_words.yaml")
        self._bare = {phrase: verb for verb, phrases in table["bare"].items() for phrase in phrases}
        filler = any_of(table["filler"])
        self._numbered = {
            verb: re.compile(rf"{any_of(phrases)}[\s:]*((?:{_NUMBER}(?!\d)|[\s,;.&+#()-]|{filler})+)")
            for verb, phrases in table["numbered"].items()
        }

    def read(self, text: str) -> Request | None:
        """What `text` asks of a checklist, if it is nothing but that."""
        folded = fold(clean(text.translate(_MARKS))).strip()
        if verb := self._bare.get(folded.strip(" ¿?¡!.")):
            return Request(verb)
        spelt = _RANGE.sub(_spelt_out, folded.rstrip(" !?."))
        for verb, pattern in self._numbered.items():
            if (match := pattern.fullmatch(spelt)) and (numbers := re.findall(_NUMBER, match[1])):
                return Request(verb, tuple(dict.fromkeys(map(int, numbers))))
        return None

    def begins(self, text: str) -> bool:
        """Whether `text` begins as what asks something of items ("done 3, thank you")."""
        words = text.replace(",", " ").split()
        request = self.read(" ".join(words[:2]))
        return request is not None and bool(request.numbers)


def _spelt_out(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return " ".join(map(str, range(first, last + 1))) if first < last else f"{first} {last}"
