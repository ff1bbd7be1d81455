"""Telegram's mail: kept before it is confirmed, by polling and by webhooks, and delivered through outages and restarts."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from bot.delivery import Mailbox, sending, typing
from bot.platforms.telegram import TelegramPlatform
from bot.platforms.telegram_webhook import Address
from bot.store.answers import Answers
from bot.store.database import Database
from bot.store.files import FILE
from tests.bot.platforms.telegram_script import GROUP, OTHER, PERSON, Script
from tests.bot.store.samples import given
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_webhook import Courier

SECRET = "a-secret_of-the-tests"
PUBLIC = "https://bot.example.org/telegram/hook"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy=False) as running:
        yield running


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def listen() -> str:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@asynccontextmanager
async def running(
    fake: FakeTelegram, script: Script, database: Database, webhook: Address | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    platform = TelegramPlatform(fake.token, script, Mailbox(database, "telegram"), url=fake.url, webhook=webhook)
    task = asyncio.create_task(platform.run())
    try:
        await fake.until_called("setMyCommands")
        if webhook:
            await fake.until_called("setWebhook")
            await listening(webhook)
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 8)


async def listening(webhook: Address) -> None:
    async with asyncio.timeout(5):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection(webhook.host, webhook.port)
                writer.close()
                return
            await asyncio.sleep(0.01)


def waiting(folder: Path) -> int:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM inbox WHERE handled = ''").fetchone()
        return int(count)


async def test_it_is_confirmed_once_it_is_kept_not_when_it_is_answered(
    fake: FakeTelegram, script: Script, database: Database, tmp_path: Path
) -> None:
    script.gates["slow"] = asyncio.Event()
    async with running(fake, script, database):
        fake.user_says("slow", chat=PERSON)
        await fake.until_confirmed()
        assert waiting(tmp_path) == 1
        assert fake.sent == []
    script.gates.clear()
    async with running(fake, script, database):
        (sent,) = await fake.until_sent(1)
    assert (sent.text, sent.chat_id) == ("echo: slow", PERSON)
    assert waiting(tmp_path) == 0


async def test_without_a_disk_it_is_confirmed_when_it_is_answered(fake: FakeTelegram, script: Script, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    script.gates["slow"] = asyncio.Event()
    async with running(fake, script, Database(tmp_path / "home")):
        fake.user_says("slow", chat=PERSON)
        fake.user_says("quick", chat=OTHER)
        await fake.until_sent(1)
        assert fake.world.updates, "who is not answered yet is delivered again after a kill"
        script.gates["slow"].set()
        await fake.until_confirmed()
        await fake.until_sent(2)


async def test_an_outage_is_outlasted_in_order(
    fake: FakeTelegram, script: Script, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr("bot.platforms.telegram_sending.RESEND_AFTER", ())
    async with running(fake, script, database):
        fake.fail_next(502, times=4)
        for text in ("one", "two", "three"):
            fake.user_says(text, chat=PERSON)
        assert [sent.text for sent in await fake.until_sent(3)] == ["echo: one", "echo: two", "echo: three"]


async def test_who_blocked_the_bot_costs_one_line(
    fake: FakeTelegram, script: Script, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with running(fake, script, database):
        script.gates["one"] = asyncio.Event()
        fake.user_says("one", chat=PERSON)
        await fake.until_confirmed()
        fake.user_blocks(PERSON)
        script.gates["one"].set()
        fake.user_says("hello", chat=OTHER)
        await fake.until_sent(1)
        await fake.until_called("sendMessage", 2)
    assert caplog.text.count("takes no messages any more") == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_a_group_that_became_a_supergroup_takes_its_past_along(
    fake: FakeTelegram, script: Script, database: Database
) -> None:
    small, big = -4001, -1001000004001
    answer = Answers(database).keep(given(f"telegram:{small}"))
    async with running(fake, script, database):
        fake.user_says(chat=small, extra={"migrate_to_chat_id": big})
        fake.user_says("/now", chat=big)
        await fake.until_sent(1)
    assert Answers(database).by_id(answer, f"telegram:{big}")
    assert Answers(database).by_id(answer, f"telegram:{small}") is None


async def test_typing_is_shown_where_an_answer_takes_a_while(
    fake: FakeTelegram, script: Script, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "FIRST", 0.05)
    script.gates["/slow"] = script.gates["slow"] = asyncio.Event()
    async with running(fake, script, database):
        fake.user_says("/slow", chat=GROUP)
        (call,) = await fake.until_called("sendChatAction")
        assert (call.status, call.params["chat_id"], call.params["action"]) == (200, str(GROUP), "typing")
        script.gates["slow"].set()
        await fake.until_sent(1)


class TestUnreadable:
    """A poll of a kind that the pinned library does not know, with what somebody wrote in it."""

    def odd(self, fake: FakeTelegram, chat: int) -> int:
        fake.user_says("closed on Monday", chat=chat, extra={"poll": {"id": "1", "question": "open on Monday?"}})
        return int(fake.world.updates[-1]["update_id"])

    def noted(self, caplog: pytest.LogCaptureFixture) -> list[str]:
        assert "Monday" not in caplog.text
        assert "Person" not in caplog.text
        return [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]

    async def test_it_is_passed_over_and_the_others_are_answered_in_order(
        self, fake: FakeTelegram, script: Script, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        for text in ("one", "two"):
            fake.user_says(text, chat=PERSON)
        odd = [self.odd(fake, PERSON), self.odd(fake, OTHER)]
        fake.user_says("three", chat=PERSON)
        odd.append(self.odd(fake, OTHER))
        async with running(fake, script, database) as task:
            await fake.until_sent(3)
            await fake.until_confirmed()
            fake.user_says("four", chat=PERSON)
            assert [sent.text for sent in await fake.until_sent(4)] == [f"echo: {n}" for n in ("one", "two", "three", "four")]
            assert not task.done()
        noted = self.noted(caplog)
        assert len(noted) == 3
        for number, entry in zip(odd, sorted(noted), strict=True):
            assert f"update {number} is passed over" in entry
            assert "TypeError" in entry
            assert "_poll.py" in entry

    async def test_it_is_told_once_while_one_before_it_is_worked_on(
        self, fake: FakeTelegram, script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (tmp_path / "home").write_text("in the way")
        script.gates["slow"] = asyncio.Event()
        async with running(fake, script, Database(tmp_path / "home")):
            fake.user_says("slow", chat=PERSON)
            await fake.until_polled()
            number = self.odd(fake, OTHER)
            await fake.until_called("getUpdates", len(fake.calls_of("getUpdates")) + 3)
            assert [one["update_id"] for one in fake.world.updates] == [number - 1, number]
            script.gates["slow"].set()
            await fake.until_confirmed()
            await fake.until_sent(1)
        assert len([entry for entry in self.noted(caplog) if f"update {number} " in entry]) == 1

    async def test_an_answer_that_is_none_is_waited_out_and_not_quoted(
        self, fake: FakeTelegram, script: Script, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        for broken in (
            '{"ok": true, "result": [{"update_id": 1, "message": {"text": "on Monday',
            '{"ok": true, "result": [{}]}',
        ):
            fake.fail_next(200, broken, method="getUpdates")
        async with running(fake, script, database):
            fake.user_says("hello", chat=PERSON)
            await fake.until_sent(1)
        assert self.noted(caplog) == []

    async def test_a_webhook_takes_it_so_that_it_does_not_come_again(
        self, fake: FakeTelegram, script: Script, database: Database, listen: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
            number = self.odd(fake, PERSON)
            fake.user_says("hello", chat=PERSON)
            with Courier(fake, listen) as courier:
                await fake.until_sent(1)
                await fake.until_confirmed()
            assert courier.statuses == [200, 200]
        (entry,) = self.noted(caplog)
        assert f"update {number} is passed over" in entry
        assert "TypeError" in entry


class TestWebhook:
    async def test_a_question(self, fake: FakeTelegram, script: Script, database: Database, listen: str) -> None:
        with Courier(fake, listen) as courier:
            async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
                fake.user_says("hello", chat=PERSON)
                (sent,) = await fake.until_sent(1)
                assert sent.text == "echo: hello"
                await fake.until_confirmed()
            assert (courier.registered["url"], courier.registered["secret_token"]) == (PUBLIC, SECRET)
            assert "edited_message" in courier.registered["allowed_updates"]
            assert set(courier.statuses) <= {0, 200}
        assert fake.calls_of("getUpdates") == []

    async def test_one_without_the_secret_is_refused(
        self, fake: FakeTelegram, script: Script, database: Database, listen: str
    ) -> None:
        courier = Courier(fake, listen)
        async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
            fake.user_says("forged", chat=PERSON)
            (update,) = fake.world.updates
            post = courier.post
            assert await asyncio.to_thread(post, update, None) == 403
            for wrong in ("", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "\xe9" * len(SECRET)):
                assert await asyncio.to_thread(post, update, wrong) == 403
            assert await asyncio.to_thread(lambda: post(update, SECRET, path="/")) == 404
            assert await asyncio.to_thread(lambda: post(update, SECRET, content="text/plain")) == 403
            for no_update in ('{"message": "no update"}', "[]", '"x"', '{"update_id": "x"}'):
                assert await asyncio.to_thread(post, json.loads(no_update), SECRET) == 400
            assert script.heard == []
            assert await asyncio.to_thread(post, update, SECRET) == 200
            assert await asyncio.to_thread(post, update, SECRET) == 200, "delivered twice, handled once"
            await fake.until_sent(1)
        assert [one.text for one in script.heard] == ["forged"]

    async def test_a_secret_is_made_up_where_none_is_set(
        self, fake: FakeTelegram, script: Script, database: Database, listen: str
    ) -> None:
        with Courier(fake, listen):
            for count in (1, 2):
                async with running(fake, script, database, Address(listen, PUBLIC)):
                    fake.user_says("hello", chat=PERSON)
                    await fake.until_sent(count)
                    await fake.until_confirmed()
            first, second = (call.params["secret_token"] for call in fake.calls_of("setWebhook"))
            assert first != second
            assert len(first) >= 32

    async def test_what_is_not_kept_is_delivered_again(
        self, fake: FakeTelegram, script: Script, database: Database, listen: str, tmp_path: Path
    ) -> None:
        script.gates["slow"] = asyncio.Event()
        with Courier(fake, listen):
            async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
                fake.user_says("slow", chat=PERSON)
                await fake.until_confirmed()
                assert waiting(tmp_path) == 1, "Telegram was told 200 once it was on the disk"
                assert fake.sent == []
            fake.user_says("while nobody listened", chat=PERSON)
            script.gates.clear()
            async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
                texts = [sent.text for sent in await fake.until_sent(2)]
        assert texts == ["echo: slow", "echo: while nobody listened"]

    async def test_back_to_polling(self, fake: FakeTelegram, script: Script, database: Database, listen: str) -> None:
        async with running(fake, script, database, Address(listen, PUBLIC, SECRET)):
            pass
        async with running(fake, script, database):
            fake.user_says("hello", chat=PERSON)
            await fake.until_sent(1)
        assert fake.refusals == []
