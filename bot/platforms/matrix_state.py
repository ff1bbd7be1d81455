"""What outlives a restart on Matrix: how far we have read, on which device, which messages have which buttons.

A Matrix message has no buttons: people tap a numbered reaction, or type the number. So it is kept here what each number means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, delete, insert, select, update

from bot.messages import Button
from bot.store.database import Database
from bot.store.schema import MATRIX_PRESSES, MATRIX_STATE

KEPT = timedelta(days=180)
"""How long a message's buttons work."""
OFFERED_LATE = timedelta(hours=1)
"""How long after a message reactions that a restart interrupted are still put on it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours: where it is, its buttons by their numbers from 1, and how many of them have a reaction to tap."""

    event: str
    room: str
    thread: str = ""
    buttons: tuple[Button, ...] = ()
    offered: int = 0


class MatrixState:
    """The state of one account. Everything here blocks for as long as a disk does."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def get(self, name: str) -> str:
        """What is kept under that name, or nothing."""
        query = select(MATRIX_STATE.c.value).where(MATRIX_STATE.c.name == self._named(name))
        return self._database.read(lambda connection: connection.execute(query).scalar()) or ""

    def put(self, name: str, value: str) -> None:
        """Keep `value` under that name; nothing is kept of an empty one."""

        def kept(connection: Connection) -> None:
            connection.execute(delete(MATRIX_STATE).where(MATRIX_STATE.c.name == self._named(name)))
            if value:
                connection.execute(insert(MATRIX_STATE).values(name=self._named(name), value=value))

        self._database.write(kept)

    def show(self, shown: Shown) -> None:
        """Keep what a message of ours shows now. One without buttons is kept only while it is its conversation's last."""
        row = {
            "event": shown.event,
            "room": shown.room,
            "thread": shown.thread,
            "presses": json.dumps([[button.id, button.label] for button in shown.buttons]),
            "offered": shown.offered,
            "at": datetime.now(UTC).isoformat(),
        }
        bare = _conversation(shown.room, shown.thread) & (MATRIX_PRESSES.c.presses == "[]")
        old = MATRIX_PRESSES.c.at < (datetime.now(UTC) - KEPT).isoformat()

        def kept(connection: Connection) -> None:
            connection.execute(delete(MATRIX_PRESSES).where((MATRIX_PRESSES.c.event == shown.event) | bare | old))
            connection.execute(insert(MATRIX_PRESSES).values(row))

        self._database.write(kept)

    def offered(self, event: str, count: int) -> None:
        """So many of that message's buttons have a reaction to tap."""
        query = update(MATRIX_PRESSES).where(MATRIX_PRESSES.c.event == event).values(offered=count)
        self._database.write(lambda connection: connection.execute(query).rowcount)

    def shown(self, event: str, room: str) -> Shown | None:
        """That message of ours, if it is in that room: anybody may refer to another room's."""
        found = self._find(select(MATRIX_PRESSES).where((MATRIX_PRESSES.c.event == event) & (MATRIX_PRESSES.c.room == room)))
        return found[0] if found else None

    def last(self, room: str, thread: str) -> Shown | None:
        """The last message of ours in a conversation."""
        found = self._find(
            select(MATRIX_PRESSES).where(_conversation(room, thread)).order_by(MATRIX_PRESSES.c.at.desc()).limit(1)
        )
        return found[0] if found else None

    def recent(self) -> Sequence[Shown]:
        """Messages that still may get their reactions."""
        since = (datetime.now(UTC) - OFFERED_LATE).isoformat()
        return self._find(select(MATRIX_PRESSES).where(MATRIX_PRESSES.c.at > since).order_by(MATRIX_PRESSES.c.at))

    def leave(self, room: str) -> None:
        """Forget a room that we are not in any more."""

        def left(connection: Connection) -> None:
            connection.execute(delete(MATRIX_PRESSES).where(MATRIX_PRESSES.c.room == room))
            connection.execute(delete(MATRIX_STATE).where(MATRIX_STATE.c.name == self._named(f"unread {room}")))

        self._database.write(left)

    def _find(self, query: Select[Any]) -> list[Shown]:
        return self._database.read(lambda connection: list(map(_shown, connection.execute(query).mappings())))

    def _named(self, name: str) -> str:
        return f"{self._account} {name}"


def _conversation(room: str, thread: str) -> ColumnElement[bool]:
    return (MATRIX_PRESSES.c.room == room) & (MATRIX_PRESSES.c.thread == thread)


def _shown(row: RowMapping) -> Shown:
    return Shown(row["event"], row["room"], row["thread"], tuple(_buttons(json.loads(row["presses"]))), row["offered"])


def _buttons(rows: Iterable[tuple[str, str]]) -> Iterable[Button]:
    return (Button(id_, label) for id_, label in rows)
