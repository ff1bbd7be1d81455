"""Discord, by discord.py: direct messages, mentions, slash commands and buttons.

Discord hands a bot the text of direct messages and of what mentions it, and a reply mentions whom it answers unless the
person switched that off. So whatever is to be answered can be read without the privileged message content intent.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.messages import Dialogue, Incoming
from bot.platforms.discord_commands import Interaction, Words, commands
from bot.platforms.discord_render import Part, Rows, parts

DEFAULT_URL = "https://discord.com/api/v10"
RATE_LIMIT_PATIENCE = 60.0
ANSWERS_GRACE = 1.0
"""How long answers under way may still take when the platform is stopped."""

CANNOT_DIRECT_MESSAGE = 50007
UNKNOWN_INTERACTION = 10062

log = logging.getLogger(__name__)

Say = Callable[[Part], Awaitable[object]]


class DiscordPlatform:
    """Answers on Discord for as long as `run` runs. `url` is the root of the API, version included."""

    name = "discord"

    def __init__(self, token: str, dialogue: Dialogue, *, url: str = DEFAULT_URL, guild: int | None = None) -> None:
        self._token = token
        self._dialogue = dialogue
        self._url = url.rstrip("/")
        self._guild = guild

    async def run(self) -> None:
        """Connects and answers until cancelled; raises what the library raises, a refused token for one."""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here, so no warnings of it
        with _server(self._url), _one_line_an_outage():
            client = _Client(self._dialogue, guild=self._guild, ask_gateway=self._url != DEFAULT_URL)
            async with client:
                await client.serve(self._token)


def invitation(application_id: int) -> str:
    """The link by which somebody adds the bot to their server, with no more permissions than its answers need."""
    permissions = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        read_message_history=True,  # Discord demands it of whoever replies to a message
    )
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=scopes)


class _Client(discord.Client):
    """What discord.py calls. It caches nothing: all state is the dialogue's."""

    def __init__(self, dialogue: Dialogue, *, guild: int | None, ask_gateway: bool) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=RATE_LIMIT_PATIENCE,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self._dialogue = dialogue
        self._commands_guild = discord.Object(guild) if guild else None
        self._ask_gateway = ask_gateway
        self._lost = False
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._working: set[asyncio.Task[Any]] = set()
        self._tree = app_commands.CommandTree(self)
        for command in commands(dialogue, self._on_command):
            self._tree.add_command(command)

    async def serve(self, token: str) -> None:
        try:
            await self.start(token)
        except AttributeError as error:
            if self.user and getattr(self, "ws", None) is None:  # the library expects a first connection never to fail
                raise ConnectionError("Discord's gateway cannot be reached") from error
            raise

    async def setup_hook(self) -> None:
        if self._ask_gateway:
            _, address, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
        self._track(asyncio.create_task(self._publish_commands()))

    async def close(self) -> None:
        """Lets answers under way finish for a moment: once closed, the library can send none."""
        if self._working:
            await asyncio.wait(self._working, timeout=ANSWERS_GRACE)
        for task in list(self._working):  # also what came meanwhile
            task.cancel()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        bot = self.user
        if bot is None or message.author.bot or message.is_system():
            return
        if message.guild and bot not in message.mentions:
            return
        incoming = Incoming(
            platform=DiscordPlatform.name,
            conversation=str(message.channel.id),
            person=str(message.author.id),
            text=re.sub(rf"<@!?{bot.id}>", " ", message.content).strip(),
            private=message.guild is None,
        )
        with self._handling(incoming):
            await self._answer(incoming, _replying_to(message))

    async def on_interaction(self, interaction: Interaction) -> None:
        """A pressed button. Its id says all, so one from before a restart works; commands come by the command tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Mapping[str, Any] = interaction.data or {}
        incoming = _incoming(interaction, press=str(data.get("custom_id", "")))
        acknowledged = asyncio.create_task(interaction.response.defer())
        with self._handling(incoming):
            await self._answer(incoming, _FollowUp(interaction, hidden=not incoming.private), acknowledged)

    async def _on_command(self, interaction: Interaction, name: str, options: Mapping[str, str], public: bool) -> None:
        options = dict(options)
        incoming = _incoming(interaction, command=name, text=options.pop("text", ""), options=options)
        hidden = not (public or incoming.private)
        acknowledged = asyncio.create_task(interaction.response.defer(ephemeral=hidden, thinking=True))
        follow_up = _FollowUp(interaction, hidden)
        with self._handling(incoming):
            await self._answer(incoming, follow_up, acknowledged)
        if not follow_up.said and interaction.response.is_done():
            with self._handling(incoming):
                await interaction.delete_original_response()  # else it "thinks" for a quarter of an hour

    async def _answer(self, incoming: Incoming, say: Say, acknowledged: Awaitable[object] | None = None) -> None:
        """Answers in the conversation's turn; meanwhile an interaction is acknowledged, as Discord waits 3 s at most."""
        async with self._turns.setdefault(incoming.conversation, asyncio.Lock()):
            if acknowledged:
                await acknowledged
            for message in await self._dialogue.reply(incoming):
                for part in parts(message):
                    await say(part)

    @contextmanager
    def _handling(self, incoming: Incoming) -> Iterator[None]:
        """Where errors end: the platform's in one line, a bug with its traceback; neither stops the next message."""
        if task := asyncio.current_task():
            self._track(task)
        try:
            yield
        except discord.HTTPException as error:
            _report(error, incoming)
        except (discord.RateLimited, OSError) as error:
            log.warning("Discord: an answer could not be sent: %s", error)
        except Exception:
            log.exception("Discord: a message could not be handled")

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


def _incoming(interaction: Interaction, **said: Any) -> Incoming:
    return Incoming(
        platform=DiscordPlatform.name,
        conversation=str(interaction.channel_id),
        person=str(interaction.user.id),
        private=interaction.guild_id is None,
        language=str(interaction.locale),
        **said,
    )


def _replying_to(message: discord.Message) -> Say:
    """Says things where `message` was said. In a server, the first is a reply to it: others talk there too."""
    references = [message.to_reference(fail_if_not_exists=False)] if message.guild else []

    async def say(part: Part) -> None:
        options = _options(part) | ({"reference": references.pop()} if references else {})
        await message.channel.send(part.content, **options)

    return say


class _FollowUp:
    """Says things below an interaction; `hidden` from all but the person where others read too."""

    def __init__(self, interaction: Interaction, hidden: bool) -> None:
        self._interaction = interaction
        self._hidden = hidden
        self.said = False

    async def __call__(self, part: Part) -> None:
        await self._interaction.followup.send(part.content, ephemeral=self._hidden, **_options(part))
        self.said = True


def _options(part: Part) -> dict[str, Any]:
    options: dict[str, Any] = {"suppress_embeds": True}
    return options | {"view": _view(part.rows)} if part.rows else options


def _view(rows: Rows) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            view.add_item(discord.ui.Button(label=button.label, custom_id=button.id, row=number))
    view.stop()  # only drawn from: kept alive, the library would remember every message ever sent
    return view


def _report(error: discord.HTTPException, incoming: Incoming) -> None:
    if error.code == CANNOT_DIRECT_MESSAGE:
        log.info("Discord: a person takes no direct messages")
    elif error.code == UNKNOWN_INTERACTION:
        log.warning("Discord: an interaction was acknowledged too late and stays unanswered")
    elif isinstance(error, discord.Forbidden):
        log.warning("Discord: no permission to answer in channel %s: %s", incoming.conversation, error)
    elif isinstance(error, discord.DiscordServerError):
        log.warning("Discord: an answer could not be sent: %s", error)
    else:
        log.error("Discord: an answer was refused", exc_info=error)


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
