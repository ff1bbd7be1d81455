"""Reads, clause by clause, what a text says to be down or to work. The words are in situation.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from bot.reading.edges import ends, starts, without
from bot.reading.naming import MARK, MARKED, META, Namer, words_beside_names
from bot.reading.phrases import Phrases
from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.text import fold, fold_in_place

_MARKS = re.compile(r"((?:\.(?!\w)|,(?!\d)|[;:!?()\n…–—]|\s-\s)+)")
_BARE = 1
"""Words beside the names in a clause that is a mere part of a list."""
_CURT = 2
"""Words beside the name in "Facebook not" or "Telegram yes"."""
_ASKED = 5
"""Words of a clause that, with a question mark, only asks whether something works."""
_NEAR = 2
"""Words that may stand between a name and the word that says it works."""
_NEARBY = 4
"""Words after the name of a place within which it is said to fail."""
_MOST_HALVES = 30
"""Places at which a clause is tried to be cut: nobody joins so much in earnest."""
_PLACES = frozenset({"google"})
"""Networks that are more often where something is shown than what fails."""
_OR = re.compile(r"\b(?:or|ou|o|oder|lub|vs|albo)\b")
_LIST = re.compile(r"(?:\s|,|/|&|\+|\b(?:and|et|e|ed|y|i|oraz|und|or|ou|o|oder|lub)\b)*")
_TOKEN = re.compile(MARK + r"?[\w']+")


@dataclass(frozen=True, slots=True)
class Clause:
    """The networks that a clause names and their state: `down`, `works`, or none.

    `shares` says that it may take over the state of a clause beside it; with `also`, of one before it first. `failing` says
    that something in it fails, named or not; `outage` that it does so by a noun alone ("the outage"); `proposes` that its
    names are only thought of; `asks` that it is a question; `mere` that it holds nothing but names; `end` is the punctuation
    after it.
    """

    folded: str
    marked: str
    names: tuple[str, ...]
    state: str = ""
    also: bool = False
    shares: bool = False
    failing: bool = False
    outage: bool = False
    proposes: bool = False
    asks: bool = False
    mere: bool = False
    short: bool = False
    end: str = ""


class OutageReader:
    """Cuts a text into clauses and tells the state of each."""

    def __init__(self, platforms: Platforms, table: Mapping[str, Any]) -> None:
        self._platforms = platforms
        words = {name: Phrases(columns) for name, columns in table["states"].items()}
        self._words = words
        self._namer = Namer(platforms, words["down"], (words["works"], words["not"]))

    def clauses(self, text: str, language: Language) -> list[Clause]:
        """The clauses of `text`, with the states that they take over from each other."""
        text = text.replace("’", "'")
        clauses = [self._clause(piece, end, language) for piece, end in self._pieces(text, language)]
        clauses = [self._beside(clauses, place, language) for place in range(len(clauses))]
        clauses = [self._shared(clauses, place) for place in range(len(clauses))]
        return self._referred(clauses, language)

    def names(self, clauses: list[Clause], state: str) -> tuple[str, ...]:
        """The networks that have that state, each once; the company's name means those of which nothing else is said."""
        said = [(clause.state, name) for clause in clauses for name in clause.names]
        others = {name for other, name in said if other not in ("", state)}
        company = tuple(p.id for p in self._platforms.all if p.meta and p.id not in others)
        found = [company if name == META else (name,) for other, name in said if other == state]
        return tuple(dict.fromkeys(name for names in found for name in names))

    def chooses(self, clauses: list[Clause]) -> bool:
        """Whether a question only weighs networks: "LinkedIn or X?"."""
        return any(clause.proposes or _OR.search(clause.folded) for clause in clauses)

    def has(self, kind: str, folded: str, language: Language) -> bool:
        """Whether a folded text has one of the words of that kind."""
        return self._words[kind].occur(folded, language)

    def find(self, kind: str, folded: str, language: Language) -> Iterable[re.Match[str]]:
        """Where a folded text has one of the words of that kind."""
        return self._words[kind].find(folded, language)

    def starts(self, kind: str, folded: str, language: Language) -> bool:
        """Whether a folded text begins with one of the words of that kind."""
        return starts(self._words[kind], folded, language)

    def fails(self, folded: str, language: Language) -> bool:
        """Whether a folded text has a word for something that fails."""
        acts = self.has("not", folded, language) and self.has("acts", folded, language)
        return acts or self.has("outages", folded, language) or self.breaks(folded, language)

    def breaks(self, folded: str, language: Language) -> bool:
        """Whether it has a verb or a state for that."""
        works = self.has("not", folded, language) and self.has("works", folded, language)
        return works or self.has("down", folded, language)

    def _pieces(self, text: str, language: Language) -> Iterator[tuple[str, str]]:
        """The clauses of a text, each with the punctuation that ends it."""
        parts = _MARKS.split(text)
        for place in range(0, len(parts), 2):
            piece, end = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
            plain, at = fold_in_place(piece), 0
            for match in self._words["splits"].find(plain, language):
                if piece[at : match.start()].strip() and not self._denied(plain[at : match.start()], match.group(), language):
                    yield from self._halves(piece[at : match.start()], "", language)
                    at = match.start()
            if piece[at:].strip():
                yield from self._halves(piece[at:], end, language)

    def _denied(self, before: str, verb: str, language: Language) -> bool:
        """Whether a "no" belongs to the verb that follows: "nie mogę", "non posso"."""
        return self.has("proposes", verb, language) and ends(self._words["not"], before, language)

    def _halves(self, piece: str, end: str, language: Language) -> Iterator[tuple[str, str]]:
        """Cut "Insta is down and Telegram works" where each half has a name and a state; and "say on X that Insta is down"."""
        plain = fold_in_place(piece)
        for kind, first_says in (("and", True), ("that", False)):
            for match in islice(self._words[kind].find(plain, language), _MOST_HALVES):
                halves = piece[: match.start()], piece[match.end() :]
                says = [self._says_state(half, language) for half in halves]
                if says == [first_says, True] and all(MARK in self._namer.marked(half, language) for half in halves):
                    yield halves[0], ""
                    yield from self._halves(halves[1], end, language)
                    return
        yield piece, end

    def _says_state(self, text: str, language: Language) -> bool:
        folded = fold(text)
        return any(self.has(kind, folded, language) for kind in ("down", "outages", "works")) or (
            self.has("not", folded, language) and self.has("acts", folded, language)
        )

    def _clause(self, text: str, end: str, language: Language) -> Clause:
        folded, marked = fold(text).strip(), self._namer.marked(text, language).strip()
        names = tuple(dict.fromkeys(MARKED.findall(marked)))
        rest = words_beside_names(marked)
        also, proposes = self.has("also", folded, language), self.has("proposes", folded, language)
        clause = Clause(
            folded, marked, names, "", also, also or rest <= _BARE,
            proposes=proposes, asks="?" in end, mere=not rest, short=rest <= _ASKED, end=end or " ",
        )  # fmt: skip
        return self._judged(clause, rest, language)

    def _judged(self, clause: Clause, rest: int, language: Language) -> Clause:
        folded = without(self._words["seeming"], clause.folded, language)
        negated, working = self.has("not", folded, language), self.has("works", folded, language)
        broken, outage = self.has("down", folded, language), self.has("outages", folded, language)
        failing = broken or (negated and (working or self.has("acts", folded, language)))
        doubted = working and (self.hedged(folded, language) or (clause.asks and self._stands(clause, language)))
        only = self.has("not_only", clause.folded, language)
        if failing or outage or doubted:
            clause = replace(clause, names=tuple(name for name in clause.names if self._fails(name, clause, language)))
            return replace(clause, state="down", failing=failing or outage, outage=outage and not failing)
        if only or (clause.names and negated and rest <= _CURT and not _OR.search(folded)):
            names = tuple(name for name in clause.names if self._fails(name, clause, language))
            return replace(clause, names=names, state="down", failing=not only)
        stands = self._stands(clause, language) and not self.hedged(folded, language)
        agreed = rest <= _CURT and ends(self._words["yes"], folded, language)
        well = self._does_well(clause, language)
        return replace(clause, state="works") if clause.names and (agreed or stands or well) else clause

    def _does_well(self, clause: Clause, language: Language) -> bool:
        """ "A page on Facebook that works well"."""
        rest = without(self._words["well"], clause.folded, language)
        doubted = clause.asks or self.has("not", rest, language) or self.hedged(rest, language)
        return not doubted and self.has("well", clause.folded, language)

    def _fails(self, name: str, clause: Clause, language: Language) -> bool:
        """Whether a clause that says that something fails says so of `name`, and does not only speak of Google's listing."""
        if name not in _PLACES:
            return True
        for mention in re.finditer(MARK + name, clause.marked):
            before, after = clause.marked[: mention.start()].rstrip(), clause.marked[mention.end() :]
            near = " ".join(_TOKEN.findall(after.split(MARK)[0])[:_NEARBY])
            if any(ends(self._words[kind], before, language) for kind in ("by", "places")):
                continue
            if starts(self._words["places"], near, language):
                continue
            ahead = " ".join(_TOKEN.findall(before)[-_NEAR:])
            if any(self.has(kind, near, language) for kind in ("down", "not")) or any(
                self.has(kind, ahead, language) for kind in ("down", "outages")
            ):
                return True
        return False

    def hedged(self, folded: str, language: Language) -> bool:
        """Whether something is asked or said of with a reserve: "when does it work again?", "barely works"."""
        return self.has("hedges", folded, language)

    def _stands(self, clause: Clause, language: Language) -> bool:
        """Whether a named network is said to work right beside its name, not only to be worked with."""
        for name in MARKED.finditer(clause.marked):
            listed = _listed_until(clause.marked, name.end())
            before, after = clause.marked[: name.start()].rstrip(), clause.marked[listed:].lstrip()
            if ends(self._words["by"], before, language):
                continue
            for match in self._words["working"].find(after, language):
                if len(_TOKEN.findall(after[: match.start()])) > _NEAR or self.has("by", after[: match.start()], language):
                    continue
                if not starts(self._words["for"], after[match.end() :], language):
                    return True
            for match in self._words["working"].find(before, language):
                if not without(self._words["merely"], before[match.end() :], language).strip():
                    return True
        return False

    def _beside(self, clauses: list[Clause], place: int, language: Language) -> Clause:
        """ "All of Meta is down except WhatsApp" says that it works; "Insta works, not for me" does not."""
        clause = clauses[place]
        before = clauses[place - 1] if place else None
        after = clauses[place + 1] if place + 1 < len(clauses) else None
        if clause.state == "works" and after and not after.names and after.short:
            begins = starts(self._words["not"], after.folded, language)
            if self._takes_back(after, language) and (begins or not self._does_well(clause, language)):
                return replace(clause, state="")
        if not clause.state and clause.names and after and not after.names and after.short and self._does_well(after, language):
            return replace(clause, state="works")
        excepted = starts(self._words["except"], clause.folded, language)
        if excepted and clause.names and before and before.failing and self._all(before, language):
            return replace(clause, state="works")
        return clause

    def _takes_back(self, clause: Clause, language: Language) -> bool:
        return self.has("not", clause.folded, language) or self.has("except", clause.folded, language)

    def _all(self, clause: Clause, language: Language) -> bool:
        return META in clause.names or self.has("all_of_them", clause.folded, language)

    def _shared(self, clauses: list[Clause], place: int) -> Clause:
        """ "A, B and C are down", "A is down, B too": a bare name shares the state beside it."""
        clause = clauses[place]
        if clause.state or not clause.names or not clause.shares or clause.proposes or (clause.asks and not clause.also):
            return clause
        back, on = clauses[:place][::-1], clauses[place:]
        near = [next((other.state for other in side if other.state), "") for side in (back, on)]
        if not clause.also and "down" in near:
            if _PLACES & set(clause.names):
                return clause
            return replace(clause, state="down")
        state = near[0] or near[1]
        return replace(clause, state="" if state == "works" and not (clause.also or clause.mere) else state)

    def _referred(self, clauses: list[Clause], language: Language) -> list[Clause]:
        """ "We sell on Insta and Telegram. Both are down": what fails without a name is what was named before it."""
        named_down = any(clause.state == "down" and clause.names for clause in clauses)
        for place, clause in enumerate(clauses):
            if not clause.failing or clause.outage or clause.names or clause.proposes:
                continue
            if named_down and not self.has("all_of_them", clause.folded, language):
                continue
            for at in range(place):
                other = clauses[at]
                if other.names and not other.state and not other.proposes and not _PLACES & set(other.names):
                    clauses[at] = replace(other, state="down")
        return clauses


def _listed_until(marked: str, at: int) -> int:
    """Where the list of names ends that goes on at `at`: "Snapchat and TikTok work" says both do."""
    while (joint := _LIST.match(marked, at)) and (following := MARKED.match(marked, joint.end())):
        at = following.end()
    return at
