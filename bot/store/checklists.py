"""The checklists, and who did what on them. Whatever changes one reads and writes it in one transaction: two people who tick
the same item at once find that one of them did."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, insert, or_, select, update

from bot.checklists import Action, Checklist, Doer, Item, Marked, Outcome, State, acted, judged
from bot.store.database import Database
from bot.store.schema import CHANGES, CHECKLISTS, ITEMS

OVER = "over"
"""The change that opens all items again."""
_SAME = ("position", "text", "why", "step", "claimed_by", "claimed_name")
_OPEN_AGAIN = {
    "state": State.OPEN.value,
    **dict.fromkeys(("state_by", "state_name", "state_at", "claimed_by", "claimed_name"), ""),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Something done to a checklist: an action on the item of that position, or `over` on all of them (position 0)."""

    position: int
    change: str
    person: str
    name: str
    at: str


class Checklists:
    """Keeps checklists. One belongs to its conversation, a private one to its person as well: nobody else finds it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, checklist: Checklist) -> Checklist:
        """Keep a new checklist; the one that there is already where the same answer was made one before."""
        there = _seen_by(checklist.conversation, checklist.person) & (CHECKLISTS.c.answer == checklist.answer)

        def started(connection: Connection) -> Checklist:
            return whole(connection, there) or inserted(connection, checklist)

        return self._database.write(started)

    def by_id(self, id_: str, conversation: str, person: str) -> Checklist | None:
        """The checklist of that id, if that person in that conversation may see it."""
        return self._found(_seen_by(conversation, person) & (CHECKLISTS.c.id == id_))

    def newest(self, conversation: str, person: str, *, shared: bool = False) -> Checklist | None:
        """The newest that that person in that conversation may see; of those that all there share, where it is `shared`."""
        seen = _seen_by(conversation, person)
        return self._found(seen & (CHECKLISTS.c.private == 0) if shared else seen)

    def of_answer(self, answer: str, conversation: str, person: str) -> Checklist | None:
        """The one made of that answer, if that person in that conversation may see it."""
        return self._found(_seen_by(conversation, person) & (CHECKLISTS.c.answer == answer))

    def mark(self, id_: str, conversation: str, doer: Doer, action: Action, positions: Sequence[int]) -> Marked | None:
        """Do `action` to the items of those positions; none where that person may not."""
        mine = _seen_by(conversation, doer.person) & (CHECKLISTS.c.id == id_)

        def marked(connection: Connection) -> Marked | None:
            checklist = whole(connection, mine, writing=True)
            return act(connection, checklist, doer, action, positions) if checklist else None

        return self._database.write(marked)

    def start_over(self, id_: str, conversation: str, doer: Doer, round_: int) -> Checklist | None:
        """Open all items again. What was confirmed in an earlier round changes nothing: it was meant for that one."""
        mine = _seen_by(conversation, doer.person) & (CHECKLISTS.c.id == id_)

        def reopened(connection: Connection) -> Checklist | None:
            checklist = whole(connection, mine, writing=True)
            if checklist is None or checklist.round != round_:
                return checklist
            connection.execute(update(ITEMS).where(ITEMS.c.checklist == id_).values(_OPEN_AGAIN))
            write_down(connection, id_, 0, OVER, doer)
            return whole(connection, mine)

        return self._database.write(reopened)

    def changes(self, id_: str) -> tuple[Change, ...]:
        """Who did what, in order."""
        query = select(CHANGES).where(CHANGES.c.checklist == id_).order_by(CHANGES.c.id)
        names = tuple(Change.__dataclass_fields__)

        def found(connection: Connection) -> tuple[Change, ...]:
            return tuple(Change(**{name: row[name] for name in names}) for row in connection.execute(query).mappings())

        return self._database.read(found)

    def forget(self, person: str) -> None:
        """Delete that person's own checklists; in shared ones what others need stays, without a trace of who it was."""

        def forgotten(connection: Connection) -> None:
            own = (CHECKLISTS.c.person == person) & (CHECKLISTS.c.private == 1)
            ids = select(CHECKLISTS.c.id).where(own).scalar_subquery()
            for table in (ITEMS, CHANGES):
                connection.execute(delete(table).where(table.c.checklist.in_(ids)))
            connection.execute(delete(CHECKLISTS).where(own))
            for column, blank in (
                (CHECKLISTS.c.person, {"person": "", "title": ""}),
                (ITEMS.c.state_by, {"state_by": "", "state_name": ""}),
                (ITEMS.c.claimed_by, {"claimed_by": "", "claimed_name": ""}),
                (CHANGES.c.person, {"person": "", "name": ""}),
            ):
                connection.execute(update(column.table).where(column == person).values(blank))

        self._database.write(forgotten)

    def _found(self, condition: ColumnElement[bool]) -> Checklist | None:
        return self._database.read(lambda connection: whole(connection, condition))


def _seen_by(conversation: str, person: str) -> ColumnElement[bool]:
    everyones = or_(CHECKLISTS.c.private == 0, CHECKLISTS.c.person == person)
    return and_(CHECKLISTS.c.conversation == conversation, everyones)


def whole(connection: Connection, condition: ColumnElement[bool], *, writing: bool = False) -> Checklist | None:
    """The newest that meets `condition`, with its items; `writing` keeps others from it, where a database locks by rows."""
    query = select(CHECKLISTS).where(condition).order_by(CHECKLISTS.c.started.desc()).limit(1)
    row = connection.execute(query.with_for_update() if writing else query).mappings().first()
    if row is None:
        return None
    items = connection.execute(select(ITEMS).where(ITEMS.c.checklist == row["id"]).order_by(ITEMS.c.position)).mappings()
    rounds = select(func.count()).where((CHANGES.c.checklist == row["id"]) & (CHANGES.c.change == OVER))
    facts = {**row, "private": bool(row["private"]), "round": connection.execute(rounds).scalar_one()}
    return Checklist(**facts, items=tuple(map(_item, items)))


def _item(row: RowMapping) -> Item:
    return Item(
        **{name: row[name] for name in _SAME},
        citations=tuple(json.loads(row["citations"])),
        state=State(row["state"]),
        by=row["state_by"],
        name=row["state_name"],
        at=row["state_at"],
    )


def _row(id_: str, item: Item) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in _SAME},
        "checklist": id_,
        "citations": json.dumps(item.citations),
        "state": item.state.value,
        "state_by": item.by,
        "state_name": item.name,
        "state_at": item.at,
    }


def inserted(connection: Connection, checklist: Checklist) -> Checklist:
    """The checklist as it is kept from now on."""
    kept = replace(checklist, id=secrets.token_hex(6), started=datetime.now(UTC).isoformat())
    facts = {column.name: getattr(kept, column.name) for column in CHECKLISTS.columns}
    connection.execute(insert(CHECKLISTS).values({**facts, "private": int(kept.private)}))
    insert_items(connection, kept.id, kept.items)
    return kept


def insert_items(connection: Connection, id_: str, items: Sequence[Item]) -> None:
    if items:
        connection.execute(insert(ITEMS), [_row(id_, item) for item in items])


def update_item(connection: Connection, id_: str, item: Item) -> None:
    where = (ITEMS.c.checklist == id_) & (ITEMS.c.position == item.position)
    connection.execute(update(ITEMS).where(where).values(_row(id_, item)))


def act(
    connection: Connection, checklist: Checklist, doer: Doer, action: Action, positions: Sequence[int], *, place: str = ""
) -> Marked:
    """Do `action` to the items of those positions, and write down what it changes."""
    items = {item.position: item for item in checklist.items}
    outcomes: list[tuple[int, Outcome, Item | None]] = []
    for position in dict.fromkeys(positions):
        found = items.get(position)
        outcome = judged(found, action, doer.person) if found else Outcome.MISSING
        outcomes.append((position, outcome, found))
        if found and outcome is Outcome.CHANGED:
            items[position] = acted(found, action, doer)
            update_item(connection, checklist.id, items[position])
            write_down(connection, checklist.id, position, action, doer, incident=checklist.incident, place=place)
    return Marked(replace(checklist, items=tuple(items.values())), tuple(outcomes))


def write_down(connection: Connection, id_: str, position: int, change: str, doer: Doer, **more: str) -> None:
    """Who did what to which checklist; `more` are the `incident` it belongs to, a `text` and the `place` where it was done."""
    row = {
        "checklist": id_,
        "position": position,
        "change": str(change),
        "person": doer.person,
        "name": doer.name,
        "at": doer.at,
    }
    connection.execute(insert(CHANGES).values({**row, **more, "place": doer.place or more.get("place", "")}))
