"""How to talk to each kind of database: what makes a write last, and what keeps others from writing meanwhile.

SQLite: a write-ahead log, fully synchronised, so that what was acknowledged survives a power loss; every write takes the lock
at once (BEGIN IMMEDIATE), because readers that turn writers fail under load.

PostgreSQL: the same with an advisory lock that a write takes first and holds to its end. Each of its statements then sees all
that was committed before (READ COMMITTED), and nothing is committed between them: nobody has to try again, as they would after
SERIALIZABLE has found a conflict. What only reads does so from one snapshot (REPEATABLE READ).
"""

from __future__ import annotations

import sqlite3
from textwrap import shorten
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.address import Address

BUSY = 5_000
"""Milliseconds that a lock of somebody else's is waited for."""
_CONNECTING = 5
"""Seconds that a server has to take a connection."""
_SLOW = 30_000
"""Milliseconds that a server has for a statement."""
_LONGEST = 240
"""Characters of a reason: a server may name every address that it tried."""
_LOCK = 0x706C616E62
"""The number of our advisory lock."""


def engine_of(address: Address | None) -> Engine:
    """Connections to what is there; to a database in memory where there is no address."""
    if address is None or address.file:
        engine = create_engine(address.url if address else "sqlite:///", hide_parameters=True)
        event.listen(engine, "connect", _durable)
        return engine
    given = {"connect_timeout": _CONNECTING} if "connect_timeout" not in address.url.query else {}
    engine = create_engine(address.url, hide_parameters=True, pool_pre_ping=True, connect_args=given)
    event.listen(engine, "connect", _patient)
    event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def trouble(address: Address) -> str:
    """Why that server can't be used now, in one line, or nothing. Changes nothing there."""
    engine = engine_of(address)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return reason_of(error)
    finally:
        engine.dispose()
    return ""


def reason_of(error: Exception) -> str:
    """What went wrong, in one line."""
    line = " ".join(str(getattr(error, "orig", error)).split())
    return shorten(line, _LONGEST, placeholder=" …") or type(error).__name__


def _driver(connection: Connection) -> Any:
    """The driver's own connection: a BEGIN through SQLAlchemy takes as long as a query."""
    return connection.connection.driver_connection


def reading(connection: Connection) -> None:
    """Begin a transaction that only reads."""
    if connection.dialect.name == "sqlite":
        _driver(connection).execute("BEGIN")
    else:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(connection: Connection) -> None:
    """Begin a transaction beside which nobody else writes."""
    if connection.dialect.name == "sqlite":
        _driver(connection).execute("BEGIN IMMEDIATE")
    else:
        connection.execution_options(isolation_level="READ COMMITTED")
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def go_on_numbering(connection: Connection, table: Table) -> None:
    """Have the numbers of that table go on after the highest that was put there; SQLite does so by itself."""
    column = table.autoincrement_column
    if connection.dialect.name == "sqlite" or column is None:
        return
    sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
    highest = f"(SELECT max({column.name}) FROM {table.name})"  # noqa: S608 - names of ours
    connection.execute(text(f"SELECT setval({sequence}, greatest({highest}, nextval({sequence})))"))


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred: we say BEGIN IMMEDIATE ourselves
    for pragma in (f"busy_timeout={BUSY}", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _patient(connection: Any, _record: object) -> None:
    """Not for ever: who waits for an answer waits for this too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {BUSY}")
        cursor.execute(f"SET statement_timeout = {_SLOW}")
    connection.commit()


def _without_nul(_to: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> tuple[str, Any]:
    """A text can't hold the character 0 there, but anybody can send one."""
    return statement, _clean(parameters)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return type(value)(map(_clean, value)) if isinstance(value, (list, tuple)) else value
