"""When a room is reminded of what: pure rules, on times that are given. Who keeps them is in bot/store/reminders.py.

The public hears something within five minutes, what is affected five minutes later, then something every twenty minutes for two
hours and every hour after that. Nobody is reminded of one thing more than five times; each update is a thing of its own. Where
nobody does anything for a day it is said once that no more is said, until somebody does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MOST_NAGS = 5
URGENT_ITEMS = 3
"""Items, the first ones, that somebody should have taken soon."""
AGAIN = timedelta(minutes=5)
ITEM_AGAIN = timedelta(minutes=10)
SNOOZED = timedelta(minutes=10)
FIRST_NOTICE, SCOPE_LATER = timedelta(minutes=5), timedelta(minutes=5)
OFTEN, SELDOM, LONG = timedelta(minutes=20), timedelta(hours=1), timedelta(hours=2)
SILENCE = timedelta(hours=24)
"""When nobody did anything for so long, an incident is left in peace."""
SET_BACK = timedelta(minutes=2)
"""A clock that goes back by more was set back; by less, reminders come later by as much."""
ASLEEP = -1
"""The nags of an update in an incident where nobody does anything."""


class Kind(StrEnum):
    """What is reminded of: the first public notice, one that says what is affected, an update; urgent items that nobody has
    taken; one item with a time of its own."""

    NOTICE = "notice"
    SCOPE = "scope"
    UPDATE = "update"
    URGENT = "urgent"
    ITEM = "item"


PUBLIC = (Kind.NOTICE, Kind.SCOPE, Kind.UPDATE)
"""One of these at a time is due next."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """`nags` counts how often it was said; of updates, how many were since one was published. `position` is an item's."""

    incident: str
    kind: Kind
    due: datetime
    nags: int = 0
    position: int = 0


def planned(incident: str, opened: datetime) -> tuple[Reminder, ...]:
    """What a new incident is reminded of."""
    return (
        Reminder(incident, Kind.NOTICE, opened + FIRST_NOTICE),
        Reminder(incident, Kind.URGENT, opened + ITEM_AGAIN),
    )


def resumed(
    incident: str, now: datetime, told: int, items: Mapping[int, datetime], stopped: Collection[Kind] = ()
) -> tuple[Reminder, ...]:
    """What one is that was opened again: after so many notices, with the items that have a time of their own, and without the
    kinds that somebody wants to hear no more of."""
    waits = {Kind.NOTICE: FIRST_NOTICE, Kind.SCOPE: SCOPE_LATER, Kind.UPDATE: OFTEN}
    next_ = Kind.UPDATE if set(PUBLIC) & set(stopped) else PUBLIC[min(told, 2)]
    urgent = () if Kind.URGENT in stopped else (Reminder(incident, Kind.URGENT, now + ITEM_AGAIN),)
    timed = (Reminder(incident, Kind.ITEM, max(at, now + AGAIN), position=position) for position, at in items.items())
    return Reminder(incident, next_, now + waits[next_]), *urgent, *timed


def pause(opened: datetime, now: datetime) -> timedelta:
    """The time between two updates."""
    return OFTEN if now - opened < LONG else SELDOM


def nagged(reminder: Reminder, opened: datetime, now: datetime) -> Reminder | None:
    """What follows when it was said at `now`: the same again later, the update after it, or nothing. What was due several times
    while nobody could say it is said once."""
    nags = max(reminder.nags, 0) + 1
    if reminder.kind is Kind.UPDATE:
        return replace(reminder, due=now + pause(opened, now), nags=nags)
    if nags < MOST_NAGS:
        return replace(reminder, due=now + (AGAIN if reminder.kind in PUBLIC else ITEM_AGAIN), nags=nags)
    return Reminder(reminder.incident, Kind.UPDATE, now + pause(opened, now)) if reminder.kind in PUBLIC else None


def postponed(reminder: Reminder, opened: datetime, now: datetime) -> Reminder:
    """What follows when it was due and there was nothing to say, or nobody to hear it: the same later, with all its nags."""
    return replace(reminder, due=now + (pause(opened, now) if reminder.kind is Kind.UPDATE else AGAIN))


def asleep(reminder: Reminder, now: datetime) -> Reminder:
    """What follows when an update was due and nobody has done anything for long: a look whether somebody has."""
    return replace(reminder, due=now + SELDOM, nags=ASLEEP)


def sent(reminder: Reminder | None, incident: str, opened: datetime, now: datetime) -> Reminder:
    """What is due next once something was published. Where nothing was due any more, updates begin again."""
    if reminder and reminder.kind is Kind.NOTICE:
        return Reminder(incident, Kind.SCOPE, now + SCOPE_LATER)
    return Reminder(incident, Kind.UPDATE, now + pause(opened, now))


def snoozed(reminder: Reminder, now: datetime) -> Reminder:
    """The same in a while. Of an update what is due is the one after it already: that comes later than usual instead."""
    again = now + SNOOZED
    return replace(reminder, due=again if reminder.nags else max(reminder.due, again))


def dismissed(reminder: Reminder, opened: datetime, now: datetime) -> Reminder | None:
    """What is left once nobody wants to hear of it again: of what the public should hear, the next update."""
    if reminder.kind not in PUBLIC:
        return None
    return Reminder(reminder.incident, Kind.UPDATE, now + pause(opened, now))
