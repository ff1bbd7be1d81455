"""`planb serve` in an encrypted room, where what that takes is installed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.end_to_end.test_matrix import BAKERY, NOW, made
from tests.synapse.people import Event
from tests.synapse.sealing import ENCRYPTION, Sealed, sealed
from tests.synapse.server import Synapse

pytestmark = pytest.mark.xdist_group("synapse")


def body(event: Event) -> str:
    content = event["content"]
    return str(content.get("m.new_content", content)["body"])


def edits(event: Event) -> bool:
    return bool(event["content"].get("m.relates_to", {}).get("rel_type") == "m.replace")


async def test_all_that_an_open_room_has(synapse: Synapse, home: Path, tmp_path: Path) -> None:
    async with made(synapse, home) as world, sealed(world.anna, tmp_path / "anna") as anna:
        world.bot.others["PYTHONPATH"] = str(ENCRYPTION)
        await world.bot.start()
        room = await anna.room(world.bot.id)
        await _answers_and_ticks(anna, room)
        await _notes(anna, room)
        assert await world.bot.end(signal.SIGTERM) == 0
        await world.bot.start()
        await anna.say(room, "!incident brief")
        brief = await anna.until(lambda event: "the printer called" in body(event))
        assert "two orders are lost" in body(brief)
        await anna.say(room, "!incident report")
        report = await anna.until(lambda event: body(event).endswith(".md"))
        assert "the printer called" in (await anna.file(report["content"])).decode()
        assert not [event for event in anna.open if event["type"] == "m.room.message"], "nothing was said in the open"


async def _answers_and_ticks(anna: Sealed, room: str) -> None:
    await anna.say(room, BAKERY)
    answer = await anna.until(lambda event: NOW in body(event))
    await anna.tap(room, answer["event_id"], "1️⃣")
    board = await anna.until(lambda event: body(event).startswith("0 "))
    await anna.tap(room, board["event_id"], "1️⃣")
    ticked = await anna.until(lambda event: edits(event) and body(event).startswith("1 "))
    assert ticked["content"]["m.relates_to"]["event_id"] == board["event_id"]


async def _notes(anna: Sealed, room: str) -> None:
    """By an answer and by a sign below a message: either has to be fetched and read again."""
    await anna.say(room, "!incident open WhatsApp is down")
    await anna.until(lambda event: body(event).startswith("🚨"))
    called = await anna.say(room, "the printer called")
    await anna.say(room, "note", **{"m.relates_to": {"m.in_reply_to": {"event_id": called}}})
    lost = await anna.say(room, "two orders are lost")
    await anna.tap(room, lost, "📌")
