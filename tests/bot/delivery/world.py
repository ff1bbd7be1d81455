"""A platform and a dialogue that do what a test tells them, with a delivery between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.delivery import Delivery, Heard, Letter, Mailbox, Place
from bot.messages import Incoming, Message, Paragraph, Run
from bot.store.database import Database


def said(text: str, **more: Any) -> Message:
    return Message((Paragraph((Run(text),)),), **more)


def heard(text: str, chat: str = "1", **place: Any) -> Heard:
    return Heard(Incoming("test", chat, f"ann of {chat}", text), {"chat": chat, **place})


class Echo:
    """A dialogue that repeats what is said, or what `answers` has for it; `gates` hold an answer up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, tuple[Message, ...]] = {}
        self.gates: dict[str, asyncio.Event] = {}

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        self.asked.append(incoming.text)
        if gate := self.gates.get(incoming.text):
            await gate.wait()
        if incoming.text == "bug":
            raise RuntimeError("a bug")
        return self.answers.get(incoming.text, (said(f"echo: {incoming.text}"),))

    def commands(self, language: str) -> Mapping[str, str]:
        return {}


class Post:
    """A carrier that notes what it brings where; `fails` are raised first, one a try, `trouble` by text each time."""

    name = "test"

    def __init__(self) -> None:
        self.brought: list[tuple[str, str]] = []
        self.lives: list[Any] = []
        self.released: list[Any] = []
        self.tries = 0
        self.fails: list[Exception] = []
        self.trouble: dict[str, Exception] = {}
        self.typed: list[Place] = []
        self.after: Callable[[], Awaitable[None]] | None = None
        self._changed = asyncio.Condition()

    async def deliver(self, letter: Letter) -> Awaitable[object] | None:
        await asyncio.sleep(0)
        self.tries += 1
        async with self._changed:
            self._changed.notify_all()
        for failure in (*self.fails[:1], *filter(None, [self.trouble.get(letter.messages[0].text)])):
            del self.fails[:1]
            raise failure
        for message in letter.messages[letter.done :]:
            async with self._changed:
                self.brought.append((letter.place.get("chat", letter.conversation), message.text))
                self.lives.append(letter.live)
                letter.done += 1
                self._changed.notify_all()
        return self.after() if self.after else None

    async def nothing(self, live: Any) -> None:
        self.released.append(live)

    async def typing(self, place: Place) -> None:
        async with self._changed:
            self.typed.append(place)
            self._changed.notify_all()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(holds)

    async def until_brought(self, count: int) -> list[str]:
        await self.until(lambda: len(self.brought) >= count)
        return [text for _, text in self.brought]


@asynccontextmanager
async def delivering(database: Database, dialogue: Echo, post: Post) -> AsyncIterator[Delivery]:
    async with Delivery(Mailbox(database, "test"), dialogue, post) as delivery:
        yield delivery
