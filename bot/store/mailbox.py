"""Inbox and outbox of a platform: what people did, until it is handled, and what is answered, until it is sent.

Each method is one transaction over many at once, because a transaction costs a write to the disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from bot.messages import Message
from bot.packing import Heard, Place, pack_heard, pack_messages, unpack_heard, unpack_messages
from bot.store.database import Database
from bot.store.schema import ANSWERS, CHECKLISTS, INBOX, OUTBOX, ROOM_RULES, ROOMS

KEPT = timedelta(days=1)
"""How long it is remembered that something was handled; platforms deliver nothing again that is older."""
UNASKED = "reminder:"
"""What the cause of a letter begins with that nobody asked for: it comes into the outbox without passing through here."""
# Made once: a query takes longer to put together than to run, and these run for every message.
_THESE = (INBOX.c.platform == bindparam("of")) & INBOX.c.key.in_(bindparam("keys", expanding=True))
_KNOWN = select(INBOX.c.key, INBOX.c.handled).where(_THESE)
_KEEP = insert(INBOX)
_HANDLE = update(INBOX).where(_THESE).values(handled=bindparam("now"), payload=b"")  # what was said is not needed any more
_POST = insert(OUTBOX).returning(OUTBOX.c.id, sort_by_parameter_order=True)
_SETTLE = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)))
    .values(sent=bindparam("now"), conversation="", person="", message="", place="{}")
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something a person did, under the number that the platform gave it."""

    key: str
    heard: Heard
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Receipt:
    """`new`: it was not there before. `lasting`: it is still there after the end of this process."""

    new: bool
    lasting: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What is answered to the arrival of that key."""

    key: str
    heard: Heard
    messages: tuple[Message, ...]


@dataclass(slots=True)
class Letter:
    """An answer on its way: its messages, of which `done` are with the person already, and the place they go to. `live` is
    what the platform knows of it as long as this process lasts, someone who waits for a press, say. What nobody asked for is
    `unasked`, and its place is empty: the conversation says where it goes."""

    id: int
    conversation: str
    place: Place
    messages: tuple[Message, ...]
    created: datetime
    done: int = 0
    live: Any = None
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is not sent yet: the `ids` of all letters, and those that nobody asked for. `whole`: there are no others, as far as
    the disk knows."""

    ids: frozenset[int]
    unasked: tuple[Letter, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """The letter that was put into the outbox, if there was anything to say, and the ids of those whose place it takes."""

    letter: Letter | None = None
    stale: frozenset[int] = frozenset()


class Mailbox:
    """The mail of one platform."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    def receive(self, arrivals: Sequence[Arrival]) -> list[Receipt]:
        """Keep what arrived; each key once."""

        def kept(connection: Connection) -> list[Receipt]:
            lasting = self._database.outlives(connection)
            known = self._handled(connection, [arrival.key for arrival in arrivals]).keys()
            new = {arrival.key: arrival for arrival in reversed(arrivals) if arrival.key not in known}
            first = [arrival for arrival in arrivals if new.get(arrival.key) is arrival]
            self._keep(connection, first)
            return [Receipt(new.get(arrival.key) is arrival, lasting) for arrival in arrivals]

        return self._database.write(kept)

    def answer(self, answers: Sequence[Answered]) -> list[Posted]:
        """Mark arrivals as handled and put their answers into the outbox; nothing for what was handled before."""

        def posted(connection: Connection) -> list[Posted]:
            handled = self._handled(connection, [answered.key for answered in answers])
            fresh = [answered for answered in answers if not handled.get(answered.key)]
            self._keep(connection, [Arrival(one.key, one.heard) for one in fresh if one.key not in handled])  # lost with a file
            now = datetime.now(UTC).isoformat()
            connection.execute(_HANDLE, {"of": self._platform, "keys": [one.key for one in fresh], "now": now})
            letters = self._put(connection, [one for one in fresh if one.messages])
            return [self._posted(connection, answered, letters.get(answered.key)) for answered in answers]

        return self._database.write(posted)

    def _handled(self, connection: Connection, keys: Sequence[str]) -> dict[str, str]:
        """When each of those that are there was handled."""
        rows = connection.execute(_KNOWN, {"of": self._platform, "keys": keys}).all()
        return {row.key: row.handled for row in rows}

    def _keep(self, connection: Connection, arrivals: Sequence[Arrival]) -> None:
        if arrivals:
            connection.execute(_KEEP, [self._row(arrival) for arrival in arrivals])

    def _row(self, arrival: Arrival) -> dict[str, Any]:
        payload = pack_heard(arrival.heard).encode()
        return {"platform": self._platform, "key": arrival.key, "payload": payload, "received": arrival.at.isoformat()}

    def _put(self, connection: Connection, answers: Sequence[Answered]) -> dict[str, Letter]:
        """What is answered, by key, as letters in the outbox."""
        if not answers:
            return {}
        now = datetime.now(UTC)
        ids = connection.execute(_POST, [self._letter_row(answered, now) for answered in answers]).scalars().all()
        return {
            one.key: Letter(id_, one.heard.incoming.conversation, one.heard.place, one.messages, now)
            for id_, one in zip(ids, answers, strict=True)
        }

    def _letter_row(self, answered: Answered, now: datetime) -> dict[str, Any]:
        heard = answered.heard
        return {
            "platform": self._platform,
            "conversation": heard.incoming.conversation,
            "person": heard.incoming.person,
            "cause": answered.key,
            "board": _board(answered.messages),
            "place": json.dumps(dict(heard.place)),
            "message": pack_messages(answered.messages),
            "created": now.isoformat(),
        }

    def _posted(self, connection: Connection, answered: Answered, letter: Letter | None) -> Posted:
        return Posted(letter, self._replaced(connection, answered, letter.id)) if letter else Posted()

    def _replaced(self, connection: Connection, answered: Answered, id_: int) -> frozenset[int]:
        """Earlier states of the same board for the same message that are not sent yet: nobody needs them now. What was typed is
        answered with a message of its own, which may say more than the board."""
        board, heard = _board(answered.messages), answered.heard
        if not board or _target(heard.place) is None:
            return frozenset()
        same = self._unsent & (OUTBOX.c.conversation == heard.incoming.conversation) & (OUTBOX.c.board == board)
        rows = connection.execute(select(OUTBOX.c.id, OUTBOX.c.place).where(same & (OUTBOX.c.id < id_))).all()
        stale = frozenset(earlier for earlier, place in rows if _target(json.loads(place)) == _target(heard.place))
        connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(stale)))
        return stale

    def settle(self, ids: Sequence[int]) -> list[None]:
        """These are sent, or given up: what is in them is not needed any more."""
        values = {"ids": ids, "now": datetime.now(UTC).isoformat()}
        self._database.write(lambda connection: connection.execute(_SETTLE, values).rowcount)
        return [None] * len(ids)

    def waiting(self) -> list[Arrival]:
        """What is not handled yet, in order."""
        query = select(INBOX).where((INBOX.c.platform == self._platform) & (INBOX.c.handled == "")).order_by(INBOX.c.id)
        return self._database.read(lambda connection: list(_sound(connection.execute(query).mappings(), _arrival)))

    def unsent(self) -> list[Letter]:
        """What is not sent yet, in order."""
        query = select(OUTBOX).where(self._unsent).order_by(OUTBOX.c.id)
        return self._database.read(lambda connection: list(_sound(connection.execute(query).mappings(), _letter)))

    def unsent_now(self) -> Unsent:
        """What others may have changed of what is not sent yet."""
        ids = select(OUTBOX.c.id).where(self._unsent)
        unasked = select(OUTBOX).where(self._unsent & OUTBOX.c.cause.startswith(UNASKED)).order_by(OUTBOX.c.id)

        def found(connection: Connection) -> Unsent:
            letters = tuple(_sound(connection.execute(unasked).mappings(), _letter))
            return Unsent(frozenset(connection.execute(ids).scalars()), letters, self._database.outlives(connection))

        return self._database.read(found)

    def move(self, old: str, new: str, place: Place) -> None:
        """A conversation goes on under another id: what is kept of it goes along. `place` is what changes of its place."""

        def moved(connection: Connection) -> None:
            for table in (ANSWERS, CHECKLISTS, ROOMS, ROOM_RULES):
                there = table.c.conversation == f"{self._platform}:{old}"
                connection.execute(update(table).where(there).values(conversation=f"{self._platform}:{new}"))
            letters = self._unsent & (OUTBOX.c.conversation == old)
            for id_, where in connection.execute(select(OUTBOX.c.id, OUTBOX.c.place).where(letters)).all():
                values = {"conversation": new, "place": json.dumps(json.loads(where) | dict(place))}
                connection.execute(update(OUTBOX).where(OUTBOX.c.id == id_).values(values))

        self._database.write(moved)

    def prune(self) -> None:
        """Delete what was handled and sent long enough ago, and what nobody asked for where nobody could send it for so long,
        on a platform that is not used any more, say."""
        limit = (datetime.now(UTC) - KEPT).isoformat()

        def pruned(connection: Connection) -> None:
            mine, old = INBOX.c.platform == self._platform, (INBOX.c.handled != "") & (INBOX.c.handled < limit)
            connection.execute(delete(INBOX).where(mine & old))
            mine, old = OUTBOX.c.platform == self._platform, (OUTBOX.c.sent != "") & (OUTBOX.c.sent < limit)
            connection.execute(delete(OUTBOX).where(mine & old))
            late = (OUTBOX.c.sent == "") & OUTBOX.c.cause.startswith(UNASKED) & (OUTBOX.c.created < limit)
            connection.execute(delete(OUTBOX).where(late))

        self._database.write(pruned)

    @property
    def _unsent(self) -> Any:
        return (OUTBOX.c.platform == self._platform) & (OUTBOX.c.sent == "")


def _board(messages: Sequence[Message]) -> str:
    """The board that the messages show, where they show nothing else."""
    return messages[0].board if len(messages) == 1 and not messages[0].file else ""


def _target(place: Mapping[str, Any]) -> Any:
    """The message that a board takes the place of; none where it is shown anew."""
    return place.get("pressed")


def _sound(rows: Any, read: Any) -> Iterator[Any]:
    """Those rows that can be read."""
    for row in rows:
        try:
            yield read(row)
        except (ValueError, TypeError, KeyError):
            continue


def _arrival(row: RowMapping) -> Arrival:
    return Arrival(row["key"], unpack_heard(row["payload"].decode()), datetime.fromisoformat(row["received"]))


def _letter(row: RowMapping) -> Letter:
    created = datetime.fromisoformat(row["created"])
    unasked = row["cause"].startswith(UNASKED)
    place, messages = json.loads(row["place"]), unpack_messages(row["message"])
    return Letter(row["id"], row["conversation"], place, messages, created, unasked=unasked)
