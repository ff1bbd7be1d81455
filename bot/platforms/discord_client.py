"""What discord.py calls, and what is made of it: messages, marks, presses and commands on their way to the dialogue."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from yarl import URL

from bot.delivery import Delivery, Heard, Mailbox
from bot.messages import Dialogue, Incoming
from bot.platforms.discord_carrier import DiscordCarrier, Live, place_of_interaction, place_of_message
from bot.platforms.discord_commands import PERSONAL, SHARED, Words, commands
from bot.platforms.discord_incoming import (
    MARK,
    PLATFORM,
    Interaction,
    may_speak,
    noted,
    of_interaction,
    of_mark,
    of_message,
    quoted_of,
    server_of,
    unnamed,
)
from bot.platforms.discord_sending import FollowUp, Reply
from bot.store.servers import PUBLIC, Rules

RATE_LIMIT_PATIENCE = 60.0
RULES_PATIENCE = 1.0
"""Seconds that reading a server's rules may take of the three in which an interaction is acknowledged."""
REMEMBERED_EDITS = 200
MOST_NAMED = 5
"""People named in a command that are looked up."""

log = logging.getLogger(__name__)

RulesOf = Callable[[str], Rules]
"""Gives what the admins of a server (`discord:<id>`) decided. May block."""


class Client(discord.Client):
    """What discord.py calls. It caches nothing: all state is the dialogue's."""

    def __init__(self, dialogue: Dialogue, mailbox: Mailbox, rules: RulesOf, *, guild: int | None, ask_gateway: bool) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=RATE_LIMIT_PATIENCE,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self._delivery = Delivery(mailbox, dialogue, DiscordCarrier(self))
        self._closing = AsyncExitStack()
        self._rules = rules
        self._reading: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._edits: deque[tuple[int, datetime]] = deque(maxlen=REMEMBERED_EDITS)
        self._commands_guild = discord.Object(guild) if guild else None
        self._ask_gateway = ask_gateway
        self._lost = False
        self._working: set[asyncio.Task[Any]] = set()
        self._tree = app_commands.CommandTree(self)
        for command in commands(dialogue, self._on_command, self._on_menu):
            self._tree.add_command(command)

    async def serve(self, token: str) -> None:
        try:
            await self.start(token)
        except AttributeError as error:
            if self.user and getattr(self, "ws", None) is None:  # the library expects a first connection never to fail
                raise ConnectionError("Discord's gateway cannot be reached") from error
            raise

    async def setup_hook(self) -> None:
        flags = self.application_flags
        if flags.gateway_message_content or flags.gateway_message_content_limited:
            self._connection._intents.message_content = True  # the owner has switched it on: every message can be noted
        if self._ask_gateway:
            _, address, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
        await self._closing.enter_async_context(self._delivery)
        self._track(asyncio.create_task(self._publish_commands()))

    async def close(self) -> None:
        """Lets answers under way finish for a moment: once closed, the library can send none."""
        await self._closing.aclose()
        for task in list(self._working):
            task.cancel()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        bot = self.user
        if bot is None or message.author.bot or message.is_system():
            return
        if server_of(message) and bot not in message.mentions and not noted(message, bot):
            return
        await self._on_text(message, bot)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A question put in other words. In a server it stays as it was answered; and looking up an address is no edit."""
        message, bot = payload.message, self.user
        if bot is None or server_of(message) or message.author.bot or not message.edited_at or not message.content:
            return
        edit = (message.id, message.edited_at)
        if edit not in self._edits:
            self._edits.append(edit)
            await self._on_text(message, bot, edited=True)

    async def _on_text(self, message: discord.Message, me: discord.ClientUser, *, edited: bool = False) -> None:
        rules = await self._rules_of(server_of(message))
        if may_speak(rules, message.channel):
            incoming = of_message(message, me, rules, edited=edited)
            key = f"message:{message.id}" + (f":{message.edited_at.timestamp()}" if message.edited_at else "")
            with self._handling():
                await self._delivery.take(key, Heard(incoming, place_of_message(message)), Live(Reply(message)))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Our sign below somebody's message, in a server."""
        bot, person = self.user, payload.member
        if bot is None or person is None or person.bot or payload.emoji.name != MARK or payload.message_author_id == bot.id:
            return
        known = self.get_channel(payload.channel_id)
        channel = known or self.get_partial_messageable(payload.channel_id, guild_id=payload.guild_id)
        rules = await self._rules_of(payload.guild_id)
        if not isinstance(channel, discord.abc.Messageable) or not may_speak(rules, channel):
            return
        with self._handling():
            try:
                message = await channel.fetch_message(payload.message_id)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
                log.info("Discord: a message that was marked can't be read (%s)", failure)
                return
            if message.author.id == bot.id:
                return
            key = f"mark:{message.id}:{person.id}:{time.time_ns()}"
            place = {**place_of_message(message), "person": str(person.id)}
            await self._delivery.take(key, Heard(of_mark(payload, message, rules), place))

    async def on_interaction(self, interaction: Interaction) -> None:
        """A pressed button. Its id says all, so one from before a restart works; commands come by the command tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Mapping[str, Any] = interaction.data or {}
        acknowledging = asyncio.create_task(interaction.response.defer())
        rules = await self._rules_of(interaction.guild_id)
        hidden = _is_hidden(interaction.message) or not may_speak(rules, interaction.channel)
        incoming = of_interaction(interaction, press=str(data.get("custom_id", "")), hidden=_is_hidden(interaction.message))
        live = Live(FollowUp(interaction, hidden=hidden, aside=True), acknowledging)
        await self._take(interaction, incoming, live, hidden=hidden)

    async def _on_command(self, interaction: Interaction, name: str, options: Mapping[str, str], reply: str) -> None:
        """A command. Where the bot may not speak, the person alone reads the answer."""
        options = dict(options)
        rules = await self._rules_of(interaction.guild_id)
        wanted = reply or (PUBLIC if name in SHARED else rules.replies)
        public = wanted == PUBLIC and name not in PERSONAL and may_speak(rules, interaction.channel)
        hidden = not (public or interaction.guild_id is None)
        live = _deferred(interaction, hidden=hidden)
        text = options.pop("text", "")
        people = await self._people(interaction, text)
        incoming = of_interaction(interaction, command=name, text=text, options=options, people=people, hidden=hidden)
        await self._take(interaction, incoming, live, hidden=hidden)

    async def _on_menu(self, interaction: Interaction, message: discord.Message) -> None:
        """The entry in a message's menu that notes it. Only there Discord shows a bot whatever was said."""
        own = self.user is not None and message.author.id == self.user.id
        live = _deferred(interaction, hidden=interaction.guild_id is not None)
        quoted = None if own else quoted_of(message)
        incoming = of_interaction(interaction, command="incident", marked=quoted)  # of our own there is only the board
        await self._take(interaction, incoming, live, hidden=interaction.guild_id is not None)

    async def _people(self, interaction: Interaction, text: str) -> list[discord.Member | int]:
        """Those whom the text names by number; of who is not in the server any more there is but that."""
        found: list[discord.Member | int] = []
        for number in unnamed(text)[:MOST_NAMED] if interaction.guild else ():
            try:
                found.append(await interaction.guild.fetch_member(number))  # type: ignore[union-attr]
            except discord.NotFound:
                found.append(number)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
                log.info("Discord: who was named is not known (%s)", failure)
        return found

    async def _take(self, interaction: Interaction, incoming: Incoming, live: Live, *, hidden: bool) -> None:
        """Meanwhile the interaction is acknowledged, as Discord waits 3 s at most."""
        with self._handling():
            place = place_of_interaction(interaction, hidden=hidden)
            await self._delivery.take(f"interaction:{interaction.id}", Heard(incoming, place), live)

    async def _rules_of(self, guild: int | None) -> Rules:
        """What the server's admins decided. Whoever waits must not wait for a busy disk: then it is as if they had not. One at
        a time, so that nothing overtakes what was said before it."""
        if guild is None:
            return Rules()
        async with self._reading.setdefault(guild, asyncio.Lock()):
            try:
                return await asyncio.wait_for(asyncio.to_thread(self._rules, f"{PLATFORM}:{guild}"), RULES_PATIENCE)
            except TimeoutError:
                return Rules()

    @contextmanager
    def _handling(self) -> Iterator[None]:
        """A bug is loud and does not stop the next message."""
        if task := asyncio.current_task():
            self._track(task)
        try:
            yield
        except Exception:
            log.exception("Discord: a message could not be taken")

    def _track(self, task: asyncio.Task[Any]) -> None:
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _publish_commands(self) -> None:
        try:
            await self._tree.set_translator(Words())
            if self._commands_guild:
                self._tree.copy_global_to(guild=self._commands_guild)
            await self._tree.sync(guild=self._commands_guild)
        except (discord.DiscordException, OSError) as error:
            log.warning("Discord: no slash commands, as they could not be registered: %s", error)
        except Exception:
            log.exception("Discord: no slash commands")

    async def on_disconnect(self) -> None:
        if not self._lost and not self.is_closed():
            self._lost = True
            log.warning("Discord: the connection is lost, reconnecting")

    async def on_resumed(self) -> None:
        self._connected()

    async def on_connect(self) -> None:
        self._connected()

    def _connected(self) -> None:
        log.info("Discord: connected")
        self._lost = False


def _deferred(interaction: Interaction, *, hidden: bool) -> Live:
    """Who waits for the answer to a command, which is being acknowledged."""
    acknowledging = asyncio.create_task(interaction.response.defer(ephemeral=hidden, thinking=True))
    return Live(FollowUp(interaction, hidden=hidden, thinking=True), acknowledging)


def _is_hidden(message: discord.Message | None) -> bool:
    return bool(message and message.flags.ephemeral)
