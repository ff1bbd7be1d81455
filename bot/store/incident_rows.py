"""Incidents as their rows tell, read within whatever transaction asks."""

from __future__ import annotations

import json

from sqlalchemy import Column, ColumnElement, Connection, func, or_, select, update

from bot.checklists import Checklist
from bot.incidents import Incident, people_of, without
from bot.losses import Loss
from bot.store import reminders
from bot.store.checklists import whole
from bot.store.schema import CHANGES, CHECKLISTS, INCIDENTS, ITEMS, ROOM_RULES, ROOMS

COLUMNS = ("id", "title", "language", "opened", "since", "opened_by", "lead", "lead_name", "role", "closed")
"""Those that are as an incident has them."""
BEGUN = select(func.min(CHANGES.c.id)).where(CHANGES.c.incident == INCIDENTS.c.id).scalar_subquery()
"""The number of an incident's first entry: clocks may be set back, these numbers only grow."""
_TAKEN_UP = select(func.min(CHANGES.c.id)).where(CHANGES.c.checklist == CHECKLISTS.c.id).scalar_subquery()
"""Of a checklist's. The one for the time after has none until something is done on it."""


def load(connection: Connection, id_: str) -> Incident | None:
    """The incident of that id, within somebody else's transaction."""
    return found(connection, INCIDENTS.c.id == id_)


def of_room(room: str) -> ColumnElement[bool]:
    return INCIDENTS.c.id.in_(select(ROOMS.c.incident).where(ROOMS.c.conversation == room))


def found(connection: Connection, condition: ColumnElement[bool]) -> Incident | None:
    """The open one of those that meet it; else the newest."""
    query = select(INCIDENTS.c.id).where(condition).order_by(INCIDENTS.c.closed != "", BEGUN.desc()).limit(1)
    id_ = connection.execute(query).scalar()
    return complete(connection, id_) if id_ else None


def complete(connection: Connection, id_: str) -> Incident:
    row = connection.execute(select(INCIDENTS).where(INCIDENTS.c.id == id_)).mappings().one()
    rooms = select(ROOMS.c.conversation).where(ROOMS.c.incident == id_).order_by(ROOMS.c.conversation)
    return Incident(
        **{name: row[name] for name in COLUMNS},
        down=tuple(json.loads(row["down"])),
        loss=_loss(row["loss"]),
        rooms=tuple(connection.execute(rooms).scalars()),
        checklists=_checklists(connection, id_),
        reminders=reminders.of(connection, id_),
    )


def _checklists(connection: Connection, id_: str) -> tuple[Checklist, ...]:
    """In the order in which they were begun, without those whose place another one took: all of such a one is put aside."""
    mine = select(CHECKLISTS.c.id).where(CHECKLISTS.c.incident == id_).order_by(_TAKEN_UP.is_(None), _TAKEN_UP)
    every = [whole(connection, CHECKLISTS.c.id == one) for one in connection.execute(mine).scalars().all()]
    there = tuple(one for one in every if one)
    return tuple(one for one in there if one.shown or not one.items) or there[-1:]


def share(connection: Connection, condition: ColumnElement[bool]) -> None:
    """Of the incidents that meet it, those in which anybody but their opener did something, or was given something, are
    nobody's own any more: from then on names are shown, also of what was done before."""
    lists = CHECKLISTS.alias()
    given = select(ITEMS.c.id).join(lists, ITEMS.c.checklist == lists.c.id).where(_other(ITEMS.c.claimed_by))
    another = [
        select(CHANGES.c.id).where(_other(CHANGES.c.person), CHANGES.c.incident == INCIDENTS.c.id).exists(),
        given.where(lists.c.incident == INCIDENTS.c.id).exists(),
        _other(INCIDENTS.c.lead),
    ]
    shared = CHECKLISTS.c.incident.in_(select(INCIDENTS.c.id).where(condition, or_(*another)))
    connection.execute(update(CHECKLISTS).where(CHECKLISTS.c.private == 1, shared).values(private=0))


def _other(person: Column[str]) -> ColumnElement[bool]:
    """Whether that is somebody else than who opened the incident; who is forgotten is nobody."""
    return (person != "") & (person != INCIDENTS.c.opened_by)


def forget_ruling(connection: Connection, person: str) -> None:
    """Whom a room named to decide is no more than a name that is kept: it goes."""
    for conversation, rules in ruled_by(connection, person):
        left = {name: without(value, person) for name, value in rules.items()}
        where = ROOM_RULES.c.conversation == conversation
        connection.execute(update(ROOM_RULES).where(where).values(rules=json.dumps(left)))


def ruled_by(connection: Connection, person: str) -> list[tuple[str, dict[str, str]]]:
    """The rooms whose rules name that person, with those rules."""
    written = json.dumps(person)[1:-1]
    rows = connection.execute(select(ROOM_RULES).where(ROOM_RULES.c.rules.contains(written, autoescape=True))).all()
    found = ((str(conversation), dict[str, str](json.loads(rules))) for conversation, rules in rows)
    return [(room, rules) for room, rules in found if any(person == one.person for v in rules.values() for one in people_of(v))]


def _loss(kept: str) -> Loss:
    known = json.loads(kept)
    return Loss(**{name: value for name, value in known.items() if name in Loss.__dataclass_fields__})
