"""What arrives is kept, handled once and answered once; what is answered is sent, however long that takes."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import Later, Moved, Undeliverable, sending, typing
from bot.messages import Button, File
from bot.store import mailbox
from bot.store.answers import Answers
from bot.store.database import Database
from bot.store.files import FILE
from bot.store.persons import forget_mail
from tests.bot.delivery.world import Echo, Post, delivering, heard, said
from tests.bot.store.samples import given

ROOT = Path(__file__).parents[3]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def dialogue() -> Echo:
    return Echo()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.delivery.GRACE", 0.2)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return connection.execute(query).fetchall()


def messages(caplog: pytest.LogCaptureFixture, level: int = logging.INFO) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name.startswith("bot") and one.levelno >= level]


async def test_it_is_answered_where_it_was_said(database: Database, dialogue: Echo, post: Post) -> None:
    async with delivering(database, dialogue, post) as delivery:
        live = object()
        await delivery.take("1", heard("hello"), live)
        await post.until_brought(1)
    assert post.brought == [("1", "echo: hello")]
    assert post.lives == [live]


async def test_it_is_on_the_disk_before_it_is_acknowledged(
    database: Database, dialogue: Echo, post: Post, tmp_path: Path
) -> None:
    dialogue.gates["hello"] = asyncio.Event()
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("hello"))
        assert rows(tmp_path, "SELECT key, handled FROM inbox") == [("1", "")]
        dialogue.gates["hello"].set()
        await post.until_brought(1)


async def test_the_same_twice_is_handled_once(database: Database, dialogue: Echo, post: Post) -> None:
    async with delivering(database, dialogue, post) as delivery:
        await asyncio.gather(*(delivery.take("7", heard("hello")) for _ in range(5)))
        await delivery.take("6", heard("sent before, arrived later"))
        await post.until_brought(2)
        await delivery.take("7", heard("hello"))
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("7", heard("hello"))
        await delivery.take("8", heard("last"))
        await post.until_brought(3)
    assert dialogue.asked == ["hello", "sent before, arrived later", "last"]


async def test_what_was_not_answered_before_the_end_is_answered_at_the_next_start(
    database: Database, dialogue: Echo, post: Post
) -> None:
    dialogue.gates["slow"] = asyncio.Event()
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("slow"))
        await delivery.take("2", heard("after it"))
        await delivery.take("3", heard("elsewhere", "2"))
        await post.until_brought(1)
    del dialogue.gates["slow"]
    async with delivering(database, dialogue, post):
        assert await post.until_brought(3) == ["echo: elsewhere", "echo: slow", "echo: after it"]
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("4", heard("once"))
        await post.until_brought(4)
    assert len(post.brought) == 4


async def test_what_was_not_sent_before_the_end_is_sent_at_the_next_start_without_thinking_again(
    database: Database, dialogue: Echo, post: Post
) -> None:
    file = said("with a file", buttons=((Button("a:1", "Ä"),),), file=File("plan.json", b"\x00\xff"))
    dialogue.answers["hello"] = (said("one"), file)
    post.trouble["one"] = Later("the network is gone")
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("hello"))
        await post.until(lambda: post.tries > 1)
    post.trouble.clear()
    async with delivering(database, dialogue, post):
        assert await post.until_brought(2) == ["one", "with a file"]
    assert dialogue.asked == ["hello"]


KILLED = """
import asyncio, os, sys
from pathlib import Path
from bot.delivery import Delivery, Mailbox
from bot.store.database import Database
from tests.bot.delivery.world import Echo, Post, heard

where = sys.argv[2]

class Thinking(Echo):
    async def reply(self, incoming):
        if where == "before the answer":
            os.kill(os.getpid(), 9)
        return await super().reply(incoming)

class Sending(Post):
    async def deliver(self, letter):
        if where == "after it is sent":
            await super().deliver(letter)
            print(letter.messages[0].text, flush=True)
        os.kill(os.getpid(), 9)

async def main():
    async with Delivery(Mailbox(Database(Path(sys.argv[1])), "test"), Thinking(), Sending()) as delivery:
        await delivery.take("1", heard("hello"))
        await asyncio.sleep(30)

asyncio.run(main())
"""


@pytest.mark.parametrize("where", ["before the answer", "before it is sent", "after it is sent"])
async def test_a_kill_9_loses_nothing(database: Database, dialogue: Echo, post: Post, tmp_path: Path, where: str) -> None:
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED, str(tmp_path), where], cwd=ROOT, capture_output=True, text=True
    )
    assert killed.returncode == -9, killed.stderr
    async with delivering(database, dialogue, post):
        assert await post.until_brought(1) == ["echo: hello"]
    assert dialogue.asked == (["hello"] if where == "before the answer" else [])
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("hello"))
        await delivery.take("2", heard("last"))
        assert await post.until_brought(2) == ["echo: hello", "echo: last"]


class TestOrder:
    async def test_a_conversation_keeps_its_order_and_others_do_not_wait(
        self, database: Database, dialogue: Echo, post: Post
    ) -> None:
        post.trouble["echo: one"] = Later("not yet")
        async with delivering(database, dialogue, post) as delivery:
            for number, text in enumerate(("one", "two", "three")):
                await delivery.take(str(number), heard(text))
            await delivery.take("9", heard("elsewhere", "2"))
            assert await post.until_brought(1) == ["echo: elsewhere"]
            post.trouble.clear()
            assert (await post.until_brought(4))[1:] == ["echo: one", "echo: two", "echo: three"]

    async def test_many_at_once(self, database: Database, dialogue: Echo, post: Post) -> None:
        async with delivering(database, dialogue, post) as delivery:
            said_by = [(f"{chat}-{number}", str(chat)) for number in range(10) for chat in range(30)]
            await asyncio.gather(*(delivery.take(text, heard(text, chat)) for text, chat in said_by))
            await post.until_brought(300)
        for chat in range(30):
            assert [text for at, text in post.brought if at == str(chat)] == [f"echo: {chat}-{n}" for n in range(10)]


class TestOutages:
    async def test_it_is_tried_again_until_it_works_and_said_once(
        self, database: Database, dialogue: Echo, post: Post, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        post.fails = [Later("no network") for _ in range(20)]
        async with delivering(database, dialogue, post) as delivery:
            for number in range(3):
                await delivery.take(str(number), heard("hello", str(number)))
            assert await post.until_brought(3) == ["echo: hello"] * 3
        assert [line for line in messages(caplog) if "could not be sent" in line] == [
            "test: an answer could not be sent, it will be until it can (no network)"
        ]
        assert sum("can be sent again" in line for line in messages(caplog)) == 1

    async def test_what_the_platform_asks_to_wait_is_waited(self, database: Database, dialogue: Echo, post: Post) -> None:
        post.fails = [Later("too many requests", after=0.3)]
        async with delivering(database, dialogue, post) as delivery:
            began = asyncio.get_running_loop().time()
            await delivery.take("1", heard("hello"))
            await post.until_brought(1)
            assert asyncio.get_running_loop().time() - began >= 0.3

    async def test_the_age_is_told(
        self, caplog: pytest.LogCaptureFixture, database: Database, dialogue: Echo, post: Post
    ) -> None:
        box = mailbox.Mailbox(database, "test")
        box.receive([mailbox.Arrival("1", heard("hello"))])
        box.answer([mailbox.Answered("1", heard("hello"), (said("old"),))])
        database.write(lambda connection: connection.exec_driver_sql("UPDATE outbox SET created = '2026-01-01T00:00:00+00:00'"))
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("2", heard("new"))
            assert await post.until_brought(1) == ["echo: new"]
        (line,) = messages(caplog, logging.WARNING)
        assert "was not sent in time" in line
        assert box.unsent() == []

    async def test_later_states_of_a_board_take_the_place_of_earlier_ones(
        self, database: Database, dialogue: Echo, post: Post
    ) -> None:
        for number in range(5):
            dialogue.answers[f"tick {number}"] = (said(f"{number} of 5", board="abc"),)
        dialogue.answers["show"] = (said("a new one", board="abc"),)
        dialogue.answers["take 2"] = (said("2: already taken", board="abc"),)
        dialogue.answers["other"] = (said("another board", board="xyz"),)
        post.trouble = {text: Later("no network") for text in ("first", "0 of 5")}
        dialogue.answers["first"] = (said("first"),)
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("first", heard("first"))
            for number in range(5):
                await delivery.take(f"tick {number}", heard(f"tick {number}", pressed=77))
            await delivery.take("other", heard("other", pressed=77))
            await delivery.take("show", heard("show"))
            await delivery.take("take 2", heard("take 2"))  # typed, and answered with a message of its own
            await delivery.take("question", heard("question"))
            await post.until(lambda: len(dialogue.asked) == 10)
            await asyncio.sleep(0.05)
            post.trouble.clear()
            texts = await post.until_brought(6)
        assert texts == ["first", "4 of 5", "another board", "a new one", "2: already taken", "echo: question"]

    async def test_who_blocked_the_bot_costs_one_line(
        self, database: Database, dialogue: Echo, post: Post, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        post.trouble = {f"echo: {n}": Undeliverable("blocked by the user") for n in range(3)}
        async with delivering(database, dialogue, post) as delivery:
            await asyncio.gather(*(delivery.take(str(number), heard(str(number))) for number in range(3)))
            await delivery.take("9", heard("elsewhere", "2"))
            await post.until_brought(1)
            await post.until(lambda: post.tries >= 2)
        assert sum("blocked by the user" in line for line in messages(caplog)) >= 1
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("10", heard("last", "3"))
            assert await post.until_brought(2) == ["echo: elsewhere", "echo: last"]

    async def test_a_bug_of_the_platform_is_loud_and_stops_nothing(
        self, database: Database, dialogue: Echo, post: Post, caplog: pytest.LogCaptureFixture
    ) -> None:
        post.fails = [KeyError("a bug")]
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("1", heard("one"))
            await delivery.take("2", heard("two"))
            assert await post.until_brought(1) == ["echo: two"]
        assert "KeyError: 'a bug'" in caplog.text

    async def test_a_bug_of_ours_is_loud_and_not_repeated(
        self, database: Database, dialogue: Echo, post: Post, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("1", heard("bug"))
            await delivery.take("2", heard("two"))
            assert await post.until_brought(1) == ["echo: two"]
        async with delivering(database, dialogue, post) as delivery:
            await delivery.take("3", heard("three"))
            await post.until_brought(2)
        assert dialogue.asked == ["bug", "two", "three"]
        assert "RuntimeError: a bug" in caplog.text


async def test_a_conversation_that_moved_is_followed(database: Database, dialogue: Echo, post: Post, tmp_path: Path) -> None:
    answer = Answers(database).keep(given("test:1"))
    post.trouble["echo: one"] = Later("not yet")
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("one"))
        await delivery.take("2", heard("two"))
        await post.until(lambda: rows(tmp_path, "SELECT count(*) FROM outbox") == [(2,)])
        post.fails = [Moved("-100", {"chat": "-100"})]
        post.trouble.clear()
        await post.until_brought(2)
    assert post.brought == [("-100", "echo: one"), ("-100", "echo: two")]
    assert Answers(database).by_id(answer, "test:-100"), "what was said before goes along"


async def test_what_goes_on_holds_up_nobody(database: Database, dialogue: Echo, post: Post, tmp_path: Path) -> None:
    gate = asyncio.Event()

    async def resting() -> None:
        await gate.wait()

    post.after = resting
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("board"))
        await delivery.take("2", heard("question"))
        await post.until_brought(2)
        assert rows(tmp_path, "SELECT count(*) FROM outbox WHERE sent = ''") == [(2,)], "not sent before it is shown"
        gate.set()
    assert rows(tmp_path, "SELECT count(*) FROM outbox WHERE sent = ''") == [(0,)]


async def test_typing_is_shown_when_it_takes_a_while(
    database: Database, dialogue: Echo, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "FIRST", 0.05)
    monkeypatch.setattr(typing, "AGAIN", 0.05)
    dialogue.gates["slow"] = asyncio.Event()
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("quick"))
        await post.until_brought(1)
        assert post.typed == []
        await delivery.take("2", heard("slow"))
        await post.until(lambda: len(post.typed) > 1)
        dialogue.gates["slow"].set()
        await post.until_brought(2)


async def test_without_a_disk_it_is_acknowledged_when_it_is_answered(dialogue: Echo, post: Post) -> None:
    dialogue.gates["slow"] = asyncio.Event()
    async with delivering(Database(None), dialogue, post) as delivery:
        taken = asyncio.create_task(delivery.take("1", heard("slow")))
        await delivery.take("2", heard("quick", "2"))
        assert post.brought == [("2", "echo: quick")]
        assert not taken.done()
        dialogue.gates["slow"].set()
        await taken
    assert post.brought[1:] == [("1", "echo: slow")]


async def test_what_waits_for_whoever_wants_to_be_forgotten_is_not_sent(
    database: Database, dialogue: Echo, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.delivery.LOOK_EVERY", 0.01)
    post.trouble = {"echo: a secret": Later("no network")}
    async with delivering(database, dialogue, post) as delivery:
        secret = heard("a secret")
        await delivery.take("1", secret)
        await delivery.take("2", heard("a secret", "another chat"))
        await post.until(lambda: post.tries > 1)
        await asyncio.to_thread(forget_mail, database, secret.incoming)
        await delivery.take("3", heard("forgotten?"))
        assert await post.until_brought(1) == ["echo: forgotten?"], "it waits behind nothing"
        post.trouble.clear()
        await post.until_brought(2)
    assert post.brought == [("1", "echo: forgotten?"), ("another chat", "echo: a secret")]


async def test_nothing_that_was_said_stays_once_it_is_done(
    database: Database, dialogue: Echo, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with delivering(database, dialogue, post) as delivery:
        await delivery.take("1", heard("a secret"))
        await post.until_brought(1)
    assert rows(tmp_path, "SELECT payload FROM inbox") == [(b"",)]
    assert rows(tmp_path, "SELECT message, place FROM outbox") == [("", "{}")]
    box = mailbox.Mailbox(database, "test")
    box.prune()
    assert rows(tmp_path, "SELECT count(*) FROM inbox") == [(1,)], "so that it is not handled twice"
    monkeypatch.setattr(mailbox, "KEPT", timedelta(0))
    box.prune()
    assert rows(tmp_path, "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)") == [(0,)]
