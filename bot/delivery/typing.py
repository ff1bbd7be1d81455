"""Shows that an answer is on its way, once it takes longer than people expect."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

FIRST, AGAIN = 0.5, 4.0
"""Seconds after which it is shown, and shown again: platforms show it for five to ten."""

log = logging.getLogger(__name__)


@asynccontextmanager
async def typing(show: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """While the body takes long. That it can't be shown is no reason not to answer."""

    async def shown() -> None:
        await asyncio.sleep(FIRST)
        try:
            while True:
                await show()
                await asyncio.sleep(AGAIN)
        except Exception as failure:
            log.debug("it could not be shown that an answer is on its way: %s", failure)

    showing = asyncio.create_task(shown(), name="typing")
    try:
        yield
    finally:
        showing.cancel()
