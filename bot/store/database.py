"""Opens the database and lets no fault of a disk, or of a server, reach a person.

SQLite or PostgreSQL through SQLAlchemy (engines.py). Whatever writes does so one after the other, in whichever process, so that
what it has read is still true when it writes. A damaged file is moved aside, and a deleted one is begun anew, also under a
running bot. What the database can't take is kept in memory, and moved into it once it works again; one that has just
failed rests for a while, so that people don't wait for its lock one after the other.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DataError, ProgrammingError, SQLAlchemyError

from bot.store import address
from bot.store.engines import engine_of, reading, reason_of, writing
from bot.store.files import fault_of, inode, move_aside, says_damaged
from bot.store.memory import Memory, Work
from bot.store.schema import HEAD, METADATA

PAUSE = 30.0
"""Seconds in which a file that failed is not tried."""
NOT_KEPT = (OSError, SQLAlchemyError, sqlite3.Error, ValueError, TypeError)
"""What is raised where it can't be read or written: a full disk, a lock, damage, a server that is away, nonsense in a row."""
_VERSION = "alembic_version"

_BROKEN = (OSError, SQLAlchemyError, sqlite3.Error)
"""Of those, what says that the database itself does not work; but one value that it refuses says nothing of the others."""

T = TypeVar("T")
Begin = Callable[[Connection], None]
"""Begins a transaction."""

log = logging.getLogger(__name__)


class Database:
    """The database of a data folder, or the one that `url` names; one in memory alone where there is no folder. Making one
    touches nothing. `shown` says where it is. Raises `PlanBError` or `ValueError` for an address that can't be used at all.

    `read` and `write` do their work in one transaction, and never fail for the state of the disk: they do it in memory instead.
    """

    def __init__(self, folder: Path | None, url: str = "") -> None:
        where = address.reachable(address.read(url, folder)) if folder else None
        self._file = where.file if where else None
        self.shown = where.shown if where else "memory"
        self._engine = engine_of(where)
        self._opening = threading.Lock()
        self._open_as = 0
        self._memory: Memory | None = None
        self._moving = threading.RLock()
        self._writing = threading.Lock()
        self._failing, self._resting_until = False, 0.0 if folder else math.inf

    def read(self, work: Work[T]) -> T:
        """What `work` finds."""
        return self._done(work, reading)

    def write(self, work: Work[T]) -> T:
        """What `work` gives, once it is committed."""
        with self._writing:  # who waits for a lock of SQLite's sleeps, and may be overtaken for long
            return self._done(work, writing)

    def outlives(self, connection: Connection) -> bool:
        """Whether what is written on `connection` is still there after the end of this process."""
        return connection.engine is self._engine

    def open(self, *, said: bool = False) -> None:
        """Make the file ready. Raises one of `NOT_KEPT`; with `said`, later failures are no news."""
        try:
            self._open()
        except NOT_KEPT:
            self._failing, self._resting_until = said, time.monotonic() + PAUSE
            raise

    def close(self) -> None:
        self._engine.dispose()

    def _done(self, work: Work[T], begin: Begin) -> T:
        if time.monotonic() >= self._resting_until:
            try:
                self._open()
                self._move_back()
                done = self._transaction(work, begin)
            except NOT_KEPT as error:
                self._failed(error)
            else:
                self._failing = False
                return done
        with self._moving:
            self._memory = self._memory or Memory()
            return self._memory.done(work)

    def _move_back(self) -> None:
        """What had to be kept in memory, into the file that works again."""
        if self._memory is None:
            return
        with self._moving:
            if self._memory:
                self._transaction(self._memory.move_into, writing)
                self._memory = None

    def _transaction(self, work: Work[T], begin: Begin) -> T:
        try:
            with self._engine.connect() as connection:
                begin(connection)
                done = work(connection)
                connection.commit()
                return done
        except (SQLAlchemyError, sqlite3.Error) as error:
            if says_damaged(error) or isinstance(error, ProgrammingError):  # a table is not there any more, say
                self._open_as = 0  # looked at again at the next use, and moved aside
            raise

    def _open(self) -> None:
        """Once for as long as the file is there: made where there is none, moved aside where it is damaged."""
        with self._opening:
            current = inode(self._file) if self._file else 1
            if self._open_as and self._open_as == current:
                return
            if self._file:
                self._engine.dispose()  # connections to a file that is gone would go on writing into nothing
                self._file.parent.mkdir(parents=True, exist_ok=True)
                if fault_of(self._file) == "damaged":
                    move_aside(self._file)
            self._transaction(_bring_up_to_date, writing)
            self._open_as = inode(self._file) if self._file else 1

    def _failed(self, error: Exception) -> None:
        if isinstance(error, _BROKEN) and not isinstance(error, DataError):  # else it is one row that holds nonsense
            self._resting_until = time.monotonic() + PAUSE
        if not self._failing:
            log.warning("what is said can't be kept in %s for now, only in memory: %s", self.shown, reason_of(error))
        self._failing = True


def _bring_up_to_date(connection: Connection) -> None:
    """Make the tables where there are none of ours; else run the migrations that the database has not been through."""
    tables = set(inspect(connection).get_table_names())
    if not tables & METADATA.tables.keys():
        METADATA.create_all(connection)
        connection.execute(text(f"CREATE TABLE {_VERSION} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text(f"INSERT INTO {_VERSION} VALUES ('{HEAD}')"))  # noqa: S608 - constants of ours
        return
    if _VERSION in tables and connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar() == HEAD:  # noqa: S608
        return
    migrate(connection)


def migrate(connection: Connection) -> None:
    """Run the migrations that the database has not been through. Raises `OSError` where a later version has written it."""
    from alembic import command  # noqa: PLC0415 - only for a database of another version
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise OSError("the database is one of a later version of Plan B") from error
