"""What is kept of conversations: the answers given, so that a button or a command can come back to one after a restart.

SQLite through SQLAlchemy: write-ahead log with full synchronisation, so that what was acknowledged survives a power loss; every
write takes the lock at once (BEGIN IMMEDIATE), because readers that turn writers fail under load. A damaged file is moved
aside, never deleted, and a deleted one is begun anew, also under a running bot.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sqlite3
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Column, Index, MetaData, String, Table, Text, create_engine, event, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_METADATA = MetaData()
_ANSWERS = Table(
    "answers",
    _METADATA,
    Column("id", String(16), primary_key=True),
    Column("conversation", String(200), nullable=False),
    Column("person", String(100), nullable=False),
    Column("given", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("topics", Text, nullable=False),
    Column("citations", Text, nullable=False),
    Index("answers_of_person", "conversation", "person", "given"),
)
_LANGUAGES = Table(
    "languages",
    _METADATA,
    Column("person", String(120), primary_key=True),
    Column("language", String(2), nullable=False),
)
FILE = "planb.sqlite"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BESIDE = ("", "-wal", "-shm")

NOT_KEPT = (OSError, SQLAlchemyError, sqlite3.Error, ValueError, TypeError)
"""What a store raises where it can't be read or written: a full disk, a lock, a damaged file, rows that hold nonsense."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is given, as it is kept: to whom and where, and enough to show its sources, or to answer its question for
    another topic. `id` and `at` are given to it when it is kept."""

    conversation: str
    person: str
    question: str
    language: str
    topics: tuple[str, ...]
    citations: tuple[str, ...]
    id: str = ""
    at: str = ""

    def stamped(self) -> Given:
        """The same with an id and the time."""
        return replace(self, id=secrets.token_hex(6), at=datetime.now(UTC).isoformat())


class Keeps(Protocol):
    """What keeps answers and the languages that people chose."""

    def keep_answer(self, given: Given) -> str:
        """Keep an answer that is about to be given; its id."""
        ...

    def answer(self, id_: str, conversation: str) -> Given | None:
        """The answer of that id, if it was given in that conversation."""
        ...

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> Given | None:
        """The last answer given to that person in that conversation; with `cited`, the last that cites anything."""
        ...

    def language(self, person: str) -> str:
        """The language that a person chose, or nothing."""
        ...

    def set_language(self, person: str, language: str) -> None: ...


class Store:
    """The database under the data folder; answers `Keeps`. Raises one of `NOT_KEPT` where it can't be read or written.

    Making one touches nothing: the file is opened when it is first used, or by `open`.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._engine = create_engine(f"sqlite:///{self._file}", hide_parameters=True)
        event.listen(self._engine, "connect", _durable)
        self._opening = threading.Lock()
        self._inode = 0

    def open(self) -> None:
        """Make the file ready: made where there is none, moved aside where it is damaged. Done once as long as it is there."""
        with self._opening:
            if self._inode and self._inode == _inode(self._file):
                return
            self._engine.dispose()  # connections to a file that is gone would go on writing into nothing
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if _fault(self._file) == "damaged":
                _move_aside(self._file)
            with self._engine.connect() as connection:
                connection.execute(text("BEGIN IMMEDIATE"))
                _METADATA.create_all(connection)
                connection.commit()
            self._inode = _inode(self._file)

    def keep_answer(self, given: Given) -> str:
        kept = given.stamped()
        row = {
            "id": kept.id,
            "conversation": kept.conversation,
            "person": kept.person,
            "given": kept.at,
            "question": kept.question,
            "language": kept.language,
            "topics": json.dumps(kept.topics),
            "citations": json.dumps(kept.citations),
        }
        with self._writing() as connection:
            connection.execute(insert(_ANSWERS).values(row))
        return kept.id

    def answer(self, id_: str, conversation: str) -> Given | None:
        condition = (_ANSWERS.c.id == id_) & (_ANSWERS.c.conversation == conversation)
        return self._one(select(_ANSWERS).where(condition))

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> Given | None:
        condition = (_ANSWERS.c.conversation == conversation) & (_ANSWERS.c.person == person)
        if cited:
            condition &= _ANSWERS.c.citations != "[]"
        return self._one(select(_ANSWERS).where(condition).order_by(_ANSWERS.c.given.desc()).limit(1))

    def language(self, person: str) -> str:
        with self._reading() as connection:
            return str(connection.execute(select(_LANGUAGES.c.language).where(_LANGUAGES.c.person == person)).scalar() or "")

    def set_language(self, person: str, language: str) -> None:
        with self._writing() as connection:
            connection.execute(_LANGUAGES.delete().where(_LANGUAGES.c.person == person))
            connection.execute(insert(_LANGUAGES).values(person=person, language=language))

    def close(self) -> None:
        self._engine.dispose()

    def _one(self, query: Any) -> Given | None:
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        fields = {name: row[name] for name in ("conversation", "person", "question", "language", "id")}
        return Given(**fields, at=row["given"], topics=_names(row["topics"]), citations=_names(row["citations"]))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._reading() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            yield connection
            connection.commit()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self.open()
        try:
            with self._engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            if _says_damaged(error):
                self._inode = 0  # looked at again at the next use, and moved aside
            raise


def fault(folder: Path) -> str:
    """What is wrong with the file of the store in `folder`: nothing, `damaged`, or why it can't be read. Changes nothing."""
    return _fault(folder / FILE)


def _fault(file: Path) -> str:
    if not file.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            return "" if connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",) else "damaged"
    except sqlite3.Error as error:
        return "damaged" if _says_damaged(error) else str(error)


def is_locked(error: Exception) -> bool:
    """Whether somebody else holds the file just now."""
    return _code(error) in _LOCKED


def _says_damaged(error: Exception) -> bool:
    """Whether SQLite says that the file itself is broken, rather than locked, full or forbidden."""
    return _code(error) in _DAMAGED


def _code(error: Exception) -> int:
    """SQLite's own code of an error, also where SQLAlchemy has wrapped it; 0 where it is none of SQLite's."""
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) or 0
    return code & 0xFF


def _move_aside(file: Path) -> None:
    """Keep a damaged file under another name: somebody may want to recover what is in it."""
    aside = file.with_name(f"{file.stem}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{file.suffix}")
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).rename(aside.with_name(aside.name + ending))
    log.warning("%s is damaged: it was moved aside to %s, and a new one is begun", file.name, aside)


def _inode(file: Path) -> int:
    try:
        return os.stat(file).st_ino  # noqa: PTH116 - in each use of the store: a third of the time that Path.stat takes
    except OSError:
        return 0


def _names(listed: str) -> tuple[str, ...]:
    names = json.loads(listed)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("a row of the store is damaged")
    return tuple(names)


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred: we say BEGIN IMMEDIATE ourselves
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
