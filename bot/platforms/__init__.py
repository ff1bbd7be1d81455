"""The platforms: one adapter each, thin; the only rooms that know telegram, discord or the terminal."""

# ruff: noqa: PLC0415 - a platform's library is loaded where it has a token

from __future__ import annotations

from bot.messages import Dialogue
from bot.platforms.supervisor import Platform
from bot.settings import Settings
from bot.store.database import Database
from bot.store.mailbox import Mailbox
from bot.store.overheard import Overheard
from bot.store.servers import Servers


def available(settings: Settings, dialogue: Dialogue, database: Database) -> list[Platform]:
    """Every platform that has a token, in a fixed order, with its mail in `database`. A new platform is one file and one line
    here."""
    platforms: list[Platform] = []
    if token := settings.telegram_token.get_secret_value():
        from bot.platforms.telegram import TelegramPlatform
        from bot.platforms.telegram_webhook import Address

        public, secret = settings.telegram_public_url, settings.telegram_secret.get_secret_value()
        webhook = Address(settings.telegram_listen, public, secret) if settings.telegram_mode == "webhook" else None
        mailbox = Mailbox(database, TelegramPlatform.name)
        heard = Overheard(database, TelegramPlatform.name)
        telegram = TelegramPlatform(token, dialogue, mailbox, url=settings.telegram_url, webhook=webhook, overheard=heard)
        platforms.append(telegram)
    if token := settings.discord_token.get_secret_value():
        from bot.platforms.discord import DiscordPlatform

        mailbox, guild = Mailbox(database, DiscordPlatform.name), settings.discord_guild
        rules = Servers(database).of
        platforms.append(DiscordPlatform(token, dialogue, mailbox, url=settings.discord_url, guild=guild, rules=rules))
    password, token = settings.matrix_password.get_secret_value(), settings.matrix_token.get_secret_value()
    if settings.matrix_homeserver and (password or token):
        from bot.platforms.matrix import MatrixPlatform
        from bot.platforms.matrix_session import Account

        account = Account(settings.matrix_homeserver, settings.matrix_user, password, token)
        platforms.append(MatrixPlatform(account, dialogue, database, allowed=settings.matrix_inviters, home=settings.home))
    return platforms
