"""A strict fake of Discord on loopback: the REST API, the gateway, and people for a test to play.

It knows nothing of the bot; it encodes what Discord's documentation says and refuses the rest, as Discord does, naming the rule
in the refusal (`refusals`, and "rule" in the response). What is not documented, such as how many requests fill a bucket, is set
here and told in the headers, where a client has to read it.

    async with FakeDiscord() as fake:      # fake.url and fake.token are what a bot needs
        await fake.user_says("help", user=7)
        [answer] = await fake.wait_for_sent(1)
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes import discord_rules as rules
from tests.fakes.discord_gateway import (
    DIRECT_MESSAGES,
    GUILD_MESSAGES,
    GUILD_REACTIONS,
    GUILDS,
    MESSAGE_CONTENT,
    RECONNECT,
    Gateway,
)
from tests.fakes.discord_limits import Limits
from tests.fakes.discord_payloads import (
    AUTOCOMPLETE,
    BOT_ID,
    COMMAND,
    COMPONENT,
    DM_CHANNEL,
    LEAST_PERMISSIONS,
    PINNED,
    REPLY,
    TEXT_CHANNEL,
    THREAD,
    Ack,
    Channel,
    Interaction,
    Json,
    Said,
    Sent,
    attachment,
    guild_payload,
    interaction_payload,
    member_payload,
    message_payload,
    ready_payload,
    user_payload,
)
from tests.fakes.discord_rest import Rest

EPOCH = 1_420_070_400_000
"""Milliseconds at which Discord's ids begin [Reference: Snowflakes]."""


@dataclass
class FakeDiscord:
    token: str = "bot-token.for-tests.only"
    heartbeat_interval: float = 41.25
    identify_interval: float = 0.0
    """5.0 is Discord's: a second identify within it is an invalid session. Off, for bots that a test restarts."""
    sent: list[Sent] = field(default_factory=list)
    edits: list[tuple[int, str, float]] = field(default_factory=list)
    """Each edit: the message, its content from then on, and when."""
    admins: set[int] = field(default_factory=set)
    """People who may manage every guild."""
    pinned: dict[int, list[int]] = field(default_factory=dict)
    """The messages pinned in each channel, the latest first."""
    gone: set[int] = field(default_factory=set)
    """People who are in no guild any more."""
    reads_content: bool = False
    acks: list[Ack] = field(default_factory=list)
    refusals: list[rules.Refusal] = field(default_factory=list)
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    permissions: dict[int, int] = field(default_factory=dict)
    """What the bot may do in each guild that it is in."""
    channels: dict[int, Channel] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    """Users who take no direct messages from the bot."""
    interactions: dict[str, Interaction] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self.ids = itertools.count(1_000_000)
        self._skew = 0.0
        self._pulse = asyncio.Event()
        self.gateway = Gateway(
            self.token,
            lambda session: ready_payload(session.id, self.gateway_url, self.permissions),
            lambda: [self._guild(guild) for guild in self.permissions],
            self.changed,
            heartbeat_interval=self.heartbeat_interval,
            identify_interval=self.identify_interval,
        )

    async def __aenter__(self) -> FakeDiscord:
        self._runner = web.AppRunner(Rest(self).application(), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in self.gateway.connections:
            if connection.transport:
                connection.transport.abort()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    # Time and waiting

    def now(self) -> float:
        return time.monotonic() + self._skew

    def advance(self, seconds: float) -> None:
        """Lets interactions age without waiting for it."""
        self._skew += seconds

    def changed(self) -> None:
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def until(self, holds: Callable[[], object], within: float = 5.0, what: str = "the condition") -> None:
        """Waits for something to hold, looking again whenever the bot did anything."""
        deadline = time.monotonic() + within
        while not holds():
            pulse, left = self._pulse, deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not within {within} s: {what}; sent: {self.sent}; refused: {self.refusals}")
            try:
                await asyncio.wait_for(pulse.wait(), left)
            except TimeoutError:
                continue

    async def wait_for_sent(self, count: int = 1, within: float = 5.0) -> list[Sent]:
        await self.until(lambda: len(self.sent) >= count, within, f"{count} messages")
        return list(self.sent)

    async def wait_for_acks(self, count: int = 1, within: float = 5.0) -> list[Ack]:
        await self.until(lambda: len(self.acks) >= count, within, f"{count} acknowledgements")
        return list(self.acks)

    async def wait_connected(self, within: float = 10.0) -> None:
        """For a session: one whose connection is lost but may be resumed will do, it gets what happens meanwhile."""
        await self.until(lambda: self.gateway.sessions, within, "a connection to the gateway")

    async def wait_commands(self, guild: int | None = None, within: float = 10.0) -> dict[str, Json]:
        await self.until(lambda: guild in self.commands, within, "registered commands")
        return {command["name"]: command for command in self.commands[guild]}

    # What people do

    async def user_says(
        self,
        text: str,
        *,
        user: int = 1,
        channel: int | None = None,
        guild: int | None = None,
        mention: bool = False,
        reply_to: Sent | Said | None = None,
        ping: bool = True,
        bot: bool = False,
        kind: int | None = None,
        files: tuple[str, ...] = (),
    ) -> Said:
        """A direct message, or one in `guild`. A reply mentions whom it answers, unless `ping` is switched off."""
        await self.wait_connected()
        place = await self._place(channel, guild, user)
        said = Said(next(self.ids), place.id, f"<@{BOT_ID}> {text}" if mention else text, user)
        self.said[said.id] = said
        member = {"member": member_payload(admin=user in self.admins)} if guild else {}
        payload = message_payload(said, guild, bot=bot) | member | {"attachments": [attachment(one) for one in files]}
        if reply_to is not None:
            self._add_reply(payload, reply_to, ping)
        if kind is not None:
            payload["type"] = kind
        mentioned = any(one["id"] == str(BOT_ID) for one in payload["mentions"])
        intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        hide = guild is not None and not mentioned
        await self.gateway.dispatch("MESSAGE_CREATE", payload, intent=intent, hide_content=hide)
        return said

    async def slash(
        self,
        name: str,
        options: Mapping[str, str] | None = None,
        *,
        user: int = 1,
        channel: int | None = None,
        guild: int | None = None,
        locale: str = "en-US",
        age: float = 0.0,
    ) -> Interaction:
        """A slash command, as it was registered; one that took `age` seconds to arrive."""
        await self.wait_connected()
        known = [one for scope in (guild, None) for one in self.commands.get(scope, []) if one["name"] == name]
        assert known, f"/{name} is not registered; registered: {self.commands}"
        rules.check_given(known[0], options or {})
        kinds = {option["name"]: option["type"] for option in known[0].get("options") or []}
        given = [{"name": key, "type": kinds[key], "value": value} for key, value in (options or {}).items()]
        data = {"id": known[0]["id"], "name": name, "type": 1, "options": given}
        if named := [int(one["value"]) for one in given if one["type"] == rules.USER_OPTION]:
            data["resolved"] = {"users": {str(one): user_payload(one) for one in named}}
        interaction = self._interaction(COMMAND, await self._place(channel, guild, user), age=age)
        await self._interact(interaction, data, user, locale)
        return interaction

    async def menu(self, name: str, said: Said | Sent, *, user: int = 1, locale: str = "en-US") -> Interaction:
        """An entry of a message's menu. Whatever the message says is handed over [Gateway: Message Content Intent]."""
        await self.wait_connected()
        channel = self.channels[said.channel]
        known = [one for scope in (channel.guild, None) for one in self.commands.get(scope, []) if one["name"] == name]
        assert [one["type"] for one in known] == [rules.MESSAGE_MENU], f"no entry {name} in the menu of messages"
        shown = {"messages": {str(said.id): message_payload(said)}}
        data = {"id": known[0]["id"], "name": name, "type": rules.MESSAGE_MENU, "target_id": str(said.id), "resolved": shown}
        interaction = self._interaction(COMMAND, channel)
        await self._interact(interaction, data, user, locale)
        return interaction

    async def user_reacts(self, said: Said | Sent, sign: str, *, user: int = 1, bot: bool = False) -> None:
        """Someone puts a sign below a message of a guild; its text is not told."""
        await self.wait_connected()
        guild = self.channels[said.channel].guild
        payload = {"user_id": str(user), "channel_id": str(said.channel), "message_id": str(said.id), "guild_id": str(guild)}
        payload |= {"emoji": {"id": None, "name": sign}, "burst": False, "type": 0}
        payload |= {"message_author_id": str(BOT_ID if isinstance(said, Sent) else said.user)}
        member = {"user": user_payload(user, bot=bot), **member_payload(admin=user in self.admins)}
        await self.gateway.dispatch("MESSAGE_REACTION_ADD", payload | {"member": member}, intent=GUILD_REACTIONS)

    def read_content(self) -> None:
        """The owner of the bot switches on the message content intent."""
        self.reads_content = True
        self.gateway.privileged |= MESSAGE_CONTENT

    async def types(
        self, name: str, option: str, text: str, *, user: int = 1, guild: int | None = None, locale: str = "en-US"
    ) -> list[Json]:
        """What is proposed to a person who is typing an option of a slash command."""
        await self.wait_connected()
        known = next(one for scope in (guild, None) for one in self.commands.get(scope, []) if one["name"] == name)
        (described,) = [one for one in known["options"] if one["name"] == option]
        assert described.get("autocomplete"), f"/{name} {option} proposes nothing"
        given = {"name": option, "type": rules.STRING_OPTION, "value": text, "focused": True}
        data = {"id": known["id"], "name": name, "type": 1, "options": [given]}
        interaction = self._interaction(AUTOCOMPLETE, await self._place(None, guild, user))
        await self._interact(interaction, data, user, locale)
        await self.until(lambda: interaction.suggestions is not None, what="suggestions")
        return interaction.suggestions or []

    async def user_edits(self, said: Said, text: str, *, twice: bool = False) -> None:
        """A direct message in other words; `twice` as where an address in it is looked up afterwards."""
        said.content = text
        payload = message_payload(said) | {"edited_timestamp": "2030-01-01T00:00:00+00:00"}
        for _ in range(1 + twice):
            await self.gateway.dispatch("MESSAGE_UPDATE", payload, intent=DIRECT_MESSAGES)

    async def press(self, message: Sent, button: str, *, user: int = 1, locale: str = "en-US", age: float = 0.0) -> Interaction:
        """A press of the button of `message` that has this custom id or label."""
        await self.wait_connected()
        ids = [custom_id for custom_id, label in message.buttons.items() if button in {custom_id, label}]
        assert ids, f"no button {button!r}, there are {message.buttons}"
        data = {"custom_id": ids[0], "component_type": rules.BUTTON}
        interaction = self._interaction(COMPONENT, self.channels[message.channel], message, age=age)
        await self._interact(interaction, data, user, locale)
        return interaction

    # What Discord does

    def add_guild(self, guild: int, permissions: int = LEAST_PERMISSIONS) -> None:
        """For before the bot connects; whoever speaks in an unknown guild adds it too, with the least permissions."""
        self.permissions[guild] = permissions

    def add_thread(self, thread: int, parent: int, guild: int) -> None:
        self.permissions.setdefault(guild, LEAST_PERMISSIONS)
        self.channels.setdefault(parent, Channel(parent, TEXT_CHANNEL, guild))
        self.channels[thread] = Channel(thread, THREAD, guild, parent=parent)

    def rate_limit_next(self, retry_after: float, *, scope: str = "user") -> None:
        """The bot's next message, in a channel or below an interaction, gets a 429. Scopes: user, shared, global."""
        self.limits.next.append((retry_after, scope))

    async def close_gateway(self, code: int = 4000) -> None:
        for connection in list(self.gateway.connections):
            await connection.socket.close(code=code)

    def freeze_gateway(self) -> None:
        """It reads nothing more, not even that a connection is closed, as when the network is gone."""
        for connection in self.gateway.connections:
            if connection.transport:
                connection.transport.pause_reading()

    async def ask_to_reconnect(self) -> None:
        for connection in list(self.gateway.connections):
            await connection.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def tell_pinned(self, channel: Channel) -> None:
        """The line that something was pinned, from who did it: the bot."""
        line = Said(next(self.ids), channel.id, "", BOT_ID)
        payload = message_payload(line, channel.guild, bot=True) | {"type": PINNED}
        intent = GUILD_MESSAGES if channel.guild else DIRECT_MESSAGES
        await self.gateway.dispatch("MESSAGE_CREATE", payload, intent=intent)

    # What the REST half records

    def record(self, channel: Channel, **what: Any) -> Sent:
        sent = Sent(id=next(self.ids), channel=channel.id, guild=channel.guild, at=time.monotonic(), **what)
        self.sent.append(sent)
        return sent

    # Inside

    async def _place(self, channel: int | None, guild: int | None, user: int) -> Channel:
        if guild is not None and guild not in self.permissions:
            self.add_guild(guild)
            await self.gateway.dispatch("GUILD_CREATE", self._guild(guild), intent=GUILDS)
        number = channel if channel is not None else (guild or user) * 10 + 5
        if number not in self.channels and guild is None:
            self.channels[number] = Channel(number, DM_CHANNEL, recipient=user)
        elif number not in self.channels:
            self.channels[number] = Channel(number, TEXT_CHANNEL, guild)
            await self.gateway.dispatch("CHANNEL_CREATE", self.channels[number].payload(), intent=GUILDS)
        assert self.channels[number].guild == guild, f"channel {number} is in guild {self.channels[number].guild}"
        return self.channels[number]

    async def _interact(self, interaction: Interaction, data: Json, user: int, locale: str) -> None:
        payload = interaction_payload(interaction, data, user, locale, admin=user in self.admins)
        await self.gateway.dispatch("INTERACTION_CREATE", payload)

    def _guild(self, guild: int) -> Json:
        return guild_payload(guild, self.permissions[guild], self.channels.values())

    def _interaction(self, kind: int, place: Channel, message: Sent | None = None, *, age: float = 0.0) -> Interaction:
        """Its id tells when it was made [Reference: Snowflakes]."""
        since = int((time.time() + self._skew - age) * 1000) - EPOCH
        number = since << 22 | next(self.ids) & 0xFFF
        interaction = Interaction(number, f"interaction-token-{number}", kind, place, self.now() - age, message)
        self.interactions[interaction.token] = interaction
        return interaction

    def _add_reply(self, payload: Json, replied: Sent | Said, ping: bool) -> None:
        payload["type"] = REPLY
        payload["message_reference"] = {"message_id": str(replied.id), "channel_id": str(replied.channel)}
        payload["referenced_message"] = message_payload(replied)
        hidden = isinstance(replied, Said) and self.channels[replied.channel].guild and not self.reads_content
        if hidden and f"<@{BOT_ID}>" not in replied.content:  # a message like any other [Gateway: Message Content Intent]
            payload["referenced_message"] |= {"content": ""}
        author = payload["referenced_message"]["author"]
        if ping and author not in payload["mentions"]:
            payload["mentions"].append(author)
