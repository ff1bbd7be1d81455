"""What nobody asked for: it comes into the outbox by itself, and is said once in its room, whenever a process ends."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.delivery import Delivery, Later, Mailbox, Undeliverable, sending
from bot.handling.reminding import Reminding
from bot.store.reminders import clear
from tests.bot.delivery.world import Echo, Post, delivering, heard
from tests.bot.features.outage import Outage

ROOT = Path(__file__).parents[3]
NOTICE = "the first public notice is due now"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    """An open incident; nothing of it is urgent any more."""
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    room.says("take 1, 2 and 3")
    yield room
    room.database.close()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.delivery.GRACE", 0.2)
    monkeypatch.setattr("bot.delivery.delivery.LOOK_EVERY", 0.01)


async def looked(delivery: Delivery, room: Outage) -> None:
    """Until the delivery knows what is in the outbox."""
    async with asyncio.timeout(10):
        while True:
            found = await asyncio.to_thread(Mailbox(room.database, "test").unsent_now)
            if delivery._unasked == {letter.id for letter in found.unasked}:
                return
            await asyncio.sleep(0.01)


def incident_of(room: Outage) -> str:
    found = room.incidents.current("test:room")
    assert found
    return found.id


async def test_it_is_said_while_the_platform_runs_and_once(room: Outage, post: Post) -> None:
    async with delivering(room.database, Echo(), post) as delivery:
        await asyncio.to_thread(room.passes, 5)
        await post.until_brought(1)
        await asyncio.sleep(0.1)
        await delivery.take("1", heard("hello", "room"))
        await post.until_brought(2)
    (where, reminder), (_, answer) = post.brought
    assert (where, NOTICE in reminder, answer) == ("room", True, "echo: hello")
    assert Mailbox(room.database, "test").unsent() == []


KILLED = """
import asyncio, os, sys
from datetime import datetime
from pathlib import Path
from bot.delivery import Delivery, Mailbox
from bot.handling.reminding import Reminding
from bot.store.database import Database
from tests.bot.delivery.world import Echo, Post

database, now, where = Database(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2]), sys.argv[3]

class Sending(Post):
    async def deliver(self, letter):
        os.kill(os.getpid(), 9)

async def main():
    Reminding(database).due(now)
    if where == "after the claim":
        os.kill(os.getpid(), 9)
    async with Delivery(Mailbox(database, "test"), Echo(), Sending()):
        await asyncio.sleep(30)

asyncio.run(main())
"""


@pytest.mark.parametrize("where", ["after the claim", "before it is sent"])
async def test_a_kill_9_neither_loses_nor_doubles_it(room: Outage, post: Post, where: str) -> None:
    room.now += timedelta(minutes=5)
    room.database.close()
    killed = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", KILLED, str(room.home), room.now.isoformat(), where],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -9, killed.stderr
    room.open()
    assert Reminding(room.database).due(room.now) == ()
    for start in range(2):
        async with delivering(room.database, Echo(), post) as delivery:
            await post.until_brought(1 + start)
            await delivery.take(f"{start}", heard(f"start {start}"))
            await post.until_brought(2 + start)
    assert [NOTICE in text for _, text in post.brought] == [True, False, False]


async def test_what_was_not_said_yet_gives_way_to_what_follows_it(room: Outage, post: Post) -> None:
    post.fails = [Later("no network") for _ in range(1000)]
    async with delivering(room.database, Echo(), post) as delivery:
        for _ in range(4):
            await asyncio.to_thread(room.passes, 5.1)
            await looked(delivery, room)
        post.fails.clear()
        await delivery.take("1", heard("hello", "room"))
        texts = await post.until_brought(2)
    assert len(texts) == 2
    assert NOTICE in texts[0]
    assert "20 min" in texts[0], "the last one, not the first"


async def test_what_was_not_said_yet_is_not_said_after_the_end(room: Outage, post: Post) -> None:
    post.fails = [Later("no network") for _ in range(1000)]
    async with delivering(room.database, Echo(), post) as delivery:
        await asyncio.to_thread(room.passes, 5)
        await post.until(lambda: post.tries > 1)
        await asyncio.to_thread(room.says, "close")
        await looked(delivery, room)
        post.fails.clear()
        await delivery.take("1", heard("hello", "room"))
        assert await post.until_brought(1) == ["echo: hello"]


async def test_published_meanwhile_it_needs_no_reminder(room: Outage, post: Post) -> None:
    await asyncio.to_thread(room.passes, 5)
    await asyncio.to_thread(room.says, "sent")
    async with delivering(room.database, Echo(), post) as delivery:
        await delivery.take("1", heard("hello", "room"))
        assert await post.until_brought(1) == ["echo: hello"]


async def test_another_item_s_reminder_gives_way_to_none(room: Outage, post: Post) -> None:
    await asyncio.to_thread(room.says, "sent")
    for item in (1, 2):
        await asyncio.to_thread(room.says, f"due {item} {item}")
        await asyncio.to_thread(room.passes, 1.1)
    async with delivering(room.database, Echo(), post):
        texts = await post.until_brought(2)
    assert [text[2:10] for text in texts] == ["1 is due", "2 is due"]


async def test_where_no_disk_takes_anything_rooms_are_reminded_all_the_same(tmp_path: Path, post: Post) -> None:
    (tmp_path / "home").write_text("in the way")
    room = Outage(tmp_path / "home")
    await asyncio.to_thread(room.says, "/incident open WhatsApp is down")
    async with delivering(room.database, Echo(), post) as delivery:
        await asyncio.to_thread(room.passes, 5)
        await post.until_brought(1)
        await asyncio.sleep(0.1)
        await delivery.take("1", heard("hello", "room"))
        texts = await post.until_brought(2)
    assert [NOTICE in text for text in texts] == [True, False]


async def test_what_waits_is_not_lost_while_the_disk_takes_nothing(room: Outage, post: Post) -> None:
    post.fails = [Later("no network") for _ in range(1000)]
    async with delivering(room.database, Echo(), post) as delivery:
        await asyncio.to_thread(room.passes, 5)
        await post.until(lambda: post.tries > 1)
        room.database._resting_until = float("inf")
        await asyncio.sleep(0.1)
        room.database._resting_until = 0.0
        await asyncio.sleep(0.1)
        post.fails.clear()
        await delivery.take("1", heard("hello", "room"))
        texts = await post.until_brought(2)
    assert [NOTICE in text for text in texts] == [True, False]


async def test_sent_while_the_disk_takes_nothing_it_is_not_said_again_once_it_does(room: Outage, post: Post) -> None:
    post.fails = [Later("no network") for _ in range(1000)]
    async with delivering(room.database, Echo(), post) as delivery:
        await asyncio.to_thread(room.passes, 5)
        await post.until(lambda: post.tries > 1)
        room.database._resting_until = float("inf")
        post.fails.clear()
        await post.until_brought(1)
        await asyncio.sleep(0.1)
        room.database._resting_until = 0.0
        await asyncio.sleep(0.1)
        await delivery.take("1", heard("hello", "room"))
        texts = await post.until_brought(2)
    assert [NOTICE in text for text in texts] == [True, False]


async def test_a_room_that_is_gone_costs_one_line(room: Outage, post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    post.fails = [Undeliverable("deleted") for _ in range(3)]

    def tried(count: int) -> bool:
        return post.tries >= count

    async with delivering(room.database, Echo(), post):
        for count in range(1, 4):
            await asyncio.to_thread(room.passes, 5.1)
            await post.until(partial(tried, count))
        await asyncio.to_thread(room.passes, 5.1)
        await post.until_brought(1)
        post.fails = [Undeliverable("deleted")]
        await asyncio.to_thread(room.passes, 20.1)
        await post.until(partial(tried, 5))
    assert [line for line in caplog.messages if "takes no messages" in line] == [
        "test: room takes no messages any more (deleted)"
    ] * 2, "and once more where it was back meanwhile"


async def test_a_look_that_fails_is_followed_by_another(
    room: Outage, post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox = Mailbox(room.database, "test")
    looks = iter([RuntimeError("a bug"), RuntimeError("a bug")])

    def unsent_now(_: Mailbox) -> object:
        for failure in looks:
            raise failure
        return real(mailbox)

    real = Mailbox.unsent_now
    monkeypatch.setattr(Mailbox, "unsent_now", unsent_now)
    async with delivering(room.database, Echo(), post):
        await asyncio.to_thread(room.passes, 5)
        await post.until_brought(1)
    assert "RuntimeError: a bug" in caplog.text


def test_on_a_platform_that_is_not_used_any_more_it_is_dropped_in_time(room: Outage) -> None:
    room.passes(5)
    other = Mailbox(room.database, "other")
    other.prune()
    mailbox = Mailbox(room.database, "test")
    assert len(mailbox.unsent_now().unasked) == 1
    old = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    room.database.write(lambda connection: connection.exec_driver_sql("UPDATE outbox SET created = ?", (old,)))
    other.prune()
    assert mailbox.unsent() == []


def test_one_of_another_incident_stays(room: Outage) -> None:
    room.passes(5)
    room.database.write(lambda connection: clear(connection, "0" * 12))
    assert len(Mailbox(room.database, "test").unsent_now().unasked) == 1
    room.database.write(lambda connection: clear(connection, incident_of(room)))
    assert Mailbox(room.database, "test").unsent_now().unasked == ()
