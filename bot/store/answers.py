"""The answers given, so that a button or a command can come back to one after a restart; declined ones too, for feedback."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, insert, select, update

from bot.store.database import Database
from bot.store.schema import ANSWERS, CHECKLISTS

DECLINED = "declined"
# Made once: a query takes longer to put together than to run, and these run for every message.
_THERE = ANSWERS.c.conversation == bindparam("conversation")
_BY_ID = select(ANSWERS).where(ANSWERS.c.id == bindparam("id"), _THERE)
_SHOWN = select(ANSWERS).where(_THERE, ANSWERS.c.person == bindparam("person"), ANSWERS.c.status != DECLINED)
_LAST = _SHOWN.order_by(ANSWERS.c.given.desc()).limit(1)
_LAST_CITED = _LAST.where(ANSWERS.c.citations != "[]")
_KEEP = insert(ANSWERS)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is given, as it is kept: to whom and where, and enough to show its sources, to make a checklist of it, or
    to answer its question for another topic.

    `steps` are mappings with `id`, `topic`, `text`, `why`, `phase` and `citations`; `situation` has `role`, `down` and `works`.
    `id` and `at` are given to it when it is kept.
    """

    conversation: str
    person: str
    question: str
    language: str
    topics: tuple[str, ...]
    citations: tuple[str, ...]
    status: str = "answered"
    steps: tuple[Mapping[str, Any], ...] = ()
    situation: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    at: str = ""

    def stamped(self) -> Given:
        """The same with an id and the time."""
        return replace(self, id=secrets.token_hex(6), at=datetime.now(UTC).isoformat())


class Answers:
    """Keeps answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, given: Given) -> str:
        """Keep an answer that is about to be given; its id."""
        kept = given.stamped()
        row = {
            **{name: getattr(kept, name) for name in ("id", "conversation", "person", "question", "language", "status")},
            **{name: json.dumps(getattr(kept, name)) for name in ("topics", "citations", "steps", "situation")},
            "given": kept.at,
        }
        self._database.write(lambda connection: connection.execute(_KEEP, row).rowcount)
        return kept.id

    def by_id(self, id_: str, conversation: str) -> Given | None:
        """The answer of that id, if it was given in that conversation."""
        return self._one(_BY_ID, {"id": id_, "conversation": conversation})

    def last(self, conversation: str, person: str, *, cited: bool = False) -> Given | None:
        """The last answer given to that person in that conversation; with `cited`, the last that cites anything."""
        return self._one(_LAST_CITED if cited else _LAST, {"conversation": conversation, "person": person})

    def forget(self, person: str) -> None:
        """Delete what was answered to that person, wherever it is kept, and their words above checklists of others."""
        theirs = select(ANSWERS.c.id).where(ANSWERS.c.person == person)

        def deleted(connection: Connection) -> None:
            connection.execute(update(CHECKLISTS).where(CHECKLISTS.c.answer.in_(theirs)).values(title=""))
            connection.execute(delete(ANSWERS).where(ANSWERS.c.person == person))

        self._database.write(deleted)

    def _one(self, query: Select[Any], values: Mapping[str, str]) -> Given | None:
        def found(connection: Connection) -> Given | None:
            row = connection.execute(query, values).mappings().first()
            return _given(row) if row else None

        return self._database.read(found)


def _given(row: RowMapping) -> Given:
    return Given(
        **{name: row[name] for name in ("conversation", "person", "question", "language", "status", "id")},
        topics=_names(row["topics"]),
        citations=_names(row["citations"]),
        steps=tuple(json.loads(row["steps"])),
        situation=json.loads(row["situation"]),
        at=row["given"],
    )


def _names(listed: str) -> tuple[str, ...]:
    names = json.loads(listed)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("a row of the store is damaged")
    return tuple(names)
