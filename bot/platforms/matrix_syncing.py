"""Follows what happens in the rooms, so that nothing is lost between arriving and being kept, and nothing is answered twice.

How far we have read is kept only after what came with it was taken. After a restart we go on from there: what was said
meanwhile is answered while it is fresh; what was said before we were in a room is not ours to answer.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nio

from bot.platforms.matrix_incoming import age
from bot.platforms.matrix_session import Refused, Unreachable, asked
from bot.platforms.matrix_state import MatrixState

HOLD = 30_000
"""Milliseconds for which the homeserver holds a request open while there is nothing new."""
FRESH = 3600.0
"""Seconds after which what was said while we were away is not answered any more."""
PAGE, PAGES = 100, 10
"""Events that are fetched at once, and how often, where more was said than the homeserver tells at first."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
_SINCE = "since"
_NOTHING: Mapping[str, Any] = {"types": []}
FILTER = {
    "room": {
        "timeline": {"limit": PAGE},
        # A room of thousands stays small, and its members are counted. Who says something is named each time: after a restart
        # we don't know what the homeserver has told us before.
        "state": {"lazy_load_members": True, "include_redundant_members": True},
        "ephemeral": _NOTHING,
        "account_data": _NOTHING,
    },
    "presence": _NOTHING,
    "account_data": _NOTHING,
}

log = logging.getLogger(__name__)

Event = Any
"""One of the library's events, with what the homeserver sent as its `source`."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Who sees to what happens. `take` gets what was said in a room, and when we were told of it in seconds since the epoch; it
    returns once it is kept. `invited` answers an invitation into a room, by whom; `left` is told of a room that we are not in
    any more; `known` that all are known; `created` of the event that a room began with."""

    take: Callable[[str, Sequence[Event], float], Awaitable[None]]
    invited: Callable[[str, str], Awaitable[None]]
    left: Callable[[str], Awaitable[None]]
    known: Callable[[], None]
    created: Callable[[str, Event], None]


class Syncing:
    """Reads with `client`, from where `state` says."""

    def __init__(self, client: nio.AsyncClient, state: MatrixState, rooms: Rooms) -> None:
        self._client = client
        self._state = state
        self._rooms = rooms
        self._since = ""

    async def run(self) -> None:
        """Until cancelled, whatever the network does; raises only where our session is ended."""
        self._since = await asyncio.to_thread(self._state.get, _SINCE)
        first, pause = True, 0.0
        while True:
            try:
                await self._round(first=first)
            except Unreachable as failure:
                if not pause:
                    log.warning("Matrix: the homeserver can't be reached (%s). Trying again until it works.", failure)
                pause = max(failure.after, min(max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE))
                await asyncio.sleep(pause)
            except Refused as refusal:
                if not self._since:
                    raise
                log.warning("Matrix: the homeserver does not know how far we have read (%s): beginning anew", refusal)
                self._since = self._client.next_batch = ""
                first = True
            else:
                if pause:
                    log.info("Matrix: the homeserver can be reached again")
                first, pause = False, 0.0

    async def _round(self, *, first: bool) -> None:
        """One look at what is new. The first tells of the rooms as they are; with nothing to go on from it answers nothing."""
        hold = 0 if first else HOLD
        request = self._client.sync(hold, FILTER, since=self._since or None, full_state=first or None)
        update = await asked(request)
        told = time.time()
        self._rooms.known()
        await self._keep_keys()
        for room, info in update.rooms.join.items():
            for event in (*info.state, *info.timeline.events):
                if isinstance(event, nio.RoomCreateEvent):
                    self._rooms.created(room, event)
            if self._since:
                await self._guarded(self._rooms.take(room, await self._new(room, info.timeline), told))
        for room, info in update.rooms.invite.items():
            await self._guarded(self._rooms.invited(room, _inviter(info.invite_state, self._client.user_id)))
        for room in update.rooms.leave:
            self._client.rooms.pop(room, None)
            await self._guarded(self._rooms.left(room))
        if update.next_batch != self._since:
            self._since = update.next_batch
            await asyncio.to_thread(self._state.put, _SINCE, self._since)
        if first:
            log.info("Matrix: connected as %s", self._client.user_id)

    async def _new(self, room: str, timeline: nio.responses.Timeline) -> list[Event]:
        """What happened in a room since we last looked, after we were invited, and not long ago."""
        events = list(timeline.events)
        if timeline.limited and timeline.prev_batch and _joined(events, self._client.user_id) < 0:
            events = [*await self._missed(room, timeline.prev_batch), *events]
        return [event for event in _ours(events, self._client.user_id) if age(event.source) < FRESH]

    async def _missed(self, room: str, start: str) -> list[Event]:
        """What the homeserver left out because it was so much."""
        missed: list[Event] = []
        for _ in range(PAGES):
            request = self._client.room_messages(room, start, self._since, nio.MessageDirection.back, PAGE)
            try:
                page = await asked(request)
            except Refused:
                break
            missed += page.chunk
            start = page.end or ""
            if not (start and page.chunk) or age(page.chunk[-1].source) > FRESH:
                break
        return missed[::-1]

    async def _guarded(self, work: Awaitable[None]) -> None:
        """A bug, or an event of a form that nobody thought of, must not stop everything after it."""
        try:
            await work
        except Unreachable:
            raise
        except Refused as refusal:
            log.info("Matrix: the homeserver refused something (%s)", refusal)
        except Exception:
            log.exception("Matrix: something that happened could not be handled")

    async def _keep_keys(self) -> None:
        """What the encryption of rooms needs after each look: keys given out, asked for and fetched."""
        client = self._client
        if not client.olm:
            return
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await asked(client.keys_upload())
        if client.should_query_keys:
            await asked(client.keys_query())
        if client.should_claim_keys:
            await asked(client.keys_claim(client.get_users_for_key_claiming()))


def _ours(events: Sequence[Event], me: str) -> Sequence[Event]:
    """Those that are ours to answer: where we have just come into the room, what was said since we were invited into it. Who
    opens a conversation with us by writing has written before we could join."""
    joined = _joined(events, me)
    if joined < 0:
        return events
    invited = [at for at, event in enumerate(events[:joined]) if _membership(event, me) == "invite"]
    return events[(invited or [joined])[-1] + 1 :]


def _joined(events: Sequence[Event], me: str) -> int:
    """Where we came into the room, or -1."""
    return max((at for at, event in enumerate(events) if _membership(event, me) == "join"), default=-1)


def _membership(event: Event, me: str) -> str:
    """What this event makes of us; nothing where it leaves it as it was."""
    if not isinstance(event, nio.RoomMemberEvent) or event.state_key != me or event.prev_membership == event.membership:
        return ""
    return str(event.membership)


def _inviter(events: Sequence[Event], me: str) -> str:
    invitations = (event for event in events if isinstance(event, nio.InviteMemberEvent))
    return next((event.sender for event in invitations if event.state_key == me and event.membership == "invite"), "")
