"""Platforms side by side: one's failure is said once, stops nobody else and is tried again with pauses."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.platforms.supervisor import FIRST_PAUSE, LONGEST_PAUSE, Platform, growing_pauses, serve


@dataclass
class Fails:
    """Raises each of `errors` in turn, the last one for ever."""

    errors: list[Exception]
    name: str = "failing"
    tries: int = 0
    tried: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        self.tries += 1
        if self.tries == 10:
            self.tried.set()
        raise self.errors[min(self.tries, len(self.errors)) - 1]


@dataclass
class Works:
    name: str = "working"
    starts: int = 0
    ended: bool = False

    async def run(self) -> None:
        self.starts += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


def no_pauses() -> Iterator[float]:
    return itertools.repeat(0.0)


@asynccontextmanager
async def running(
    *platforms: Platform, pauses: Callable[[], Iterator[float]] = no_pauses
) -> AsyncIterator[list[tuple[str, str]]]:
    """What is said while they run; told to end as the system does it."""
    said: list[tuple[str, str]] = []
    task = asyncio.create_task(serve(platforms, lambda name, why: said.append((name, why)), pauses))
    try:
        yield said
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(task, 5)


async def test_one_fails_and_the_other_never_notices() -> None:
    failing, working = Fails([ConnectionError("no network")]), Works()
    async with running(failing, working) as said:
        await asyncio.wait_for(failing.tried.wait(), 5)
        assert (working.starts, working.ended) == (1, False)
    assert said == [("failing", "ConnectionError: no network")], "once, however often it was tried"
    assert working.ended


async def test_each_reason_is_said_once_however_they_alternate() -> None:
    errors: list[Exception] = [ConnectionError("no network"), TimeoutError("slow")]
    failing = Fails(errors * 5)
    async with running(failing) as said:
        await asyncio.wait_for(failing.tried.wait(), 5)
    assert said == [("failing", "ConnectionError: no network"), ("failing", "TimeoutError: slow")]


async def test_between_tries_it_waits_as_long_as_it_is_told() -> None:
    asked: list[int] = []

    def pauses() -> Iterator[float]:
        for number in itertools.count():
            asked.append(number)
            yield 0.0

    failing = Fails([ConnectionError("no network")])
    async with running(failing, pauses=pauses):
        await asyncio.wait_for(failing.tried.wait(), 5)
    assert len(asked) >= failing.tries - 1
    assert asked == list(range(len(asked))), "one spell of failure"


def test_pauses_grow_up_to_a_limit() -> None:
    pauses = list(itertools.islice(growing_pauses(), 40))
    expected = [min(FIRST_PAUSE * 2**n, LONGEST_PAUSE) for n in range(40)]
    assert all(0.8 * right <= pause <= 1.2 * right for pause, right in zip(pauses, expected, strict=True))
    assert len(set(pauses)) == 40, "no two alike, so that many who fail at once do not come back at once"


async def test_a_platform_that_ends_by_itself_is_started_again() -> None:
    class Ends(Fails):
        async def run(self) -> None:
            self.tries += 1
            if self.tries == 10:
                self.tried.set()

    ending = Ends([])
    async with running(ending) as said:
        await asyncio.wait_for(ending.tried.wait(), 5)
    assert said == [("failing", "ended")]
