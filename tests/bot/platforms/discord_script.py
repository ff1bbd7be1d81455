"""A Discord bot between the strict fake and a dialogue whose lines a test gives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.messages import Button, Incoming, Message, Paragraph, Run
from bot.platforms.discord import DiscordPlatform
from bot.store.servers import Rules
from tests.fakes.discord import FakeDiscord

GUILD, CHANNEL = 50, 51

Answer = tuple[Message, ...] | Callable[[Incoming], tuple[Message, ...]]


def plain(*texts: str, buttons: tuple[tuple[Button, ...], ...] = (), **other: Any) -> Message:
    return Message(tuple(Paragraph((Run(text),)) for text in texts), buttons, **other)


class Script:
    """A dialogue that says what a test tells it to, an echo otherwise, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Incoming] = []
        self.answers: dict[str, Answer] = {}
        self.rules = Rules()
        self.rules_of: Callable[[str], Rules] = lambda _: self.rules
        self.before: Callable[[Incoming], Awaitable[None]] | None = None

    def decided(self, server: str) -> Rules:
        return self.rules_of(server)

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        self.asked.append(incoming)
        if self.before:
            await self.before(incoming)
        said = incoming.text or incoming.press or incoming.command
        answer = self.answers.get(said, (plain(f"You said: {said}"),))
        return answer(incoming) if callable(answer) else answer

    def commands(self, language: str) -> Mapping[str, str]:
        names = ("now", "help", "start", "sources", "language", "draft", "checklist", "profile", "server", "forget")
        return {name: f"{name} in {language} {'x' * 120 if name == 'help' else ''}" for name in names}


@asynccontextmanager
async def running(fake: FakeDiscord, script: Script, guild: int | None = None) -> AsyncIterator[asyncio.Task[None]]:
    platform = DiscordPlatform(fake.token, script, url=fake.url, guild=guild, rules=script.decided)
    task = asyncio.create_task(platform.run())
    try:
        await fake.wait_connected()
        await fake.wait_commands(guild)
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=5)
        assert task.done()
