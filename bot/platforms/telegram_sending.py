"""Brings messages into Telegram's chats: sends, edits, hands over files, and finds the way where a chat or message is gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.messages import Message
from bot.platforms.telegram_boards import Boards, Latest
from bot.platforms.telegram_incoming import Place
from bot.platforms.telegram_render import Part, render

RESEND_AFTER = (1, 3, 10, 30)  # seconds
_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)
_NO_BUTTONS = telegram.InlineKeyboardMarkup(())
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message")
_UNCHANGED = "message is not modified"

log = logging.getLogger(__name__)

T = TypeVar("T")


class Sender:
    """Says things with `bot`. What fails for good is raised, what fails for the network only after several tries."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        self._boards = Boards(self._edit)
        self._unpinned: set[int] = set()
        """Chats where we may not pin."""

    async def close(self) -> None:
        await self._boards.close()

    async def deliver(self, place: Place, message: Message, *, quote: bool = False) -> None:
        """Show the message where it belongs: in place of the board that was pressed, or as a new one."""
        if shown := self.update(place, message):
            await shown
        elif not (message.hidden and await self._whispered(place, message)):
            await self._say(place, message, quote=quote)

    def update(self, place: Place, message: Message) -> asyncio.Future[None] | None:
        """Show the message in place of the board that was pressed, sooner or later; None where it does not belong there."""
        if not message.board or message.file or not place.shows(message.board):
            return None
        parts = render(message, pings=place.private, topic=place.topic)
        return self._boards.show(place, parts[0]) if len(parts) == 1 else None

    async def _say(self, place: Place, message: Message, *, quote: bool) -> None:
        for number, part in enumerate(render(message, pings=place.private, topic=place.topic)):
            sent = await _patiently(partial(self._send, place, part, quote=quote and number == 0))
            if message.pin and number == 0:
                await self._pin(sent)

    async def _pin(self, message: telegram.Message) -> None:
        """Without a sound. Where we may not, nobody is bothered with that."""
        chat = message.chat.id
        try:
            await self._bot.pin_chat_message(chat, message.message_id, disable_notification=True)
        except (BadRequest, Forbidden) as refusal:
            if chat not in self._unpinned:
                log.info("Telegram: boards can't be pinned in %s (%s)", chat, refusal)
            self._unpinned.add(chat)
        except TelegramError as failure:
            log.info("Telegram: a board could not be pinned (%s)", type(failure).__name__)

    async def _whispered(self, place: Place, message: Message) -> bool:
        """Says in private what is for one person of a group alone; nothing to whom never wrote to the bot, and nothing with
        buttons: they belong to the conversation in the group."""
        if place.private or not place.person or message.buttons:
            return False
        try:
            await self._say(Place(place.person), message, quote=False)
        except (Forbidden, BadRequest):
            return False
        return True

    async def _send(self, place: Place, part: Part, *, quote: bool) -> telegram.Message:
        reply = _quote(place) if quote else None
        if part.file:
            return await self._bot.send_document(
                place.chat,
                part.file.content,
                caption=part.html or None,
                filename=part.file.name,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic,
                reply_parameters=reply,
                reply_markup=part.keyboard,
            )
        return await self._bot.send_message(
            place.chat,
            part.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic,
            reply_parameters=reply,
            reply_markup=part.keyboard,
            link_preview_options=_NO_PREVIEW,
        )

    async def _edit(self, latest: Latest) -> None:
        await _patiently(lambda: self._edit_once(*latest()))

    async def _edit_once(self, place: Place, part: Part) -> None:
        try:
            await self._bot.edit_message_text(
                part.html,
                place.chat,
                place.pressed,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard or _NO_BUTTONS,
                link_preview_options=_NO_PREVIEW,
            )
        except ChatMigrated as moved:  # the group became a supergroup, with another number and without this message
            await self._send(replace(place, chat=moved.new_chat_id, topic=None, reply_to=None), part, quote=False)
        except BadRequest as refusal:
            reason = refusal.message.lower()
            if any(one in reason for one in _GONE):
                await self._send(place, part, quote=False)
            elif _UNCHANGED not in reason:
                raise


async def _patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    """Tries again after a network failure: after a time-out something may arrive twice, which is better than never."""
    for pause in RESEND_AFTER:
        try:
            return await attempt()
        except NetworkError as failure:
            if isinstance(failure, BadRequest):
                raise
            await asyncio.sleep(pause)
    return await attempt()


def _quote(place: Place) -> telegram.ReplyParameters | None:
    # The question may be deleted by the time it is answered.
    return telegram.ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
