"""What Discord delivers, as the core's `Incoming`, under the rules of the server that it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import discord

from bot.messages import Incoming
from bot.platforms.people import called
from bot.store.servers import Rules

Interaction = discord.Interaction[Any]

PLATFORM = "discord"
_NUMBER = re.compile(r"\d+")


def of_message(message: discord.Message, me: discord.ClientUser, rules: Rules, *, edited: bool = False) -> Incoming:
    """What somebody wrote."""
    author, server = message.author, server_of(message)
    known = isinstance(author, discord.Member) and message.guild is not None
    admin = known and author.guild_permissions.manage_guild  # type: ignore[union-attr] # known is a member
    return Incoming(
        platform=PLATFORM,
        conversation=str(message.channel.id),
        person=str(author.id),
        text=re.sub(rf"<@!?{me.id}>", " ", message.content).strip(),
        private=server is None,
        language=rules.language,
        name=called(author.display_name),
        unreadable=_unreadable(message),
        server=str(server or ""),
        admin=admin,
        edited=edited,
    )


def of_interaction(
    interaction: Interaction, *, press: str = "", command: str = "", text: str = "", options: Mapping[str, str] | None = None
) -> Incoming:
    """A press or a command. A person's own client tells its language."""
    guild = interaction.guild_id
    return Incoming(
        platform=PLATFORM,
        conversation=str(interaction.channel_id),
        person=str(interaction.user.id),
        text=text,
        command=command,
        press=press,
        options=options or {},
        private=guild is None,
        language=str(interaction.locale),
        name=called(interaction.user.display_name),
        server=str(guild or ""),
        admin=guild is not None and interaction.permissions.manage_guild,
    )


def server_of(message: discord.Message) -> int | None:
    """The server that a message was written in, also where the library does not know it yet."""
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)


def may_speak(rules: Rules, channel: Any) -> bool:
    """Whether the server's admins let the bot speak there; a thread belongs to its channel."""
    allowed = {number for named in rules.channels for number in _NUMBER.findall(named)}
    here = {str(channel.id), str(getattr(channel, "parent_id", ""))} if channel else set()
    return not allowed or bool(allowed & here)


def _unreadable(message: discord.Message) -> str:
    """What came in place of text."""
    if message.stickers:
        return "sticker"
    if not message.attachments:
        return ""
    kind = (message.attachments[0].content_type or "").partition("/")[0]
    return {"image": "photo", "audio": "voice"}.get(kind, "file")
