"""Other steps for an incident's checklist, because more is known: who the team is, what is down. A number keeps its text for
good: people typed it, its time comes, and buttons for it are still about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from bot.checklists import Checklist, Doer, Item, State
from bot.incidents import MOST_ITEMS, Incident, What
from bot.reminders import Kind
from bot.store.checklists import insert_items, inserted, update_item, whole, write_down
from bot.store.schema import CHANGES, CHECKLISTS, ITEMS

_DECIDED = (State.DONE, State.SKIPPED)


def retake(
    connection: Connection, incident: Incident, doer: Doer, what: What, items: Sequence[Item], *, text: str, place: str
) -> None:
    """Work on `items` from now on. Where nobody has done anything with any, a new checklist takes the place of the first
    one, of which all is put aside; its id is another, so that no old button means another text. Otherwise what does not suit is
    put aside, until it suits again, and what is new comes at the end."""
    checklist = whole(connection, CHECKLISTS.c.id == incident.checklist.id, writing=True) or incident.checklist
    suits = not items or [*map(_key, items)] == [*map(_key, checklist.items)]
    if not suits and _is_fresh(connection, incident, checklist):
        connection.execute(update(ITEMS).where(ITEMS.c.checklist == checklist.id).values(state=State.ASIDE.value))
        checklist, suits = inserted(connection, replace(checklist, items=tuple(items))), True
    write_down(connection, checklist.id, 0, what, doer, incident=incident.id, text=text, place=place)
    if not suits:
        _merge(connection, incident, checklist, items)


def meant(connection: Connection, incident: Incident, kept: Checklist, positions: Sequence[int]) -> tuple[Checklist, list[int]]:
    """The checklist that whoever sees `kept` acts on, and which items there: where another one took its place, the same steps
    with the same texts. 0 is none."""
    if incident.of_checklist(kept.id):
        return kept, list(positions)
    now = whole(connection, CHECKLISTS.c.id == incident.checklists[0].id, writing=True) or incident.checklists[0]
    texts, numbers = {item.position: _key(item) for item in kept.items}, {_key(item): item.position for item in now.items}
    return now, [numbers.get(texts.get(position, ("", "")), 0) for position in positions]


def _key(item: Item) -> tuple[str, str]:
    return item.step, item.text


def _is_fresh(connection: Connection, incident: Incident, checklist: Checklist) -> bool:
    """Whether nobody has done anything with any of its items."""
    any_ = select(CHANGES.c.id).where((CHANGES.c.checklist == checklist.id) & (CHANGES.c.position > 0)).limit(1)
    touched = any(not item.step or item.state is not State.OPEN or item.claimed_by for item in checklist.items)
    return not touched and len(incident.checklists) == 1 and connection.execute(any_).scalar() is None


def _merge(connection: Connection, incident: Incident, checklist: Checklist, items: Sequence[Item]) -> None:
    decided = {item.step for item in checklist.items if item.state in _DECIDED}
    wanted = {_key(item): item for item in items if item.step not in decided}
    stay = {item.position for item in checklist.items if _stays(incident, item, {step for step, _ in wanted})}
    steps = {item.step for item in checklist.items if item.position in stay and _key(item) not in wanted}
    wanted = {key: item for key, item in wanted.items() if item.step not in steps}
    takers = dict[str, Item]()
    for item in checklist.items:
        if item.step and item.state is State.OPEN and _key(item) not in wanted and item.position not in stay:
            update_item(connection, checklist.id, replace(item, state=State.ASIDE, claimed_by="", claimed_name=""))
            takers[item.step] = item
    for item in checklist.items:
        if item.state is State.ASIDE and _key(item) in wanted:
            update_item(connection, checklist.id, _taken(replace(item, state=State.OPEN), takers))
    there = {_key(item) for item in checklist.items}
    new = [_taken(item, takers) for key, item in wanted.items() if key not in there][: MOST_ITEMS - len(checklist.items)]
    insert_items(connection, checklist.id, [replace(one, position=at) for at, one in enumerate(new, len(checklist.items) + 1)])


def _stays(incident: Incident, item: Item, steps: set[str]) -> bool:
    """Whether somebody means to do it, in these very words: gave it a time, or took it, and there are no others for it."""
    dated = any(one.kind is Kind.ITEM and one.position == item.position for one in incident.reminders)
    return item.state is State.OPEN and (dated or bool(item.claimed_by and item.step not in steps))


def _taken(item: Item, takers: dict[str, Item]) -> Item:
    """The item, by whoever had taken the same step in other words."""
    before = takers.get(item.step)
    return replace(item, claimed_by=before.claimed_by, claimed_name=before.claimed_name) if before else item
