"""Has Telegram deliver updates to a web server of ours, and acknowledges each one once it may be.

The library's own server answers when its queue has taken an update, and refuses one that it can't read, which then comes again
and again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import telegram
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.platforms.telegram_polling import WANTED
from bot.platforms.telegram_updates import Unreadable, number_of, read_update, report

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


class Webhook:
    """Listens until cancelled. Telegram keeps what it could not deliver, so nothing is lost while nobody listens."""

    def __init__(self, bot: telegram.Bot, work: Work, address: Address) -> None:
        self._bot = bot
        self._work = work
        self._address = address
        self._secret = address.secret or secrets.token_urlsafe(32)

    async def run(self) -> None:
        """Raises where the port is taken, or Telegram does not take the address."""
        server = HTTPServer(self._application())
        server.listen(self._address.port, address=self._address.host)
        try:
            await self._bot.set_webhook(self._address.public_url, allowed_updates=WANTED, secret_token=self._secret)
            log.info("Telegram: listening on %s for webhooks", self._address.listen)
            await asyncio.Event().wait()
        finally:
            server.stop()
            await server.close_all_connections()

    def _application(self) -> Application:
        hook = (rf"{self._address.path}/?", _Hook, {"secret": self._secret, "take": self._take})
        return Application([hook], log_function=_unlogged)

    async def _take(self, raw: dict[str, Any]) -> None:
        """Returns once the update may be acknowledged."""
        try:
            update = read_update(raw, self._bot)
        except Unreadable as unreadable:
            report(raw, unreadable)
        else:
            await self._work(update)


class _Hook(RequestHandler):
    """Takes updates from who knows the secret."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: str, take: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._secret = secret
        self._take = take

    async def post(self) -> None:
        headers = self.request.headers
        known = _same(headers.get("X-Telegram-Bot-Api-Secret-Token", ""), self._secret)
        if not known or headers.get("Content-Type") != "application/json":
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            raw = json.loads(self.request.body)
        except ValueError:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None
        if number_of(raw) is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await self._take(raw)

    def log_exception(self, *failure: Any) -> None:
        """Who is refused is no concern of ours; what could not be taken comes again."""
        if not isinstance(failure[1], HTTPError):
            log.error("Telegram: an update could not be handled", exc_info=failure)


def _same(given: str, secret: str) -> bool:
    """In a time that tells nothing of how much of the secret was guessed."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _unlogged(_: RequestHandler) -> None:
    """Requests are not noted: anybody can make them."""
