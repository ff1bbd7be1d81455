"""Matrix, by matrix-nio: translates and delegates. What the bot says is the core's business."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import nio

from bot.delivery import Delivery, Mailbox
from bot.messages import Dialogue
from bot.platforms.matrix_hearing import Hearing
from bot.platforms.matrix_hindsight import Hindsight
from bot.platforms.matrix_incoming import Me
from bot.platforms.matrix_inviting import Inviting
from bot.platforms.matrix_sending import MatrixCarrier
from bot.platforms.matrix_session import Account, Refused, asked, signed_in
from bot.platforms.matrix_state import MatrixState
from bot.platforms.matrix_syncing import Event, Rooms, Syncing
from bot.store.database import Database

KEYS = "matrix"
"""The folder for encryption keys, in the data folder."""
_KEY = 80

log = logging.getLogger(__name__)


class MatrixPlatform:
    """One account on a homeserver. `allowed` may invite it: user ids, or `*:server`. `home` is the data folder."""

    name = "matrix"

    def __init__(
        self, account: Account, dialogue: Dialogue, database: Database, *, allowed: Sequence[str] = (), home: Path | None = None
    ) -> None:
        self._account = account
        self._dialogue = dialogue
        self._mailbox = Mailbox(database, self.name)
        self._state = MatrixState(database, f"{account.user or 'token'} {account.homeserver}")
        self._allowed = tuple(allowed)
        self._keys = home / KEYS if home else None
        if not self._allowed:
            log.warning("Matrix: nobody may invite the bot into a room: PLANB_MATRIX_ALLOWED says who may")

    async def run(self) -> None:
        """Answers until cancelled. Raises where the account is refused, or nobody answers at first; afterwards network failures
        are waited out."""
        async with signed_in(self._account, self._state, self._keys) as client:
            hindsight = Hindsight()
            carrier = MatrixCarrier(client, self._state, hindsight)
            async with carrier, Delivery(self._mailbox, self._dialogue, carrier) as delivery:
                await self._follow(client, carrier, delivery, hindsight)

    async def _follow(self, client: nio.AsyncClient, carrier: MatrixCarrier, delivery: Delivery, hindsight: Hindsight) -> None:
        hearing = Hearing(client, self._state, Me(client.user_id, await _called(client)), hindsight)

        async def take(room: str, events: Sequence[Event], told: float) -> None:
            heard = await hearing.hear(room, events, told)
            await asyncio.gather(*(delivery.take(_key(id_), one) for id_, one in heard))

        async def left(room: str) -> None:
            await asyncio.to_thread(self._state.leave, room)

        inviting = Inviting(client, self._allowed)
        rooms = Rooms(take, inviting.answer, left, carrier.knows_rooms, hearing.note_creators)
        try:
            await Syncing(client, self._state, rooms).run()
        finally:
            inviting.stop()


async def _called(client: nio.AsyncClient) -> str:
    try:
        reply = await asked(client.get_displayname())
    except Refused:  # without a profile
        return ""
    return str(reply.displayname or "")


def _key(event: str) -> str:
    return event if len(event) <= _KEY else hashlib.sha256(event.encode()).hexdigest()
