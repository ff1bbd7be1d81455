"""A room on Telegram is reminded of its incident, by itself and once; its board is pinned where that is allowed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.delivery import Mailbox
from bot.platforms.telegram import TelegramPlatform
from bot.wording import text
from knowledge.languages import Language
from tests.bot.platforms.reminded import DISMISS, NOTICE, OPEN, SNOOZE, UPDATE, Reminded, impatient
from tests.bot.platforms.reminded import until as eventually
from tests.bot.platforms.telegram_script import FORUM, GROUP, PERSON
from tests.fakes.telegram import FakeTelegram, Sent

TOPIC = 45


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient(monkeypatch)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy=False, flood=False) as running:
        yield running


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Reminded]:
    room = Reminded(tmp_path)
    yield room
    room.database.close()


@asynccontextmanager
async def running(fake: FakeTelegram, room: Reminded) -> AsyncIterator[None]:
    mailbox = Mailbox(room.database, TelegramPlatform.name)
    async with room.running(TelegramPlatform(fake.token, room.dialogue, mailbox, url=fake.url)):
        await fake.until_polled()
        yield


async def opened(fake: FakeTelegram, chat: int, thread: int | None = None) -> Sent:
    count = len(fake.sent)
    fake.user_says(f"/{OPEN}", chat=chat, thread=thread, language="en")
    return (await fake.until_sent(count + 1))[-1]


async def test_what_is_due_is_said_once_in_its_room_snoozed_and_stopped_by_a_press(fake: FakeTelegram, room: Reminded) -> None:
    async with running(fake, room):
        await opened(fake, GROUP)
        room.passes(5)
        _, reminder = await fake.until_sent(2)
        assert NOTICE in reminder.text
        assert (reminder.chat_id, reminder.thread, reminder.reply_to) == (GROUP, None, None)
        fake.press(reminder.message_id, SNOOZE, language="en")
        await fake.until_called("answerCallbackQuery")
        room.passes(5)
        room.passes(5.5)
        *_, again = await until(fake, NOTICE, 2)
        fake.press(again.message_id, DISMISS, language="en")
        await fake.until_called("answerCallbackQuery", 2)
        assert [toast.text for toast in fake.toasts] == [
            text("incident-snoozed", Language.EN),
            text("incident-dismissed", Language.EN),
        ]
        room.passes(20)
        await until(fake, UPDATE, 1)
    assert len([sent for sent in fake.sent if NOTICE in sent.text]) == 2


async def test_one_that_was_due_while_the_bot_was_away_is_said_once_after_it(fake: FakeTelegram, room: Reminded) -> None:
    async with running(fake, room):
        await opened(fake, FORUM, TOPIC)
    room.passes(180)
    for _ in range(2):
        async with running(fake, room):
            *_, reminder = await until(fake, NOTICE, 1)
            fake.user_says("/incident board", chat=FORUM, thread=TOPIC, language="en")
            await asyncio.to_thread(fake.wait_until_confirmed)
    assert (reminder.chat_id, reminder.thread) == (FORUM, TOPIC)
    assert len([sent for sent in fake.sent if NOTICE in sent.text]) == 1


async def test_quiet_after_the_end(fake: FakeTelegram, room: Reminded) -> None:
    async with running(fake, room):
        await opened(fake, GROUP)
        fake.user_says("/incident close", chat=GROUP, language="en")
        await fake.until_sent(3)
        await opened(fake, PERSON)
        room.passes(60)
        await until(fake, NOTICE, 1)
    assert {sent.chat_id for sent in fake.sent if "⏰" in sent.text} == {PERSON}


async def test_while_telegram_is_away_they_do_not_pile_up(
    fake: FakeTelegram, room: Reminded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram_sending.RESEND_AFTER", ())
    monkeypatch.setattr("bot.delivery.sending.FIRST_PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.sending.LONGEST_PAUSE", 0.1)

    def others(before: list[int]) -> bool:
        return room.waiting("telegram") not in ([], before)

    async with running(fake, room):
        await opened(fake, GROUP)
        fake.go_offline()
        for _ in range(4):
            before = room.waiting("telegram")
            room.passes(5.1)
            await eventually(partial(others, before))
        fake.go_online()
        await until(fake, NOTICE, 1)
        await opened(fake, PERSON)
    reminders = [sent.text for sent in fake.sent if "⏰" in sent.text]
    assert 1 <= len([one for one in reminders if NOTICE in one]) <= 2, "the last one, and one that may be on its way"


async def test_the_board_is_pinned_once_without_a_sound(fake: FakeTelegram, room: Reminded) -> None:
    fake.may_pin(GROUP)
    async with running(fake, room):
        board = await opened(fake, GROUP)
        await fake.until_called("pinChatMessage")
        assert fake.pins == [(GROUP, board.message_id, True)]
        fake.press(board.message_id, next(iter(board.buttons)), language="en")
        await fake.until_called("editMessageText")
        await opened(fake, PERSON)
        await fake.until_called("pinChatMessage", 2)
    assert len(fake.pins) == 2
    assert fake.refusals == []


async def test_where_it_may_not_pin_nobody_is_bothered(
    fake: FakeTelegram, room: Reminded, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with running(fake, room):
        await opened(fake, GROUP)
        fake.user_says("/incident close", chat=GROUP, language="en")
        fake.user_says("/incident reopen", chat=GROUP, language="en")
        await fake.until_called("pinChatMessage", 3)
        await opened(fake, PERSON)
    assert caplog.text.count("can't be pinned") == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert len(fake.sent) == 5, "three boards, a question about the loss, and a board elsewhere"


async def test_a_room_that_the_bot_was_put_out_of_costs_one_line(
    fake: FakeTelegram, room: Reminded, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with running(fake, room):
        await opened(fake, GROUP)
        fake.user_blocks(GROUP)
        for count in range(2, 5):
            room.passes(5.1)
            await fake.until_called("sendMessage", count)
        await opened(fake, PERSON)
        room.passes(5.1)
        await until(fake, NOTICE, 1)
    assert caplog.text.count("takes no messages any more") == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def until(fake: FakeTelegram, words: str, count: int) -> list[Sent]:
    """What was sent with these words in it, once there is so much of it."""

    def found() -> list[Sent]:
        return [sent for sent in fake.sent if words in sent.text]

    await asyncio.to_thread(fake.wait, lambda: len(found()) >= count, 10, words)
    return found()
