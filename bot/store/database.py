"""Opens the database and lets no fault of a disk reach a person.

SQLite through SQLAlchemy: write-ahead log with full synchronisation, so that what was acknowledged survives a power loss; every
write takes the lock at once (BEGIN IMMEDIATE), because readers that turn writers fail under load. A damaged file is moved
aside, and a deleted one is begun anew, also under a running bot. What the file can't take is kept in memory, and moved into it
once it works again; a file that has just failed rests for a while, so that people don't wait for its lock one after the other.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
import time
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.files import FILE, fault_of, inode, move_aside, says_damaged
from bot.store.memory import Memory, Work
from bot.store.schema import HEAD, METADATA

PAUSE = 30.0
"""Seconds in which a file that failed is not tried."""
BUSY = 5_000
"""Milliseconds that a lock of somebody else's is waited for."""
NOT_KEPT = (OSError, SQLAlchemyError, sqlite3.Error, ValueError, TypeError)
"""What is raised where the file can't be read or written: a full disk, a lock, damage, rows that hold nonsense."""
_VERSION = "alembic_version"

_BROKEN = (OSError, SQLAlchemyError, sqlite3.Error)
"""Of those, what says that the file itself does not work."""

T = TypeVar("T")

log = logging.getLogger(__name__)


class Database:
    """The database of a data folder, or the one that `url` names; one in memory alone where there is no folder. Making one
    touches nothing.

    `read` and `write` do their work in one transaction, and never fail for the state of the disk: they do it in memory instead.
    """

    def __init__(self, folder: Path | None, url: str = "") -> None:
        self._file = folder / FILE if folder and not url else None
        self._engine = _engine(url or f"sqlite:///{self._file or ''}")
        self._opening = threading.Lock()
        self._open_as = 0
        self._memory: Memory | None = None
        self._moving = threading.RLock()
        self._writing = threading.Lock()
        self._failing, self._resting_until = False, 0.0 if folder or url else math.inf

    def read(self, work: Work[T]) -> T:
        """What `work` finds."""
        return self._done(work, "BEGIN")

    def write(self, work: Work[T]) -> T:
        """What `work` gives, once it is committed."""
        with self._writing:  # who waits for a lock of SQLite's sleeps, and may be overtaken for long
            return self._done(work, "BEGIN IMMEDIATE")

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

    def _done(self, work: Work[T], begin: str) -> T:
        if time.monotonic() >= self._resting_until:
            try:
                self._open()
                self._move_back()
                done = self._transaction(self._engine, work, begin)
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
                self._transaction(self._engine, self._memory.move_into, "BEGIN IMMEDIATE")
                self._memory = None

    def _transaction(self, engine: Engine, work: Work[T], begin: str) -> T:
        try:
            with engine.connect() as connection:
                if engine.dialect.name == "sqlite":
                    connection.exec_driver_sql(begin)
                done = work(connection)
                connection.commit()
                return done
        except (SQLAlchemyError, sqlite3.Error) as error:
            if says_damaged(error):
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
            self._transaction(self._engine, _bring_up_to_date, "BEGIN IMMEDIATE")
            self._open_as = inode(self._file) if self._file else 1

    def _failed(self, error: Exception) -> None:
        if isinstance(error, _BROKEN):  # else it is one row that holds nonsense
            self._resting_until = time.monotonic() + PAUSE
        if not self._failing:
            reason = " ".join(str(getattr(error, "orig", error)).split()) or type(error).__name__
            log.warning("what is said can't be kept in the data folder for now, only in memory: %s", reason)
        self._failing = True


def _bring_up_to_date(connection: Connection) -> None:
    """Make the tables where there are none; else run the migrations that the database has not been through."""
    tables = inspect(connection).get_table_names()
    if not tables:
        METADATA.create_all(connection)
        connection.execute(text(f"CREATE TABLE {_VERSION} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text(f"INSERT INTO {_VERSION} VALUES ('{HEAD}')"))  # noqa: S608 - constants of ours
        return
    if _VERSION in tables and connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar() == HEAD:  # noqa: S608
        return
    from alembic import command  # noqa: PLC0415 - only for a database of another version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    return engine


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred: we say BEGIN IMMEDIATE ourselves
    for pragma in (f"busy_timeout={BUSY}", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
