"""Countries and languages by their names: what a person calls one, and how one is written for them. The names are Unicode's."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from knowledge.languages import Language, language_of
from knowledge.text import fold

_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that stand for something else: unions, outlying islands, tests."""
_ALSO = {"uk": "GB", "usa": "US", "england": "GB", "holland": "NL"}
_LETTERS = 2


def country_named(name: str) -> str:
    """The code of the country of that code or name, in any of the six languages; nothing where it is none."""
    code = name.strip().upper()
    if code in _countries(Language.EN):
        return code
    folded = fold(name.strip())
    for language in Language:
        for code, known in _countries(language).items():
            if fold(known) == folded:
                return code
    return _ALSO.get(folded, "")


def country_name(code: str, language: Language) -> str:
    """What the country of that code is called in `language`; the code itself where it is none."""
    return _countries(language).get(code, code)


def language_named(name: str) -> Language | None:
    """The language of that code, tag or name, in any of the six languages; none where it is none of ours."""
    folded = fold(name.strip())
    named = (one for one in Language for spoken in Language if fold(_locale(spoken).languages[one.value]) == folded)
    return language_of(name.strip()) or next(named, None)


def language_name(language: Language) -> str:
    """What its speakers call it."""
    name: str = _locale(language).languages[language.value]
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=len(Language))
def _countries(language: Language) -> dict[str, str]:
    names = _locale(language).territories
    return {code: name for code, name in names.items() if len(code) == _LETTERS and code not in _NO_COUNTRY}


@lru_cache(maxsize=len(Language))
def _locale(language: Language) -> Locale:
    return Locale(language.value)
