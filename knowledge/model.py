"""The words of the domain: source, passage, playbook, step. Plain, frozen, without behaviour of files or indexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.languages import Language

Texts = Mapping[Language, str]
"""One text in several languages."""


class Phase(StrEnum):
    """What advice is for: the platform is down, has just come back, nothing is wrong yet, or what happened."""

    NOW = "now"
    AFTER = "after"
    BEFORE = "before"
    FACT = "fact"


class Role(StrEnum):
    """Who asks."""

    SHOP = "shop"
    AGENCY = "agency"
    CREATOR = "creator"
    PR = "pr"
    DEVELOPER = "developer"


class Need(StrEnum):
    """What a step cannot be done without."""

    SITE = "site"
    PHONE = "phone"
    ADDRESSES = "addresses"
    NUMBERS = "numbers"
    GOOGLE_PROFILE = "google-profile"
    NETWORK = "network"
    PREMISES = "premises"
    ADS = "ads"
    CONTRACT = "contract"
    CODE = "code"
    TEAM = "team"


class Origin(StrEnum):
    """Where a source comes from, in the order in which they are preferred where they say the same."""

    SEED = "seed"
    NOTE = "note"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered piece of a source. `texts` and `notes` (a known error and its correction) hold what languages there are."""

    source: str
    number: int
    locator: str
    texts: Texts
    notes: Texts

    @property
    def id(self) -> str:
        return f"{self.source}#{self.number}"


@dataclass(frozen=True, slots=True)
class Source:
    """One document. `published` is an ISO date, a year and month, or `undated`; `outage` a date or `general`."""

    id: str
    title: str
    publisher: str
    language: Language
    published: str
    kind: str
    origin: Origin
    passages: tuple[Passage, ...]
    author: str = ""
    outage: str = "general"
    address: str = ""
    grade: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One action of a playbook, or one statement of a fact. Empty `roles` or `platforms` suit everyone and any outage."""

    id: str
    topic: str
    phase: Phase
    position: int
    text: Texts
    why: Texts
    cites: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    platforms: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    sends_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """The advice on one topic: a title, the ways people ask for it, and its steps, most urgent first."""

    topic: str
    phase: Phase
    title: Texts
    asks: Mapping[Language, tuple[str, ...]]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All sources and playbooks there are, hidden ones left out."""

    sources: tuple[Source, ...]
    playbooks: tuple[Playbook, ...]

    def passages(self) -> dict[str, Passage]:
        """Every passage by its id."""
        return {passage.id: passage for source in self.sources for passage in source.passages}
