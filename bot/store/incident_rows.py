"""Incidents as their rows tell, read within whatever transaction asks."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, func, select

from bot.incidents import Incident
from bot.losses import Loss
from bot.store import reminders
from bot.store.checklists import whole
from bot.store.schema import CHECKLISTS, INCIDENTS, ITEMS, ROOMS

COLUMNS = ("id", "title", "language", "opened", "since", "opened_by", "lead", "lead_name", "role", "closed")
"""Those that are as an incident has them."""


def load(connection: Connection, id_: str) -> Incident | None:
    """The incident of that id, within somebody else's transaction."""
    return found(connection, INCIDENTS.c.id == id_)


def of_room(room: str) -> ColumnElement[bool]:
    return INCIDENTS.c.id.in_(select(ROOMS.c.incident).where(ROOMS.c.conversation == room))


def found(connection: Connection, condition: ColumnElement[bool]) -> Incident | None:
    """The open one of those that meet it; else the newest."""
    query = select(INCIDENTS.c.id).where(condition).order_by(INCIDENTS.c.closed != "", INCIDENTS.c.opened.desc()).limit(1)
    id_ = connection.execute(query).scalar()
    return complete(connection, id_) if id_ else None


def complete(connection: Connection, id_: str) -> Incident:
    row = connection.execute(select(INCIDENTS).where(INCIDENTS.c.id == id_)).mappings().one()
    rooms = select(ROOMS.c.conversation).where(ROOMS.c.incident == id_).order_by(ROOMS.c.conversation)
    first_item = select(func.min(ITEMS.c.id)).where(ITEMS.c.checklist == CHECKLISTS.c.id).scalar_subquery()
    ids = connection.execute(select(CHECKLISTS.c.id).where(CHECKLISTS.c.incident == id_).order_by(first_item)).scalars().all()
    checklists = (whole(connection, CHECKLISTS.c.id == one) for one in ids)
    return Incident(
        **{name: row[name] for name in COLUMNS},
        down=tuple(json.loads(row["down"])),
        loss=_loss(row["loss"]),
        rooms=tuple(connection.execute(rooms).scalars()),
        checklists=tuple(one for one in checklists if one),
        reminders=reminders.of(connection, id_),
    )


def _loss(kept: str) -> Loss:
    known = json.loads(kept)
    return Loss(**{name: value for name, value in known.items() if name in Loss.__dataclass_fields__})
