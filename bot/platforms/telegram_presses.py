"""Ends the waiting sign on a pressed button, with a word said in passing where there is one."""

from __future__ import annotations

import asyncio
import logging

import telegram
from telegram.error import TelegramError

log = logging.getLogger(__name__)

TOAST = 200
"""Characters that an answer to a press may have."""
PATIENCE = 1.0
"""Seconds in which an answer may still bring its own words; then the sign ends without any."""


class Press:
    """A press that someone waits for an answer to. It can be ended once; without words it ends by itself."""

    def __init__(self, query: telegram.CallbackQuery) -> None:
        self._query = query
        self._ended = False
        self._ending: asyncio.Task[bool] | None = None
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._end_alone)

    async def end(self, words: str = "", *, alert: bool = False) -> bool:
        """Ends the waiting sign; whether the words were seen. An `alert` stays until it is closed. A press made while the bot
        was away is too old for all that, yet it is answered."""
        if self._ended:
            if self._ending:
                await asyncio.wait([self._ending])
            return False
        self._ended = True
        self._timer.cancel()
        try:
            await self._query.answer(words[:TOAST] or None, show_alert=alert or None)
        except TelegramError as failure:
            log.info("Telegram: a press could not be acknowledged (%s)", failure)
            return False
        return True

    def _end_alone(self) -> None:
        self._ending = asyncio.create_task(self.end(), name="telegram press")
