"""The networks by name: which ones a text names, which of them are Meta's, and how an answer lists them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import yaml

from knowledge.languages import Language
from knowledge.text import fold, fold_in_place

_BRACES = re.compile(r"\{([a-z, ]+)\}")
Mention = tuple[int, int, str]
"""Where a text names a platform, from and to, and the platform's id."""
_OR = {"fr": "ou", "it": "o", "pl": "lub", "en": "or", "es": "o", "de": "oder"}


@dataclass(frozen=True, slots=True)
class Platform:
    """A network: `id` as in the contracts, `name` as written, `meta` where it is one of Meta's."""

    id: str
    name: str
    meta: bool
    aliases: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True)
class Platforms:
    """All networks that Plan B knows by name."""

    all: tuple[Platform, ...]

    @cached_property
    def by_id(self) -> dict[str, Platform]:
        return {platform.id: platform for platform in self.all}

    @cached_property
    def meta(self) -> frozenset[str]:
        """The ids of Meta's own."""
        return frozenset(platform.id for platform in self.all if platform.meta)

    @cached_property
    def _folded(self) -> tuple[re.Pattern[str], dict[str, str]]:
        names = ((p.aliases if p.exact else (p.id, p.name, *p.aliases), p.id) for p in self.all)
        return _alternatives({fold(word): id_ for words, id_ in names for word in words})

    @cached_property
    def _exact(self) -> tuple[re.Pattern[str], dict[str, str]]:
        return _alternatives({word: platform.id for platform in self.all for word in platform.exact})

    def named_in(self, text: str) -> tuple[str, ...]:
        """The ids of the platforms that `text` names, in order of appearance, each once."""
        return tuple(dict.fromkeys(id_ for _, _, id_ in self._mentions(text)))

    def only_named_in(self, text: str) -> bool:
        """Whether `text` holds nothing but names of platforms."""
        mentions = self._mentions(text)
        return bool(mentions) and not any(c.isalnum() for c in _without(text, mentions, ""))

    def nameless(self, text: str) -> str:
        """The text without the platforms that it names."""
        return _without(text, self._mentions(text), " ")

    def renamed(self, text: str, id_: str) -> str:
        """The text with the platform `id_` in place of each that it names."""
        return _without(text, self._mentions(text), self.by_id[id_].name)

    @cached_property
    def _mentions(self) -> Callable[[str], tuple[Mention, ...]]:
        # a question is searched several times while it is understood, and a step's text in every answer that may have it
        return lru_cache(maxsize=1_000)(self._find)

    def _find(self, text: str) -> tuple[Mention, ...]:
        folded = fold_in_place(text)
        found = (
            (match.start(), match.end(), owner[match.group()])
            for (pattern, owner), where in ((self._folded, folded), (self._exact, text))
            for match in pattern.finditer(where)
        )
        return tuple(sorted(found))


def _without(text: str, mentions: Iterable[Mention], instead: str) -> str:
    parts, at = [], 0
    for start, end, _ in mentions:
        if start >= at:
            parts += [text[at:start], instead]
            at = end
    return "".join([*parts, text[at:]])


def _alternatives(owner: dict[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    longest_first = sorted(owner, key=len, reverse=True)
    return re.compile(r"(?<![\w@])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"), owner


def load_platforms() -> Platforms:
    """Read platforms.yaml."""
    table = yaml.load(files("knowledge").joinpath("platforms.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Platforms(
        tuple(
            Platform(id_, entry["name"], entry.get("meta", False), tuple(entry["aliases"]), tuple(entry.get("exact", ())))
            for id_, entry in table.items()
        )
    )


def braces(text: str) -> list[tuple[str, ...]]:
    """The platform ids in each pair of braces of a step's text."""
    return [tuple(part.strip() for part in inside.split(",")) for inside in _BRACES.findall(text)]


def outside_braces(text: str) -> str:
    """The text without its braces."""
    return _BRACES.sub("", text)


def fill_braces(text: str, platforms: Platforms, down: Iterable[str], language: Language) -> str | None:
    """The text with each pair of braces replaced by those that are not down; none where a pair has none left."""
    if "{" not in text:
        return text
    unusable = set(down)
    for ids in braces(text):
        names = [platforms.by_id[id_].name for id_ in ids if id_ not in unusable]
        if not names:
            return None
        *first, last = names
        listed = f"{', '.join(first)} {_OR[language]} {last}" if first else last
        text = _BRACES.sub(lambda _, listed=listed: listed, text, count=1)  # type: ignore[misc]
    return text
