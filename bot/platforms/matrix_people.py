"""Who is in a room, and what was said there, asked of the homeserver: by itself it tells us of those who speak, and of what is
said while we listen."""

from __future__ import annotations

import logging
from typing import Any

import nio
from nio.exceptions import EncryptionError

from bot.messages import Mentioned
from bot.platforms.matrix_excerpts import Excerpt, Named, excerpt
from bot.platforms.matrix_incoming import display_name
from bot.platforms.matrix_session import Refused, Unreachable, asked

MOST_NAMED = 5
"""Names of a message that are looked up."""
JOINED = "join"

log = logging.getLogger(__name__)


class People:
    """Asks with `client`."""

    def __init__(self, client: nio.AsyncClient) -> None:
        self._client = client

    async def name(self, room: nio.MatrixRoom, person: str) -> str | None:
        """What the person is called in the room; None where they are not there, as far as can be told."""
        if known := room.users.get(person):
            return None if known.invited else display_name(known.display_name, person)
        try:
            state = await asked(self._client.room_get_state_event(room.room_id, "m.room.member", person))
        except Refused:
            return None
        except Unreachable:
            return display_name("", person)
        content = state.content
        return display_name(content.get("displayname"), person) if content.get("membership") == JOINED else None

    async def meant(self, room: nio.MatrixRoom, named: tuple[Named, ...]) -> tuple[Mentioned, ...]:
        """Who is named, and whether they are there."""
        found = [(one, await self.name(room, one.person)) for one in named[:MOST_NAMED]]
        return tuple(Mentioned(one.said or name or one.person, one.person, name or "", name is not None) for one, name in found)

    async def said(self, room: nio.MatrixRoom, event: str) -> Excerpt | None:
        """What that message says; None where it is none, or can't be had."""
        try:
            found = (await asked(self._client.room_get_event(room.room_id, event))).event
            if isinstance(found, nio.MegolmEvent):
                found = self._client.decrypt_event(found)
        except (Refused, Unreachable, EncryptionError) as failure:
            log.info("Matrix: what was marked can't be read (%s)", failure)
            return None
        source: Any = found.source
        return excerpt(source)
