"""What is known of the asker's situation, read from the text: role, what is down and which part of it, for how long, what they
lack. The words are in situation.yaml, one column a language; nothing here guesses beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from knowledge.languages import Language
from knowledge.model import Need, Phase, Role
from knowledge.platforms import Platforms
from knowledge.text import fold

_CLAUSE = re.compile(r"[.,;:!?()\n]|\s-\s|–|—|…|(?<!\w)(?:mais|et que|ma|ale|but|pero|aber|while|tandis|mentre)(?!\w)")
_EDGE_OF_NUMBER = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)\s*$")
T = TypeVar("T")
_LACK_REACH = 3
_BARE = 1
"""Words beside the names in a clause that is a mere part of a list."""
_BARE_NAMES = {
    "twitter": re.compile(r"(?<![\w@])x(?=\s*(?:,|&|\+|\.com|(?:is|are|and|est|et|ist|und|e|y|i|jest|down)(?!\w)))"),
    "signal": re.compile(r"(?<!\w)signal(?!\w)"),
}
"""Names that are ordinary words or letters too, and count where something is said to be down."""
_DAY = 1440


@dataclass(frozen=True, slots=True)
class Situation:
    """`down` and `works` are platform ids that the person named as such; `since` is in minutes; `lacks` are needs unmet."""

    role: Role | None = None
    down: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    function: str = ""
    since: int | None = None
    phase: Phase | None = None
    lacks: frozenset[Need] = frozenset()

    def unusable(self, platforms: Platforms) -> frozenset[str]:
        """What no step may send people to: what is down; the rest of Meta's where one of them is, or nothing was named."""
        named = frozenset(self.down)
        suspect = platforms.meta if named & platforms.meta or not named else frozenset()
        return (named | suspect) - frozenset(self.works)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The platforms that a clause names and their state: `down`, `works` or none.

    `shares` says that it may take over the state of a clause beside it; with `also`, of one before it first.
    """

    names: tuple[str, ...]
    state: str
    also: bool
    shares: bool


class SituationReader:
    """Reads situations from text, with the words of situation.yaml."""

    def __init__(self, platforms: Platforms) -> None:
        table = yaml.load(files("bot").joinpath("situation.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
        self._platforms = platforms
        self._roles = {Role(name): _Words(columns) for name, columns in table["roles"].items()}
        self._functions = {name: _Words(columns) for name, columns in table["functions"].items()}
        self._things = {Need(name): _Words(columns) for name, columns in table["things"].items()}
        self._units = {int(minutes): _Words(columns) for minutes, columns in table["units"].items()}
        self._amounts = {float(amount): _Words(columns) for amount, columns in table["amounts"].items()}
        self._down, self._works, self._not = (_Words(table[name]) for name in ("down", "works", "not"))
        self._acts, self._hedges, self._also = (_Words(table[name]) for name in ("acts", "hedges", "also"))
        self._after, self._without, self._since = (_Words(table[name]) for name in ("after", "without", "since"))

    def read(self, text: str, language: Language) -> Situation:
        """The situation that `text` tells of."""
        folded = fold(text).replace("’", "'")
        down, works = self._states(text, language)
        return Situation(
            role=_most_named(self._roles, folded, language),
            down=down,
            works=works,
            function=_most_named(self._functions, folded, language) or "",
            since=self._minutes(folded, language),
            phase=Phase.AFTER if self._after.count(folded, language) and not self.hedged(folded, language) else None,
            lacks=frozenset(self._lacking(folded, language)),
        )

    def _states(self, text: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The platforms that are said to be down, and those said to work, clause by clause."""
        clauses = [self._clause(clause, language) for clause in _CLAUSE.split(text) if clause and clause.strip()]
        for place, clause in enumerate(
            clauses
        ):  # "A, B and C are down", "A is down, B too": a bare name shares the state beside it
            if clause.state == "" and clause.names and clause.shares:
                beside = (clauses[:place][::-1] + clauses[place:]) if clause.also else (clauses[place:] + clauses[:place][::-1])
                clauses[place] = replace(clause, state=next((other.state for other in beside if other.state), ""))
        down = dict.fromkeys(name for clause in clauses if clause.state == "down" for name in clause.names)
        works = dict.fromkeys(name for clause in clauses if clause.state == "works" for name in clause.names)
        if not down:  # nothing is said to fail in the same breath: what of Meta's is named is taken to be what fails
            named = (name for clause in clauses if not clause.state for name in clause.names)
            down = dict.fromkeys(name for name in named if name in self._platforms.meta)
        return tuple(down), tuple(name for name in works if name not in down)

    def _clause(self, text: str, language: Language) -> _Clause:
        folded = fold(text)
        names = dict.fromkeys(self._platforms.named_in(text))
        working, negated = self._works.count(folded, language), self._not.count(folded, language)
        acting = self._acts.count(folded, language)
        if (
            self._down.count(folded, language)
            or (negated and (working or acting))
            or (working and self.hedged(folded, language))
        ):
            state = "down"
            names |= {id_: None for id_, pattern in _BARE_NAMES.items() if pattern.search(folded)}
        else:
            state = "works" if working else ""
        also = self._also.count(folded, language) > 0
        rest = len(re.findall(r"\w{2,}", folded)) - len(names)
        return _Clause(tuple(names), state, also, also or rest <= _BARE)

    def hedged(self, folded: str, language: Language) -> bool:
        """Whether something is asked or said of with a reserve: "when does it work again?", "barely works"."""
        return self._hedges.count(folded, language) > 0

    def says_down(self, text: str, language: Language) -> bool:
        """Whether `text` says that something is down in so many words."""
        return self._down.count(fold(text), language) > 0

    def _minutes(self, folded: str, language: Language) -> int | None:
        folded = _EDGE_OF_NUMBER.sub(" ", folded)  # "1h" is "1 h"
        for minutes, unit in self._units.items():
            for match in unit.find(folded, language):
                before = folded[: match.start()]
                number = _QUANTITY.search(before)
                if number:
                    return round(float(number[1].replace(",", ".")) * minutes)
                near = " ".join(re.findall(r"\w+", before)[-2:])
                for amount, words in self._amounts.items():
                    if words.count(near, language):
                        return round(amount * minutes)
                if minutes < _DAY and self._since.count(near, language):
                    return minutes
        return None

    def _lacking(self, folded: str, language: Language) -> Iterable[Need]:
        for need, thing in self._things.items():
            for match in thing.find(folded, language):
                before = " ".join(re.findall(r"[\w']+", folded[: match.start()])[-_LACK_REACH:])
                if self._without.count(before, language):
                    yield need


class _Words:
    """A list of words a language, as one pattern each."""

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        shared = columns.get("all", [])
        self._patterns = {language: _pattern([*shared, *columns.get(language, [])]) for language in Language}

    def find(self, folded: str, language: Language) -> Iterable[re.Match[str]]:
        return self._patterns[language].finditer(folded)

    def count(self, folded: str, language: Language) -> int:
        return sum(1 for _ in self.find(folded, language))


def _pattern(words: list[Any]) -> re.Pattern[str]:
    parts = [re.escape(str(word)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")(?!\w)" if parts else r"(?!)")


def _most_named(table: Mapping[T, _Words], folded: str, language: Language) -> T | None:
    counts = {key: words.count(folded, language) for key, words in table.items()}
    best = max(counts, key=lambda key: counts[key])
    return best if counts[best] else None


def with_options(situation: Situation, role: Role | None, down: tuple[str, ...]) -> Situation:
    """The situation with what was said outright (options, profile) added to what was read."""
    works = tuple(name for name in situation.works if name not in down)
    return replace(situation, role=role or situation.role, down=tuple(dict.fromkeys((*down, *situation.down))), works=works)
