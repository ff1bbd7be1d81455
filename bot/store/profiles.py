"""What people told of themselves, so that they are not asked again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store.database import Database
from bot.store.schema import PROFILES

_OF = select(PROFILES.c.facts).where(PROFILES.c.person == bindparam("person"))


@dataclass(frozen=True, slots=True)
class Profile:
    """`language` is one of the six, `role` as in the contracts, `country` a code of two letters; `channels` are handles by
    platform id (empty where only the channel is known); the contact lines are as others should read them."""

    language: str = ""
    role: str = ""
    country: str = ""
    name: str = ""
    phone: str = ""
    site: str = ""
    email: str = ""
    next_update: str = ""
    channels: dict[str, str] = field(default_factory=dict)


class Profiles:
    """Keeps profiles, one a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: str) -> Profile:
        """What is known of that person; nothing of a stranger."""

        return self._database.read(lambda connection: _of(connection, person))

    def change(self, person: str, **facts: Any) -> Profile:
        """The profile with those facts changed, kept."""

        def changed(connection: Connection) -> Profile:
            profile = replace(_of(connection, person), **facts)
            row = {"person": person, "facts": json.dumps(asdict(profile), ensure_ascii=False)}
            connection.execute(delete(PROFILES).where(PROFILES.c.person == person))
            connection.execute(insert(PROFILES).values(row))
            return profile

        return self._database.write(changed)

    def forget(self, person: str) -> None:
        """Delete it, wherever it is kept."""

        def deleted(connection: Connection) -> None:
            connection.execute(delete(PROFILES).where(PROFILES.c.person == person))

        self._database.write(deleted)


def _of(connection: Connection, person: str) -> Profile:
    kept = connection.execute(_OF, {"person": person}).scalar()
    return Profile(**_facts(kept)) if kept else Profile()


def _facts(kept: str) -> dict[str, Any]:
    """Those facts of a kept profile that a profile has; those of a later version are left alone."""
    facts = json.loads(kept)
    if not isinstance(facts, dict):
        raise ValueError("a row of the store is damaged")
    return {name: value for name, value in facts.items() if name in Profile.__dataclass_fields__}
