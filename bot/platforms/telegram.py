"""Telegram: translates and delegates. What the bot says is the core's business."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from dataclasses import asdict

import telegram
from telegram.error import InvalidToken
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.delivery import Delivery, Heard, Mailbox
from bot.messages import Dialogue
from bot.platforms.telegram_carrier import Ranking, TelegramCarrier
from bot.platforms.telegram_hearing import Hearing
from bot.platforms.telegram_limits import Limiter
from bot.platforms.telegram_members import Members
from bot.platforms.telegram_menu import set_menu
from bot.platforms.telegram_polling import Polling, Work
from bot.platforms.telegram_presses import Press
from bot.platforms.telegram_sending import Sender
from bot.platforms.telegram_updates import UpdatesRequest
from bot.platforms.telegram_webhook import Address, Webhook
from bot.store.database import Database
from bot.store.overheard import Overheard

# The library then gives times as timedelta, as its next major version will, instead of a warning at each 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")

log = logging.getLogger(__name__)

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)


class TelegramPlatform:
    """One bot account, by polling, or by webhooks where there is an address for them. `url` is the root of the Bot API server;
    without a `mailbox` what waits is kept in memory alone."""

    name = "telegram"

    def __init__(
        self,
        token: str,
        dialogue: Dialogue,
        mailbox: Mailbox | None = None,
        *,
        url: str = "https://api.telegram.org",
        webhook: Address | None = None,
        overheard: Overheard | None = None,
    ) -> None:
        self._token = token
        self._dialogue = dialogue
        self._mailbox = mailbox or Mailbox(Database(None), self.name)
        self._overheard = overheard or Overheard(Database(None), self.name)
        self._webhook = webhook
        self._url = url.rstrip("/")
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
            get_updates_request=UpdatesRequest(),
            rate_limiter=Limiter(),
        )

    async def _serve(self, bot: ExtBot[int]) -> None:
        if not self._webhook:
            await bot.delete_webhook()  # while one is set, getUpdates is refused
        log.info("Telegram: connected as @%s", bot.username)
        if not bot.bot.can_read_all_group_messages:
            log.info("Telegram: in groups only commands and replies reach the bot while its privacy mode is on (@BotFather)")
        menu = asyncio.create_task(set_menu(bot, self._dialogue), name="telegram menu")
        sender, members = Sender(bot), Members(bot)
        dialogue, hearing = Ranking(self._dialogue, members), Hearing(bot.bot, self._overheard, members)
        try:
            async with Delivery(self._mailbox, dialogue, TelegramCarrier(bot, sender)) as delivery:
                await self._arrivals(bot, lambda update: self._take(hearing, delivery, update)).run()
        finally:
            menu.cancel()
            await sender.close()

    def _arrivals(self, bot: ExtBot[int], work: Work) -> Polling | Webhook:
        return Webhook(bot, work, self._webhook) if self._webhook else Polling(bot, work)

    async def _take(self, hearing: Hearing, delivery: Delivery, update: telegram.Update) -> None:
        """Returns once the update may be acknowledged."""
        press = Press(update.callback_query) if update.callback_query else None
        if update.message and (chat := update.message.migrate_to_chat_id):
            old = str(update.message.chat.id)
            await delivery.moved(old, str(chat), {"chat": chat, "topic": None, "reply_to": None})
            await asyncio.to_thread(self._overheard.drop, old)  # its messages have other numbers from now on
        elif addressed := await hearing.hear(update):
            await delivery.take(str(update.update_id), Heard(addressed.incoming, asdict(addressed.place)), press)
        elif press:
            await press.end()
