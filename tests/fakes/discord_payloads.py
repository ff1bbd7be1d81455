"""The objects of the fake Discord, and how they look on the wire.

Written is what Discord's documentation says is always there, and what means something to a bot that answers.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import discord_rules as rules

APPLICATION = 800
BOT_ID = 900
TEXT_CHANNEL, DM_CHANNEL, THREAD = 0, 1, 11
COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
PINNED, REPLY = 6, 19
NEVER = "1970-01-01T00:00:00+00:00"
LEAST_PERMISSIONS = rules.VIEW_CHANNEL | rules.SEND_MESSAGES | rules.READ_MESSAGE_HISTORY | rules.SEND_MESSAGES_IN_THREADS
"""Without any of these it can't answer. Pinning is one more, which people may refuse."""
MEMBER: dict[str, Any] = {"roles": [], "joined_at": NEVER, "deaf": False, "mute": False, "flags": 0}
OWNER = 998
ADMIN_ROLE = 700
"""The role of who may manage a guild, in every guild."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Channel:
    id: int
    kind: int
    guild: int | None = None
    recipient: int | None = None
    parent: int | None = None

    def payload(self) -> Json:
        shown: Json = {"id": str(self.id), "type": self.kind, "flags": 0, "last_message_id": None}
        if self.kind == DM_CHANNEL:
            return shown | {"recipients": [user_payload(self.recipient or 0)]}
        shown |= {"name": f"channel-{self.id}", "guild_id": str(self.guild), "permissions": str(LEAST_PERMISSIONS)}
        if self.kind == TEXT_CHANNEL:
            return shown | {"position": 0, "permission_overwrites": [], "parent_id": None, "nsfw": False}
        metadata = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": NEVER, "locked": False}
        counts = {"message_count": 0, "member_count": 1, "total_message_sent": 0, "rate_limit_per_user": 0}
        return shown | counts | {"owner_id": "1", "parent_id": str(self.parent), "thread_metadata": metadata}


@dataclass
class Interaction:
    """Something a person did that wants an answer. `ephemeral` and `thinking` are as the acknowledgement left them."""

    id: int
    token: str
    kind: int
    channel: Channel
    created: float
    message: Sent | None = None
    acknowledged: int = 0
    ephemeral: bool = False
    thinking: bool = False
    deleted: bool = False
    original: Sent | None = None
    suggestions: list[Json] | None = None
    """What was proposed to a person who is typing an option."""


@dataclass(frozen=True)
class Ack:
    interaction: Interaction
    kind: int
    elapsed: float
    flags: int


@dataclass
class Sent:
    """A message of the bot's. `pings` is whom it notified, by the documented rules."""

    id: int
    channel: int
    guild: int | None
    content: str
    flags: int
    components: list[Json]
    allowed_mentions: Json | None
    reference: int | None
    pings: set[str]
    at: float
    interaction: Interaction | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & rules.EPHEMERAL)

    @property
    def buttons(self) -> dict[str, str]:
        """The label of each custom id."""
        return {button["custom_id"]: button["label"] for row in self.components for button in row["components"]}


@dataclass
class Said:
    """A message of a person's."""

    id: int
    channel: int
    content: str
    user: int


def user_payload(user: int, *, bot: bool = False) -> Json:
    name = {"username": f"user-{user}", "discriminator": "0", "global_name": None, "avatar": None}
    return {"id": str(user), "bot": bot or user == BOT_ID, "public_flags": 0, **name}


def attachment(name: str) -> Json:
    """A file of a person's; what it is follows from its name."""
    kinds = {"png": "image/png", "ogg": "audio/ogg"}
    kind = kinds.get(name.rpartition(".")[2], "application/octet-stream")
    return {"id": "1", "filename": name, "size": 1, "url": "https://x", "proxy_url": "https://x", "content_type": kind}


def member_payload(*, admin: bool) -> Json:
    return MEMBER | {"roles": [str(ADMIN_ROLE)] if admin else []}


def message_payload(message: Sent | Said, guild: int | None = None, *, bot: bool = False) -> Json:
    """A message, without what only the event of its creation tells."""
    shown = {
        "id": str(message.id),
        "channel_id": str(message.channel),
        "author": user_payload(BOT_ID if isinstance(message, Sent) else message.user, bot=bot),
        "content": message.content,
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
        "type": 0,
        "flags": message.flags if isinstance(message, Sent) else 0,
        "components": message.components if isinstance(message, Sent) else [],
    }
    never: Json = {"edited_timestamp": None, "tts": False, "mention_everyone": False, "pinned": False}
    empty: Json = {key: [] for key in ("mention_roles", "attachments", "embeds")}
    empty["mentions"] = [user_payload(int(one)) for one in dict.fromkeys(re.findall(r"<@!?(\d+)>", message.content))]
    place = {"guild_id": str(guild)} if guild else {}
    return shown | never | empty | place


def guild_payload(guild: int, permissions: int, channels: Iterable[Channel]) -> Json:
    everyone = {"id": str(guild), "name": "@everyone", "color": 0, "hoist": False, "position": 0, "managed": False}
    inside = [one for one in channels if one.guild == guild]
    return {
        "id": str(guild),
        "name": f"guild-{guild}",
        "owner_id": str(OWNER),
        "unavailable": False,
        "member_count": 2,
        "large": False,
        "roles": [
            everyone | {"permissions": str(permissions), "mentionable": False, "flags": 0},
            everyone | {"id": str(ADMIN_ROLE), "name": "admins", "permissions": str(rules.MANAGE_GUILD), "flags": 0},
        ],
        "members": [{"user": user_payload(BOT_ID), **MEMBER}],
        "channels": [one.payload() for one in inside if one.kind == TEXT_CHANNEL],
        "threads": [one.payload() for one in inside if one.kind == THREAD],
        "emojis": [],
        "stickers": [],
        "features": [],
        "preferred_locale": "en-US",
    }


def interaction_payload(
    interaction: Interaction, data: Mapping[str, Any], user: int, locale: str, *, admin: bool = False
) -> Json:
    place, message = interaction.channel, interaction.message
    shown = {
        "id": str(interaction.id),
        "application_id": str(APPLICATION),
        "type": interaction.kind,
        "data": data,
        "channel_id": str(place.id),
        "channel": place.payload(),
        "token": interaction.token,
        "version": 1,
        "locale": locale,
        "app_permissions": str(LEAST_PERMISSIONS),
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 0 if place.guild else 1,
        "attachment_size_limit": 10_000_000,
    }
    if message:
        shown["message"] = message_payload(message)
    if place.guild is None:
        return shown | {"user": user_payload(user)}
    guild = {"id": str(place.guild), "locale": "en-US", "features": []}
    permissions = LEAST_PERMISSIONS | (rules.MANAGE_GUILD if admin else 0)
    member = {"user": user_payload(user), **member_payload(admin=admin), "permissions": str(permissions)}
    return shown | {"guild_id": str(place.guild), "guild": guild, "guild_locale": "en-US", "member": member}


def ready_payload(session: str, gateway_url: str, guilds: Iterable[int]) -> Json:
    return {
        "v": 10,
        "user": user_payload(BOT_ID),
        "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
        "session_id": session,
        "resume_gateway_url": gateway_url,
        "application": {"id": str(APPLICATION), "flags": 0},
    }
