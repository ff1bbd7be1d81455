"""Carries letters to Telegram, and tells delivery in its own words how Telegram takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.delivery import Later, Letter, Moved, Place, Undeliverable
from bot.messages import Dialogue, Incoming, Message
from bot.platforms.passing import in_passing
from bot.platforms.telegram_incoming import Place as Chat
from bot.platforms.telegram_limits import seconds_of
from bot.platforms.telegram_members import Members
from bot.platforms.telegram_presses import TOAST, Press
from bot.platforms.telegram_sending import Sender

_SHUT = ("topic_closed", "topic_deleted", "message thread not found", "chat not found", "not enough rights", "write_forbidden")
"""Refusals of a place that takes no messages."""


class TelegramCarrier:
    """What is live of a letter is the press that waits for it."""

    name = "Telegram"

    def __init__(self, bot: ExtBot[int], sender: Sender) -> None:
        self._bot = bot
        self._sender = sender

    async def deliver(self, letter: Letter) -> Awaitable[object] | None:
        chat, press = _chat(letter.place or _place_of(letter.conversation)), letter.live
        ending = await _end(press, letter, chat) if press else None
        boards = []
        with _as_delivery_says():
            for message in letter.messages[letter.done :]:
                if board := self._sender.update(chat, message):
                    boards.append(board)
                else:
                    await self._sender.deliver(chat, message, quote=letter.done == 0)
                letter.done += 1
        if ending:
            await ending
        return _shown(letter, boards) if boards else None

    async def nothing(self, live: Press) -> None:
        await live.end()

    async def typing(self, place: Place) -> None:
        chat = _chat(place)
        await self._bot.send_chat_action(chat.chat, ChatAction.TYPING, message_thread_id=chat.topic)


class Ranking:
    """The dialogue, told whether the person is in the group and may decide for it."""

    def __init__(self, dialogue: Dialogue, members: Members) -> None:
        self._dialogue = dialogue
        self._members = members

    async def reply(self, incoming: Incoming) -> tuple[Message, ...]:
        if not (incoming.private or incoming.admin) and incoming.person:
            chat = int(incoming.conversation.partition("/")[0])
            standing = await self._members.standing(chat, int(incoming.person))
            incoming = replace(incoming, admin=standing.admin, member=standing.member)
        return await self._dialogue.reply(incoming)

    def commands(self, language: str) -> Mapping[str, str]:
        return self._dialogue.commands(language)


async def _end(press: Press, letter: Letter, chat: Chat) -> asyncio.Task[bool]:
    """Say in passing what can be said so; only the rest is left in the letter, also for a next try."""
    passing = in_passing(letter.messages, alerts=not chat.private, longest=TOAST)
    ending = asyncio.create_task(press.end(passing.words, alert=passing.alert))
    instead = passing.instead if passing.instead and not await ending else ()
    letter.messages, letter.live = (*instead, *passing.shown), None
    return ending


async def _shown(letter: Letter, boards: Sequence[asyncio.Future[None]]) -> None:
    """Boards rest between two edits; they are shown when that is over."""
    try:
        with _as_delivery_says():
            await asyncio.gather(*boards)
    except Later:
        letter.done = 0
        raise


@contextmanager
def _as_delivery_says() -> Iterator[None]:
    try:
        yield
    except RetryAfter as failure:
        raise Later(failure, seconds_of(failure)) from failure
    except ChatMigrated as moved:
        place = {"chat": moved.new_chat_id, "topic": None, "reply_to": None}
        raise Moved(str(moved.new_chat_id), place) from moved
    except Forbidden as refusal:
        raise Undeliverable(refusal) from refusal
    except BadRequest as refusal:
        if any(one in refusal.message.lower() for one in _SHUT):
            raise Undeliverable(refusal) from refusal
        raise
    except InvalidToken:  # its text may quote the token
        raise Later("the token is refused") from None
    except NetworkError as failure:
        raise Later(failure) from failure


def _place_of(conversation: str) -> Place:
    """Where to say what nobody asked for there."""
    chat, _, topic = conversation.partition("/")
    return {"chat": int(chat), "topic": int(topic) if topic else None}


def _chat(place: Place) -> Chat:
    known = {name: value for name, value in place.items() if name in Chat.__dataclass_fields__}
    return Chat(**{**known, "buttons": tuple(known.get("buttons", ()))})
