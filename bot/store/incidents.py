"""The incidents of rooms. An incident's checklists are checklists, and its timeline is what was changed on them and around
them: one table, in the order in which the database wrote it down. What changes one reads and writes it in one transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.checklists import Action, Checklist, Doer, Item, Marked, State
from bot.incidents import MOST_ITEMS, Entry, Incident, Member, Rules, What, named
from bot.losses import Number, told
from bot.reminders import PUBLIC, Kind, Reminder, planned
from bot.reminders import sent as after_sent
from bot.store import reminders, retaking
from bot.store.checklists import act, insert_items, inserted, update_item, whole, write_down
from bot.store.database import Database
from bot.store.incident_rows import BEGUN, COLUMNS, complete, forget_ruling, found, of_room, share
from bot.store.overheard import forget_person, forget_rooms
from bot.store.schema import CHANGES, CHECKLISTS, INCIDENTS, ITEMS, REMINDERS, ROOM_RULES, ROOMS

SAME = timedelta(minutes=10)
"""What somebody says again within this time, and nothing else of the kind in between, was meant once: nobody had told them that
it was heard, where the program ended just then."""
AT_ONCE = timedelta(minutes=1)
"""Who say within this time that a notice is published mean the same one."""

REPEATED = timedelta(seconds=30)
"""The same number of two people within this time answers one question."""

Work = Callable[[Connection, Incident], object]


@dataclass(frozen=True, slots=True)
class Done:
    """An incident after an action on its items, and what came of it."""

    incident: Incident
    marked: Marked


class Incidents:
    """Keeps incidents. One is found in its rooms and nowhere else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, incident: Incident, room: str, items: Sequence[Item], doer: Doer, *, private: bool) -> tuple[Incident, bool]:
        """Begin an incident in `room`, and whether it is new: where one is open there already, it is that one."""

        def opened(connection: Connection) -> tuple[Incident, bool]:
            if there := found(connection, of_room(room) & (INCIDENTS.c.closed == "")):
                return there, False
            id_ = secrets.token_hex(6)
            row = {name: getattr(incident, name) for name in COLUMNS} | {"id": id_, "down": json.dumps(incident.down)}
            connection.execute(insert(INCIDENTS).values(row))
            connection.execute(insert(ROOMS).values(incident=id_, conversation=room))
            checklist = inserted(connection, _checklist(id_, incident, items, private=private))
            write_down(connection, checklist.id, 0, What.OPENED, doer, incident=id_, text=incident.title, place=room)
            reminders.put(connection, planned(id_, datetime.fromisoformat(doer.at)))
            return complete(connection, id_), True

        return self._database.write(opened)

    def current(self, room: str) -> Incident | None:
        """The open one of that room; else its newest."""
        return self._database.read(lambda connection: found(connection, of_room(room)))

    def by_id(self, id_: str, room: str) -> Incident | None:
        return self._database.read(lambda connection: found(connection, of_room(room) & (INCIDENTS.c.id == id_)))

    def of_checklist(self, checklist: str, room: str) -> Incident | None:
        """The incident of that checklist, seen from one of its rooms."""
        mine = select(CHECKLISTS.c.incident).where(CHECKLISTS.c.id == checklist).scalar_subquery()
        return self._database.read(lambda connection: found(connection, of_room(room) & (INCIDENTS.c.id == mine)))

    def listed(self, room: str = "", most: int = 10) -> tuple[Incident, ...]:
        """Those of a room, or of all rooms, the newest first."""
        query = select(INCIDENTS.c.id).order_by(BEGUN.desc()).limit(most)
        query = query.where(of_room(room)) if room else query
        return self._database.read(
            lambda reading: tuple(complete(reading, id_) for id_ in reading.execute(query).scalars().all())
        )

    def anywhere(self, id_: str) -> Incident | None:
        """The one of that id, for whoever runs the program."""
        return self._database.read(lambda connection: found(connection, INCIDENTS.c.id == id_))

    def timeline(self, id_: str) -> tuple[Entry, ...]:
        """All that happened, in order."""
        names = tuple(Entry.__dataclass_fields__)
        query = select(*(CHANGES.c[name] for name in names)).where(CHANGES.c.incident == id_).order_by(CHANGES.c.id)
        return self._database.read(lambda reading: tuple(Entry(**row) for row in reading.execute(query).mappings()))

    def members(self, id_: str) -> tuple[Member, ...]:
        """Who did something there, each under the name they had last."""
        named = {entry.person: entry.name for entry in self.timeline(id_) if entry.person and entry.name}
        return tuple(Member(person, name) for person, name in named.items())

    def mark(self, checklist: str, room: str, doer: Doer, action: Action, positions: Sequence[int]) -> Done | None:
        """Do `action` to items; none where that checklist is not of an incident of that room."""

        def marked(connection: Connection) -> Done | None:
            kept = whole(connection, CHECKLISTS.c.id == checklist, writing=True)
            if not kept or not kept.incident:
                return None
            incident = found(connection, of_room(room) & (INCIDENTS.c.id == kept.incident))
            if incident is None:
                return None
            current, meant = retaking.meant(connection, incident, kept, positions)
            done = act(connection, current, doer, action, meant, place=room)
            share(connection, INCIDENTS.c.id == kept.incident)
            return Done(complete(connection, kept.incident), done)

        return self._database.write(marked)

    def note(self, id_: str, room: str, doer: Doer, what: What, text: str = "", **changed: str) -> Incident | None:
        """Write something down, and change what it changes of the incident."""

        def noted(connection: Connection, incident: Incident) -> None:
            if _is_done(connection, id_, doer, what, text=text):
                return
            if changed:
                connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == id_).values(changed))
            who = replace(doer, person="") if changed else doer  # what somebody else changed meanwhile is changed anew
            if not _is_said(connection, id_, who, what, text=text):
                write_down(connection, incident.checklist.id, 0, what, doer, incident=id_, text=text, place=room)

        return self._changed(id_, room, noted)

    def quote(self, id_: str, room: str, author: Doer, text: str) -> bool:
        """Write down what somebody said, at the time when they said it, and whether it is new: the same message is quoted once,
        however many mark it."""

        def quoted(connection: Connection) -> bool:
            incident = found(connection, of_room(room) & (INCIDENTS.c.id == id_) & (INCIDENTS.c.closed == ""))
            if incident is None:
                return False
            row = {"change": What.NOTE.value, "incident": id_, "person": author.person, "at": author.at, "text": text}
            same = and_(*(CHANGES.c[name] == value for name, value in row.items()))
            if connection.execute(select(CHANGES.c.id).where(same).limit(1)).scalar():
                return False
            write_down(connection, incident.checklist.id, 0, What.NOTE, author, incident=id_, text=text, place=room)
            share(connection, INCIDENTS.c.id == id_)
            return True

        return self._database.write(quoted)

    def add(self, id_: str, room: str, doer: Doer, text: str) -> Incident | None:
        """One more item; none at all where there are as many as can be typed."""

        def added(connection: Connection, incident: Incident) -> None:
            position = len(incident.checklist.items) + 1
            there = any(one.text == text and not one.step and one.state is State.OPEN for one in incident.checklist.items)
            done = _is_done(connection, id_, doer, What.ADDED, text=text)
            again = done or (there and _is_said(connection, id_, doer, What.ADDED, text=text))
            if position <= MOST_ITEMS and not again:
                insert_items(connection, incident.checklist.id, [Item(position, text)])
                write_down(connection, incident.checklist.id, position, What.ADDED, doer, incident=id_, text=text, place=room)

        return self._changed(id_, room, added)

    def assign(self, id_: str, room: str, doer: Doer, position: int, member: Member) -> Incident | None:
        """Give an open item to somebody; whoever had it before has it no more."""

        def assigned(connection: Connection, incident: Incident) -> None:
            item = incident.checklist.items[position - 1]
            if item.state is State.OPEN and item.claimed_by != member.person:
                given = replace(item, claimed_by=member.person, claimed_name=member.name)
                update_item(connection, incident.checklist.id, given)
                more = {"incident": id_, "text": named(member), "place": room}
                write_down(connection, incident.checklist.id, position, What.ASSIGNED, doer, **more)

        return self._changed(id_, room, assigned)

    def retake(
        self, id_: str, room: str, doer: Doer, what: What, items: Sequence[Item], *, text: str, **facts: str
    ) -> Incident | None:
        """Other steps, because more is known (bot/store/retaking.py); nothing where that was known before."""

        def retaken(connection: Connection, incident: Incident) -> None:
            known = connection.execute(select(INCIDENTS).where(INCIDENTS.c.id == id_).with_for_update()).mappings().one()
            if all(known[name] == value for name, value in facts.items()):
                return
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == id_).values(facts))
            retaking.retake(connection, incident, doer, what, items, text=text, place=room)

        return self._changed(id_, room, retaken)

    def close(self, id_: str, room: str, doer: Doer, items: Sequence[Item]) -> Incident | None:
        """End it, with the checklist of what comes after; nobody is reminded of anything any more."""

        def closed(connection: Connection, incident: Incident) -> None:
            if incident.closed:
                return
            reminders.clear(connection, id_)
            forget_rooms(connection, incident.rooms)
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == id_).values(closed=doer.at))
            write_down(connection, incident.checklist.id, 0, What.CLOSED, doer, incident=id_, place=room)
            if items and len(incident.checklists) == 1:
                inserted(connection, _checklist(id_, incident, items, private=incident.checklist.private))

        return self._changed(id_, room, closed)

    def reopen(self, id_: str, room: str, doer: Doer) -> Incident | None:
        """Go on with it; nothing where another one is open there meanwhile."""

        def reopened(connection: Connection, incident: Incident) -> None:
            other = found(connection, of_room(room) & (INCIDENTS.c.closed == ""))
            if incident.closed and not other:
                connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == id_).values(closed=""))
                write_down(connection, incident.checklist.id, 0, What.REOPENED, doer, incident=id_, place=room)
                reminders.resume(connection, id_, datetime.fromisoformat(doer.at))

        return self._changed(id_, room, reopened)

    def sent(self, id_: str, room: str, doer: Doer) -> Incident | None:
        """Something was published: what is due next. Pressed again at once, by whomever, it is still the same notice."""

        def noted(connection: Connection, incident: Incident) -> None:
            anybody = replace(doer, person="")
            if incident.closed or _is_said(connection, id_, anybody, What.SENT, within=AT_ONCE):
                return
            if _is_done(connection, id_, doer, What.SENT):
                return
            now, opened = datetime.fromisoformat(doer.at), datetime.fromisoformat(incident.opened)
            due = next((one for one in incident.reminders if one.kind in PUBLIC), None)
            write_down(connection, incident.checklist.id, 0, What.SENT, doer, incident=id_, place=room)
            reminders.clear(connection, id_, PUBLIC)
            reminders.put(connection, [after_sent(due, id_, opened, now)])

        return self._changed(id_, room, noted)

    def due(self, id_: str, room: str, doer: Doer, position: int, at: datetime) -> Incident | None:
        """Remind of that item at `at`."""

        def put(connection: Connection, incident: Incident) -> None:
            if _is_done(connection, id_, doer, What.DUE, position=position):
                return
            reminders.put(connection, [Reminder(id_, Kind.ITEM, at, position=position)])
            more = {"incident": id_, "text": at.isoformat(), "place": room}
            write_down(connection, incident.checklist.id, position, What.DUE, doer, **more)

        return self._changed(id_, room, put)

    def lose(self, id_: str, room: str, doer: Doer, numbers: Sequence[Number]) -> tuple[Incident, bool] | None:
        """Keep what these numbers tell of the loss, and whether they do. What somebody else told a moment ago answered the same
        question, and does not answer the next."""

        new: list[str] = []

        def lost(connection: Connection, incident: Incident) -> None:
            new.clear()
            connection.execute(select(INCIDENTS.c.id).where(INCIDENTS.c.id == id_).with_for_update())
            loss = told(complete(connection, id_).loss, numbers)
            if (
                loss is None
                or _is_done(connection, id_, doer, What.LOSS)
                or _is_repeated(connection, id_, doer, _figures([number.value for number in numbers]))
            ):
                return
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == id_).values(loss=json.dumps(asdict(loss))))
            more = {"incident": id_, "text": _figures(loss.known), "place": room}
            write_down(connection, incident.checklist.id, 0, What.LOSS, doer, **more)
            new.append(id_)

        kept = self._changed(id_, room, lost)
        return (kept, bool(new)) if kept else None

    def rules(self, room: str) -> Rules:
        return self._database.read(lambda connection: reminders.rules_of(connection, room))

    def rule(self, room: str, doer: Doer, told: Sequence[str], usual: Rules, **decided: str) -> Rules:
        """The room's rules with those changed, kept; the `usual` ones where it had none. What is `told` of that stands on the
        timeline of an incident that is open there."""

        def kept(connection: Connection) -> Rules:
            there = reminders.rules_of(connection, room)
            rules = replace(usual if there == Rules() else there, **decided)
            connection.execute(delete(ROOM_RULES).where(ROOM_RULES.c.conversation == room))
            connection.execute(insert(ROOM_RULES).values(conversation=room, rules=json.dumps(asdict(rules))))
            if incident := found(connection, of_room(room) & (INCIDENTS.c.closed == "")):
                for text in told:
                    more = {"incident": incident.id, "text": text, "place": room}
                    write_down(connection, incident.checklist.id, 0, What.RULES, doer, **more)
                share(connection, INCIDENTS.c.id == incident.id)
            return rules

        return self._database.write(kept)

    def forget(self, person: str) -> None:
        """Delete what that person had alone; of shared ones the rest stays, without a trace of who it was."""

        def forgotten(connection: Connection) -> None:
            share(connection, INCIDENTS.c.opened_by == person)
            alone = select(CHECKLISTS.c.incident).where((CHECKLISTS.c.private == 1) & (CHECKLISTS.c.incident != ""))
            own = select(INCIDENTS.c.id).where(INCIDENTS.c.opened_by == person, INCIDENTS.c.id.in_(alone))
            for id_ in connection.execute(own).scalars().all():
                lists = select(CHECKLISTS.c.id).where(CHECKLISTS.c.incident == id_).scalar_subquery()
                connection.execute(delete(ITEMS).where(ITEMS.c.checklist.in_(lists)))
                for column in (
                    CHANGES.c.incident,
                    CHECKLISTS.c.incident,
                    ROOMS.c.incident,
                    REMINDERS.c.incident,
                    INCIDENTS.c.id,
                ):
                    connection.execute(delete(column.table).where(column == id_))
            forget_person(connection, person)
            forget_ruling(connection, person)
            of_them = CHANGES.c.text.startswith(f"{person}\n", autoescape=True)
            connection.execute(update(CHANGES).where(CHANGES.c.incident != "", of_them).values(text=""))
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.opened_by == person).values(opened_by=""))
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.lead == person).values(lead="", lead_name=""))

        self._database.write(forgotten)

    def _changed(self, id_: str, room: str, work: Work) -> Incident | None:
        """The incident after `work`; none where it is not that room's."""

        def changed(connection: Connection) -> Incident | None:
            incident = found(connection, of_room(room) & (INCIDENTS.c.id == id_))
            if incident is None:
                return None
            work(connection, incident)
            share(connection, INCIDENTS.c.id == id_)
            return complete(connection, id_)

        return self._database.write(changed)


def _checklist(id_: str, incident: Incident, items: Sequence[Item], *, private: bool) -> Checklist:
    return Checklist(
        id="",
        conversation="",
        person="",
        private=private,
        answer="",
        topic="",
        title=incident.title,
        language=incident.language,
        items=tuple(items),
        incident=id_,
    )


def _figures(numbers: Sequence[float]) -> str:
    return " · ".join(f"{number:.15g}" for number in numbers)


def _is_repeated(connection: Connection, id_: str, doer: Doer, figures: str) -> bool:
    """Whether the last that was told of the loss ends so, by somebody else, a moment ago."""
    of_loss = (CHANGES.c.incident == id_) & (CHANGES.c.change == What.LOSS)
    last = connection.execute(select(CHANGES).where(of_loss).order_by(CHANGES.c.id.desc()).limit(1)).mappings().first()
    if last is None or last["person"] == doer.person or not f" · {last['text']}".endswith(f" · {figures}"):
        return False
    passed = datetime.fromisoformat(doer.at).astimezone(UTC) - datetime.fromisoformat(last["at"])
    return abs(passed) < REPEATED


def _is_done(connection: Connection, id_: str, doer: Doer, what: What, **same: object) -> bool:
    """Whether that is what the person did before the program ended: it is heard once more, and was written down since it was
    first."""
    if not doer.since:
        return False
    of_kind = (CHANGES.c.incident == id_) & (CHANGES.c.change == what) & (CHANGES.c.person == doer.person)
    query = select(CHANGES.c.at).where(of_kind, *(CHANGES.c[name] == value for name, value in same.items()))
    since = datetime.fromisoformat(doer.since)
    return any(datetime.fromisoformat(at) >= since for at in connection.execute(query).scalars())


def _is_said(connection: Connection, id_: str, doer: Doer, what: What, *, text: str = "", within: timedelta = SAME) -> bool:
    """Whether the last of the kind that this person wrote down, or whoever where it is nobody, is the same, a moment ago."""
    kind = (CHANGES.c.incident == id_) & (CHANGES.c.change == what)
    kind = kind & (CHANGES.c.person == doer.person) if doer.person else kind
    query = select(CHANGES.c.text, CHANGES.c.at).where(kind).order_by(CHANGES.c.id.desc()).limit(1)
    last = connection.execute(query).mappings().first()
    now = datetime.fromisoformat(doer.at).astimezone(UTC)
    return last is not None and last["text"] == text and abs(now - datetime.fromisoformat(last["at"])) < within
