"""A platform with the real dialogue about incidents, reminders beside it, and a clock that a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assembly import conversation
from bot.handling.reminding import Reminding
from bot.platforms.supervisor import Platform
from bot.store.database import Database
from bot.store.mailbox import UNASKED, Mailbox
from tests.bot.features.outage import Advice

OPEN = "incident open WhatsApp is down"
NOTICE, UPDATE = "the first public notice is due now", "an update is due"
SNOOZE, DISMISS = "⏰ In 10 min", "🔕 Stop this one"


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked more often for what is due, and for what is to be sent."""
    monkeypatch.setattr("bot.handling.reminding.EVERY", 0.05)
    monkeypatch.setattr("bot.delivery.delivery.LOOK_EVERY", 0.05)


class Reminded:
    """What outlives a restart: the data folder, and the time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._ahead = timedelta()
        self.database = Database(home)
        self.dialogue = conversation(Advice(), self.database, self.now)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def passes(self, minutes: float) -> None:
        self._ahead += timedelta(minutes=minutes)

    @asynccontextmanager
    async def running(self, platform: Platform) -> AsyncIterator[None]:
        """Both at work, and stopped as the supervisor stops them."""
        tasks = [asyncio.create_task(one.run()) for one in (platform, Reminding(self.database, self.now))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await asyncio.wait_for(task, 8)

    def waiting(self, platform: str) -> list[int]:
        """The reminders that are not sent yet."""
        return [letter.id for letter in Mailbox(self.database, platform).unsent_now().unasked]

    def has_seen_to(self, count: int) -> bool:
        """Whether so many reminders were sent, or given up."""
        query = f"SELECT count(*) FROM outbox WHERE cause LIKE '{UNASKED}%' AND sent <> ''"
        return bool(self.database.read(lambda connection: connection.exec_driver_sql(query).scalar_one()) >= count)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while True:
            if await asyncio.to_thread(holds):
                return
            await asyncio.sleep(0.02)
