"""Has Telegram deliver updates to a web server of ours: the library's own, which answers once its queue has taken an update.
Here that is when the update may be acknowledged."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import telegram
from telegram.ext import Updater

from bot.platforms.telegram_polling import WANTED

log = logging.getLogger(__name__)

Work = Callable[[telegram.Update], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, and the public address that leads there. Without a `secret` one is made up."""

    listen: str
    public_url: str
    secret: str = ""

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def path(self) -> str:
        return re.escape(urlsplit(self.public_url).path or "/")


class _Secret(str):
    """Compares in a time that tells nothing of how much of it was guessed: the library compares with `!=`, and asks the more
    special of the two."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and hmac.compare_digest(self.encode(), other.encode("utf-8", "replace"))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class _Straight(asyncio.Queue[object]):
    """A queue in which nothing lies: what is put in is worked on, and `put` returns when that is done."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    async def put(self, item: object) -> None:
        if isinstance(item, telegram.Update):
            await self._work(item)


class Webhook:
    """Listens until cancelled. Telegram keeps what it could not deliver, so nothing is lost while nobody listens."""

    def __init__(self, bot: telegram.Bot, work: Work, address: Address) -> None:
        self._address = address
        self._updater = Updater(bot, _Straight(work))

    async def run(self) -> None:
        """Raises where the port is taken, or Telegram does not take the address."""
        address = self._address
        await self._updater.initialize()  # and no shutdown: that would end the bot, which may still have to answer
        await self._updater.start_webhook(
            listen=address.host,
            port=address.port,
            url_path=address.path,
            webhook_url=address.public_url,
            secret_token=_Secret(address.secret or secrets.token_urlsafe(32)),
            allowed_updates=WANTED,
            bootstrap_retries=0,
        )
        log.info("Telegram: listening on %s for webhooks", address.listen)
        try:
            await asyncio.Event().wait()
        finally:
            await self._updater.stop()
