"""Which passages of the operator's own documents a team needs in an incident: those about what is down, those that fit its
title, and, of the plans and phone lists that were made for such a day, the best in any case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from bot.answer import Citation
from bot.reading.phrases import Phrases, read_table
from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.text import fold

MOST = 5
_FITS = 0.35
"""The score from which a passage answers the title by itself."""
_OF_A_PLAN, _OF_OTHERS = 2, 1
"""Passages of a document of which none is about what is down."""
_FEW = 3
"""As long as there are no more documents, each is worth a look."""
_HEADED, _NAMED, _LIKE, _SHOWN = range(4)
"""What a passage is there for, the first first: it stands under what is down, names it, is like the title, is just there."""


@cache
def _emergency() -> Phrases:
    return Phrases(read_table("own_documents.yaml")["emergency"])


def chosen(found: Sequence[Citation], down: Sequence[str], platforms: Platforms) -> tuple[Citation, ...]:
    """The few of the passages `found` that come first in an incident. Each document has its turn before any has another."""
    documents: dict[str, list[Citation]] = {}
    for citation in sorted(found, key=lambda one: -one.score):
        documents.setdefault(citation.source, []).append(citation)
    best = [_best(passages, set(down), platforms, few=len(documents) <= _FEW) for passages in documents.values()]
    best.sort(key=lambda ranked: min((rank for rank, _ in ranked), default=0))
    in_turn = [one for turn in zip_longest(*best) for one in turn if one][:MOST]
    return tuple(citation for _, citation in sorted(in_turn, key=lambda one: one[0]))


def _best(passages: Sequence[Citation], down: set[str], platforms: Platforms, *, few: bool) -> list[tuple[int, Citation]]:
    """The passages of a document that fit, with their ranks; where none does, the first few that nothing speaks against."""
    ranked = [(_rank(one, down, platforms), one) for one in passages]
    fitting = sorted(((rank, one) for rank, one in ranked if rank is not None), key=lambda pair: pair[0])
    if fitting:
        return fitting
    most = _OF_A_PLAN if _is_for_emergencies(passages) else _OF_OTHERS if few else 0
    seen = [one for one in passages if not _is_for_others(one, down, platforms)]
    return [(_SHOWN, one) for one in seen[:most]]


def _rank(one: Citation, down: set[str], platforms: Platforms) -> int | None:
    if _is_for_others(one, down, platforms):
        return None
    for rank, text in ((_HEADED, one.locator), (_NAMED, one.text)):
        if down & set(platforms.named_in(text)):
            return rank
    return _LIKE if one.score >= _FITS else None


def _is_for_others(one: Citation, down: set[str], platforms: Platforms) -> bool:
    """Whether it stands under a heading that is about networks of which none is down."""
    named = set(platforms.named_in(one.locator))
    return bool(named and down) and not named & down


def _is_for_emergencies(passages: Sequence[Citation]) -> bool:
    texts = [fold(f"{one.title} {one.source.replace('-', ' ').replace('_', ' ')} {one.locator}") for one in passages]
    return any(_emergency().occur(text, language) for text in texts for language in Language)
