"""Lists of words and phrases, one column a language, as patterns: how situation.yaml and its like are read.

Phrases are folded (lower case, no accents); `*` stands for any ending; what is the same in every language stands under `all`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.languages import Language


class Phrases:
    """A list of phrases a language."""

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        shared = columns.get("all", [])
        # compiled for a language when somebody speaks it: all six of every list would take half a second at the start
        self._pattern = lru_cache(maxsize=len(Language))(lambda language: pattern([*shared, *columns.get(language, [])]))

    def find(self, folded: str, language: Language) -> Iterable[re.Match[str]]:
        """Where a folded text has one of them."""
        return self._pattern(language).finditer(folded)

    def count(self, folded: str, language: Language) -> int:
        """How often a folded text has one of them."""
        return sum(1 for _ in self.find(folded, language))

    def occur(self, folded: str, language: Language) -> bool:
        """Whether a folded text has one of them."""
        return self._pattern(language).search(folded) is not None

    def begin(self, folded: str, language: Language) -> bool:
        """Whether a folded text begins with one of them."""
        return self._pattern(language).match(folded) is not None


def pattern(phrases: Iterable[Any]) -> re.Pattern[str]:
    """Any of `phrases`, as whole words; the longest first."""
    return re.compile(any_of(phrases))


def any_of(phrases: Iterable[Any]) -> str:
    """The same as the text of a pattern, to be part of a larger one."""
    parts = [re.escape(str(phrase)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases]
    return r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")(?!\w)" if parts else r"(?!)"


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first, wherever they stand: beside a number, say."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def read_table(name: str) -> Any:
    """A YAML file of this package."""
    return yaml.load(files("bot.reading").joinpath(name).read_text("utf-8"), Loader=yaml.CSafeLoader)
