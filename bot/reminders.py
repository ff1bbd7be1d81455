"""When a room is reminded of what: pure rules, on times that are given. Who keeps them is in bot/store/reminders.py.

The public hears something within five minutes, what is affected five minutes later, then something every twenty minutes for two
hours and every hour after that. Nobody is reminded of one thing more than five times; whoever doesn't answer is left in peace.
"""

from __future__ import annotations

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
    """`nags` counts how often it was said. `position` is an item's."""

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


def resumed(incident: str, now: datetime) -> tuple[Reminder, ...]:
    """What one is that was opened again."""
    return (Reminder(incident, Kind.UPDATE, now + OFTEN), Reminder(incident, Kind.URGENT, now + ITEM_AGAIN))


def pause(opened: datetime, now: datetime) -> timedelta:
    """The time between two updates."""
    return OFTEN if now - opened < LONG else SELDOM


def nagged(reminder: Reminder, opened: datetime, now: datetime) -> Reminder | None:
    """What follows when it was said at `now`: the same again later, the update after it, or nothing. What was due several times
    while nobody could say it is said once."""
    nags = reminder.nags + 1
    if reminder.kind is Kind.UPDATE:
        return replace(reminder, due=now + pause(opened, now), nags=nags) if nags < MOST_NAGS else None
    if reminder.kind in PUBLIC:
        if nags < MOST_NAGS:
            return replace(reminder, due=now + AGAIN, nags=nags)
        return Reminder(reminder.incident, Kind.UPDATE, now + pause(opened, now))
    return replace(reminder, due=now + ITEM_AGAIN, nags=nags) if nags < MOST_NAGS else None


def sent(reminder: Reminder | None, incident: str, opened: datetime, now: datetime) -> Reminder:
    """What is due next once something was published. Where nothing was due any more, updates begin again."""
    if reminder and reminder.kind is Kind.NOTICE:
        return Reminder(incident, Kind.SCOPE, now + SCOPE_LATER)
    return Reminder(incident, Kind.UPDATE, now + pause(opened, now))


def snoozed(reminder: Reminder, now: datetime) -> Reminder:
    return replace(reminder, due=max(reminder.due, now + SNOOZED))


def dismissed(reminder: Reminder, opened: datetime, now: datetime) -> Reminder | None:
    """What is left once nobody wants to hear of it again: of what the public should hear, the next update."""
    if reminder.kind not in PUBLIC:
        return None
    return Reminder(reminder.incident, Kind.UPDATE, now + pause(opened, now))
