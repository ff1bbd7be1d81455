"""Says what is due: for whoever has a clock and a way to deliver."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.incident_board import reminder_message
from bot.messages import Message
from bot.reminders import Reminder, nagged
from bot.store.database import Database
from bot.store.incident_rows import load
from bot.store.reminders import Posting, Reminders


class Reminding:
    """Finds what to say at a time that is given."""

    def __init__(self, database: Database) -> None:
        self._reminders = Reminders(database)

    def due(self, now: datetime) -> tuple[Posting, ...]:
        """What is to be said at `now`, in the rooms that it is for: claimed and in the outbox when this returns, so that it is
        said once, also where the process ends before it was sent."""
        return self._reminders.claim(now, partial(_said, now))


def _said(now: datetime, connection: Connection, reminder: Reminder) -> tuple[Message | None, Reminder | None]:
    incident = load(connection, reminder.incident)
    if incident is None or incident.closed:
        return None, None
    next_ = nagged(reminder, datetime.fromisoformat(incident.opened), now)
    message = reminder_message(incident, reminder, next_, now)
    return message, next_ if message else None
