"""Reads what is typed to an incident: "note two clients called", "assign 3 @bob", "who leads?". The words are in
incident_words.yaml; those for the items of its checklist are a checklist's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.reading.checklist_words import RequestReader
from bot.reading.phrases import any_of, read_table
from bot.reading.times import since_in
from knowledge.text import fold

ITEMS = frozenset({"tick", "skip", "take", "undo", "why", "left"})
_BARE_ARGUMENT = frozenset({"lead", "open", "role", "down", "settings"})
"""What may stand with something after it also where nobody said that an incident is meant."""
_NUMBERED = frozenset({"assign", "due"})
_ASKING = frozenset({"brief", "lead", "list", "board", "settings"})
"""What may stand alone with a question mark and is meant all the same: these only tell something."""
_SHORT = 3
_LONGEST_LOSS = 60
_BEGINNING = 200
"""Characters in which the words stand, spaces before and after them included."""
_ID = re.compile(r"#?[0-9a-f]{12}[.!]?", re.IGNORECASE)
_LONGEST_NOTE_WORD = 40
_MARKS = re.compile(r"^\s*📌\s*")


@cache
def _note() -> re.Pattern[str]:
    words = read_table("incident_words.yaml")["told"]["note"]
    return re.compile(rf"(?:[/!]?(?:incident[eio]?\s+)?{any_of(words)}|📌)[\s.!:]*", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether that is the word for a note and nothing else: what answers a message so wants that noted."""
    return len(text) <= _LONGEST_NOTE_WORD and _note().fullmatch(fold(text).strip()) is not None


@dataclass(frozen=True, slots=True)
class Wish:
    """`verb` is one of the words' names, or of a checklist's `ITEMS` with their `numbers`; `text` is what followed it."""

    verb: str
    text: str = ""
    numbers: tuple[int, ...] = ()


class WishReader:
    """Tells words for an incident from anything else that people write."""

    def __init__(self) -> None:
        table = read_table("incident_words.yaml")
        self._items = RequestReader()
        every = {**table["told"], **table["alone"]}
        self._told = {verb: re.compile(rf"\s*{any_of(words)}[\s:,]*", re.IGNORECASE) for verb, words in every.items()}
        self._needs_text = frozenset(table["told"])

    def read(self, text: str, *, meant: bool) -> Wish | None:
        """What `text` wishes; with `meant` it was said to be for an incident. A question that only begins like one is none."""
        text = _MARKS.sub("note ", text)
        if (request := self._items.read(text)) and request.verb in ITEMS:
            return Wish(request.verb, numbers=request.numbers)
        folded, places = _folded(text)
        found = [(match.end(), verb) for verb, words in self._told.items() if (match := words.match(folded))]
        for end, verb in sorted(found, reverse=True):
            rest = text[places[end] :].strip()
            if not rest.strip(" ?!.") and verb not in self._needs_text:
                return Wish(verb) if "?" not in rest or verb in _ASKING else None
            if rest and (meant or self._is_plain(verb, rest)):
                return Wish(verb, rest)
        return None

    def _is_plain(self, verb: str, rest: str) -> bool:
        """Whether what follows makes sense after that word: else it is more likely a question."""
        if rest.endswith("?"):
            return False
        if verb in _NUMBERED:
            return rest.lstrip("#")[:1].isdigit()
        if verb == "since":
            return len(rest.split()) <= _SHORT and rest[0].isdigit() and since_in(f"since {rest}") is not None
        if verb == "loss":
            return len(rest) <= _LONGEST_LOSS and any(map(str.isdigit, rest))
        if verb == "report":
            return _ID.fullmatch(rest) is not None
        return verb in self._needs_text or (verb in _BARE_ARGUMENT and len(rest.split()) <= _SHORT)


def _folded(text: str) -> tuple[str, list[int]]:
    """The beginning of the text folded, and for each place in that, and its end, the place in `text`: one letter may fold to
    two."""
    parts = [fold(character) for character in text[:_BEGINNING].replace("’", "'")]
    places = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), [*places, len(parts)]
