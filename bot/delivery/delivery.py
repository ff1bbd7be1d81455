"""The way of what people do from a platform to the dialogue, and of its answers back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self
from weakref import WeakValueDictionary

from bot.delivery.batches import Batches
from bot.delivery.carrier import Carrier, Later, Undeliverable
from bot.delivery.sending import OLDEST, Sending
from bot.delivery.typing import typing
from bot.messages import Dialogue, Message
from bot.packing import Heard, Place
from bot.store.mailbox import Answered, Arrival, Letter, Mailbox

GRACE = 1.5
"""Seconds that answers under way get at the end."""
TIDY_EVERY = 3600.0
LOOK_EVERY = 2.0
"""Seconds between two looks for what is to be said without having been asked for."""
AT_ONCE = 3
"""Answers that are thought of at once: more threads would be no faster, and keep the loop waiting that has to send."""
CROWD = 30
"""So many at work, and all wait: to show each of them that somebody types would only make it longer."""

log = logging.getLogger(__name__)


class Delivery:
    """Runs from `async with` to its end: first what was left over from before, then what is taken to it, or is put into the
    outbox by somebody else. Conversations are answered side by side, what is said in one of them in its order."""

    def __init__(self, mailbox: Mailbox, dialogue: Dialogue, carrier: Carrier) -> None:
        self._mailbox = mailbox
        self._dialogue = dialogue
        self._carrier = carrier
        self._disk = ThreadPoolExecutor(1, "mailbox")  # apart from the threads on which answers are thought of
        self._receive = Batches(mailbox.receive, self._disk)
        self._answer = Batches(mailbox.answer, self._disk)
        self._settle: Batches[int, None] = Batches(mailbox.settle, self._disk)
        self._sending = Sending(carrier, self._settle, self.moved)
        self._thinking = asyncio.Semaphore(AT_ONCE)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._attending: dict[str, asyncio.Task[None]] = {}
        self._unasked: set[int] = set()
        """The letters of others that are on their way, or were."""
        self._always: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        for letter in await self._on_disk(self._mailbox.unsent):
            self._send(letter)
        for arrival in await self._on_disk(self._mailbox.waiting):
            self._attend(_again(arrival), None)
        name = self._carrier.name
        self._always = [
            asyncio.create_task(self._repeated(self._tidy, TIDY_EVERY), name=f"{name} mail tidied"),
            asyncio.create_task(self._repeated(self._look, LOOK_EVERY), name=f"{name} mail looked for"),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        """What can't be ended in a moment goes on at the next start."""
        for task in self._always:
            task.cancel()
        await asyncio.gather(*self._always, return_exceptions=True)
        if self._attending:
            await asyncio.wait(self._attending.values(), timeout=GRACE)
        await self._sending.stop(GRACE / 2)
        rest = list(self._attending.values())
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        self._disk.shutdown(wait=False)

    async def take(self, key: str, heard: Heard, live: Any = None) -> None:
        """See to the answer. Returns once it may be acknowledged to the platform: as soon as what was heard is on the disk, and
        where that can't take it, when it is answered. The same key again changes nothing. `live` is handed to the carrier with
        the letter, for as long as this process lasts."""
        arrival = Arrival(key, heard)
        receipt = await self._receive(arrival)
        task = self._attend(arrival, live) if receipt.new else self._attending.get(key)
        if task and not receipt.lasting:
            await asyncio.shield(task)
            await self._sending.until_sent(heard.incoming.conversation)

    async def moved(self, old: str, new: str, place: Place) -> None:
        """A conversation goes on under another id; `place` is what changes of the places in it."""
        await self._on_disk(partial(self._mailbox.move, old, new, place))

    def _attend(self, arrival: Arrival, live: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(self._handle(arrival, live), name=f"{self._carrier.name} {arrival.key}")
        self._attending[arrival.key] = task
        task.add_done_callback(lambda _: self._attending.pop(arrival.key, None))
        return task

    async def _handle(self, arrival: Arrival, live: Any) -> None:
        heard = arrival.heard
        try:
            async with self._turns.setdefault(heard.incoming.conversation, asyncio.Lock()):
                messages = await self._reply(arrival)
                posted = await self._answer(Answered(arrival.key, heard, messages))
                if posted.letter:
                    posted.letter.live = live
                    self._sending.post(posted.letter, posted.stale)
                elif live is not None:
                    await self._carrier.nothing(live)
        except (Later, Undeliverable) as failure:
            log.info("%s: who waits could not be told that there is no answer (%s)", self._carrier.name, failure)
        except Exception:
            log.exception("%s: something that arrived could not be handled", self._carrier.name)

    async def _reply(self, arrival: Arrival) -> tuple[Message, ...]:
        if datetime.now(UTC) - arrival.at > OLDEST:
            log.warning("%s: what arrived at %s is too old to be answered", self._carrier.name, arrival.at.isoformat())
            return ()
        try:
            async with typing(partial(self._show_typing, arrival.heard.place)), self._thinking:
                return await self._dialogue.reply(arrival.heard.incoming)
        except Exception:  # answered with nothing all the same: what fails on a bug fails each time
            log.exception("%s: a message could not be handled", self._carrier.name)
            return ()

    async def _show_typing(self, place: Place) -> None:
        if len(self._attending) <= CROWD:
            await self._carrier.typing(place)

    def _send(self, letter: Letter) -> None:
        if letter.unasked:
            self._unasked.add(letter.id)
        self._sending.post(letter)

    async def _look(self) -> None:
        """Send what others have put into the outbox, each once, and what was taken out of it no more: reminders that gave way,
        and what was on its way to somebody who wants to be forgotten."""
        posted = self._unasked | self._sending.posted
        found = await self._on_disk(self._mailbox.unsent_now)
        for letter in found.unasked:
            if letter.id not in self._unasked:
                self._send(letter)
        if found.whole:
            gone = posted - found.ids
            self._sending.withdraw(gone)
            self._unasked -= gone

    async def _tidy(self) -> None:
        await self._on_disk(self._mailbox.prune)

    async def _repeated(self, work: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            try:
                await work()
            except Exception:  # the next time may be better
                log.exception("%s: the mail could not be looked after", self._carrier.name)
            await asyncio.sleep(pause)

    async def _on_disk(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._disk, work)


def _again(arrival: Arrival) -> Arrival:
    """What arrived before the end of another process: it may have been carried out already."""
    incoming = replace(arrival.heard.incoming, received=arrival.at.isoformat())
    return replace(arrival, heard=replace(arrival.heard, incoming=incoming))
