"""Reads who asks: what a person says they are outweighs a trade that they name, and that outweighs what they deal with.

The words are in roles.yaml: `says` (whoever says so is one), `names` (trades and callings), `hints` (what such people deal
with).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.reading.edges import without
from bot.reading.phrases import Phrases, read_table
from knowledge.languages import Language
from knowledge.model import Role

_STOP = re.compile(r"[.,;:!?()\n…–—]")
_WORDS = re.compile(r"[\w']+")
_NEAR = 4
"""Words between "I run" and the trade."""
_HIRED = 5
"""Words between a trade and what says that the person pays for it."""
_SAYS, _SELF, _NAME, _HINT = 4, 3, 2, 1


class _Kind(NamedTuple):
    says: Phrases
    names: Phrases
    hints: Phrases


def _kind(columns: Mapping[str, Any]) -> _Kind:
    return _Kind(*(Phrases(columns.get(kind, {})) for kind in _Kind._fields))


class RoleReader:
    """Reads roles."""

    def __init__(self) -> None:
        table = read_table("roles.yaml")
        self._kinds = {Role(name): _kind(columns) for name, columns in table["roles"].items()}
        self._myself, self._others, self._not = (Phrases(table[name]) for name in ("myself", "others", "not_a_role"))
        self._hires, self._brands, self._and = (Phrases(table[name]) for name in ("hires", "brands", "and"))

    def role(self, folded: str, language: Language, usual: Role | None = None) -> Role | None:
        """Who asks; where nothing says so, nothing but a hint does, or two are as likely: who they usually are."""
        role, strongest = self._best(folded, language)
        return usual if role is None or (usual and strongest == _HINT) else role

    def named(self, folded: str, language: Language) -> Role | None:
        """Who is named; what such people deal with names nobody."""
        role, strongest = self._best(folded, language)
        return role if strongest > _HINT else None

    def _best(self, folded: str, language: Language) -> tuple[Role | None, int]:
        """The likeliest role and its strongest sign; none where two are as likely."""
        folded = without(self._not, folded, language)
        scores = {role: self._score(kind, folded, language) for role, kind in self._kinds.items()}
        if self._brands.occur(folded, language) and scores[Role.CREATOR][0] < _SAYS:
            scores[Role.CREATOR] = (0, 0)
        best = max(scores, key=lambda role: scores[role])
        clear = scores[best][0] and list(scores.values()).count(scores[best]) == 1
        return (best, scores[best][0]) if clear else (None, 0)

    def _score(self, kind: _Kind, folded: str, language: Language) -> tuple[int, int]:
        """The strongest sign, and how many there are."""
        signs = [_SAYS] * kind.says.count(folded, language)
        signs += [_HINT for match in kind.hints.find(folded, language) if not self._hired(folded, match, language)]
        for match in kind.names.find(folded, language):
            before = " ".join(_WORDS.findall(_STOP.split(folded[: match.start()])[-1])[-_NEAR:])
            if self._hired(folded, match, language):
                continue
            if self._myself.occur(before, language):
                signs.append(_SELF)
            elif not self._others.occur(before, language):
                signs.append(_NAME)
        return max(signs, default=0), len(signs)

    def _hired(self, folded: str, trade: re.Match[str], language: Language) -> bool:
        """Whether the person pays for such services: "we paid an influencer", "the creator we booked"."""
        before = _WORDS.findall(_STOP.split(folded[: trade.start()])[-1])[-_HIRED:]
        after = _WORDS.findall(_STOP.split(folded[trade.end() :])[0])[:_HIRED]
        near = " ".join([*before, *_WORDS.findall(trade[0])])
        following = next(iter(self._hires.find(" ".join(after), language)), None)
        joined = following and self._and.occur(" ".join(after)[: following.start()], language)
        return self._hires.occur(near, language) or bool(following and not joined)
