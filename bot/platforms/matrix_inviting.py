"""Who may bring us into a room: others are declined, politely."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from urllib.parse import quote

import nio

from bot import wording
from bot.platforms.matrix_session import UNREACHABLE, Refused, Unreachable, asked
from knowledge.languages import Language

ANYBODY = "*:"
"""What a server's name stands behind where everybody there may invite."""
PAUSES = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds between tries to join: the room's own server may be busy."""

log = logging.getLogger(__name__)


class Inviting:
    """Answers invitations with `client`."""

    def __init__(self, client: nio.AsyncClient, allowed: Sequence[str]) -> None:
        self._client = client
        self._allowed = frozenset(one.lower() for one in allowed)
        self._joining: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Try no more."""
        for task in self._joining:
            task.cancel()

    async def answer(self, room: str, inviter: str) -> None:
        """Join or decline."""
        if self._may(inviter):
            await self._join(room, inviter)
        else:
            await self._decline(room, inviter)

    def _may(self, person: str) -> bool:
        person = person.lower()
        return person in self._allowed or f"{ANYBODY}{person.partition(':')[2]}" in self._allowed

    async def _join(self, room: str, inviter: str) -> None:
        """At once where that works; else aside, as other rooms need not wait for a busy server."""
        if failure := await self._tried(room, inviter):
            task = asyncio.create_task(self._try_again(room, inviter, failure), name="matrix join")
            self._joining.add(task)
            task.add_done_callback(self._joining.discard)

    async def _try_again(self, room: str, inviter: str, failure: Unreachable) -> None:
        for pause in PAUSES:
            await asyncio.sleep(max(pause, failure.after))
            again = await self._tried(room, inviter)
            if again is None:
                return
            failure = again
        log.warning("Matrix: the room of %s could not be joined (%s)", inviter, failure)

    async def _tried(self, room: str, inviter: str) -> Unreachable | None:
        """What stands against it for now, if anything."""
        try:
            await asked(self._client.join(room))
        except Unreachable as failure:
            return failure
        except Refused as refusal:
            log.info("Matrix: the invitation of %s does not work any more (%s)", inviter, refusal)
        else:
            log.info("Matrix: joined a room that %s invited to", inviter)
        return None

    async def _decline(self, room: str, inviter: str) -> None:
        """The reason is shown to who invited; their language is not known."""
        log.info("Matrix: declined an invitation of %s, who is not in PLANB_MATRIX_ALLOWED", inviter or "nobody known")
        path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/leave"
        headers = {"Authorization": f"Bearer {self._client.access_token}", "Content-Type": "application/json"}
        reason = json.dumps({"reason": wording.text("matrix-declined", Language.EN)})
        try:
            reply = await self._client.send("POST", path, reason, headers)
        except UNREACHABLE as failure:
            log.info("Matrix: the invitation stays open (%s)", type(failure).__name__)
        else:
            reply.release()
