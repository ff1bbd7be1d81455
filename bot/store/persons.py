"""What belongs to one person across the tables: all of it in one piece, to be handed over, and the mail that is under way."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select

from bot.incidents import people_of
from bot.messages import Incoming
from bot.packing import unpack_heard
from bot.store.database import Database
from bot.store.incident_rows import ruled_by
from bot.store.schema import ANSWERS, CHANGES, CHECKLISTS, FEEDBACK, INBOX, INCIDENTS, ITEMS, OUTBOX, OVERHEARD, PROFILES

_JSON = frozenset({"topics", "citations", "steps", "situation", "facts", "down", "loss"})
"""Columns that hold JSON."""

Row = dict[str, Any]


def kept_of(database: Database, person: str) -> dict[str, Any]:
    """The profile, answers, feedback, checklists and incidents of that person, and what they did on others' checklists."""

    def found(connection: Connection) -> dict[str, list[Row]]:
        tables = (PROFILES, ANSWERS, FEEDBACK, CHECKLISTS, OVERHEARD)
        own = {table.name: _rows(connection, table, table.c.person == person) for table in tables}
        for checklist in own["checklists"]:
            checklist["items"] = _rows(connection, ITEMS, ITEMS.c.checklist == checklist["id"]) if checklist["private"] else []
        touched = or_(ITEMS.c.state_by == person, ITEMS.c.claimed_by == person)
        leading = or_(INCIDENTS.c.opened_by == person, INCIDENTS.c.lead == person)
        own["incidents"] = _rows(connection, INCIDENTS, leading)
        own["rules"] = [_ruling(room, rules, person) for room, rules in ruled_by(connection, person)]
        own |= {"items": _rows(connection, ITEMS, touched), "changes": _rows(connection, CHANGES, CHANGES.c.person == person)}
        return own if any(own.values()) else {}  # nothing: the database then looks in memory too

    kept = dict(database.read(found) or {})
    profiles = kept.pop("profiles", [])
    return {"person": person, "profile": profiles[0]["facts"] if profiles else {}, **kept}


def forget_mail(database: Database, incoming: Incoming) -> None:
    """Delete what waits of who sent `incoming`, and what is on its way to them, wherever; where nobody else reads along, all
    that was and is to be sent there."""

    def deleted(connection: Connection) -> None:
        waiting = select(INBOX.c.id, INBOX.c.payload).where((INBOX.c.platform == incoming.platform) & (INBOX.c.handled == ""))
        theirs = [id_ for id_, payload in connection.execute(waiting) if _sender(payload) == incoming.person]
        connection.execute(delete(INBOX).where(INBOX.c.id.in_(theirs)))
        to_them = OUTBOX.c.person == incoming.person
        if incoming.private:
            to_them |= OUTBOX.c.conversation == incoming.conversation
        connection.execute(delete(OUTBOX).where((OUTBOX.c.platform == incoming.platform) & to_them))

    database.write(deleted)


def _ruling(room: str, rules: dict[str, str], person: str) -> Row:
    """What a room lets that person decide."""
    mine = [name for name, value in rules.items() if any(one.person == person for one in people_of(value))]
    return {"conversation": room, "rules": mine}


def _sender(payload: bytes) -> str:
    try:
        return unpack_heard(payload.decode()).incoming.person
    except (ValueError, TypeError, KeyError):  # damaged: nobody's
        return ""


def _rows(connection: Connection, table: Table, of_person: ColumnElement[bool]) -> list[Row]:
    rows = connection.execute(select(table).where(of_person)).mappings()
    return [{name: _read(value) if name in _JSON else value for name, value in row.items()} for row in rows]


def _read(kept: str) -> Any:
    """What a column holds; as it stands where it is damaged."""
    try:
        return json.loads(kept)
    except ValueError:
        return kept
