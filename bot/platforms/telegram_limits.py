"""How fast Telegram is written to: a few messages a second in all, a few a minute in a group, and not at all for as long as it
asks for after a refusal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

RETRIES = 5
"""The library's default gives up at the first refusal."""
AT_ONCE, A_SECOND, GROUP_A_MINUTE = 2, 28, 20
"""Telegram takes 30 messages in any second: what may come at once and what comes then in a second stay below that together."""
SHORT = 3.0
"""Seconds: a group that has to wait for longer is at the limit of a minute, and not at that of all messages."""
FREE = frozenset({"getChatAdministrators", "getChatMember", "sendChatAction"})
"""Requests that send nothing, and so count towards no limit of a chat."""

Request = Callable[..., Coroutine[Any, Any, Any]]


class Limiter(AIORateLimiter):
    """The library's limiter, for the requests that the limits are about.

    Its limit on all messages goes on giving turns while nothing may be sent, and they are then taken all at once: refused
    again, and so on for as long as a crowd waits; and a group that is refused stops everybody. So that limit, and trying again,
    are ours: nobody has a turn before it counts, and a long refusal of a group is about that group.
    """

    def __init__(self) -> None:
        super().__init__(overall_max_rate=0, group_max_rate=GROUP_A_MINUTE, group_time_period=60, max_retries=0)
        self._overall = AsyncLimiter(AT_ONCE, AT_ONCE / A_SECOND)
        self._next = asyncio.Lock()
        self._quiet_until = 0.0

    async def process_request(  # noqa: PLR0917 - the library's signature
        self,
        callback: Request,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        counted = {} if endpoint in FREE else data
        patiently = partial(self._patiently, callback, counted.get("chat_id"))
        return await super().process_request(patiently, args, kwargs, endpoint, counted, rate_limit_args)

    async def _patiently(self, callback: Request, chat: int | str | None, *args: Any, **kwargs: Any) -> Any:
        for _ in range(RETRIES):
            try:
                return await self._in_turn(callback, chat, *args, **kwargs)
            except RetryAfter as refusal:
                await self._respected(chat, seconds_of(refusal))
        return await self._in_turn(callback, chat, *args, **kwargs)

    async def _in_turn(self, callback: Request, chat: int | str | None, *args: Any, **kwargs: Any) -> Any:
        if chat is not None:
            loop = asyncio.get_running_loop()
            async with self._next:
                while (quiet := self._quiet_until - loop.time()) > 0:  # noqa: ASYNC110 - it is put off by who is refused meanwhile
                    await asyncio.sleep(quiet)
                await self._overall.acquire()
        return await callback(*args, **kwargs)

    async def _respected(self, chat: int | str | None, seconds: float) -> None:
        """Wait as long as Telegram asks for: with all others, or, where a group is at its limit, alone."""
        alone = chat is None or (isinstance(chat, int) and chat < 0 and seconds > SHORT)
        if not alone:
            self._quiet_until = max(self._quiet_until, asyncio.get_running_loop().time() + seconds)
        await asyncio.sleep(seconds)


def seconds_of(refusal: RetryAfter) -> float:
    """How long Telegram wants to hear nothing."""
    wait: Any = refusal.retry_after  # an integer, unless the library is told otherwise (telegram.py)
    return float(wait) if isinstance(wait, int) else float(wait.total_seconds())
