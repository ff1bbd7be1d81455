"""Runs platforms side by side: one's failure is said once, never stops another, and is tried again with growing pauses."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
"""Seconds between tries. There is no last try: an outage of ours lasts as long as it lasts."""


Pauses = Callable[[], Iterator[float]]
"""Makes the pauses of one spell of failure, in seconds."""


class Platform(Protocol):
    """What can be run: connects, answers until cancelled, raises where it can't go on."""

    name: str

    async def run(self) -> None: ...


def growing_pauses() -> Iterator[float]:
    """Twice as long each time, up to the longest; each a bit more or less, so that tries spread."""
    pause = FIRST_PAUSE
    while True:
        yield pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries
        pause = min(pause * 2, LONGEST_PAUSE)


async def serve(platforms: Sequence[Platform], failed: Callable[[str, str], None], pauses: Pauses = growing_pauses) -> None:
    """Run `platforms` until SIGTERM or SIGINT; `failed` is told a platform's name and each reason, once a spell of failure."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_keep_running(platform, failed, pauses), name=platform.name) for platform in platforms]
        await stop.wait()
        for task in tasks:
            task.cancel()


async def _keep_running(platform: Platform, failed: Callable[[str, str], None], pauses: Pauses) -> None:
    waits, said = pauses(), set[str]()
    while True:
        started = asyncio.get_running_loop().time()
        try:
            await platform.run()
            reason = "ended"
        except asyncio.CancelledError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            log.debug("%s failed", platform.name, exc_info=True)
        if asyncio.get_running_loop().time() - started > LONGEST_PAUSE:
            waits, said = pauses(), set()  # it ran well in between: a new spell
        if reason not in said:
            failed(platform.name, reason)
            said.add(reason)
        await asyncio.sleep(next(waits))
