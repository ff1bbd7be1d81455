"""Reads what is typed to the settings of a room's incidents: "close lead", "open everyone", "assign @bob". The words are in
incident_rules.yaml."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.reading.phrases import any_of, read_table
from knowledge.text import fold_in_place

Said = tuple[str, str, str]
"""A rule, the value that was meant for it, or nothing where it is none of ours, and what was said."""
_AROUND = " \t\n,;:=."


class RuleReader:
    """Tells rules and their values."""

    def __init__(self) -> None:
        table = read_table("incident_rules.yaml")
        named = "|".join(f"(?P<{rule}>{any_of(words)})" for rule, words in table["rules"].items())
        self._rules = re.compile(rf"(?<!@)(?:{named})")
        self._values = {word: value for value, words in table["values"].items() for word in words}

    def read(self, text: str) -> tuple[Said, ...]:
        """The rules that `text` names, with what it says of each."""
        found = [*self._rules.finditer(fold_in_place(text))]
        ends = [*(match.start() for match in found), len(text)]
        said = (
            (str(match.lastgroup), text[match.end() : end].strip(_AROUND))
            for match, (_, end) in zip(found, pairwise(ends), strict=True)
        )
        return tuple((rule, self._values.get(" ".join(fold_in_place(words).split()), ""), words) for rule, words in said)
