"""Runs platforms side by side: one's failure is said once, never stops another, and is tried again with growing pauses."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from collections.abc import Callable, Sequence
from typing import Protocol

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
"""Seconds between tries. There is no last try: an outage of ours lasts as long as it lasts."""


class Platform(Protocol):
    """What can be run: connects, answers until cancelled, raises where it can't go on."""

    name: str

    async def run(self) -> None: ...


async def serve(platforms: Sequence[Platform], failed: Callable[[str, str], None]) -> None:
    """Run `platforms` until SIGTERM or SIGINT; `failed` is told a platform's name and the reason, once a spell of failure."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_keep_running(platform, failed), name=platform.name) for platform in platforms]
        await stop.wait()
        for task in tasks:
            task.cancel()


async def _keep_running(platform: Platform, failed: Callable[[str, str], None]) -> None:
    pause, said = FIRST_PAUSE, ""
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
            pause, said = FIRST_PAUSE, ""  # it ran well in between: a new spell
        if reason != said:
            failed(platform.name, reason)
            said = reason
        await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads retries
        pause = min(pause * 2, LONGEST_PAUSE)
