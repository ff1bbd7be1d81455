"""The reminders that are due. One is claimed in the same transaction that puts what it says into the outbox: it is neither lost
nor doubled, whenever the process ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bot.incidents import Rules
from bot.messages import Message
from bot.packing import pack_messages
from bot.reminders import PUBLIC, Kind, Reminder
from bot.store.database import Database
from bot.store.mailbox import UNASKED
from bot.store.schema import INCIDENTS, OUTBOX, REMINDERS, ROOM_RULES, ROOMS


@dataclass(frozen=True, slots=True)
class Posting:
    """A message that nobody asked for, and where it goes. `letter` is its number in the outbox, where its place is empty: the
    platform knows it by the conversation."""

    platform: str
    conversation: str
    message: Message
    letter: int = 0


Said = Callable[[Connection, Reminder], tuple[Message | None, Reminder | None]]
"""What a reminder says, if it is still worth saying, and what it becomes."""


class Reminders:
    """Finds what is due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, said: Said) -> tuple[Posting, ...]:
        """What is to be said at `now`, put into the outbox; asked again at once, there is nothing."""

        def claimed(connection: Connection) -> tuple[Posting, ...]:
            due = REMINDERS.c.due <= _time(now)
            rows = connection.execute(select(REMINDERS).where(due).order_by(REMINDERS.c.due)).mappings().all()
            return tuple(posting for row in rows for posting in self._posted(connection, _reminder(row), said))

        return self._database.write(claimed) if self.waits(now) else ()

    def waits(self, now: datetime) -> bool:
        """Whether anything is due: to look often must cost nothing."""
        query = select(REMINDERS.c.kind).where(REMINDERS.c.due <= _time(now)).limit(1)
        return self._database.read(lambda connection: connection.execute(query).first() is not None)

    def change(self, incident: str, kind: Kind, position: int, change: Callable[[Reminder], Reminder | None]) -> bool:
        """Put another in the place of a reminder, or none; whether there was that one."""

        def changed(connection: Connection) -> bool:
            found = [one for one in of(connection, incident) if (one.kind, one.position) == (kind, position)]
            for one in found:
                _replace(connection, one, change(one))
            return bool(found)

        return self._database.write(changed)

    def _posted(self, connection: Connection, reminder: Reminder, said: Said) -> list[Posting]:
        message, next_ = said(connection, reminder)
        _replace(connection, reminder, next_)
        if message is None:
            return []
        _withdraw(connection, reminder.incident, PUBLIC if reminder.kind in PUBLIC else (reminder.kind,), reminder.position)
        rooms = connection.execute(select(ROOMS.c.conversation).where(ROOMS.c.incident == reminder.incident)).scalars().all()
        return [_post(connection, reminder, room, message) for room in rooms if rules_of(connection, room).reminders == "on"]


def rules_of(connection: Connection, room: str) -> Rules:
    """What that room has decided."""
    kept = connection.execute(select(ROOM_RULES.c.rules).where(ROOM_RULES.c.conversation == room)).scalar()
    known = json.loads(kept) if kept else {}
    return Rules(**{name: value for name, value in known.items() if name in Rules.__dataclass_fields__})


def put(connection: Connection, reminders: Iterable[Reminder]) -> None:
    """Keep them, in the place of those of the same kind for the same item."""
    for reminder in reminders:
        _replace(connection, reminder, reminder)


def clear(connection: Connection, incident: str, kinds: Iterable[Kind] = tuple(Kind)) -> None:
    """Remind of these no more; nor is said what has not been sent yet."""
    kinds = tuple(kinds)
    _withdraw(connection, incident, kinds)
    mine = (REMINDERS.c.incident == incident) & REMINDERS.c.kind.in_([kind.value for kind in kinds])
    connection.execute(delete(REMINDERS).where(mine))


def of(connection: Connection, incident: str) -> tuple[Reminder, ...]:
    """What an incident is to be reminded of, the next first."""
    query = select(REMINDERS).where(REMINDERS.c.incident == incident).order_by(REMINDERS.c.due)
    return tuple(map(_reminder, connection.execute(query).mappings()))


def _replace(connection: Connection, old: Reminder, new: Reminder | None) -> None:
    for one in filter(None, (old, new)):
        same = (REMINDERS.c.incident == one.incident) & (REMINDERS.c.kind == one.kind) & (REMINDERS.c.position == one.position)
        connection.execute(delete(REMINDERS).where(same))
    if new and connection.execute(select(INCIDENTS.c.closed).where(INCIDENTS.c.id == new.incident)).scalar() == "":
        row = {"incident": new.incident, "kind": new.kind.value, "position": new.position, "nags": new.nags}
        connection.execute(insert(REMINDERS).values({**row, "due": _time(new.due)}))


def _withdraw(connection: Connection, incident: str, kinds: Iterable[Kind], position: int | None = None) -> None:
    """Take back what is not sent yet: it says less than what follows it."""
    rest = "" if position is None else f"{position}:"
    for kind in kinds:
        same = OUTBOX.c.cause.startswith(f"{UNASKED}{incident}:{kind}:{rest}")
        connection.execute(delete(OUTBOX).where((OUTBOX.c.sent == "") & same))


def _post(connection: Connection, reminder: Reminder, room: str, message: Message) -> Posting:
    platform, _, conversation = room.partition(":")
    row = {
        "platform": platform,
        "conversation": conversation,
        "cause": f"{UNASKED}{reminder.incident}:{reminder.kind}:{reminder.position}:{reminder.nags}",
        "place": "{}",
        "message": pack_messages((message,)),
        "created": datetime.now(UTC).isoformat(),
    }
    (id_,) = connection.execute(insert(OUTBOX).values(row)).inserted_primary_key or (0,)
    return Posting(platform, conversation, message, id_)


def _reminder(row: RowMapping) -> Reminder:
    due = datetime.fromisoformat(row["due"])
    return Reminder(row["incident"], Kind(row["kind"]), due, row["nags"], row["position"])


def _time(moment: datetime) -> str:
    """As text that sorts as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
