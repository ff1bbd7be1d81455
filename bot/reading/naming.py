"""Finds the networks that a text names: proper names, nicknames, inflected forms, typing errors, and a bare "x".

The nicknames of each language are in nicknames.yaml; what every part of Plan B knows a network by is in platforms.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from bot.reading.edges import ends, starts
from bot.reading.phrases import Phrases, any_of, read_table
from knowledge.languages import Language
from knowledge.platforms import Platform, Platforms
from knowledge.text import fold, fold_in_place

MARK = "§"
"""Stands before the id of a network in a marked text."""
META = "meta"
"""What a marked text has for the company, all of whose networks are meant."""
MARKED = re.compile(MARK + r"(\w+)")
_META = re.compile(r"(?<![\w@.])(?:meta|metas|mety|mecie|metę)(?![\w-]|\s+(?:desc|tag|tit|data|dat|anal))")
_BARE = {"x": "twitter", "signal": "signal", "teams": "teams"}
"""Names that are ordinary words or letters too: they count at the head of a list or before what is said of them."""
_BARE_WORD = re.compile(r"(?:^|(?<=[,/&+]))\s*(x|signal|teams)(?!\w)|(?<=\s)(x|signal|teams)(?!\w)")
_BEFORE_BARE = re.compile(
    r"(?:^|[,/&+]|(?<!\w)(?:on|auf|na|su|sur|and|und|et|ed|e|y|i|or|ou|o|oder|lub|only|nur|solo|tylko))\s*$"
)
_AFTER_BARE = re.compile(
    r"\s*(?:$|[,/&+]|'s(?!\w)|(?:is|isnt|isn't|and|est|et|ist|und|e|ed|y|i|jest|esta|se|si|too|auch|aussi|anche|tambien|tez|seit)(?!\w))"
)
_WORD = re.compile(r"\w{2,}")
_LONG_NAME = 6
_TYPOS = {"facebook": 2, "instagram": 2, "whatsapp": 2}
"""How many letters may be wrong in a name; one in the others that are long enough."""
_NOT_TYPOS = frozenset({"youtuber", "discorde", "telegraph"})
_TYPO = re.compile(r"[^\W\d_]{6,}")
_POLISH_ENDING = r"(?!er)\w{0,4}"


class Namer:
    """Marks the networks in a text."""

    def __init__(self, platforms: Platforms, down: Phrases, other: Iterable[Phrases]) -> None:
        nicknames = read_table("nicknames.yaml")
        self._names = lru_cache(maxsize=len(Language))(partial(_alternatives, platforms, nicknames))
        self._exact = re.compile(
            "|".join(rf"(?P<{p.id}>(?<![\w@])(?:{'|'.join(map(re.escape, p.exact))})(?!\w))" for p in platforms.all if p.exact)
        )
        self._down, self._state = down, (down, *other)
        self._known = tuple(p.id for p in platforms.all if len(p.id) > _LONG_NAME and not p.exact)

    def marked(self, text: str, language: Language) -> str:
        """The folded text with a mark and the id in place of each network that it names."""
        plain = fold_in_place(text)
        found = [(m.start(), m.end(), str(m.lastgroup)) for m in self._names(language).finditer(plain)]
        found += [(m.start(), m.end(), str(m.lastgroup)) for m in self._exact.finditer(text)]
        found += [(m.start(), m.end(), META) for m in _META.finditer(text.lower()) if len(text.lower()) == len(text)]
        found += self._bare(plain, language)
        parts, at = [], 0
        for start, end, id_ in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= at:
                parts += [self._corrected(text[at:start]), f" {MARK}{id_} "]
                at = end
        return "".join([*parts, self._corrected(text[at:])])

    def _bare(self, plain: str, language: Language) -> Iterable[tuple[int, int, str]]:
        for match in _BARE_WORD.finditer(plain):
            group = 1 if match[1] else 2
            before, after = plain[: match.start(group)], plain[match.end(group) :]
            said = any(starts(words, after, language) for words in self._state)
            said |= not after.strip() and ends(self._down, before, language)
            if said or (_BEFORE_BARE.search(before) and _AFTER_BARE.match(after)):
                yield match.start(group), match.end(group), _BARE[match[group]]

    def _corrected(self, text: str) -> str:
        return _TYPO.sub(lambda word: self._meant(word[0]), fold(text))

    def _meant(self, word: str) -> str:
        id_ = _typo_of(word, self._known)
        return f" {MARK}{id_} " if id_ else word


def words_beside_names(marked: str) -> int:
    """How many words of two letters or more a marked text has beside the networks."""
    return len(_WORD.findall(MARKED.sub(" ", marked)))


def _alternatives(platforms: Platforms, nicknames: Mapping[str, Any], language: Language) -> re.Pattern[str]:
    groups = []
    for platform in sorted(platforms.all, key=lambda one: not _begins_like_another(one, platforms)):
        official = [] if platform.exact else [fold(platform.id), fold(platform.name)]
        columns = nicknames.get(platform.id, {})
        words = [*official, *map(fold, platform.aliases), *columns.get("all", []), *columns.get(language, [])]
        alternatives = [any_of(words).replace(r"(?<!\w)", r"(?<![\w@])", 1)] if words else []
        if len(platform.id) >= _LONG_NAME and not platform.exact:
            ending = _POLISH_ENDING if language is Language.PL else "s?"
            alternatives.append(rf"(?<![\w@]){platform.id}{ending}(?!\w)")
        groups.append(rf"(?P<{platform.id}>{'|'.join(alternatives)})")
    return re.compile("|".join(groups))


def _begins_like_another(platform: Platform, platforms: Platforms) -> bool:
    return any(alias.startswith(f"{other.id} ") for alias in platform.aliases for other in platforms.all if other != platform)


@lru_cache(maxsize=20_000)
def _typo_of(word: str, known: tuple[str, ...]) -> str:
    if word in _NOT_TYPOS:
        return ""
    for id_ in known:
        most = _TYPOS.get(id_, 1)
        if word[0] == id_[0] and abs(len(word) - len(id_)) <= most and _distance(word, id_) <= most:
            return id_
    return ""


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with a neighbour to make `other` of `one`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
