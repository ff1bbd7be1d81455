"""The platforms: one adapter each, thin; the only rooms that know telegram, discord or the terminal."""

# ruff: noqa: PLC0415 - a platform's library is loaded where it has a token

from __future__ import annotations

from bot.messages import Dialogue
from bot.platforms.supervisor import Platform
from bot.settings import Settings


def available(settings: Settings, dialogue: Dialogue) -> list[Platform]:
    """Every platform that has a token, in a fixed order. A new platform is one file and one line here."""
    platforms: list[Platform] = []
    if token := settings.telegram_token.get_secret_value():
        from bot.platforms.telegram import TelegramPlatform

        platforms.append(TelegramPlatform(token, dialogue, url=settings.telegram_url))
    if token := settings.discord_token.get_secret_value():
        from bot.platforms.discord import DiscordPlatform

        platforms.append(DiscordPlatform(token, dialogue, url=settings.discord_url, guild=settings.discord_guild))
    return platforms
