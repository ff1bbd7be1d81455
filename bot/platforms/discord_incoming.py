"""What Discord delivers, as the core's `Incoming`, under the rules of the server that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

import discord

from bot.messages import Incoming, Mentioned, Quoted
from bot.platforms.people import called
from bot.reading.incident_words import is_note
from bot.store.servers import Rules

Interaction = discord.Interaction[Any]

PLATFORM = "discord"
MARK = "📌"
"""The sign that notes what somebody said."""
_NUMBER = re.compile(r"\d+")
_MENTION = re.compile(r"<@!?(\d+)>")

Person = discord.User | discord.Member | int
"""Somebody who is named; who is not there only by number."""


def of_message(message: discord.Message, me: discord.ClientUser, rules: Rules, *, edited: bool = False) -> Incoming:
    """What somebody wrote; where that is nothing but the word for a note, in answer to somebody, what they wrote."""
    author, server = message.author, server_of(message)
    known = isinstance(author, discord.Member) and message.guild is not None
    admin = known and author.guild_permissions.manage_guild  # type: ignore[union-attr] # known is a member
    people = [one for one in message.mentions if one.id != me.id]
    text = named(_without(message.content, me), people)
    incoming = Incoming(
        platform=PLATFORM,
        conversation=str(message.channel.id),
        around=_around(message.channel),
        person=str(author.id),
        text=text,
        private=server is None,
        language=rules.language,
        name=called(author.display_name),
        unreadable=_unreadable(message),
        server=str(server or ""),
        admin=admin,
        edited=edited,
        mentions=mentions_of(people),
    )
    if quoted := noted(message, me):
        asked = server is None or me in message.mentions
        return replace(incoming, text="", mentions=(), marked=quoted, command="incident" if asked else "")
    return incoming


def of_mark(payload: discord.RawReactionActionEvent, message: discord.Message, rules: Rules) -> Incoming:
    """Somebody has put our sign below a message in a server."""
    name = payload.member.display_name if payload.member else ""
    return Incoming(
        platform=PLATFORM,
        conversation=str(payload.channel_id),
        around=_around(message.channel),
        person=str(payload.user_id),
        private=False,
        language=rules.language,
        name=called(name),
        server=str(payload.guild_id or ""),
        marked=quoted_of(message),
    )


def quoted_of(message: discord.Message) -> Quoted:
    """What a message says. Discord hides the text of what does not concern the bot, unless its owner may have it."""
    author = message.author
    text = named(message.content, message.mentions).strip()
    return Quoted(text, str(author.id), called(author.display_name), message.created_at.astimezone(UTC).isoformat())


def noted(message: discord.Message, me: discord.ClientUser) -> Quoted | None:
    """What somebody else wrote, where this message answers it with nothing but the word for a note."""
    answered = message.reference.resolved if message.reference else None
    if not isinstance(answered, discord.Message) or answered.author.id == me.id or not is_note(_without(message.content, me)):
        return None
    return quoted_of(answered)


def named(text: str, people: Iterable[Person]) -> str:
    """The text with people's names where Discord writes their numbers."""
    names = {str(person.id): called(person.display_name) for person in people if not isinstance(person, int)}
    return _MENTION.sub(lambda match: f"@{names[match[1]]}" if match[1] in names else match[0], text)


def mentions_of(people: Iterable[Person]) -> tuple[Mentioned, ...]:
    return tuple(map(_mentioned, people))


def _mentioned(person: Person) -> Mentioned:
    if isinstance(person, int):
        return Mentioned(f"<@{person}>", str(person), "", there=False)
    return Mentioned(f"@{called(person.display_name)}", str(person.id), called(person.display_name))


def unnamed(text: str) -> tuple[int, ...]:
    """Whom the text names by number."""
    return tuple(dict.fromkeys(int(number) for number in _MENTION.findall(text)))


def _without(text: str, me: discord.ClientUser) -> str:
    return re.sub(rf"<@!?{me.id}>", " ", text).strip()


def of_interaction(
    interaction: Interaction,
    *,
    press: str = "",
    command: str = "",
    text: str = "",
    options: Mapping[str, str] | None = None,
    people: Iterable[Person] = (),
    marked: Quoted | None = None,
    hidden: bool = False,
) -> Incoming:
    """A press or a command. A person's own client tells its language. `people` are those whom the text names. What is `hidden`
    is seen by the person alone."""
    people = tuple(people)
    guild = interaction.guild_id
    return Incoming(
        platform=PLATFORM,
        conversation=str(interaction.channel_id),
        around=_around(interaction.channel),
        person=str(interaction.user.id),
        text=named(text, people),
        command=command,
        press=press,
        options=options or {},
        mentions=mentions_of(people),
        marked=marked,
        private=guild is None,
        language=str(interaction.locale),
        name=called(interaction.user.display_name),
        server=str(guild or ""),
        admin=guild is not None and interaction.permissions.manage_guild,
        aside=hidden and guild is not None,
    )


def server_of(message: discord.Message) -> int | None:
    """The server that a message was written in, also where the library does not know it yet."""
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)


def _around(channel: Any) -> str:
    """The channel that a thread belongs to, where the library knows the thread."""
    return str(getattr(channel, "parent_id", None) or "")


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
