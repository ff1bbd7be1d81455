"""Reminders beside the platforms: looked for again and again by a clock that is given, whatever goes wrong."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.handling.reminding import Reminding
from bot.platforms.supervisor import serve
from bot.store.mailbox import Mailbox
from tests.bot.features.outage import Outage


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handling.reminding.EVERY", 0.01)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    room.says("take 1, 2 and 3")
    yield room
    room.database.close()


class Looks:
    """The clock of a room, and how often it was looked at."""

    def __init__(self, room: Outage) -> None:
        self.room = room
        self.count = 0

    def __call__(self) -> datetime:
        self.count += 1
        return self.room.now

    async def more(self, count: int = 5) -> None:
        """So many looks from now."""
        enough = self.count + count
        await until(lambda: self.count >= enough)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while True:
            if holds():
                return
            await asyncio.sleep(0.01)


def waiting(room: Outage) -> int:
    return len(Mailbox(room.database, "test").unsent_now().unasked)


async def test_what_is_due_by_the_clock_is_claimed_once_and_a_clock_set_back_doubles_nothing(room: Outage) -> None:
    looks = Looks(room)
    task = asyncio.create_task(Reminding(room.database, looks).run())
    await looks.more()
    assert waiting(room) == 0
    room.now += timedelta(minutes=5)
    await looks.more()
    assert waiting(room) == 1
    for minutes in (-60, 60):
        room.now += timedelta(minutes=minutes)
        await looks.more()
    rows = room.database.read(lambda connection: connection.exec_driver_sql("SELECT cause FROM outbox").scalars().all())
    assert [cause.rpartition(":")[2] for cause in rows] == ["0"]
    task.cancel()
    await asyncio.wait([task], timeout=5)
    assert task.cancelled()


class Works:
    name = "working"
    starts = 0

    async def run(self) -> None:
        self.starts += 1
        await asyncio.Event().wait()


async def test_a_failure_is_said_and_tried_again_and_stops_no_platform(room: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failures = Reminding.due, iter([RuntimeError("a bug")] * 3)

    def due(self: Reminding, now: datetime) -> object:
        for failure in failures:
            raise failure
        return real(self, now)

    monkeypatch.setattr(Reminding, "due", due)
    room.now += timedelta(minutes=5)
    works, said = Works(), list[tuple[str, str]]()
    reminding = Reminding(room.database, lambda: room.now)
    task = asyncio.create_task(
        serve([works, reminding], lambda name, why: said.append((name, why)), lambda: itertools.repeat(0.0))
    )
    await until(lambda: waiting(room) == 1)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(task, 5)
    assert said == [("reminders", "RuntimeError: a bug")]
    assert works.starts == 1
