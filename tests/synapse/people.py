"""People on a homeserver, over its own client API: what they see is what any client would show."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp

PATIENCE = 40.0
_numbers = itertools.count()

Event = dict[str, Any]


@dataclass
class Person:
    """Somebody who is signed in."""

    url: str
    id: str
    token: str
    session: aiohttp.ClientSession = field(repr=False)

    async def room(self, *invited: str, direct: bool = False, **settings: Any) -> str:
        """A new room of theirs, with these people invited."""
        preset = {"preset": "trusted_private_chat" if direct else "private_chat", "is_direct": direct}
        made = await self.ask("POST", "createRoom", {**preset, "invite": list(invited), **settings})
        return str(made["room_id"])

    async def join(self, room: str) -> None:
        await self.ask("POST", f"join/{quote(room)}", {})

    async def invite(self, room: str, person: str) -> None:
        await self.ask("POST", f"rooms/{quote(room)}/invite", {"user_id": person})

    async def kick(self, room: str, person: str) -> None:
        await self.ask("POST", f"rooms/{quote(room)}/kick", {"user_id": person})

    async def say(self, room: str, text: str, *, mentions: str = "", thread: str = "", to: str = "", **content: Any) -> str:
        """Says something; the event's id."""
        relation: Event = {"m.in_reply_to": {"event_id": to}} if to else {}
        if thread:
            relation |= {"rel_type": "m.thread", "event_id": thread, "is_falling_back": not to}
            relation.setdefault("m.in_reply_to", {"event_id": thread})
        message: Event = {"msgtype": "m.text", "body": text, "m.mentions": {"user_ids": [mentions]} if mentions else {}}
        if relation:
            message["m.relates_to"] = relation
        return await self.send(room, "m.room.message", message | content)

    async def react(self, room: str, event: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.send(room, "m.reaction", {"m.relates_to": relation})

    async def redact(self, room: str, event: str) -> None:
        await self.ask("PUT", f"rooms/{quote(room)}/redact/{quote(event)}/{next(_numbers)}", {})

    async def send(self, room: str, kind: str, content: Event) -> str:
        sent = await self.ask("PUT", f"rooms/{quote(room)}/send/{kind}/t{next(_numbers)}", content)
        return str(sent["event_id"])

    async def power(self, room: str, **levels: int) -> None:
        """Sets people's power levels in a room; names are those before the colon."""
        path = f"rooms/{quote(room)}/state/m.room.power_levels/"
        now = await self.ask("GET", path)
        now["users"] |= {f"@{name}:{self.id.partition(':')[2]}": level for name, level in levels.items()}
        await self.ask("PUT", path, now)

    async def state(self, room: str, kind: str, key: str = "") -> Any:
        return await self.ask("GET", f"rooms/{quote(room)}/state/{kind}/{quote(key)}")

    async def events(self, room: str, sender: str = "", kind: str = "m.room.message") -> list[Event]:
        """What stands in a room, in order; by one sender, of one kind."""
        page = await self.ask("GET", f"rooms/{quote(room)}/messages?dir=b&limit=500")
        return [one for one in page["chunk"][::-1] if one["type"] == kind and sender in ("", one["sender"])]

    async def until(
        self, room: str, sender: str, holds: Callable[[list[Event]], bool], kind: str = "m.room.message"
    ) -> list[Event]:
        """What that sender has sent into a room, once it is as wanted."""
        give_up = time.monotonic() + PATIENCE
        while not holds(events := await self.events(room, sender, kind)):
            assert time.monotonic() < give_up, [event["content"] for event in events]
            await asyncio.sleep(0.05)
        return events

    async def answers(self, room: str, bot: str, count: int = 1) -> list[Event]:
        """The bot's messages, edits left out, once there are so many."""
        events = await self.until(room, bot, lambda found: len(_original(found)) >= count)
        return _original(events)

    async def download(self, mxc: str) -> bytes:
        server, _, media = mxc.removeprefix("mxc://").partition("/")
        address = f"{self.url}/_matrix/client/v1/media/download/{server}/{media}"
        async with self.session.get(address, headers={"Authorization": f"Bearer {self.token}"}) as reply:
            assert reply.status == 200
            return await reply.read()

    async def ask(self, method: str, path: str, told: Any = None) -> Any:
        address = f"{self.url}/_matrix/client/v3/{path}"
        async with self.session.request(method, address, json=told, headers={"Authorization": f"Bearer {self.token}"}) as reply:
            said = await reply.json()
            assert reply.status == 200, (path, said)
            return said


def _original(events: list[Event]) -> list[Event]:
    return [one for one in events if one["content"].get("m.relates_to", {}).get("rel_type") != "m.replace"]


def newest(events: list[Event], event: str) -> Event:
    """What that event says after all its edits."""
    edits = [one for one in events if one["content"].get("m.relates_to", {}).get("event_id") == event]
    replaced = [one["content"]["m.new_content"] for one in edits if "m.new_content" in one["content"]]
    first = next(one["content"] for one in events if one["event_id"] == event)
    return replaced[-1] if replaced else first
