"""Presses in a forum's topics on Telegram, also on messages of which it tells no topic any more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.messages import Button, Incoming, Message
from bot.platforms import telegram_boards
from bot.platforms.telegram_topics import tagged, untagged
from tests.bot.platforms.telegram_script import FORUM, Script, running, said
from tests.fakes.telegram import FakeTelegram, Sent

BOARD, TOPIC = "4f2a", 45
ROWS = ((Button(f"tick:{BOARD}:1", "1"), Button(f"tick:{BOARD}:2", "2")),)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy=False) as running:
        yield running
    assert {one.description for one in running.refusals} <= {"Bad Request: message to edit not found"}


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_boards, "GROUP_REST", 0.1)


@pytest.fixture
def script() -> Script:
    """It counts ticks on a board."""
    ticks: list[str] = []

    def ticked(incoming: Incoming) -> tuple[Message, ...]:
        ticks.append(incoming.press)
        return (said(f"{len(ticks)} done", buttons=ROWS, board=BOARD),)

    return Script(list=(said("0 done", buttons=ROWS, board=BOARD),), tick=ticked)


async def shows(fake: FakeTelegram, sent: Sent, text: str) -> None:
    await asyncio.to_thread(fake.wait, lambda: sent.text == text, 5, text)


class TestTopics:
    """Of a message that Telegram no longer gives out, a press does not tell the topic: its button does."""

    async def topical(self, fake: FakeTelegram, script: Script, **message: Any) -> Sent:
        if message:
            script.answers["list"] = (said("0 done", board=BOARD, **message),)
        fake.user_says("/list", chat=FORUM, thread=TOPIC)
        return (await fake.until_sent(1))[0]

    async def test_a_press_on_an_old_board_ticks_there(self, fake: FakeTelegram, script: Script) -> None:
        async with running(fake, script):
            sent = await self.topical(fake, script)
            fake.press(sent.message_id, "1")
            await shows(fake, sent, "1 done")
            fake.withhold(FORUM, sent.message_id)
            fake.press(sent.message_id, "2")
            await shows(fake, sent, "2 done")
        assert [one.press for one in script.heard] == ["", f"tick:{BOARD}:1", f"tick:{BOARD}:2"]
        assert {one.conversation for one in script.heard} == {f"{FORUM}/{TOPIC}"}
        assert len(fake.sent) == 1

    @pytest.mark.parametrize("gone", ["withheld", "deleted"])
    async def test_its_answer_goes_into_the_topic(self, fake: FakeTelegram, script: Script, gone: str) -> None:
        if gone == "withheld":
            script.answers["tick"] = (said("because"),)
        async with running(fake, script):
            sent = await self.topical(fake, script)
            (fake.withhold if gone == "withheld" else fake.delete)(FORUM, sent.message_id)
            fake.press(sent.message_id, "1")
            answer = (await fake.until_sent(2))[1]
        assert (answer.chat_id, answer.thread) == (FORUM, TOPIC)
        assert answer.text == ("because" if gone == "withheld" else "1 done")

    async def test_the_message_knows_better_than_the_button(self, fake: FakeTelegram, script: Script) -> None:
        async with running(fake, script):
            sent = await self.topical(fake, script)
            fake.world.topic(FORUM, 46)
            fake.world.messages[FORUM, sent.message_id]["message_thread_id"] = 46
            fake.press(sent.message_id, "1")
            await shows(fake, sent, "1 done")
        assert script.heard[-1].conversation == f"{FORUM}/46"

    async def test_buttons_of_before(self, fake: FakeTelegram, script: Script) -> None:
        """They name no topic: as long as the message is given out, it does. Their next edit brings what is new."""
        async with running(fake, script):
            sent = await self.topical(fake, script)
            (row,) = sent.reply_markup["inline_keyboard"]
            for button, own in zip(row, ROWS[0], strict=True):
                button["callback_data"] = own.id
            fake.press(sent.message_id, "1")
            await shows(fake, sent, "1 done")
            fake.withhold(FORUM, sent.message_id)
            fake.press(sent.message_id, "1")
            await shows(fake, sent, "2 done")
        assert {one.conversation for one in script.heard} == {f"{FORUM}/{TOPIC}"}

    async def test_a_button_without_room_names_no_topic(self, fake: FakeTelegram, script: Script) -> None:
        long = f"tick:{BOARD}:".ljust(64, "9")
        async with running(fake, script):
            sent = await self.topical(fake, script, buttons=((Button(long, "long"), Button(long[:-4], "short")),))
            fake.press(sent.message_id, "long")
            await shows(fake, sent, "1 done")
        assert list(sent.buttons) == ["1", "2"]
        assert script.heard[-1].press == long

    async def test_elsewhere_buttons_send_their_ids(self, fake: FakeTelegram, script: Script) -> None:
        async with running(fake, script):
            fake.user_says("/list", chat=FORUM)
            (sent,) = await fake.until_sent(1)
            assert sent.buttons == {"1": f"tick:{BOARD}:1", "2": f"tick:{BOARD}:2"}
            fake.withhold(FORUM, sent.message_id)
            fake.press(sent.message_id, "1")
            await shows(fake, sent, "1 done")
        assert script.heard[-1].conversation == str(FORUM)


@pytest.mark.parametrize("id_", ["good:a1", "tick:4f2a:3", "odd:§", "odd:a§0", "odd:1§x"])
@pytest.mark.parametrize("topic", [None, 1, 45, 2**31])
def test_a_topic_comes_off_a_button_as_it_was_put_on(id_: str, topic: int | None) -> None:
    assert untagged(tagged(id_, topic)) == (id_, topic)


def test_what_a_press_sends_fits() -> None:
    assert tagged("x" * 60, 45) == "x" * 60 + "§45"
    assert tagged("x" * 61, 45) == "x" * 61
