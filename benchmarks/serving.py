"""`planb serve` as a process of its own, connected to the strict fakes of both platforms, for measuring."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import FakeTelegram

PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """The program between its platforms."""

    telegram: FakeTelegram
    discord: FakeDiscord
    pid: int

    def resident(self, what: str = "VmRSS") -> int:
        """Bytes of its memory now; with `VmHWM`, the most that it ever had."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith(f"{what}:"))
        return int(kilobytes) * 1024


@asynccontextmanager
async def served(env: Mapping[str, str]) -> AsyncIterator[Served]:
    """While the body runs; connected to both platforms. Telegram's bot reads all of its groups."""
    with FakeTelegram(privacy=False) as telegram:
        async with FakeDiscord() as discord:
            tokens = {
                "PLANB_TELEGRAM_TOKEN": telegram.token,
                "PLANB_TELEGRAM_URL": telegram.url,
                "PLANB_DISCORD_TOKEN": discord.token,
                "PLANB_DISCORD_URL": discord.url,
            }
            command = (sys.executable, "-m", "bot", "serve")
            process = await asyncio.create_subprocess_exec(*command, env={**env, **tokens}, stderr=asyncio.subprocess.DEVNULL)
            try:
                await discord.wait_connected(PATIENCE)
                await discord.wait_commands(within=PATIENCE)
                yield Served(telegram, discord, process.pid)
            finally:
                process.terminate()
                await process.wait()


def resident_at_rest(env: Mapping[str, str]) -> int:
    """Bytes of resident memory of the process, once it has answered a question on each platform."""
    return asyncio.run(_measure(env))


async def _measure(env: Mapping[str, str]) -> int:
    async with served(env) as world:
        world.telegram.user_says("WhatsApp is down, what do I do?", chat=1001)
        await world.discord.user_says("WhatsApp is down, what do I do?", user=1)
        await world.telegram.until_sent(1)
        await world.discord.wait_for_sent(1, PATIENCE)
        return world.resident()
