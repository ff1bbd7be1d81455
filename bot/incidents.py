"""What an incident is: an outage that a room deals with together. Knows neither a store nor a screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.checklists import Checklist, Doer, State
from bot.losses import Loss
from bot.reminders import ASLEEP, PUBLIC, URGENT_ITEMS, Kind, Reminder
from knowledge.text import fold

LONGEST_TITLE, LONGEST_ITEM, LONGEST_NOTE = 120, 300, 2_000
MOST_ITEMS = 99
"""Numbers that can be typed."""


class What(StrEnum):
    """What the timeline tells beside what is done to items."""

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOTE = "note"
    ADDED = "added"
    ASSIGNED = "assigned"
    LEAD = "lead"
    ROLE = "role"
    DOWN = "down"
    SINCE = "since"
    SENT = "sent"
    LOSS = "loss"
    JOINED = "joined"
    DUE = "due"
    RULES = "rules"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline: what was done to the item of that position, or to the whole (position 0), by whom, when, where.
    `id` orders them: clocks may be set back."""

    id: int
    change: str
    at: str
    checklist: str = ""
    position: int = 0
    text: str = ""
    person: str = ""
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a room has decided: who may open an incident, close it (and open it again), and give the lead or items to others;
    and whether it is reminded of anything. People who are named stand there as `as_rule` writes them."""

    opening: str = "everyone"
    closing: str = "lead"
    assigning: str = "lead"
    reminders: str = "on"


_WHO = ("everyone", "admins", "lead")
OFFERED = {"opening": _WHO, "closing": _WHO, "assigning": _WHO, "reminders": ("on", "off")}
"""The values of each rule. "lead" is who leads, of opening who led the last one; the admins may always."""


@dataclass(frozen=True, slots=True)
class Incident:
    """An outage dealt with in `rooms`. `since` is when it began, `opened` when it was opened, both as ISO times. Of its
    `checklists` the first is for the outage, the second for the time after it. `seen` is the one that somebody looks at,
    perhaps on an old board: another one may have taken its place since."""

    id: str
    title: str
    language: str
    opened: str
    since: str
    opened_by: str
    lead: str
    lead_name: str
    down: tuple[str, ...] = ()
    role: str = ""
    closed: str = ""
    loss: Loss = field(default_factory=Loss)
    rooms: tuple[str, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    seen: str = ""

    @property
    def checklist(self) -> Checklist:
        """The one that is worked on, or looked at."""
        return self.of_checklist(self.seen) or self.checklists[-1 if self.closed else 0]

    @property
    def next_update(self) -> datetime | None:
        """When the public should hear something next."""
        return next((one.due for one in self.reminders if one.kind in PUBLIC and one.nags != ASLEEP), None)

    def looking_at(self, id_: str) -> Incident:
        """The same, where one looks at that of its checklists."""
        return replace(self, seen=id_)

    def of_checklist(self, id_: str) -> Checklist | None:
        return next((checklist for checklist in self.checklists if checklist.id == id_), None)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who did something in the rooms of an incident."""

    person: str
    name: str


def may(rule: str, person: str, *, admin: bool, lead: str) -> bool:
    """Whether that person may do what the rule is about, where `lead` leads: who opened it, until somebody else is named."""
    if admin or rule == "everyone":
        return True
    return person == lead if rule == "lead" else any(one.person == person for one in people_of(rule))


def as_rule(people: Iterable[Member]) -> str:
    """Those who may, as the value of a rule: a line each."""
    return "\n".join(f"{one.person}\t{one.name}" for one in people)


def people_of(rule: str) -> tuple[Member, ...]:
    """Whom the value of a rule names."""
    return tuple(Member(person, name) for person, tab, name in (line.partition("\t") for line in rule.split("\n")) if tab)


def without(rule: str, person: str) -> str:
    """The value of a rule once that person is forgotten; where nobody is left, the admins alone may."""
    people = people_of(rule)
    left = [one for one in people if one.person != person]
    return (as_rule(left) or "admins") if people else rule


def member_named(said: str, members: Iterable[Member], me: Doer) -> Member | None:
    """Whom `said` names: a name or its beginning, with or without @, in whatever case; an id as a platform writes a mention; or
    "me". None where nobody or several have that name."""
    wanted = fold(said.strip().strip("<>").lstrip("@!").strip())
    if not wanted:
        return None
    if wanted in _ME:
        return Member(me.person, me.name)
    known = {member.person: member for member in (*members, Member(me.person, me.name))}
    for matches in (_is_id, _is_name, _begins):
        found = [member for member in known.values() if matches(member, wanted)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


_ME = frozenset({"me", "moi", "io", "ja", "yo", "ich", "mich", "mir", "mnie", "mi", "myself"})


def _is_id(member: Member, wanted: str) -> bool:
    return fold(member.person.partition(":")[2]).lstrip("@") == wanted


def _is_name(member: Member, wanted: str) -> bool:
    return fold(member.name) == wanted


def _begins(member: Member, wanted: str) -> bool:
    return fold(member.name).split(" ")[0] == wanted


def named(member: Member) -> str:
    """Whom an entry is about, so that it can be forgotten; what is shown of it is the last line."""
    return f"{member.person}\n{member.name}"


def unclaimed(incident: Incident, urgent: int) -> tuple[int, ...]:
    """The numbers of the first items that are open and nobody's."""
    items = incident.checklist.shown[:urgent]
    return tuple(item.position for item in items if item.state is State.OPEN and not item.claimed_by)


def settled(incident: Incident, reminder: Reminder) -> bool:
    """Whether there is nothing to remind of at the moment: its item is done, the urgent ones are taken. That may be undone."""
    if reminder.kind is Kind.URGENT:
        return not unclaimed(incident, URGENT_ITEMS)
    items = incident.checklist.items
    open_ = any(item.position == reminder.position and item.state is State.OPEN for item in items)
    return reminder.kind is Kind.ITEM and not open_


def one_line(text: str) -> str:
    """The text in one line, without what can't be seen."""
    visible = (char if not unicodedata.category(char).startswith("C") or char == "\u200d" else " " for char in text)
    return " ".join("".join(visible).split())


def cut(text: str, longest: int) -> str:
    """The text as it is, up to so many characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def minutes_between(earlier: str, later: str) -> int:
    """Whole minutes; none where a clock was set back in between."""
    passed = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return max(0, round(passed.total_seconds() / 60))
