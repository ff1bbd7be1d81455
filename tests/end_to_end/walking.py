"""What both platforms' walks share: a world, and what is kept in the program's data folder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.store.files import FILE
from tests.end_to_end.serving import Serving, serving


@asynccontextmanager
async def walking(home: Path) -> AsyncIterator[Serving]:
    """Both platforms connected; at the end neither has refused anything, and nothing went wrong unseen."""
    async with serving(home) as world:
        await world.started()
        yield world
        assert [one for one in world.telegram.refusals if "not modified" not in one.description] == []
        assert world.discord.refusals == []
        assert "Traceback" not in world.said


def everything(home: Path) -> str:
    """All rows of all tables, as text; what is kept as JSON is read, so that no letter hides behind an escape."""

    def shown(value: object) -> str:
        value = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        return str(json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value)

    with closing(sqlite3.connect(home / FILE)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [map(shown, row) for name in names for row in connection.execute(f"SELECT * FROM {name}")]
    return "\n".join(map(" | ".join, rows))
