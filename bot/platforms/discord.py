"""Discord, by discord.py: direct messages, mentions, slash commands and buttons.

Discord hands a bot the text of direct messages and of what mentions it, and a reply mentions whom it answers unless the
person switched that off. So whatever is to be answered can be read without the privileged message content intent.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.delivery import Mailbox
from bot.messages import Dialogue
from bot.platforms.discord_client import Client, RulesOf
from bot.store.database import Database
from bot.store.servers import Rules

DEFAULT_URL = "https://discord.com/api/v10"


class DiscordPlatform:
    """Answers on Discord for as long as `run` runs. `url` is the root of the API, version included; without a `mailbox` what
    waits is kept in memory alone."""

    name = "discord"

    def __init__(
        self,
        token: str,
        dialogue: Dialogue,
        mailbox: Mailbox | None = None,
        *,
        url: str = DEFAULT_URL,
        guild: int | None = None,
        rules: RulesOf = lambda _: Rules(),
    ) -> None:
        self._token = token
        self._dialogue = dialogue
        self._mailbox = mailbox or Mailbox(Database(None), self.name)
        self._url = url.rstrip("/")
        self._guild = guild
        self._rules = rules

    async def run(self) -> None:
        """Connects and answers until cancelled; raises what the library raises, a refused token for one."""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here, so no warnings of it
        with _server(self._url), _one_line_an_outage():
            asks = self._url != DEFAULT_URL
            client = Client(self._dialogue, self._mailbox, self._rules, guild=self._guild, ask_gateway=asks)
            async with client:
                await client.serve(self._token)


def invitation(application_id: int) -> str:
    """The link by which somebody adds the bot to their server, with no more permissions than its answers need."""
    permissions = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        read_message_history=True,  # Discord demands it of whoever replies to a message
        pin_messages=True,  # the board of an incident
    )
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=scopes)


@contextmanager
def _server(url: str) -> Iterator[None]:
    """Directs the library to another server. It keeps both addresses in classes, so they are put back afterwards."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if url != DEFAULT_URL:
        Route.BASE = url
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@contextmanager
def _one_line_an_outage() -> Iterator[None]:
    """Drops the traceback that the library logs at each attempt to reconnect; `on_disconnect` has said it."""
    library = logging.getLogger("discord.client")

    def wanted(record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("Attempting a reconnect")

    library.addFilter(wanted)
    try:
        yield
    finally:
        library.removeFilter(wanted)
