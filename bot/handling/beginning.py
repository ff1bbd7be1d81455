"""Since when it has been so: what is read of it, and how it is corrected."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.handling.desk import Desk, whispered
from bot.incidents import Incident, What
from bot.reading.times import latest, since_in
from bot.turns import Messages, Turn


def began(said: str, minutes: int | None, now: datetime) -> datetime:
    """When it began: at the hour that is said, the last time that it was that late; else so many minutes ago."""
    clock = since_in(said)
    return latest(clock, now) if clock and minutes is None else now - timedelta(minutes=minutes or 0)


class Beginning:
    """Corrects since when it has been so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def since(self, turn: Turn, incident: Incident, text: str) -> Messages:
        """It began at that hour."""
        clock = since_in(f"since {text}")
        if clock is None:
            return (whispered("incident-since-how", turn.language),)
        at = latest(clock, self._desk.clock()).isoformat()
        doer = self._desk.doer(turn)
        changed = self._desk.incidents.note(incident.id, turn.conversation, doer, What.SINCE, at, since=at)
        return (self._desk.shown(changed),) if changed else ()
