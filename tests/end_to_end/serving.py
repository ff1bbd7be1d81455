"""`planb serve` as a process of its own between a fake Telegram and a fake Discord."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.program import COMMAND, ROOT, environment
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord import Sent as DiscordSent
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram import Sent as TelegramSent

PATIENCE = 40.0
"""Seconds for something to happen; on a busy machine the program alone takes a while to start."""


@dataclass
class Serving:
    """The world around the program, and the program in it. `tokens` are those it is given, right or wrong."""

    telegram: FakeTelegram
    discord: FakeDiscord
    home: Path
    tokens: dict[str, str] = field(default_factory=dict)
    command: Sequence[str] = COMMAND
    process: asyncio.subprocess.Process | None = None
    starts: int = 0

    async def start(self) -> None:
        settings = {
            "telegram_url": self.telegram.url,
            "telegram_token": self.telegram.token,
            "discord_url": self.discord.url,
            "discord_token": self.discord.token,
        }
        self.starts += 1
        with self._log("out").open("wb") as out, self._log("err").open("wb") as err:
            self.process = await asyncio.create_subprocess_exec(
                *self.command, "serve", cwd=ROOT, env=environment(self.home, settings | self.tokens), stdout=out, stderr=err
            )

    async def started(self) -> None:
        """Starts it and waits until both platforms are connected."""
        polls = len(self.telegram.calls_of("getMe"))
        self.discord.commands.clear()
        await self.start()
        await self.discord.wait_connected(PATIENCE)
        await self.discord.wait_commands(within=PATIENCE)
        await asyncio.to_thread(self.telegram.wait_for_call, "getMe", polls + 1, PATIENCE)

    async def killed(self) -> None:
        """Without a chance to say good-bye."""
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def terminated(self) -> tuple[int, float]:
        """Told to end: the exit status, and the seconds it took."""
        assert self.process
        asked = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = await asyncio.wait_for(self.process.wait(), PATIENCE)
        return status, time.monotonic() - asked

    @property
    def err(self) -> str:
        """What the latest start has said on standard error until now."""
        return self._log("err").read_text("utf-8")

    @property
    def said(self) -> str:
        """All that was printed, by every start."""
        logs = [self._log(stream, start) for stream in ("out", "err") for start in range(1, self.starts + 1)]
        return "".join(log.read_text("utf-8") for log in logs)

    async def until_telegram_sent(self, count: int) -> list[TelegramSent]:
        return await asyncio.to_thread(self.telegram.wait_for_sent, count, PATIENCE)

    async def until_telegram(self, holds: Callable[[], bool], what: str) -> None:
        await asyncio.to_thread(self.telegram.wait, holds, PATIENCE, what)

    async def until_discord_sent(self, count: int = 1) -> list[DiscordSent]:
        return await self.discord.wait_for_sent(count, PATIENCE)

    def _log(self, stream: str, start: int = 0) -> Path:
        return self.home.parent / f"serve-{start or self.starts}.{stream}"


@asynccontextmanager
async def serving(home: Path, command: Sequence[str] = COMMAND, **tokens: str) -> AsyncIterator[Serving]:
    """The fakes and a program that is not started yet; whatever happens, it is gone afterwards."""
    with FakeTelegram(privacy=False) as telegram:
        async with FakeDiscord() as discord:
            world = Serving(telegram, discord, home, tokens, command)
            try:
                yield world
            finally:
                if world.process and world.process.returncode is None:
                    await world.killed()
