"""Sends letters: in order within a conversation, conversations side by side, again and again while the platform is away."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable, Set
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta

from bot.delivery.carrier import Carrier, Later, Moved, Undeliverable
from bot.packing import Place
from bot.store.mailbox import Letter

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between tries. There is no last try, only a last hour."""
OLDEST = timedelta(hours=24)
"""After that an answer helps nobody any more."""
AT_ONCE = 100
"""Conversations that are sent to at once. Others would only wait for the platform's limits, rendered and in the way of what is
answered meanwhile; so many rooms that are each at their own limit use up what an account may send. A person who waits for a
press waits for nobody."""

log = logging.getLogger(__name__)

Settle = Callable[[int], Awaitable[None]]
Relocate = Callable[[str, str, Place], Awaitable[None]]


class Sending:
    """`settle` is told of each letter that is sent or given up, `relocate` of conversations that moved."""

    def __init__(self, carrier: Carrier, settle: Settle, relocate: Relocate) -> None:
        self._carrier = carrier
        self._settle = settle
        self._relocate = relocate
        self._queues: dict[str, deque[Letter]] = {}
        self._senders: dict[str, asyncio.Task[None]] = {}
        self._going_on: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._shut: set[str] = set()
        self._failing = False
        self._works_again = asyncio.Event()

    def post(self, letter: Letter, stale: frozenset[int] = frozenset()) -> None:
        """Send it after those before it in its conversation; the stale ones need not be sent any more."""
        queue = self._queues.setdefault(letter.conversation, deque())
        _drop(queue, stale)
        queue.append(letter)
        if letter.conversation not in self._senders:
            task = asyncio.create_task(self._send_all(letter.conversation), name=f"letters to {letter.conversation}")
            self._senders[letter.conversation] = task

    @property
    def posted(self) -> frozenset[int]:
        """The letters that wait to be sent."""
        return frozenset(letter.id for queue in self._queues.values() for letter in queue)

    def withdraw(self, ids: Set[int]) -> None:
        """Those of these letters that are not sent yet need not be sent any more."""
        for queue in self._queues.values():
            _drop(queue, ids)

    async def until_sent(self, conversation: str) -> None:
        """Wait until nothing is left to send there."""
        while tasks := [*filter(None, [self._senders.get(conversation)]), *self._going_on]:
            await asyncio.wait(tasks)

    async def stop(self, grace: float) -> None:
        """Let what is under way be sent for a moment; the rest is in the outbox."""
        tasks = {*self._senders.values(), *self._going_on}
        if tasks:
            await asyncio.wait(tasks, timeout=grace)
        rest = {*self._senders.values(), *self._going_on}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _send_all(self, conversation: str) -> None:
        queue = self._queues[conversation]
        try:
            while queue:
                letter = queue[0]
                settled = await self._sent(letter, queue)
                if queue and queue[0] is letter:
                    queue.popleft()
                if settled:
                    await self._settle(letter.id)
        finally:
            del self._senders[conversation]
            if not queue:
                del self._queues[conversation]

    async def _sent(self, letter: Letter, queue: deque[Letter]) -> bool:
        """Send it, however long that takes; whether that is the end of it."""
        pause = FIRST_PAUSE
        while any(one is letter for one in queue) and not self._is_too_old(letter):
            try:
                async with nullcontext() if letter.live is not None else self._places:
                    going_on = await self._carrier.deliver(letter)
            except Later as failure:
                self._say_failing(failure)
                await self._rest(max(failure.after, pause * random.uniform(0.8, 1.2)))  # noqa: S311 - spreads tries
                pause = min(pause * 2, LONGEST_PAUSE)
            except Moved as moved:
                await self._follow(letter, queue, moved)
            except Undeliverable as refusal:
                await self._give_up(letter, queue, refusal)
                return True
            except Exception:
                log.exception("%s: an answer could not be sent", self._carrier.name)
                return True
            else:
                self._say_works(tried=pause > FIRST_PAUSE)
                self._shut.discard(letter.conversation)
                if going_on is None:
                    return True
                self._keep_an_eye_on(letter, going_on)
                return False
        return True

    def _keep_an_eye_on(self, letter: Letter, going_on: Awaitable[object]) -> None:
        async def ended() -> None:
            try:
                await going_on
            except Later as failure:
                self._say_failing(failure)
                await self._rest(max(failure.after, FIRST_PAUSE))
                self.post(letter)
                return
            except Undeliverable as refusal:
                self._say_shut(letter, refusal)
            except Exception:
                log.exception("%s: an answer could not be sent", self._carrier.name)
            await self._settle(letter.id)

        task = asyncio.create_task(ended(), name=f"letter {letter.id}")
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)

    async def _follow(self, letter: Letter, queue: deque[Letter], moved: Moved) -> None:
        log.info("%s: %s goes on as %s", self._carrier.name, letter.conversation, moved.conversation)
        await self._relocate(letter.conversation, moved.conversation, moved.place)
        for one in queue if letter in queue else (letter, *queue):
            one.conversation, one.place = moved.conversation, {**one.place, **moved.place}

    async def _give_up(self, letter: Letter, queue: deque[Letter], refusal: Undeliverable) -> None:
        others = [one for one in queue if one is not letter]
        self._say_shut(letter, refusal)
        queue.clear()
        for one in others:
            await self._settle(one.id)

    def _is_too_old(self, letter: Letter) -> bool:
        if datetime.now(UTC) - letter.created < OLDEST:
            return False
        log.warning("%s: an answer to %s was not sent in time, and is dropped", self._carrier.name, letter.conversation)
        return True

    async def _rest(self, seconds: float) -> None:
        """Wait so long, or until something that had failed could be sent."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._works_again.wait(), seconds)
            await asyncio.sleep(0)

    def _say_shut(self, letter: Letter, refusal: Undeliverable) -> None:
        """Once, however often there is something to say there."""
        if letter.conversation not in self._shut:
            log.info("%s: %s takes no messages any more (%s)", self._carrier.name, letter.conversation, refusal)
        self._shut.add(letter.conversation)

    def _say_failing(self, failure: Later) -> None:
        if not self._failing:
            log.warning("%s: an answer could not be sent, it will be until it can (%s)", self._carrier.name, failure)
        self._failing = True

    def _say_works(self, *, tried: bool) -> None:
        if not tried:
            return
        if self._failing:
            log.info("%s: answers can be sent again", self._carrier.name)
        self._failing = False
        self._works_again.set()
        self._works_again = asyncio.Event()


def _drop(queue: deque[Letter], ids: Set[int]) -> None:
    """Leave these letters out of the queue, which stays the same object: somebody is sending from it."""
    if ids:
        kept = [one for one in queue if one.id not in ids]
        queue.clear()
        queue.extend(kept)
