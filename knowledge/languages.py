"""The six languages."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that Plan B reads and writes."""

    FR = "fr"
    IT = "it"
    PL = "pl"
    EN = "en"
    ES = "es"
    DE = "de"


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag or a POSIX locale (`pl-PL`, `fr_FR.UTF-8`), or none of ours."""
    code = tag.replace("_", "-").split("-")[0].lower()
    return Language(code) if code in list(Language) else None
