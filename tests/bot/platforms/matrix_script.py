"""A Matrix bot between a real homeserver and a dialogue whose lines a test gives."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.messages import Button, Incoming, Message, Paragraph, Run
from bot.platforms.matrix import MatrixPlatform
from bot.platforms.matrix_session import Account
from bot.store.database import Database
from tests.synapse.people import Person
from tests.synapse.server import SERVER, Synapse

_numbers = itertools.count()

Answer = tuple[Message, ...] | Callable[[Incoming], tuple[Message, ...]]


def said(*texts: str, buttons: tuple[tuple[Button, ...], ...] = (), **other: Any) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in texts), buttons, **other)


@dataclass
class Script:
    """A dialogue whose lines are given: `answers` by what is heard, else an echo."""

    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[Incoming] = field(default_factory=list)

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        self.heard.append(incoming)
        words = incoming.press or incoming.command or incoming.text
        answer = self.answers.get(words.partition(":")[0], (said(f"echo: {words}"),))
        return answer(incoming) if callable(answer) else answer

    def commands(self, language: str) -> Mapping[str, str]:
        return {}


@dataclass
class World:
    """A bot's account, people, and the bot, which may be started more than once."""

    server: Synapse
    home: Path
    session: aiohttp.ClientSession
    script: Script = field(default_factory=Script)
    allowed: Sequence[str] = (f"*:{SERVER}",)
    bot: str = ""
    password: str = ""

    async def prepare(self) -> None:
        self.bot, self.password, _ = await self._registered("bot", displayed="Plan B")

    async def person(self, name: str = "person") -> Person:
        id_, _, token = await self._registered(name)
        return Person(self.server.url, id_, token, self.session)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """The adapter at work, and stopped as the supervisor stops it."""
        account = Account(self.server.url, self.bot, self.password)
        database = Database(self.home)
        platform = MatrixPlatform(account, self.script, database, allowed=self.allowed)  # without a folder for keys
        task = asyncio.create_task(platform.run())
        try:
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(task, 10)
            database.close()

    async def _registered(self, name: str, displayed: str = "") -> tuple[str, str, str]:
        unique = f"{name}{next(_numbers)}"
        return await asyncio.to_thread(self.server.register, unique, displayed=displayed or name.capitalize())


@asynccontextmanager
async def world(server: Synapse, home: Path) -> AsyncIterator[World]:
    async with aiohttp.ClientSession() as session:
        made = World(server, home, session)
        await made.prepare()
        yield made
