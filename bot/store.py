"""What is kept of conversations: the answers given, so that a button or a command can come back to one after a restart.

SQLite through SQLAlchemy: write-ahead log with full synchronisation, so that what was acknowledged survives a power loss; every
write takes the lock at once (BEGIN IMMEDIATE), because readers that turn writers fail under load.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


NOT_KEPT = (OSError, SQLAlchemyError)
"""What a store raises where it can't write, on a full disk for one."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given: enough to show its sources, or to answer its question for another topic."""

    id: str
    question: str
    language: str
    topics: tuple[str, ...]
    citations: tuple[str, ...]


class Store:
    """The database under the data folder. Raises one of `NOT_KEPT` where it can't be written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{folder / 'planb.sqlite'}", hide_parameters=True)
        event.listen(self._engine, "connect", _durable)
        with self._writing() as connection:
            _METADATA.create_all(connection)

    def keep_answer(
        self,
        *,
        conversation: str,
        person: str,
        question: str,
        language: str,
        topics: tuple[str, ...],
        citations: tuple[str, ...],
    ) -> str:
        """Keep an answer that is about to be given; its id."""
        id_ = secrets.token_hex(6)
        row = {
            "id": id_,
            "conversation": conversation,
            "person": person,
            "given": datetime.now(UTC).isoformat(),
            "question": question,
            "language": language,
            "topics": json.dumps(topics),
            "citations": json.dumps(citations),
        }
        with self._writing() as connection:
            connection.execute(insert(_ANSWERS).values(row))
        return id_

    def answer(self, id_: str, conversation: str) -> KeptAnswer | None:
        """The answer of that id, if it was given in that conversation."""
        condition = (_ANSWERS.c.id == id_) & (_ANSWERS.c.conversation == conversation)
        return self._one(select(_ANSWERS).where(condition))

    def last_answer(self, conversation: str, person: str, *, cited: bool = False) -> KeptAnswer | None:
        """The last answer given to that person in that conversation; with `cited`, the last that cites anything."""
        condition = (_ANSWERS.c.conversation == conversation) & (_ANSWERS.c.person == person)
        if cited:
            condition &= _ANSWERS.c.citations != "[]"
        return self._one(select(_ANSWERS).where(condition).order_by(_ANSWERS.c.given.desc()).limit(1))

    def language(self, person: str) -> str:
        """The language that a person chose, or nothing."""
        with self._engine.connect() as connection:
            return str(connection.execute(select(_LANGUAGES.c.language).where(_LANGUAGES.c.person == person)).scalar() or "")

    def set_language(self, person: str, language: str) -> None:
        with self._writing() as connection:
            connection.execute(_LANGUAGES.delete().where(_LANGUAGES.c.person == person))
            connection.execute(insert(_LANGUAGES).values(person=person, language=language))

    def close(self) -> None:
        self._engine.dispose()

    def _one(self, query: Any) -> KeptAnswer | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        topics, citations = tuple(json.loads(row["topics"])), tuple(json.loads(row["citations"]))
        return KeptAnswer(row["id"], row["question"], row["language"], topics, citations)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            yield connection
            connection.commit()


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred: we say BEGIN IMMEDIATE ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
