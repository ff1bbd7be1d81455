"""Says what is due, on a clock that is given: looks again and again while the platforms run."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.clock import Clock, now
from bot.handling.board import reminder_message, silence_message
from bot.incidents import settled
from bot.messages import Message
from bot.reminders import ASLEEP, Kind, Reminder, asleep, nagged, postponed
from bot.store.database import Database
from bot.store.incident_rows import load
from bot.store.reminders import Posting, Reminders, silent

EVERY = 2.0
"""Seconds between two looks."""


class Reminding:
    """Finds what to say. It runs beside the platforms, whose deliveries look into the outbox by themselves."""

    name = "reminders"

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._reminders = Reminders(database)
        self._clock = clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.to_thread(lambda: self.due(self._clock()))
            await asyncio.sleep(EVERY)

    def due(self, now: datetime) -> tuple[Posting, ...]:
        """What is to be said at `now`, in the rooms that it is for: claimed and in the outbox when this returns, so that it is
        said once, also where the process ends before it was sent."""
        return self._reminders.claim(now, partial(_said, now))


def _said(now: datetime, connection: Connection, reminder: Reminder, heard: bool) -> tuple[Message | None, Reminder | None]:
    """What is said, and what follows. What is settled may be undone: it is looked at again."""
    incident = load(connection, reminder.incident)
    if incident is None or incident.closed:
        return None, None
    opened = datetime.fromisoformat(incident.opened)
    if not heard or settled(incident, reminder):
        return None, postponed(reminder, opened, now)
    if reminder.kind is Kind.UPDATE and silent(connection, incident.id, now):
        return None if reminder.nags == ASLEEP else silence_message(incident), asleep(reminder, now)
    next_ = nagged(reminder, opened, now)
    return reminder_message(incident, reminder, next_, now), next_
