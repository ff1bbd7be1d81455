"""What is known of the asker's situation, read from the text: role, what is down and which part of it, for how long, what they
lack. The words are in YAML files beside this one, one column a language; nothing here guesses beyond them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.reading.belongings import BelongingsReader
from bot.reading.durations import DurationReader
from bot.reading.naming import words_beside_names
from bot.reading.outages import Clause, OutageReader
from bot.reading.phrases import Phrases, read_table
from bot.reading.roles import RoleReader
from bot.reading.tenses import TenseReader
from knowledge.languages import Language
from knowledge.model import Need, Phase, Role
from knowledge.platforms import Platforms
from knowledge.text import fold

_DATED = re.compile(r"(?<!\d)20[012]\d(?!\d)|(?<!\w)'21(?!\d)")
"""A year: such a text asks what happened."""
_ALONE = 1
"""Words beside the names in a message that says nothing but what is down."""


@dataclass(frozen=True, slots=True)
class Situation:
    """`down` and `works` are platform ids that the person named as such; `since` is in minutes; `lacks` are needs unmet.

    With `partly`, only the `function` of what is down fails, and the rest of it is said to work.
    """

    role: Role | None = None
    down: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    function: str = ""
    since: int | None = None
    phase: Phase | None = None
    lacks: frozenset[Need] = frozenset()
    partly: bool = False

    def unusable(self, platforms: Platforms) -> frozenset[str]:
        """What no step may send people to: what is down; the rest of Meta's where one of them is, or nothing was named."""
        named = frozenset(self.down)
        suspect = platforms.meta if named & platforms.meta or not named else frozenset()
        usable = frozenset(self.works) | (named if self.partly else frozenset())
        return (named | suspect) - usable


class SituationReader:
    """Reads situations from text, with the words of situation.yaml."""

    def __init__(self, platforms: Platforms) -> None:
        table = read_table("situation.yaml")
        self._platforms = platforms
        self._outages = OutageReader(platforms, table)
        # a question is asked for its situation and for whether something is down now: it is cut into clauses once
        self._clauses = lru_cache(maxsize=64)(self._outages.clauses)
        self._durations = DurationReader()
        self._roles = RoleReader()
        self._belongings = BelongingsReader()
        self._functions = {name: Phrases(columns) for name, columns in table["functions"].items()}
        self._tenses = TenseReader(table["phases"], self._outages)
        self._rest = Phrases(table["rest"])

    def read(self, text: str, language: Language, usual: Role | None = None) -> Situation:
        """The situation that `text` tells of; its role is the `usual` one where the text tells of no other."""
        folded = fold(text).replace("’", "'")
        clauses = self._clauses(text, language)
        function = self._function(clauses, language)
        partly = bool(function) and any(self._rest_works(clause, language) for clause in clauses)
        if partly:
            clauses = [replace(c, state="down") if c.names and self._rest_works(c, language) else c for c in clauses]
        down, works = self._states(clauses)
        failing = any(clause.failing for clause in clauses)
        since = self._durations.minutes(folded, language, failing)
        marked = _marked(text, clauses)
        return Situation(
            role=self._roles.role(folded, language, usual),
            down=down,
            works=works,
            function=function,
            since=since,
            phase=self._phase(clauses, folded, since, language),
            lacks=self._belongings.lacks(marked, language, down),
            partly=partly and bool(down),
        )

    def says_down(self, text: str, language: Language) -> bool:
        """Whether `text` says that something is down now: not that it was, will be or might be."""
        if _DATED.search(fold(text)):
            return False
        clauses = self._clauses(text, language)
        return any(self._tenses.is_now(clause, language) and not self._is_back(clause, language) for clause in clauses)

    def _states(self, clauses: list[Clause]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The platforms that are said to be down, and those said to work."""
        down, works = self._outages.names(clauses, "down"), self._outages.names(clauses, "works")
        if not down:
            stateless = tuple(name for clause in clauses if not clause.state for name in clause.names)
            others = sum(words_beside_names(clause.marked) for clause in clauses)
            alone = others <= _ALONE and not works and not self._outages.chooses(clauses)
            # a mere name is taken to be what fails, and what of Meta's is named where nothing is said to fail
            down = tuple(name for name in dict.fromkeys(stateless) if alone or name in self._platforms.meta)
        return down, tuple(name for name in works if name not in down)

    def _function(self, clauses: list[Clause], language: Language) -> str:
        """The part that fails: named in a clause that says that something does."""
        counts = dict.fromkeys(self._functions, 0)
        for clause in clauses:
            if clause.failing:
                for name, words in self._functions.items():
                    counts[name] += words.count(clause.folded, language)
        best = max(counts, key=lambda name: counts[name])
        return best if counts[best] else ""

    def _rest_works(self, clause: Clause, language: Language) -> bool:
        """Whether a clause says that the rest works: "but text goes through"."""
        kinds = ("works", "acts", "yes") if clause.short else ("works", "acts")
        working = any(self._outages.has(kind, clause.folded, language) for kind in kinds)
        doubted = clause.failing or clause.asks or self._outages.hedged(clause.folded, language)
        return working and not doubted and self._rest.occur(clause.folded, language)

    def _phase(self, clauses: list[Clause], folded: str, since: int | None, language: Language) -> Phase | None:
        """When: back again, down now, or not yet; none where the text is of the past or does not say."""
        if _DATED.search(folded):
            return None
        if any(self._is_back(clause, language) for clause in clauses):
            return Phase.AFTER
        told = [clause for clause in clauses if clause.failing and not clause.outage]
        present = [clause for clause in told if self._tenses.may_be_now(clause, language)]
        said = any(self._tenses.is_now(clause, language) and (clause.short or clause.names) for clause in present)
        clear = since is not None or (present and (said or self._tenses.has("now", folded, language)))
        if clear and told and not self._tenses.is_past(folded, language):
            return Phase.NOW
        before = self._tenses.has("before", folded, language) or any(self._tenses.is_thought(c, language) for c in clauses)
        return Phase.BEFORE if before else None

    def _is_back(self, clause: Clause, language: Language) -> bool:
        if not self._tenses.has("after", clause.folded, language):
            return False
        doubted = self._tenses.has("not_yet", clause.folded, language) or self._outages.hedged(clause.folded, language)
        return not doubted and not (clause.asks and clause.short)


def _marked(text: str, clauses: list[Clause]) -> str:
    """The clauses put together again, with what stood between them."""
    return "".join(clause.marked + clause.end for clause in clauses) if clauses else fold(text)


def with_options(situation: Situation, role: Role | None, down: tuple[str, ...]) -> Situation:
    """The situation with what was said outright (options, profile) added to what was read."""
    works = tuple(name for name in situation.works if name not in down)
    return replace(situation, role=role or situation.role, down=tuple(dict.fromkeys((*down, *situation.down))), works=works)
