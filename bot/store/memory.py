"""Tables in memory, for what the file of the database can't take, until it can again."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    UniqueConstraint,
    and_,
    create_engine,
    delete,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.pool import StaticPool

from bot.store.engines import go_on_numbering
from bot.store.schema import METADATA, PROFILES

MOST = 2_000
"""Rows that a table has here: the oldest go first, but none that still waits for something."""
_BOUNDED = {"answers": "", "feedback": "", "changes": "", "inbox": "AND handled <> ''", "outbox": "AND sent <> ''"}

T = TypeVar("T")
Work = Callable[[Connection], T]

log = logging.getLogger(__name__)


class Memory:
    """The same tables as in the file, numbered from where no file is, so that a row keeps its number when it moves."""

    def __init__(self) -> None:
        self.engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}, hide_parameters=True
        )
        self._one_at_a_time = threading.RLock()
        METADATA.create_all(self.engine)
        with self.engine.begin() as connection:
            for table in METADATA.sorted_tables:
                if table.dialect_options["sqlite"].get("autoincrement"):
                    seed = {"name": table.name, "first": int(time.time() * 1000)}
                    connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :first)"), seed)

    def done(self, work: Work[T]) -> T:
        """What `work` gives."""
        with self._one_at_a_time, self.engine.begin() as connection:
            done = work(connection)
            for table, condition in _BOUNDED.items():
                newest = f"(SELECT max(rowid) FROM {table})"  # noqa: S608 - constants of ours
                connection.execute(text(f"DELETE FROM {table} WHERE rowid <= {newest} - {MOST} {condition}"))  # noqa: S608
            return done

    def move_into(self, connection: Connection) -> None:
        """Put every row into the tables of `connection`, in the place of an older state of the same."""
        with self._one_at_a_time, self.engine.connect() as memory:
            for table in METADATA.sorted_tables:
                for row in memory.execute(select(table).order_by(text("rowid"))).mappings():
                    _put(table, row, connection)
                go_on_numbering(connection, table)


def _put(table: Table, row: RowMapping, connection: Connection) -> None:
    values = dict(row)
    if table is PROFILES:
        values["facts"] = _both(connection, values["person"], values["facts"])
    try:
        with connection.begin_nested():
            connection.execute(delete(table).where(_same(table, row)))
            connection.execute(insert(table).values(values))
    except (IntegrityError, DataError) as error:
        log.warning("a row of %s that was kept in memory has no place in the file: %s", table.name, error.orig)


def _same(table: Table, row: RowMapping) -> ColumnElement[bool]:
    """Finds what `row` is a newer state of."""
    keys = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    return or_(*(and_(*(column == row[column.name] for column in key)) for key in (table.primary_key.columns, *keys)))


def _both(connection: Connection, person: str, newer: str) -> str:
    """The facts of a profile with those that were told while nobody could look into the file."""
    older = connection.execute(select(PROFILES.c.facts).where(PROFILES.c.person == person)).scalar()
    try:
        told = {name: value for name, value in json.loads(newer).items() if value}
        return json.dumps(json.loads(older) | told, ensure_ascii=False) if older else newer
    except (ValueError, TypeError, AttributeError):  # the older row is damaged
        return newer
