"""Fetches updates and works on them, so that none is lost between arriving and being answered.

The library's own Updater confirms an update once it lies in memory, and when the token is revoked its task dies without a
word to anyone. Here an update is confirmed once `work` is done with it, and a refused token ends `run`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

import telegram
from telegram.constants import UpdateType
from telegram.error import InvalidToken, RetryAfter, TelegramError

log = logging.getLogger(__name__)

LONG_POLL = 20  # seconds that Telegram holds a request open while there is nothing new
BUSY_POLL = 0.25  # seconds between looks for more while something is worked on
FIRST_PAUSE, LAST_PAUSE = 1.0, 30.0
GRACE = 2.0  # seconds that running answers get at the end
FAREWELL = 1.0  # seconds for the last confirmation
WANTED = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MESSAGE_REACTION,  # these two only come where they are asked for, and the bot is an administrator
    UpdateType.CHAT_MEMBER,
]

Work = Callable[[telegram.Update], Awaitable[None]]


class Polling:
    """Telegram keeps what was not confirmed and delivers it again: a question survives the end of this process."""

    def __init__(self, bot: telegram.Bot, work: Work) -> None:
        self._bot = bot
        self._work = work
        self._working: dict[int, asyncio.Task[None]] = {}
        self._seen: set[int] = set()  # not confirmed yet
        self._next = 0

    async def run(self) -> None:
        """Until cancelled, whatever the network does; raises only where the token is refused."""
        pause = 0.0
        try:
            while True:
                failure = await self._try_round(patient=not pause)
                if failure and not pause:
                    log.warning("Telegram: cannot fetch messages (%s). Trying again until it works.", failure)
                elif pause and not failure:
                    log.info("Telegram: messages arrive again.")
                pause = _pause(pause, failure)
                await asyncio.sleep(pause)
        finally:
            await self._stop()

    async def _try_round(self, *, patient: bool) -> TelegramError | None:
        try:
            await self._round(patient)
        except InvalidToken:
            raise
        except TelegramError as failure:
            return failure
        return None

    async def _round(self, patient: bool) -> None:
        idle = not self._working
        for update in await self._fetch(LONG_POLL if idle and patient else 0):
            if update.update_id not in self._seen:
                self._start(update)
        if idle:
            self._seen &= self._working.keys()  # that call confirmed all that went before
        if self._working:
            await asyncio.wait(self._working.values(), timeout=BUSY_POLL)

    async def _fetch(self, hold: int, limit: int | None = None) -> tuple[telegram.Update, ...]:
        """What is not confirmed yet; confirms all before the first that is still worked on."""
        offset = min(self._working, default=self._next) or None
        return await self._bot.get_updates(offset=offset, timeout=hold, limit=limit, allowed_updates=WANTED)

    def _start(self, update: telegram.Update) -> None:
        number = update.update_id
        self._seen.add(number)
        self._next = number + 1
        task = asyncio.create_task(self._attend(update), name=f"telegram update {number}")
        self._working[number] = task
        task.add_done_callback(lambda _: self._working.pop(number, None))

    async def _attend(self, update: telegram.Update) -> None:
        try:
            await self._work(update)
        except Exception:
            # Confirmed all the same: what fails on a bug fails each time, and would be delivered for ever.
            log.exception("Telegram: an update could not be handled")

    async def _stop(self) -> None:
        """Lets running answers end, then confirms what was answered; the rest comes again at the next start."""
        if self._working:
            await asyncio.wait(self._working.values(), timeout=GRACE)
        unfinished = dict(self._working)
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(FAREWELL):
                if self._next:
                    await self._fetch(0, limit=1)
        for task in unfinished.values():
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished.values(), timeout=FAREWELL)


def _pause(last: float, failure: TelegramError | None) -> float:
    """Seconds to wait: as long as Telegram says, else longer each time."""
    if failure is None:
        return 0.0
    if isinstance(failure, RetryAfter):
        return _seconds(failure)
    return min(max(FIRST_PAUSE, last * 1.5), LAST_PAUSE)


def _seconds(failure: RetryAfter) -> float:
    wait = failure.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
