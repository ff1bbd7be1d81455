"""Somebody in an encrypted room: a client of its own in a process of its own, because it needs what the tests' environment does
not have. Takes commands as JSON lines, and tells as JSON lines what it was asked for and what it has read.

    {"room": ["@bot:…"]}                          a new encrypted room
    {"say": "hello", "in": "!room"}               as soon as everybody there can read it
    {"tap": "1️⃣", "event": "$…", "in": "!room"}
    {"fetch": {…}}                                a file's place and keys, as its message tells them
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from typing import Any

import nio
from nio.crypto import decrypt_attachment

ALGORITHM = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class Person:
    """Somebody who is signed in with `client`."""

    def __init__(self, client: nio.AsyncClient) -> None:
        self._client = client

    async def do(self, told: dict[str, Any]) -> dict[str, Any]:
        """What came of a command."""
        if "room" in told:
            made = await self._client.room_create(is_direct=True, invite=told["room"], initial_state=[ALGORITHM])
            return {"made": made.room_id}
        if "fetch" in told:
            return {"fetched": await self._file(told["fetch"])}
        if "say" in told:
            await self._until_all_can_read(told["in"])
            return await self._sent(
                told["in"], "m.room.message", {"msgtype": "m.text", "body": told["say"], **told.get("with", {})}
            )
        relation = {"rel_type": "m.annotation", "event_id": told["event"], "key": told["tap"]}
        return await self._sent(told["in"], "m.reaction", {"m.relates_to": relation})

    async def _sent(self, room: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        sent = await self._client.room_send(room, kind, content, ignore_unverified_devices=True)
        return {"sent": sent.event_id}

    async def _until_all_can_read(self, room: str) -> None:
        """Until the others are there, with devices that a key can be given to."""
        while not self._can_read(room):
            await self._client.synced.wait()
            await asyncio.sleep(0)

    def _can_read(self, room: str) -> bool:
        known, me = self._client.rooms.get(room), self._client.user_id
        others = [(id_, user.invited) for id_, user in known.users.items() if id_ != me] if known else []
        return bool(others) and all(self._devices(id_) and not invited for id_, invited in others)

    def _devices(self, person: str) -> list[Any]:
        return [*self._client.device_store.active_user_devices(person)]

    async def _file(self, file: dict[str, Any]) -> str:
        reply = await self._client.download(file["url"])
        content = decrypt_attachment(reply.body, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        return base64.b64encode(content).decode()


def tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


async def main(url: str, id_: str, token: str, store: str) -> None:
    """Until nothing more is asked."""
    config = nio.AsyncClientConfig(encryption_enabled=True, pickle_key="tests")
    client = nio.AsyncClient(url, id_, store_path=store, config=config)
    client.access_token = token
    client.restore_login(id_, (await client.whoami()).device_id, token)

    def read(room: nio.MatrixRoom, event: nio.Event) -> None:
        sealed = bool(getattr(event, "decrypted", False)) or isinstance(event, nio.MegolmEvent)
        if event.sender != id_:
            tell({"read": event.source, "sealed": sealed, "room": room.room_id})

    client.add_event_callback(read, nio.Event)
    reading = asyncio.create_task(client.sync_forever(timeout=1_000, full_state=True))
    person = Person(client)
    while line := await asyncio.to_thread(sys.stdin.readline):
        tell(await person.do(json.loads(line)))
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    await client.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
