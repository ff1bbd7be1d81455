"""Decides what of all that happens in rooms is meant for us, and asks what is needed to answer it."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, replace

import nio

from bot import wording
from bot.delivery import Heard
from bot.messages import Incoming
from bot.platforms.matrix_hindsight import Hindsight
from bot.platforms.matrix_incoming import (
    ADMIN,
    Marked,
    Me,
    Place,
    Said,
    Sealed,
    Tapped,
    Who,
    age,
    display_name,
    heard,
    marked,
    pressed,
    read,
    typed,
)
from bot.platforms.matrix_people import People
from bot.platforms.matrix_session import Refused, Unreachable, asked, encrypts, sent
from bot.platforms.matrix_state import MatrixState, Shown
from bot.platforms.matrix_syncing import Event
from bot.reading.incident_words import is_note
from knowledge.languages import Language

PAIR = 2
CREATORS_RULE = 12
"""The first room version of which that is true."""
REMEMBERED = 2_000
"""Messages of which it is remembered whether they are ours."""

log = logging.getLogger(__name__)


class Hearing:
    """Listens as `me`."""

    def __init__(self, client: nio.AsyncClient, state: MatrixState, me: Me, hindsight: Hindsight) -> None:
        self._client = client
        self._state = state
        self._me = me
        self._hindsight = hindsight
        self._people = People(client)
        self._ours: OrderedDict[str, bool] = OrderedDict()
        self._creators: dict[str, frozenset[str]] = {}

    def note_creators(self, room: str, event: Event) -> None:
        """From room version 12 on, who created a room may do everything there, and no list of powers says so."""
        content = event.source["content"]
        version, others = str(content.get("room_version", "1")), content.get("additional_creators")
        if version.isascii() and version.isdigit() and int(version) >= CREATORS_RULE:
            self._creators[room] = frozenset((event.sender, *(others if isinstance(others, list) else ())))

    async def hear(self, room: str, events: Sequence[Event], told: float) -> list[tuple[str, Heard]]:
        """What of the events, of which the homeserver told us then, is to be answered, with the event's id."""
        found = []
        for event in events:
            try:
                if heard_ := await self._heard(room, event, told):
                    found.append((event.event_id, heard_))
            except Exception:  # the others are to be answered all the same
                log.exception("Matrix: something that happened could not be read")
        return found

    async def _heard(self, room: str, event: Event, told: float) -> Heard | None:
        did = read(event.source, self._me)
        known = self._client.rooms.get(room)
        if did is None or known is None:
            return None
        if isinstance(did, Sealed):
            await self._say_unreadable(room)
            return None
        at = told - age(event.source)
        who = await self._who(known, did.person)
        if isinstance(did, Said):
            found = await self._said(known, did, who, at)
        elif not who.member:  # who left does nothing there any more
            found = None
        else:
            found = await (self._tapped(room, did, who, at) if isinstance(did, Tapped) else self._marked(known, did, who))
        return Heard(found[0], asdict(found[1])) if found else None

    async def _marked(self, room: nio.MatrixRoom, did: Marked | Said, who: Who) -> tuple[Incoming, Place] | None:
        """What somebody else said, to be noted."""
        said = await self._people.said(room, did.to)
        if said is None or said.person == self._me.id:
            return None
        return marked(did, who, room.room_id, said, await self._people.name(room, said.person) or display_name("", said.person))

    async def _tapped(self, room: str, did: Tapped, who: Who, at: float) -> tuple[Incoming, Place] | None:
        shown = await asyncio.to_thread(self._state.shown, did.to, room)
        return pressed(did, who, self._hindsight.seen(shown, at), did.number) if shown else None

    async def _said(self, known: nio.MatrixRoom, did: Said, who: Who, at: float) -> tuple[Incoming, Place] | None:
        """Among people only what is meant for us, and never what was only put in other words or shown without one."""
        room = known.room_id
        to = await self._shown(room, did)
        notes = did.to and not (to or did.edited) and is_note(f"{did.command} {did.text}".strip())
        if notes and (found := await self._marked(known, did, who)):
            return found
        if not who.private:
            if did.edited or did.unreadable == "sticker":
                return None
            if not (did.mentioned or did.command or to or await self._is_ours(room, did.to)):
                return None
        if not (did.text or did.command or did.unreadable):
            did = replace(did, command="help")  # nothing but our name
        if not did.command and (shown := to or await self._last(room, did)):
            seen = self._hindsight.seen(shown, at)
            if number := typed(did.text, seen):
                return pressed(did, who, seen, number)
        return heard(did, who, room, await self._people.meant(known, did.named))

    async def _shown(self, room: str, did: Said) -> Shown | None:
        return await asyncio.to_thread(self._state.shown, did.to, room) if did.to else None

    async def _last(self, room: str, did: Said) -> Shown | None:
        return await asyncio.to_thread(self._state.last, room, did.thread)

    async def _is_ours(self, room: str, event: str) -> bool:
        """Whether we sent that event; asked of the homeserver once."""
        if not event:
            return False
        if event not in self._ours:
            try:
                found = await asked(self._client.room_get_event(room, event))
            except (Refused, Unreachable):
                return False
            self._ours[event] = found.event.sender == self._me.id
            if len(self._ours) > REMEMBERED:
                self._ours.popitem(last=False)
        return self._ours[event]

    async def _who(self, room: nio.MatrixRoom, person: str) -> Who:
        name = await self._people.name(room, person)
        private = room.member_count <= PAIR
        rules = person in self._creators.get(room.room_id, ()) or room.power_levels.get_user_level(person) >= ADMIN
        return Who(name or display_name("", person), rules and not private, private, name is not None)

    async def _say_unreadable(self, room: str) -> None:
        """Once a room, that we can't read what is said there, and why."""
        said = f"unread {room}"
        if await asyncio.to_thread(self._state.get, said):
            return
        key = "matrix-no-key" if encrypts(self._client) else "matrix-encrypted"
        content = {"msgtype": "m.notice", "body": wording.text(key, Language.EN), "m.mentions": {}}
        transaction = f"planb.unread.{room}"
        try:
            await sent(self._client, room, "m.room.message", content, transaction)
        except Refused as refusal:
            log.info("Matrix: an encrypted room can't be told that it can't be read (%s)", refusal)
        await asyncio.to_thread(self._state.put, said, key)
