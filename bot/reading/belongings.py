"""Reads what somebody says they lack: "no website", "Telefon haben wir keins", "our site is down too", "only a landline".

The words are in belongings.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.reading.edges import ends, starts, without_end
from bot.reading.naming import MARKED
from bot.reading.phrases import Phrases, read_table
from bot.reading.services import ServiceReader
from knowledge.languages import Language
from knowledge.model import Need

_SENTENCE = re.compile(r"\.(?!\w)|[;!?\n…]")
_WORD = re.compile(r"[\w']+")
_COMMA = re.compile(r"[,:/]|\s[-–—]\s")
_BARRED = re.compile(r"[,:§]")
_REACH = 3
"""Words that may stand between "no" and the thing, all of them fillers."""
_LATE = 2
"""Words that may stand between a thing and what says, after it, that it is lacking."""
_NEARBY = 4
_CAN_BREAK = frozenset({Need.SITE, Need.PHONE, Need.ADDRESSES, Need.NETWORK})
_NOWHERE_ELSE = frozenset({"google", "gmail", "meta"})
"""Whoever has only one of these may have a site all the same."""
_NETWORK_NEEDS = {"gmail": Need.ADDRESSES, "google": Need.GOOGLE_PROFILE}


@dataclass(frozen=True, slots=True)
class _Thing:
    need: Need
    start: int
    end: int


class BelongingsReader:
    """Reads which needs a person cannot meet."""

    def __init__(self) -> None:
        table = read_table("belongings.yaml")
        self._things = {Need(name): Phrases(columns) for name, columns in table["things"].items()}
        self._said = {Need(name): Phrases(columns) for name, columns in table["said"].items()}
        self._words = {name: Phrases(columns) for name, columns in table["words"].items()}
        self._landline = Phrases(table["landline"])
        self._services = ServiceReader(table)

    def lacks(self, marked: str, language: Language, down: Iterable[str]) -> frozenset[Need]:
        """What the person lacks, from a folded text in which networks are marked."""
        found = {_NETWORK_NEEDS[name] for name in down if name in _NETWORK_NEEDS}
        found |= {need for need, words in self._said.items() if words.occur(marked, language)}
        owned: set[Need] = set()
        for sentence in _SENTENCE.split(marked):
            for need, lacking in self._verdicts(sentence, language):
                (found if lacking else owned).add(need)
        return frozenset(found - owned) | self._services.failing(marked, language)

    def _verdicts(self, sentence: str, language: Language) -> Iterator[tuple[Need, bool]]:
        things = self._found(sentence, language)
        negated_before, at = False, 0
        for place, thing in enumerate(things):
            before, after = sentence[at : thing.start], sentence[thing.end :]
            until = things[place + 1].start - thing.end if place + 1 < len(things) else len(after)
            goes_on = negated_before and self._joins(before, language)
            only = self._ends(before, "only", language) or self._ends(before, "have_only", language)
            lacking = not only and (goes_on or self._negated(before, language) or self._late(before, after[:until], language))
            if lacking or (thing.need in _CAN_BREAK and self._broken(before, after, language)):
                yield thing.need, True
            elif only or self._ends(before, "have", language):
                yield thing.need, False
            if only and thing.need is Need.PHONE and self._all_there_is(before, sentence[thing.start : thing.end], language):
                yield from ((Need.SITE, True), (Need.ADDRESSES, True))
            negated_before, at = lacking, thing.end
        yield from self._only_a_network(sentence, language)

    def _all_there_is(self, before: str, phone: str, language: Language) -> bool:
        """Whether somebody has nothing but a telephone, not only this one: such a person has neither a site nor addresses."""
        if not ends(self._words["definite"], before, language):
            return True
        return ends(self._landline, phone, language) and self._ends(before, "have_only", language)

    def _only_a_network(self, sentence: str, language: Language) -> Iterator[tuple[Need, bool]]:
        """ "I only have Insta": neither a site nor addresses."""
        for name in MARKED.finditer(sentence):
            if name[1] not in _NOWHERE_ELSE and self._ends(sentence[: name.start()], "have_only", language):
                yield from ((Need.SITE, True), (Need.ADDRESSES, True))

    def _found(self, sentence: str, language: Language) -> list[_Thing]:
        """The things named, in order; of two that overlap the longer ("phone numbers" is no phone)."""
        found = ((need, match) for need, words in self._things.items() for match in words.find(sentence, language))
        spans = [_Thing(need, match.start(), match.end()) for need, match in found]
        kept: list[_Thing] = []
        for thing in sorted(spans, key=lambda one: (one.start, -one.end)):
            if not kept or thing.start >= kept[-1].end:
                kept.append(thing)
        return kept

    def _negated(self, before: str, language: Language) -> bool:
        """Whether `before` ends in "no", with nothing but fillers after it."""
        for match in self._words["without"].find(before, language):
            if ends(self._words["by"], before[: match.start()], language):  # "from no phone at all"
                continue
            between = _WORD.findall(before[match.end() :])
            if len(between) <= _REACH and not _COMMA.search(before[match.end() :]) and self._all("fillers", between, language):
                return True
        return False

    def _joins(self, between: str, language: Language) -> bool:
        """Whether a "no" goes on over `between`: "no site, no list or phone"."""
        rest = _WORD.findall(between)
        others = [word for word in rest if not self._words["or"].occur(word, language)]
        if len(others) < len(rest):
            return self._all("fillers", others, language)
        return bool(rest) and self._all("and", rest, language)

    def _all(self, kind: str, words: list[str], language: Language) -> bool:
        return all(self._words[kind].occur(word, language) for word in words)

    def _late(self, before: str, after: str, language: Language) -> bool:
        """ "Website haben wir keine", "strony nie mam": said after the thing, and not of something that follows."""
        if ends(self._words["by"], before, language):
            return False
        for match in self._words["without_after"].find(after, language):
            early, on = after[: match.start()], after[match.end() :].lstrip()
            last = not on or bool(_COMMA.match(on)) or starts(self._words["only"], on, language)
            return last and len(_WORD.findall(early)) <= _LATE and not _COMMA.search(early.rstrip(" :"))
        return False

    def _broken(self, before: str, after: str, language: Language) -> bool:
        """Whether the thing itself is down: "our site is down too", "Telefon geht nicht"."""
        if self._ends(before, "by", language):
            return False
        for match in self._words["broken"].find(after, language):
            early = after[: match.start()]
            if not _BARRED.search(early) and self._all("late", _WORD.findall(early), language):
                return True
        if MARKED.search(" ".join(before.split()[-_NEARBY:])):
            return False
        if MARKED.match(after.lstrip()):
            return False
        while (shorter := without_end(self._words["late"], before, language)) != before:
            if self._ends(before, "broken_before", language):
                return True
            before = shorter
            while (shorter := without_end(self._words["articles"], before, language)) != before:
                before = shorter
        return self._ends(before, "broken_before", language)

    def _ends(self, text: str, kind: str, language: Language) -> bool:
        """Whether the text ends with one of those words, articles left out."""
        while (shorter := without_end(self._words["articles"], text, language)) != text:
            if ends(self._words[kind], text, language):
                return True
            text = shorter
        return ends(self._words[kind], text, language)
