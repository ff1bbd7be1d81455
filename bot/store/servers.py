"""What a server's admins have decided for it: its language, where the bot may speak, and who reads its answers to commands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.store.database import Database
from bot.store.schema import SERVERS

PRIVATE, PUBLIC = "private", "public"


@dataclass(frozen=True, slots=True)
class Rules:
    """`language` is spoken where nothing is known of a person's own; `channels` are those the bot may speak in, as the platform
    writes them, none meaning all; `replies` to commands are private or public."""

    language: str = ""
    channels: tuple[str, ...] = ()
    replies: str = PRIVATE


class Servers:
    """Keeps rules, by `platform:server`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, server: str) -> Rules:
        """The rules of that server; those of a new one where nothing was decided."""

        def found(connection: Connection) -> str:
            return connection.execute(select(SERVERS.c.rules).where(SERVERS.c.server == server)).scalar() or ""

        return _rules(self._database.read(found) or "{}")

    def change(self, server: str, **decided: Any) -> Rules:
        """The rules with those changed, kept."""
        rules = replace(self.of(server), **decided)
        row = {"server": server, "rules": json.dumps(asdict(rules))}

        def stored(connection: Connection) -> int:
            connection.execute(delete(SERVERS).where(SERVERS.c.server == server))
            return connection.execute(insert(SERVERS).values(row)).rowcount

        self._database.write(stored)
        return rules


def _rules(kept: str) -> Rules:
    """Those of a kept row that there are; a later version may have more."""
    rules = json.loads(kept)
    if not isinstance(rules, dict):
        raise ValueError("a row of the store is damaged")
    known = {name: value for name, value in rules.items() if name in Rules.__dataclass_fields__}
    return Rules(**known | {"channels": tuple(known.get("channels", ()))})
