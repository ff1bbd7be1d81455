"""The reminders that are due. One is claimed in the same transaction that puts what it says into the outbox: it is neither lost
nor doubled, whenever the process ends. When it was last looked at the clock is kept too: one that was set back is noticed, and
what is due is moved with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from bot.checklists import Doer
from bot.incidents import Incident, Rules, What
from bot.messages import Message
from bot.packing import pack_messages
from bot.reminders import PUBLIC, SET_BACK, SILENCE, Kind, Reminder, resumed
from bot.store.checklists import write_down
from bot.store.database import Database
from bot.store.mailbox import UNASKED
from bot.store.schema import CHANGES, INCIDENTS, OUTBOX, REMINDERS, ROOM_RULES, ROOMS

MARKED_EVERY = timedelta(minutes=1)
"""How often the time of a look is kept: each one would cost a write."""
_LOOKED = {"incident": "", "kind": "looked", "position": 0}
"""The row of no incident: its time is that of a look, its nags are the seconds by which the clock is set back."""
_KEPT = REMINDERS.c.incident != ""
_LOOK = REMINDERS.c.incident == ""


@dataclass(frozen=True, slots=True)
class Posting:
    """A message that nobody asked for, and where it goes. `letter` is its number in the outbox, where its place is empty: the
    platform knows it by the conversation."""

    platform: str
    conversation: str
    message: Message
    letter: int = 0


Said = Callable[[Connection, Reminder, bool], tuple[Message | None, Reminder | None]]
"""What a reminder says, if it is worth saying now, and what it becomes; told whether any room wants to hear it."""


class Reminders:
    """Finds what is due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, said: Said) -> tuple[Posting, ...]:
        """What is to be said at `now`, put into the outbox; asked again at once, there is nothing."""

        def claimed(connection: Connection) -> tuple[Posting, ...]:
            due = _KEPT & (REMINDERS.c.due <= _time(now))
            rows = connection.execute(select(REMINDERS).where(due).order_by(REMINDERS.c.due)).mappings().all()
            return tuple(posting for row in rows for posting in _posted(connection, _reminder(row), said))

        self._look(now)
        return self._database.write(claimed) if self.waits(now) else ()

    def waits(self, now: datetime) -> bool:
        """Whether anything is due: to look often must cost nothing."""
        query = select(REMINDERS.c.kind).where(_KEPT & (REMINDERS.c.due <= _time(now))).limit(1)
        return self._database.read(lambda connection: connection.execute(query).first() is not None)

    def change(
        self,
        incident: Incident,
        reminder: Reminder,
        change: Callable[[Reminder], Reminder | None],
        *,
        what: What,
        doer: Doer,
        room: str,
    ) -> bool:
        """Put another in the place of a reminder, or none, and write down who wanted that; whether there was that one."""

        def changed(connection: Connection) -> bool:
            same = (reminder.kind, reminder.position)
            found = [one for one in of(connection, incident.id) if (one.kind, one.position) == same]
            for one in found:
                _replace(connection, one, change(one))
                more = {"incident": incident.id, "text": one.kind.value, "place": room}
                write_down(connection, incident.checklist.id, one.position, what, doer, **more)
            return bool(found)

        return self._database.write(changed)

    def _look(self, now: datetime) -> None:
        """Notice a clock that was set back, and keep what time it is; where nothing is kept there is nothing to notice."""

        def looked(connection: Connection) -> None:
            last, behind = _last_look(connection, writing=True)
            leap = now - (last or now)
            if leap < -SET_BACK:
                _move(connection, leap)
                behind -= leap
            elif behind and abs(leap - behind) < 2 * SET_BACK:  # it is put right again
                _move(connection, behind)
                behind = timedelta()
            row = {"due": _time(now), "nags": round(behind.total_seconds())}
            if not connection.execute(update(REMINDERS).where(_LOOK).values(row)).rowcount:
                connection.execute(insert(REMINDERS).values(_LOOKED | row))

        def is_news(connection: Connection) -> bool:
            last, _ = _last_look(connection)
            if last and -SET_BACK <= now - last < MARKED_EVERY:
                return False
            return connection.execute(select(REMINDERS.c.kind).where(_KEPT).limit(1)).first() is not None

        if self._database.read(is_news):
            self._database.write(looked)


def _posted(connection: Connection, reminder: Reminder, said: Said) -> list[Posting]:
    query = select(ROOMS.c.conversation).where(ROOMS.c.incident == reminder.incident)
    rooms = [room for room in connection.execute(query).scalars().all() if rules_of(connection, room).reminders == "on"]
    message, next_ = said(connection, reminder, bool(rooms))
    _replace(connection, reminder, next_)
    if message is None:
        return []
    _withdraw(connection, reminder.incident, PUBLIC if reminder.kind in PUBLIC else (reminder.kind,), reminder.position)
    return [_post(connection, reminder, room, message) for room in rooms]


def _last_look(connection: Connection, *, writing: bool = False) -> tuple[datetime | None, timedelta]:
    """When it was, and by how much the clock is set back since it was right."""
    query = select(REMINDERS.c.due, REMINDERS.c.nags).where(_LOOK)
    last = connection.execute(query.with_for_update() if writing else query).first()
    return (datetime.fromisoformat(last.due), timedelta(seconds=last.nags)) if last else (None, timedelta())


def _move(connection: Connection, by: timedelta) -> None:
    """All that is due comes so much later, or earlier."""
    for row in connection.execute(select(REMINDERS).where(_KEPT)).mappings().all():
        same = (REMINDERS.c.incident == row["incident"]) & (REMINDERS.c.kind == row["kind"])
        moved = update(REMINDERS).where(same & (REMINDERS.c.position == row["position"]))
        connection.execute(moved.values(due=_time(datetime.fromisoformat(row["due"]) + by)))


def rules_of(connection: Connection, room: str) -> Rules:
    """What that room has decided."""
    kept = connection.execute(select(ROOM_RULES.c.rules).where(ROOM_RULES.c.conversation == room)).scalar()
    known = json.loads(kept) if kept else {}
    return Rules(**{name: value for name, value in known.items() if name in Rules.__dataclass_fields__})


def put(connection: Connection, reminders: Iterable[Reminder]) -> None:
    """Keep them, in the place of those of the same kind for the same item."""
    for reminder in reminders:
        _replace(connection, reminder, reminder)


def resume(connection: Connection, incident: str, now: datetime) -> None:
    """Remind again of what its timeline tells: whether notices were published, which items have a time, what is not wanted."""
    telling = CHANGES.c.change.in_((What.DUE, What.SENT, What.DISMISSED))
    query = select(CHANGES).where((CHANGES.c.incident == incident) & telling)
    told, items, stopped = 0, dict[int, datetime](), set[Kind]()
    for entry in connection.execute(query.order_by(CHANGES.c.id)).mappings():
        if entry["change"] == What.DUE:
            items[entry["position"]] = datetime.fromisoformat(entry["text"])
        elif entry["change"] == What.SENT:
            told += 1
        elif entry["text"] == Kind.ITEM:
            items.pop(entry["position"], None)
        else:
            stopped.add(Kind(entry["text"]))
    put(connection, resumed(incident, now, told, items, stopped))


def silent(connection: Connection, incident: str, now: datetime) -> bool:
    """Whether nobody has done anything there for long."""
    mine = (CHANGES.c.incident == incident) & (CHANGES.c.at <= _time(now))  # a later one is of a clock that was set back
    last = connection.execute(select(func.max(CHANGES.c.at)).where(mine)).scalar()
    return now - datetime.fromisoformat(last) >= SILENCE if last else False


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
