"""Brings messages into Discord: below what was said, below an interaction, in place of the board that was pressed."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, Protocol

import discord

from bot.messages import Message
from bot.platforms.boards import shows
from bot.platforms.discord_incoming import Interaction
from bot.platforms.discord_render import Part, Rows, parts

CANNOT_DIRECT_MESSAGE = 50007
UNKNOWN_INTERACTION, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, INVALID_TOKEN = 10062, 10008, 10015, 50027
EXPIRED = frozenset({UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_TOKEN})
"""What Discord says of an interaction that is older than 3 s unacknowledged, or than its token's quarter of an hour."""

log = logging.getLogger(__name__)


class Voice(Protocol):
    """Says things to whoever is answered."""

    async def say(self, message: Message) -> discord.Message | None:
        """Show the message where it belongs; what begins it there, where it is a new one that everybody sees."""
        ...


class Reply:
    """Says things where a message was said. In a server the first is a reply to it: others talk there too; and what is hidden
    goes to the person, if they take direct messages."""

    def __init__(self, message: discord.Message) -> None:
        self._message = message
        self._references = [message.to_reference(fail_if_not_exists=False)] if message.guild else []

    async def say(self, message: Message) -> discord.Message | None:
        if message.hidden and self._message.guild and not message.buttons and await whispered(self._message.author, message):
            return None
        sent = []
        for part in parts(message):
            reference = {"reference": self._references.pop()} if self._references else {}
            sent.append(await self._message.channel.send(part.content, **options(part) | reference))
        return sent[0] if sent else None


class FollowUp:
    """Says things below an interaction: to the person alone where `hidden`, and where `aside` all but boards, which belong to
    everyone. An interaction that has expired is answered without it."""

    def __init__(self, interaction: Interaction, *, hidden: bool, aside: bool = False, thinking: bool = False) -> None:
        self._interaction = interaction
        self._hidden = hidden
        self._aside = aside
        self._thinking = thinking
        self._expired = False

    def expire(self) -> None:
        """Discord knows nothing of the interaction any more."""
        self._expired = True

    async def say(self, message: Message) -> discord.Message | None:
        if not self._expired:
            try:
                return await self._below(message)
            except discord.HTTPException as error:
                if error.code not in EXPIRED:
                    raise
                self._expired = True
        return await self._without(message)

    async def end(self) -> None:
        """Where nothing was said, it would "think" for a quarter of an hour."""
        if self._thinking and not self._expired:
            self._thinking = False
            await self._interaction.delete_original_response()

    async def _below(self, message: Message) -> discord.Message | None:
        if self._is_in_place(message) and await self._edited(message):
            return None
        hidden = self._is_hidden(message)
        if self._thinking and hidden and not self._hidden:
            await self.end()  # the first follow-up would be as public as the acknowledgement was
        sent: list[discord.Message] = []
        for part in parts(message):
            sent.append(await self._interaction.followup.send(part.content, ephemeral=hidden, wait=True, **options(part)))
            self._thinking = False
        return sent[0] if sent and not hidden else None

    def _is_hidden(self, message: Message) -> bool:
        if self._interaction.guild_id is None:
            return False
        return self._hidden or message.hidden or (self._aside and not message.board)

    def _is_in_place(self, message: Message) -> bool:
        pressed = self._interaction.message
        return bool(pressed and message.board and not message.file and shows(message.board, self._buttons(pressed)))

    def _buttons(self, pressed: discord.Message) -> Iterator[str]:
        data: Any = self._interaction.data or {}
        yield str(data.get("custom_id", ""))
        for row in pressed.components:
            for button in getattr(row, "children", ()):
                yield str(getattr(button, "custom_id", None) or "")

    async def _edited(self, message: Message) -> bool:
        """Whether the message pressed shows it now; not where it is too long, or the message is gone."""
        made = parts(message)
        if len(made) != 1:
            return False
        try:
            view = _view(made[0].rows) if made[0].rows else None
            await self._interaction.edit_original_response(content=made[0].content, view=view)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
            return False
        return True

    async def _without(self, message: Message) -> discord.Message | None:
        """The person alone reads what would have been hidden; nobody else is shown it."""
        if self._is_hidden(message):
            if not await whispered(self._interaction.user, message):
                log.info("Discord: a person whose interaction has expired takes no direct messages")
            return None
        channel: Any = self._interaction.channel
        sent: list[discord.Message] = [await channel.send(part.content, **options(part)) for part in parts(message)]
        return sent[0] if sent else None


async def whispered(person: discord.User | discord.Member | discord.DMChannel, message: Message) -> bool:
    """Whether the person could be told in private."""
    try:
        for part in parts(message):
            await person.send(part.content, **options(part))
    except discord.Forbidden:
        return False
    return True


def options(part: Part) -> dict[str, Any]:
    options: dict[str, Any] = {"suppress_embeds": True}
    if part.rows:
        options["view"] = _view(part.rows)
    if part.file:
        options["file"] = discord.File(io.BytesIO(part.file.content), filename=part.file.name)
    return options


def _view(rows: Rows) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            view.add_item(discord.ui.Button(label=button.label, custom_id=button.id, row=number))
    view.stop()  # only drawn from: kept alive, the library would remember every message ever sent
    return view
