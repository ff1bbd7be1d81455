"""Puts the numbered reactions below messages that have buttons, so that one tap is a press.

That takes an event each, and a homeserver limits how many we may send. So it is done aside, behind the answers; what a restart
interrupts goes on afterwards.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import nio

from bot.platforms.matrix_render import REACTIONS, keycap
from bot.platforms.matrix_session import Refused, SignInRefused, Unreachable, sent
from bot.platforms.matrix_state import MatrixState, Shown

PAUSE = 5.0
"""Seconds to wait where the homeserver does not say how long."""
FAREWELL = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Reaction:
    room: str
    event: str
    key: str
    number: int = 0


class Reactions:
    """One at a time, in order, once the client has been told which rooms there are."""

    def __init__(self, client: nio.AsyncClient, state: MatrixState, rooms_known: asyncio.Event) -> None:
        self._client = client
        self._state = state
        self._rooms_known = rooms_known
        self._waiting: list[_Reaction] = []
        self._working: asyncio.Task[None] | None = None

    async def resume(self) -> None:
        """Go on where the end of the process interrupted."""
        for shown in await asyncio.to_thread(self._state.recent):
            self.offer(shown)

    def offer(self, shown: Shown) -> None:
        """A reaction for each of its buttons that has none yet."""
        for number in range(shown.offered + 1, min(len(shown.buttons), REACTIONS) + 1):
            self._put(_Reaction(shown.room, shown.event, keycap(number), number))

    def add(self, room: str, event: str, key: str) -> None:
        """One reaction, once."""
        self._put(_Reaction(room, event, key))

    async def close(self) -> None:
        if self._working:
            await asyncio.wait([self._working], timeout=FAREWELL)
            self._working.cancel()

    def _put(self, reaction: _Reaction) -> None:
        if reaction not in self._waiting:
            self._waiting.append(reaction)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work(), name="matrix reactions")

    async def _work(self) -> None:
        await self._rooms_known.wait()
        while self._waiting:
            reaction = self._waiting[0]
            try:
                await self._react(reaction)
            except Unreachable as failure:
                await asyncio.sleep(failure.after or PAUSE)
                continue
            except SignInRefused:
                return
            except Refused as refusal:
                log.debug("Matrix: no reaction (%s)", refusal)
            except Exception:
                log.exception("Matrix: a reaction could not be sent")
            self._waiting.pop(0)

    async def _react(self, reaction: _Reaction) -> None:
        relation = {"rel_type": "m.annotation", "event_id": reaction.event, "key": reaction.key}
        transaction = f"planb.{reaction.event}.{reaction.key}"
        try:
            await sent(self._client, reaction.room, "m.reaction", {"m.relates_to": relation}, transaction)
        except Refused as refusal:
            if refusal.code != "M_DUPLICATE_ANNOTATION":
                raise
        if reaction.number:
            await asyncio.to_thread(self._state.offered, reaction.event, reaction.number)
