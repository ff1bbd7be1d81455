"""Carries letters into Matrix rooms: messages, files, edits of boards, and the reactions that stand for buttons.

Every event has a transaction id made of its letter, so that what is sent again after a restart is not there twice.
"""

from __future__ import annotations

import asyncio
import io
import logging
import mimetypes
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any

import nio

from bot.delivery import Later, Letter, Undeliverable
from bot.delivery import Place as Packed
from bot.messages import File, Message
from bot.platforms.matrix_boards import Boards
from bot.platforms.matrix_hindsight import Hindsight
from bot.platforms.matrix_incoming import Place
from bot.platforms.matrix_reactions import Reactions
from bot.platforms.matrix_render import Content, Part, edited, render
from bot.platforms.matrix_session import Refused, SignInRefused, Unreachable, asked, encrypts, sent
from bot.platforms.matrix_state import MatrixState, Shown
from bot.platforms.passing import Passing, in_passing

TYPING = 6_000
"""Milliseconds for which it is shown that an answer is on its way."""
SEEN = "✅"
PINNED = "m.room.pinned_events"
PAIR = 2
_SHUT = ("M_FORBIDDEN", "M_NOT_FOUND", "M_GUEST_ACCESS_FORBIDDEN", "M_UNKNOWN_POS")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Edit:
    place: Place
    part: Part
    transaction: str


class MatrixCarrier:
    """Sends with `client`, and keeps in `state` what the numbers below each message mean."""

    name = "Matrix"

    def __init__(self, client: nio.AsyncClient, state: MatrixState, hindsight: Hindsight) -> None:
        self._client = client
        self._state = state
        self._hindsight = hindsight
        self._boards: Boards[_Edit] = Boards(self._edit)
        self._rooms_known = asyncio.Event()
        self._reactions = Reactions(client, state, self._rooms_known)
        self._unpinned: set[str] = set()
        """Rooms where we may not pin."""

    async def __aenter__(self) -> MatrixCarrier:
        await self._reactions.resume()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._boards.close()
        await self._reactions.close()

    def knows_rooms(self) -> None:
        """The client has been told which rooms there are: what was left from before can be sent."""
        self._rooms_known.set()

    async def deliver(self, letter: Letter) -> Awaitable[object] | None:
        await self._rooms_known.wait()
        place = _place(letter.place) if letter.place else _place_of(letter.conversation)
        passing = _passing(letter.messages, place)
        boards = []
        try:
            for number, message in enumerate(passing.shown):
                if number < letter.done:
                    continue
                transaction = f"planb.{letter.created.timestamp():.6f}.{letter.id}.{number}"
                if board := self._board(place, message, transaction):
                    boards.append(board)
                else:
                    await self._say(place, message, transaction, first=number == 0)
                letter.done = number + 1
            if not passing.shown and passing.words and place.tapped:
                self._reactions.add(place.room, place.event, SEEN)
        except (Unreachable, Refused, SignInRefused) as failure:
            raise _as_delivery_says(failure) from failure
        return self._shown(letter, boards) if boards else None

    async def nothing(self, live: Any) -> None:
        """Nobody waits here."""

    async def typing(self, place: Packed) -> None:
        await asked(self._client.room_typing(_place(place).room, typing_state=True, timeout=TYPING))

    def _board(self, place: Place, message: Message, transaction: str) -> asyncio.Future[None] | None:
        """The message in place of the board that was pressed, sooner or later; None where it does not belong there."""
        if not message.board or message.file or not place.shows(message.board):
            return None
        parts = render(message)
        return self._boards.show(place.pressed, _Edit(place, parts[0], transaction)) if len(parts) == 1 else None

    async def _shown(self, letter: Letter, boards: Sequence[asyncio.Future[None]]) -> None:
        """Boards rest between two edits; they are shown when that is over."""
        try:
            await asyncio.gather(*boards)
        except (Unreachable, Refused, SignInRefused) as failure:
            letter.done = 0
            raise _as_delivery_says(failure) from failure

    async def _edit(self, event: str, edit: _Edit) -> None:
        before = await asyncio.to_thread(self._state.shown, event, edit.place.room)
        content = {**edited(edit.part.content, event), "m.mentions": {}}
        if before and before.buttons != edit.part.buttons:
            self._hindsight.edited(before, time.time())
        await sent(self._client, edit.place.room, "m.room.message", content, edit.transaction)
        offered = before.offered if before else 0
        await self._keep(Shown(event, edit.place.room, edit.place.thread, edit.part.buttons, offered))

    async def _say(self, place: Place, message: Message, transaction: str, *, first: bool) -> None:
        """Say it where it belongs: what is for one person alone in their own room with us, where there is one."""
        aside = self._aside(place) if message.hidden and not message.buttons else ""
        where = Place(aside) if aside else place
        for number, part in enumerate(render(message)):
            content = await self._uploaded(where.room, part.file) if part.file else part.content
            answers = first and number == 0
            related = {**content, **_relation(where, answers=answers), "m.mentions": _mentions(where, answers=answers)}
            event = await sent(self._client, where.room, "m.room.message", related, f"{transaction}.{number}")
            if message.pin and number == 0:
                await self._pin(where.room, event)
            if not part.file:
                await self._keep(Shown(event, where.room, where.thread, part.buttons))

    async def _pin(self, room: str, event: str) -> None:
        """Where we may not, nobody is bothered with that."""
        try:
            pinned = await self._pinned(room)
            if event not in pinned:
                await asked(self._client.room_put_state(room, PINNED, {"pinned": [*pinned, event]}))
        except (Unreachable, Refused, SignInRefused) as failure:
            if room not in self._unpinned:
                log.info("Matrix: boards can't be pinned in %s (%s)", room, failure)
            self._unpinned.add(room)

    async def _pinned(self, room: str) -> list[str]:
        """What is pinned there."""
        try:
            state = await asked(self._client.room_get_state_event(room, PINNED))
        except Refused as refusal:
            if refusal.code != "M_NOT_FOUND":  # nothing ever was
                raise
            return []
        pinned = state.content.get("pinned")
        return [one for one in pinned if isinstance(one, str)] if isinstance(pinned, list) else []

    async def _keep(self, shown: Shown) -> None:
        await asyncio.to_thread(self._state.show, shown)
        self._reactions.offer(shown)

    async def _uploaded(self, room: str, file: File) -> Content:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        known = self._client.rooms.get(room)
        sealed = encrypts(self._client) and known is not None and known.encrypted
        upload = self._client.upload(
            lambda *_: io.BytesIO(file.content), kind, file.name, encrypt=sealed, filesize=len(file.content)
        )
        reply, keys = await _uploaded(upload)
        where: dict[str, Any] = {"file": {**keys, "url": reply.content_uri}} if keys else {"url": reply.content_uri}
        info = {"mimetype": kind, "size": len(file.content)}
        return {"msgtype": "m.file", "body": file.name, "filename": file.name, "info": info, **where}

    def _aside(self, place: Place) -> str:
        """A room of the person's and ours alone; none where they are in one already, or have none."""
        if place.private or not place.person:
            return ""
        return next((room for room, known in self._client.rooms.items() if self._is_theirs(known, place.person)), "")

    def _is_theirs(self, room: nio.MatrixRoom, person: str) -> bool:
        there = {*room.users, *((room.summary.heroes if room.summary else None) or ())}
        readable = not room.encrypted or encrypts(self._client)
        return room.joined_count == room.member_count == PAIR and person in there and readable


async def _uploaded(upload: Any) -> tuple[Any, Any]:
    keys: Any = None

    async def reply() -> Any:
        nonlocal keys
        answer, keys = await upload
        return answer

    return await asked(reply()), keys


def _passing(messages: tuple[Message, ...], place: Place) -> Passing:
    """There are no words in passing here: those of a tap are a sign below what was tapped, where nothing else shows it."""
    passing = in_passing(messages, alerts=False, longest=0)
    if passing.shown or place.tapped:
        return passing
    return Passing("", alert=False, shown=passing.instead)


def _relation(place: Place, *, answers: bool) -> Content:
    """In a thread, or as a reply to what it answers where others talk too."""
    reply = {"m.in_reply_to": {"event_id": place.event}} if place.event else {}
    if place.thread:
        to = {"m.in_reply_to": {"event_id": place.event or place.thread}}
        falling = {"is_falling_back": not (answers and place.event and not place.private)}
        return {"m.relates_to": {"rel_type": "m.thread", "event_id": place.thread, **falling, **to}}
    return {"m.relates_to": reply} if answers and reply and not place.private else {}


def _mentions(place: Place, *, answers: bool) -> Content:
    """Only who asked is notified; whatever names and @room a text holds, nobody else."""
    return {"user_ids": [place.person]} if answers and place.person and not place.private else {}


def _as_delivery_says(failure: Exception) -> Exception:
    if isinstance(failure, Unreachable):
        return Later(failure, failure.after)
    if isinstance(failure, SignInRefused):
        return Later(failure)
    return Undeliverable(failure) if isinstance(failure, Refused) and failure.code in _SHUT else failure


def _place_of(conversation: str) -> Place:
    """Where to say what nobody asked for there: a room, or a thread of it, which is named by an event."""
    room, event, rest = conversation.partition("/$")
    return Place(room, thread=f"{event[1:]}{rest}")


def _place(packed: Packed) -> Place:
    known = {name: value for name, value in packed.items() if name in Place.__dataclass_fields__}
    return Place(**{**known, "buttons": tuple(known.get("buttons", ()))})
