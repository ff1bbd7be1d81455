"""Reads what a person tells of themselves: `phone +48 …`, `channels telegram @korn, x @korn`, a role or a country by name.

What each fact is called, in six languages, is in profile.yaml. A value that can't be right is refused, and the reason said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot import wording
from bot.reading.phrases import read_table
from bot.reading.places import country_named, language_named
from bot.reading.roles import RoleReader
from knowledge.errors import PlanBError
from knowledge.languages import Language
from knowledge.model import Role
from knowledge.platforms import Platforms
from knowledge.text import clean, fold, fold_in_place, words

LONGEST = 200
"""Characters of a fact."""
_NOTHING = frozenset("-–—")
"""Typed in place of a fact, one of these deletes it."""
_LISTED = re.compile(r"[,;\n]")
_AND = re.compile(r"\s+(?:and|or|et|ou|e|ed|o|od|i|oraz|lub|albo|y|u|und|oder|&|\+)\s+", re.IGNORECASE)
"""Between two channels, where the name of a network follows."""
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}")
_ADDRESS = re.compile(r"(?:https?://)?[^\s./@]+(?:\.[^\s./@]+)*\.[^\W\d_]{2,}(?:[:/?#]\S*)?", re.IGNORECASE)
_SHORTEST_NUMBER = 3
_ROLE_WORDS = 3
"""Words of what is nothing but a role: "my little shop"."""
_NAME_WORDS = 3
_QUOTED = 40


class FactReader:
    """Reads facts of a profile."""

    def __init__(self, platforms: Platforms) -> None:
        table = read_table("profile.yaml")
        self.examples: Mapping[str, str] = table["examples"]
        self.fields = tuple(self.examples)
        self._called = {word: field for field, names in table["words"].items() for word in names}
        names = "|".join(re.escape(word) for word in sorted(self._called, key=len, reverse=True))
        self._field = re.compile(rf"\s*({names})(?![\w@.])\s*[:=]?\s*")
        self._platforms = platforms
        self._roles = RoleReader()

    def told(self, text: str) -> tuple[str, str]:
        """The fact that `text` begins with the name of, and what it says of it; nothing and `text` where it names none."""
        match = self._field.match(fold_in_place(text))
        return (self._called[match[1]], text[match.end() :].strip()) if match else ("", text)

    def value(self, field: str, said: str, channels: Mapping[str, str], language: Language) -> Any:
        """What to keep of what was said; empty where the fact is to be deleted. Raises `PlanBError` for what can't be right.

        `channels` are those known before: others that are told are added to them.
        """
        said = clean(said)
        if field == "channels":
            return self._channels(said, channels)
        said = _short(" ".join(said.split()))
        if said in _NOTHING:
            return ""
        return self._known(said, language) if field == "role" else _checked(field, said)

    def role(self, said: str, language: Language) -> Role | None:
        """The role that `said` is nothing but the name of: its id, a part of its label, a trade."""
        folded = fold(clean(said))
        for role in Role:
            label = fold(wording.text(f"role-{role}", language))
            if folded in (role, label, *label.split(", ")):
                return role
        return self._roles.named(folded, language) if 0 < len(words(folded)) <= _ROLE_WORDS else None

    def _known(self, said: str, language: Language) -> Role:
        role = self.role(said, language)
        if role is None:
            raise PlanBError("error-unknown-role", name=said[:_QUOTED])
        return role

    def _channels(self, said: str, before: Mapping[str, str]) -> dict[str, str]:
        if said in _NOTHING:
            return {}
        channels = dict(before)
        for one in filter(None, (part.strip() for listed in _LISTED.split(said) for part in self._parted(listed))):
            id_, handle = self._channel(one)
            channels.pop(id_, None)
            if handle not in _NOTHING:
                channels[id_] = _short(handle)
        return channels

    def _parted(self, said: str) -> Iterator[str]:
        """The channels of "telegram @korn or whatsapp +48 …", one by one."""
        start = 0
        for match in _AND.finditer(said):
            if self._named_first(said[match.end() :].split()):
                yield said[start : match.start()]
                start = match.end()
        yield said[start:]

    def _channel(self, said: str) -> tuple[str, str]:
        """A network's id and the handle there: `telegram @korn`."""
        parts = said.split()
        if named := self._named_first(parts):
            id_, count = named
            return id_, " ".join(parts[count:])
        for id_ in self._platforms.named_in(said):
            return id_, " ".join(self._platforms.nameless(said).split()).strip(" :-")
        raise PlanBError("error-unknown-platform", name=said[:_QUOTED])

    def _named_first(self, parts: Sequence[str]) -> tuple[str, int] | None:
        """The network that these words begin with, and how many of them name it. A bare x or signal is one only here."""
        for count in range(min(_NAME_WORDS, len(parts)), 0, -1):
            name = " ".join(parts[:count])
            for typed in (name, name.upper(), name.capitalize()):
                if parts[count - 1] not in _NOTHING and self._platforms.only_named_in(typed):
                    return self._platforms.named_in(typed)[0], count
        return None


def _checked(field: str, said: str) -> str:
    quoted = said[:_QUOTED]
    if field == "language":
        if language := language_named(said):
            return language.value
        raise PlanBError("error-unknown-language", name=quoted)
    if field == "country":
        if country := country_named(said):
            return country
        raise PlanBError("error-profile-country", value=quoted)
    if field == "phone" and sum(map(str.isdigit, said)) < _SHORTEST_NUMBER:
        raise PlanBError("error-profile-phone", value=quoted)
    if field == "email" and not _MAIL.fullmatch(said):
        raise PlanBError("error-profile-email", value=quoted)
    if field == "site" and not _ADDRESS.fullmatch(said):
        raise PlanBError("error-profile-site", value=quoted)
    return said


def _short(said: str) -> str:
    if len(said) > LONGEST:
        raise PlanBError("error-profile-long", most=LONGEST, length=len(said))
    return said
