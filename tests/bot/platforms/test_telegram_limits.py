"""Who waits after Telegram has refused something for being too fast."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter

from bot.platforms.telegram_limits import Limiter
from tests.bot.platforms.telegram_script import GROUP, OTHER, PERSON


def sent(limiter: Limiter, chat: int, send: Callable[..., Any]) -> asyncio.Task[Any]:
    request = limiter.process_request(send, (chat,), {}, "sendMessage", {"chat_id": chat}, None)
    return asyncio.create_task(request)


async def refused_once(chat: int, after: float) -> tuple[Limiter, asyncio.Task[Any], Callable[..., Any]]:
    """A limiter in which that chat waits for its second try."""
    limiter, refused = Limiter(), asyncio.Event()

    async def send(to: int) -> int:
        if to == chat and not refused.is_set():
            refused.set()
            raise RetryAfter(timedelta(seconds=after))
        return to

    waiting = sent(limiter, chat, send)
    await refused.wait()
    return limiter, waiting, send


async def test_a_group_at_its_limit_holds_up_nobody_else() -> None:
    limiter, waiting, send = await refused_once(GROUP, 30)
    assert await asyncio.wait_for(sent(limiter, PERSON, send), 5) == PERSON
    assert not waiting.done()
    waiting.cancel()


async def test_what_is_refused_in_a_private_chat_is_about_all_messages() -> None:
    clock = asyncio.get_running_loop().time
    began = clock()
    limiter, waiting, send = await refused_once(PERSON, 0.5)
    assert await sent(limiter, OTHER, send) == OTHER
    assert clock() - began >= 0.5
    assert await waiting == PERSON
