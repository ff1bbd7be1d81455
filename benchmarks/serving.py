"""`planb serve` as a process of its own, connected to the strict fakes of both platforms, for measuring."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import FakeTelegram


def resident_at_rest(env: Mapping[str, str]) -> int:
    """Bytes of resident memory of the process, once it has answered a question on each platform."""
    return asyncio.run(_measure(env))


async def _measure(env: Mapping[str, str]) -> int:
    with FakeTelegram() as telegram:
        async with FakeDiscord() as discord:
            served = {
                **env,
                "PLANB_TELEGRAM_TOKEN": telegram.token,
                "PLANB_TELEGRAM_URL": telegram.url,
                "PLANB_DISCORD_TOKEN": discord.token,
                "PLANB_DISCORD_URL": discord.url,
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "serve", env=served, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                await discord.wait_connected(60)
                telegram.user_says("WhatsApp is down, what do I do?", chat=1001)
                await discord.user_says("WhatsApp is down, what do I do?", user=1)
                await telegram.until_sent(1)
                await discord.wait_for_sent(1, 60)
                return _resident(process.pid)
            finally:
                process.terminate()
                await process.wait()


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024
