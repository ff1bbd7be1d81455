"""Drives somebody in an encrypted room (sealed.py)."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.synapse.people import PATIENCE, Event, Person
from tests.synapse.server import ENVIRONMENT, ROOT

ENCRYPTION = ENVIRONMENT / "encryption"
"""What it takes, for PYTHONPATH."""


@dataclass
class Sealed:
    """Somebody whose client encrypts. `read` is what others have sent so far, decrypted; `open` what of
    it was not encrypted."""

    process: asyncio.subprocess.Process
    read: list[Event] = field(default_factory=list)
    open: list[Event] = field(default_factory=list)
    _told: list[Event] = field(default_factory=list)
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def room(self, *invited: str) -> str:
        """A new encrypted room."""
        return str((await self._asked({"room": list(invited)}))["made"])

    async def say(self, room: str, text: str, **content: Any) -> str:
        return str((await self._asked({"say": text, "in": room, "with": content}))["sent"])

    async def tap(self, room: str, event: str, key: str) -> None:
        await self._asked({"tap": key, "event": event, "in": room})

    async def file(self, content: Event) -> bytes:
        """What an encrypted file holds."""
        return base64.b64decode((await self._asked({"fetch": content["file"]}))["fetched"])

    async def until(self, holds: Callable[[Event], bool]) -> Event:
        """The first message of the bot's of which that holds."""
        async with asyncio.timeout(PATIENCE), self._more:
            await self._more.wait_for(lambda: any(map(holds, self._messages())))
        return next(filter(holds, self._messages()))

    def _messages(self) -> list[Event]:
        return [event for event in self.read if event["type"] == "m.room.message"]

    async def _asked(self, command: Event) -> Event:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        async with asyncio.timeout(PATIENCE), self._more:
            await self._more.wait_for(lambda: self._told)
            return self._told.pop()

    async def listen(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            fact = json.loads(line)
            async with self._more:
                if "read" in fact:
                    self.read.append(fact["read"])
                    self.open += [] if fact["sealed"] else [fact["read"]]
                else:
                    self._told.append(fact)
                self._more.notify_all()


@asynccontextmanager
async def sealed(person: Person, store: Path) -> AsyncIterator[Sealed]:
    """That person with a client that encrypts, its keys in `store`; the process is gone afterwards."""
    await asyncio.to_thread(store.mkdir)
    command = (sys.executable, "-m", "tests.synapse.sealed", person.url, person.id, person.token, str(store))
    surroundings = {**os.environ, "PYTHONPATH": str(ENCRYPTION)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=surroundings, stdin=pipe, stdout=pipe, limit=2**22)
    there = Sealed(process)
    listening = asyncio.create_task(there.listen())
    try:
        yield there
    finally:
        process.kill()
        await process.wait()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
