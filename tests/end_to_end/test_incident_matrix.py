"""The story of an incident on Matrix, on a real homeserver."""

from __future__ import annotations

import asyncio
import re
import signal
from pathlib import Path

import pytest

from bot.checklists import Action
from bot.incidents import What
from tests.end_to_end import shifted
from tests.end_to_end.story import ROOM, Deed, Shown, Stage, Story
from tests.end_to_end.test_matrix import World, made
from tests.synapse.people import Event, Person
from tests.synapse.server import Synapse

pytestmark = pytest.mark.xdist_group("synapse")

BUTTON = re.compile(r"(\d)\ufe0f\u20e3 [☐☑⏭] (\d+)")
WORDS = {Action.TICK: "done", Action.TAKE: "take"}


class Matrix(Stage):
    """A room where items are ticked by reactions, and taken by typing."""

    def __init__(self, world: World) -> None:
        self.home = world.bot.home
        self._world = world
        self._people: dict[int, Person] = {}
        self._room = ""
        self._files: dict[str, bytes] = {}

    async def start(self) -> None:
        if not self._people:
            await self._moved_in()
        await self._world.bot.start()
        await self._people[1].until(self._room, self._world.bot.id, bool, "m.room.member")

    async def kill(self) -> None:
        await self._world.bot.end(signal.SIGKILL)

    async def end(self) -> int:
        return await self._world.bot.end(signal.SIGTERM)

    def name(self, person: int) -> str:
        return f"Pat{person:02}"

    async def chats(self, person: int, words: str) -> str:
        return await self._people[person].say(self._room, words)

    async def says(self, person: int, words: str) -> str:
        return await self._people[person].say(self._room, f"!incident {words}")

    async def presses(self, person: int, message: Shown, button: str) -> str:
        number = button.split(":")[1]
        return await self._people[person].react(self._room, message.id, f"{number}\ufe0f\u20e3")

    async def prepare(self, page: int) -> None:
        """Whoever types needs nothing."""

    async def does(self, deed: Deed, *, again: bool) -> str:
        """Whoever tapped before types it: nobody can leave the same reaction twice."""
        if deed.action == Action.TICK and not again and deed.item < 10:
            return await super().does(deed, again=again)
        if deed.action == What.NOTE:
            return await self.says(deed.person, f"note {deed.note}")
        return await self.says(deed.person, f"{WORDS[Action(deed.action)]} {deed.item}")

    async def pinned(self) -> list[str]:
        state = await self._people[1].state(self._room, "m.room.pinned_events")
        return list(state["pinned"])

    async def shown(self) -> list[Shown]:
        events = await self._people[1].events(self._room, self._world.bot.id)
        said: dict[str, list[Event]] = {}
        for event in events:
            relation = event["content"].get("m.relates_to", {})
            edits = relation["event_id"] if relation.get("rel_type") == "m.replace" else event["event_id"]
            said.setdefault(edits, []).append(event["content"])
        return [await self._as_shown(id_, contents) for id_, contents in said.items()]

    async def _as_shown(self, id_: str, contents: list[Event]) -> Shown:
        first = contents[0]
        bodies = [content.get("m.new_content", content)["body"] for content in contents]
        files = {first["body"]: await self._file(first["url"])} if first["msgtype"] == "m.file" else {}
        to = first.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", "")
        buttons = tuple(f"i-tick:{number}:{item}" for number, item in BUTTON.findall(bodies[-1]))
        return Shown(id_, bodies[-1], buttons, to, files, tuple(bodies[:-1]))

    async def _file(self, address: str) -> bytes:
        if address not in self._files:
            self._files[address] = await self._people[1].download(address)
        return self._files[address]

    async def _moved_in(self) -> None:
        server, session = self._world.server, self._world.anna.session
        unique = self.home.parent.name.replace("_", "-").lower()

        async def person(number: int) -> Person:
            id_, _, token = await asyncio.to_thread(server.register, f"pat{number}.{unique}", displayed=self.name(number))
            return Person(server.url, id_, token, session)

        people = await asyncio.gather(*map(person, ROOM))
        self._people = dict(zip(ROOM, people, strict=True))
        first, *others = people
        self._room = await first.room(self._world.bot.id, *(one.id for one in others), name="Orders")
        await first.power(self._room, **{self._world.bot.id[1:].partition(":")[0]: 50})  # else it may not pin
        for one in others:
            await one.join(self._room)


async def test_the_story(synapse: Synapse, home: Path) -> None:
    async with made(synapse, home, shifted.COMMAND) as world:
        await Story(Matrix(world)).tell()
