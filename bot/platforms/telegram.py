"""Telegram: translates and delegates. What the bot says is the core's business."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from weakref import WeakValueDictionary

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.messages import Dialogue, Message
from bot.platforms.telegram_incoming import Addressed, Place, read
from bot.platforms.telegram_polling import Polling
from bot.platforms.telegram_render import Part, render

# The library then gives times as timedelta, as its next major version will, instead of a warning at each 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")

log = logging.getLogger(__name__)

LANGUAGES = ("fr", "it", "pl", "en", "es", "de")
DEFAULT_LANGUAGE = "en"
FLOOD_RETRIES = 5
RESEND_AFTER = (1, 3, 10, 30)  # seconds
MENU_TEXT = 256
_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)


class TelegramPlatform:
    """One bot account, by polling. `url` is the root of the Bot API server."""

    name = "telegram"

    def __init__(self, token: str, dialogue: Dialogue, *, url: str = "https://api.telegram.org") -> None:
        self._token = token
        self._dialogue = dialogue
        self._url = url.rstrip("/")
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        for library in ("httpx", "httpcore"):
            logging.getLogger(library).setLevel(logging.WARNING)  # they log each address, with the token in it

    async def run(self) -> None:
        """Answers until cancelled. Raises `InvalidToken` where the token is refused, a `TelegramError` where the first
        connection fails; afterwards network failures are waited out."""
        try:
            async with self._connection() as bot:
                await self._serve(bot)
        except InvalidToken:
            # The library's own text quotes the token.
            raise InvalidToken("Telegram refused the token: get the right one from @BotFather") from None

    def _connection(self) -> ExtBot[int]:
        if not _TOKEN.fullmatch(self._token):
            raise InvalidToken
        return ExtBot(
            self._token,
            base_url=f"{self._url}/bot",
            base_file_url=f"{self._url}/file/bot",  # without it downloads go to the public server
            request=HTTPXRequest(connection_pool_size=64, pool_timeout=30),
            rate_limiter=AIORateLimiter(max_retries=FLOOD_RETRIES),  # its default gives up at the first 429
        )

    async def _serve(self, bot: ExtBot[int]) -> None:
        await bot.delete_webhook()  # while one is set, getUpdates is refused
        log.info("Telegram: connected as @%s", bot.username)
        if not bot.bot.can_read_all_group_messages:
            log.info("Telegram: in groups only commands and replies reach the bot while its privacy mode is on (@BotFather)")
        menu = asyncio.create_task(self._set_menu(bot), name="telegram menu")
        try:
            await Polling(bot, lambda update: self._handle(bot, update)).run()
        finally:
            menu.cancel()

    async def _set_menu(self, bot: ExtBot[int]) -> None:
        """The commands that clients propose, in each language; a bot without them still answers."""
        try:
            for language in (None, *LANGUAGES):
                texts = self._dialogue.commands(language or DEFAULT_LANGUAGE)
                commands = [telegram.BotCommand(name, text[:MENU_TEXT]) for name, text in texts.items()]
                await bot.set_my_commands(commands, language_code=language)
        except TelegramError as failure:
            log.warning("Telegram: the menu of commands could not be set (%s)", failure)
        except Exception:
            log.exception("Telegram: the menu of commands could not be made")

    async def _handle(self, bot: ExtBot[int], update: telegram.Update) -> None:
        async with asyncio.TaskGroup() as tasks:
            if update.callback_query:
                tasks.create_task(_acknowledge(update.callback_query))
            if addressed := read(update, bot.bot):
                await self._reply(bot, addressed)

    async def _reply(self, bot: ExtBot[int], addressed: Addressed) -> None:
        """Chats are answered side by side, what is said in one of them in its order."""
        incoming = addressed.incoming
        async with self._turns.setdefault(incoming.conversation, asyncio.Lock()):
            messages = await self._dialogue.reply(incoming)
            await _answer(bot, addressed.place, messages, private=incoming.private)


async def _acknowledge(query: telegram.CallbackQuery) -> None:
    """Ends the waiting sign on the button. A press made while the bot was away is too old for that, yet still answered."""
    try:
        await query.answer()
    except TelegramError as failure:
        log.info("Telegram: a press could not be acknowledged (%s)", failure)


async def _answer(bot: ExtBot[int], place: Place, messages: tuple[Message, ...], *, private: bool) -> None:
    parts = [part for message in messages for part in render(message, pings=private)]
    try:
        for number, part in enumerate(parts):
            await _send(bot, place, part, quote=number == 0)
    except Forbidden as refusal:
        log.info("Telegram: chat %s no longer takes messages (%s)", place.chat, refusal)
    except BadRequest:
        raise
    except NetworkError as failure:
        log.warning("Telegram: an answer to chat %s could not be delivered (%s)", place.chat, failure)


async def _send(bot: ExtBot[int], place: Place, part: Part, *, quote: bool) -> None:
    """Sends a part, again after a network failure: after a time-out it may arrive twice, which is better than never."""
    for pause in (*RESEND_AFTER, None):
        try:
            await bot.send_message(
                place.chat,
                part.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic,
                reply_parameters=_quote(place) if quote else None,
                reply_markup=part.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except NetworkError as failure:
            if isinstance(failure, BadRequest) or pause is None:
                raise
            await asyncio.sleep(pause)
        else:
            return


def _quote(place: Place) -> telegram.ReplyParameters | None:
    # The question may be deleted by the time it is answered.
    return telegram.ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
