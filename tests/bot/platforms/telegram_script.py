"""A Telegram bot between the strict fake and a dialogue whose lines a test gives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.messages import Button, Incoming, Message, Paragraph, Run
from bot.platforms.telegram import TelegramPlatform
from tests.fakes.telegram import FakeTelegram

PERSON, OTHER, GROUP, FORUM = 1001, 1002, -1001000000001, -1001000000002

Answer = tuple[Message, ...] | Callable[[Incoming], tuple[Message, ...]]


def said(*texts: str, buttons: tuple[tuple[Button, ...], ...] = (), **other: Any) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in texts), buttons, **other)


class Script:
    """A dialogue whose lines are given: `answers` by what is heard, else an echo."""

    def __init__(self, **answers: Answer) -> None:
        self.answers: dict[str, Answer] = answers
        self.heard: list[Incoming] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        self.heard.append(incoming)
        words = incoming.press or incoming.command or incoming.text
        if gate := self.gates.get(words):
            await gate.wait()
        if words == "bug":
            raise RuntimeError("a bug")
        answer = self.answers.get(words.partition(":")[0], (said(f"echo: {words}"),))
        return answer(incoming) if callable(answer) else answer

    def commands(self, language: str) -> Mapping[str, str]:
        names = ("profile", "server")
        return {"now": f"{language}: what to do", "help": "x" * 300, **dict.fromkeys(names, "x")}


def platform(fake: FakeTelegram, script: Script, token: str = "") -> TelegramPlatform:
    return TelegramPlatform(token or fake.token, script, url=fake.url)


@asynccontextmanager
async def running(fake: FakeTelegram, script: Script) -> AsyncIterator[asyncio.Task[None]]:
    """The adapter at work, and stopped as the supervisor stops it."""
    task = asyncio.create_task(platform(fake, script).run())
    try:
        await fake.until_polled()
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


async def heard(fake: FakeTelegram, script: Script) -> list[Incoming]:
    """What arrived until now. What is said in a chat is heard in its order: when the last is, all before it was judged."""
    chats = (OTHER, PERSON, GROUP)
    wanted = _lasts(script) + len(chats)
    for chat in chats:
        fake.user_says("/last", chat=chat, user=OTHER)
    await asyncio.to_thread(fake.wait, lambda: _lasts(script) >= wanted, 5, "the last words")
    return [incoming for incoming in script.heard if incoming.command != "last"]


def _lasts(script: Script) -> int:
    return sum(incoming.command == "last" for incoming in script.heard)
