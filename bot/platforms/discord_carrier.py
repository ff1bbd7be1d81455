"""Carries letters to Discord, also those that a process before this one left behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.delivery import Later, Letter, Place, Undeliverable
from bot.messages import Message
from bot.platforms.boards import shows
from bot.platforms.discord_incoming import Interaction
from bot.platforms.discord_render import parts
from bot.platforms.discord_sending import CANNOT_DIRECT_MESSAGE, EXPIRED, FollowUp, Voice, options, whispered
from bot.platforms.passing import in_passing

TOKEN_LIFE = timedelta(minutes=15)
NONCE = 25
"""Characters that Discord takes of it."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Live:
    """Who waits for an answer in this process: for an interaction, with its acknowledgement."""

    voice: Voice
    acknowledging: asyncio.Task[Any] | None = None

    async def ready(self) -> None:
        """Once it is acknowledged. One that is too old for that is answered all the same, in another way."""
        task, self.acknowledging = self.acknowledging, None
        if task is None or not isinstance(self.voice, FollowUp):
            return
        try:
            await task
        except discord.HTTPException as error:
            if error.code not in EXPIRED:
                raise
            log.warning("Discord: an interaction could not be acknowledged in time; it is answered without it")
            self.voice.expire()


class DiscordCarrier:
    """`client` is logged in."""

    name = "Discord"

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._unpinned: set[int] = set()
        """Channels where we may not pin."""

    async def deliver(self, letter: Letter) -> Awaitable[object] | None:
        live = letter.live
        voice: Voice = (
            live.voice if live else Kept(self._client, letter.place) if letter.place else Unasked(self._client, letter)
        )
        with _as_delivery_says():
            if live:
                await live.ready()
            if not letter.done:
                passing = in_passing(letter.messages, alerts=False, longest=0)
                letter.messages = passing.shown or passing.instead
            for message in letter.messages[letter.done :]:
                sent = await voice.say(message)
                letter.done += 1
                if message.pin and sent:
                    await self._pin(sent)
        await self._end(live)
        return None

    async def nothing(self, live: Any) -> None:
        with _as_delivery_says():
            if live:
                await live.ready()
        await self._end(live)

    async def typing(self, place: Place) -> None:
        if not place.get("token"):  # below an interaction Discord shows it by itself
            await self._client.http.send_typing(int(place["channel"]))

    async def _pin(self, message: discord.Message) -> None:
        """Where we may not, or where there are as many as Discord allows, nobody is bothered with that."""
        channel = message.channel.id
        try:
            await message.pin()
        except discord.HTTPException as refusal:
            if channel not in self._unpinned:
                log.info("Discord: boards can't be pinned in %s (%s)", channel, refusal)
            self._unpinned.add(channel)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
            log.info("Discord: a board could not be pinned (%s)", failure)

    async def _end(self, live: Live | None) -> None:
        if live and isinstance(live.voice, FollowUp):
            with _as_delivery_says():
                await live.voice.end()


class Kept:
    """Says things where a process before this one was asked. An interaction's token lives for a quarter of an hour; after that
    it is answered by a plain message, what was hidden in private."""

    def __init__(self, client: discord.Client, place: Place) -> None:
        self._client = client
        self._place = place
        self._references = [place["message"]] if place.get("message") else []

    async def say(self, message: Message) -> discord.Message | None:
        if self._place.get("token") and datetime.now(UTC) - datetime.fromisoformat(self._place["at"]) < TOKEN_LIFE:
            try:
                return await self._below(message)
            except discord.HTTPException as error:
                if error.code not in EXPIRED:
                    raise
        return await self._plainly(message)

    async def _below(self, message: Message) -> discord.Message | None:
        place = self._place
        data: Any = {"id": int(place["application"]), "type": discord.WebhookType.application.value, "token": place["token"]}
        hook = discord.Webhook.from_state(data, self._client._connection)  # as the library makes one of an interaction
        made = parts(message)
        if message.board and len(made) == 1 and shows(message.board, place["buttons"]):
            more = options(made[0])
            original: Any = "@original"  # of a press: the message pressed
            await hook.edit_message(original, content=made[0].content, view=more.get("view"))
            return None
        hidden = self._is_aside(message) or message.hidden
        sent = [await hook.send(part.content, ephemeral=hidden, wait=True, **options(part)) for part in made]
        return sent[0] if sent and not hidden else None

    def _is_aside(self, message: Message) -> bool:
        """Whether it is for the person alone: of what answers a press, all but boards."""
        place = self._place
        pressed = bool(place.get("pressed")) and not message.board
        return bool(place["guild"] and (place.get("hidden") or pressed or (message.hidden and not message.buttons)))

    async def _plainly(self, message: Message) -> discord.Message | None:
        place = self._place
        if self._is_aside(message):
            person = await self._client.create_dm(discord.Object(int(place["person"])))
            if not await whispered(person, message):
                log.info("Discord: a person whose interaction has expired takes no direct messages")
            return None
        sent = []
        channel = self._client.get_partial_messageable(int(place["channel"]))
        for part in parts(message):
            more = options(part)
            if self._references:
                asked = int(self._references.pop())
                more["reference"] = discord.MessageReference(
                    message_id=asked, channel_id=int(place["channel"]), fail_if_not_exists=False
                )
            sent.append(await channel.send(part.content, **more))
        return sent[0] if sent else None


class Unasked:
    """Says in a channel what nobody asked for there. Discord makes one message of what is sent again with the same nonce within
    a few minutes, so that a process that ended before it knew doubles nothing."""

    def __init__(self, client: discord.Client, letter: Letter) -> None:
        self._channel = client.get_partial_messageable(int(letter.conversation))
        self._letter = letter

    async def say(self, message: Message) -> discord.Message | None:
        sent = []
        for number, part in enumerate(parts(message)):
            nonce = f"{self._letter.created.timestamp():.0f}.{self._letter.id}.{self._letter.done}.{number}"
            sent.append(await self._channel.send(part.content, nonce=nonce[-NONCE:], **options(part)))
        return sent[0] if sent else None


def place_of_message(message: discord.Message) -> Place:
    guild = message.guild is not None
    return {
        "channel": str(message.channel.id),
        "guild": guild,
        "person": str(message.author.id),
        "message": str(message.id) if guild else "",
    }


def place_of_interaction(interaction: Interaction, *, hidden: bool) -> Place:
    pressed = interaction.message
    data: Any = interaction.data or {}
    buttons = [str(data.get("custom_id", ""))] if pressed else []
    for row in pressed.components if pressed else ():
        buttons += [str(getattr(button, "custom_id", None) or "") for button in getattr(row, "children", ())]
    return {
        "channel": str(interaction.channel_id),
        "guild": interaction.guild_id is not None,
        "person": str(interaction.user.id),
        "application": str(interaction.application_id),
        "token": interaction.token,
        "at": datetime.now(UTC).isoformat(),
        "hidden": hidden,
        "pressed": str(pressed.id) if pressed else None,
        "buttons": buttons,
    }


@contextmanager
def _as_delivery_says() -> Iterator[None]:
    try:
        yield
    except discord.Forbidden as refusal:
        no_direct = refusal.code == CANNOT_DIRECT_MESSAGE
        raise Undeliverable("the person takes no direct messages" if no_direct else refusal) from refusal
    except discord.NotFound as refusal:
        raise Undeliverable(refusal) from refusal
    except discord.RateLimited as failure:
        raise Later(failure, failure.retry_after) from failure
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as failure:
        raise Later(failure) from failure
