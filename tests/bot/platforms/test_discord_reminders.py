"""A channel on Discord is reminded of its incident, by itself and once; its board is pinned where that is allowed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.delivery import Mailbox
from bot.platforms.discord import DiscordPlatform
from bot.wording import text
from knowledge.languages import Language
from tests.bot.platforms.discord_script import CHANNEL, GUILD
from tests.bot.platforms.reminded import DISMISS, NOTICE, OPEN, SNOOZE, UPDATE, Reminded, impatient
from tests.bot.platforms.reminded import until as eventually
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_payloads import LEAST_PERMISSIONS, Sent
from tests.fakes.discord_rest import MOST_PINS
from tests.fakes.discord_rules import PIN_MESSAGES

THREAD = 52


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient(monkeypatch)


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.add_guild(GUILD, LEAST_PERMISSIONS | PIN_MESSAGES)
        yield fake


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Reminded]:
    room = Reminded(tmp_path)
    yield room
    room.database.close()


@asynccontextmanager
async def running(fake: FakeDiscord, room: Reminded) -> AsyncIterator[None]:
    fake.gateway.sessions.clear()
    mailbox = Mailbox(room.database, DiscordPlatform.name)
    async with room.running(DiscordPlatform(fake.token, room.dialogue, mailbox, url=fake.url)):
        await fake.wait_connected()
        await fake.wait_commands()
        yield


async def opened(fake: FakeDiscord, channel: int = CHANNEL) -> Sent:
    count = len(fake.sent)
    await fake.user_says(OPEN, guild=GUILD, channel=channel, mention=True)
    return (await fake.wait_for_sent(count + 1))[-1]


async def until(fake: FakeDiscord, words: str, count: int) -> list[Sent]:
    """What was sent with these words in it, once there is so much of it."""

    def found() -> list[Sent]:
        return [sent for sent in fake.sent if words in sent.content]

    await fake.until(lambda: len(found()) >= count, 10, words)
    return found()


async def test_what_is_due_is_said_once_in_its_room_snoozed_and_stopped_by_a_press(fake: FakeDiscord, room: Reminded) -> None:
    async with running(fake, room):
        await opened(fake)
        room.passes(5)
        [reminder] = await until(fake, NOTICE, 1)
        assert (reminder.channel, reminder.reference, reminder.pings) == (CHANNEL, None, set())
        await fake.press(reminder, SNOOZE)
        [snoozed] = await until(fake, text("incident-snoozed", Language.EN), 1)
        assert snoozed.ephemeral
        room.passes(10.5)
        *_, again = await until(fake, NOTICE, 2)
        await fake.press(again, DISMISS)
        await until(fake, text("incident-dismissed", Language.EN), 1)
        room.passes(20)
        await until(fake, UPDATE, 1)
    assert len(await until(fake, NOTICE, 2)) == 2
    assert fake.refusals == []


async def test_one_that_was_due_while_the_bot_was_away_is_said_once_after_it(fake: FakeDiscord, room: Reminded) -> None:
    fake.add_thread(THREAD, CHANNEL, GUILD)
    async with running(fake, room):
        await opened(fake, THREAD)
    room.passes(180)
    for _ in range(2):
        async with running(fake, room):
            [reminder] = await until(fake, NOTICE, 1)
            count = len(fake.sent)
            await fake.user_says("incident board", guild=GUILD, channel=THREAD, mention=True)
            await fake.wait_for_sent(count + 1)
    assert reminder.channel == THREAD
    assert len(await until(fake, NOTICE, 1)) == 1


async def test_one_that_was_sent_before_a_kill_could_be_noted_is_there_once(
    fake: FakeDiscord, room: Reminded, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(Mailbox, "settle", lambda _, ids: [None] * len(ids))
        async with running(fake, room):
            await opened(fake)
            room.passes(5)
            await until(fake, NOTICE, 1)
    assert room.waiting("discord")
    async with running(fake, room):
        await eventually(lambda: not room.waiting("discord"))
    assert len(await until(fake, NOTICE, 1)) == 1, "Discord knows its nonce"


async def test_quiet_after_the_end(fake: FakeDiscord, room: Reminded) -> None:
    async with running(fake, room):
        await opened(fake)
        await fake.user_says("incident close", guild=GUILD, channel=CHANNEL, mention=True)
        await fake.wait_for_sent(3)
        await opened(fake, CHANNEL + 10)
        room.passes(60)
        await until(fake, NOTICE, 1)
    assert {sent.channel for sent in fake.sent if "⏰" in sent.content} == {CHANNEL + 10}


async def test_the_board_is_pinned_once(fake: FakeDiscord, room: Reminded) -> None:
    async with running(fake, room):
        board = await opened(fake)
        await fake.until(lambda: fake.pinned)
        await fake.press(board, next(iter(board.buttons)))
        await fake.until(lambda: fake.edits)
        await fake.user_says(OPEN, user=9)
        await fake.until(lambda: len(fake.pinned) == 2)
    assert fake.pinned[CHANNEL] == [board.id]
    assert [len(pinned) for pinned in fake.pinned.values()] == [1, 1], "in private too, where it needs no right"
    assert fake.refusals == []


@pytest.mark.parametrize("full", [False, True])
async def test_where_it_may_not_pin_nobody_is_bothered(
    fake: FakeDiscord, room: Reminded, caplog: pytest.LogCaptureFixture, full: bool
) -> None:
    caplog.set_level(logging.INFO, "bot")
    fake.pinned[CHANNEL] = list(range(MOST_PINS)) if full else []
    fake.permissions[GUILD] = LEAST_PERMISSIONS | (PIN_MESSAGES if full else 0)
    async with running(fake, room):
        await opened(fake)
        for words, count in (("close", 3), ("reopen", 4)):
            await fake.user_says(f"incident {words}", guild=GUILD, channel=CHANNEL, mention=True)
            await fake.wait_for_sent(count)
        await fake.until(lambda: len(fake.refusals) == 3)
        await opened(fake, CHANNEL + 10)
    assert {refusal.code for refusal in fake.refusals} <= {30003, 50013}
    assert sum(f"can't be pinned in {CHANNEL} " in line for line in caplog.text.splitlines()) == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_a_channel_that_was_deleted_costs_one_line(
    fake: FakeDiscord, room: Reminded, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with running(fake, room):
        await opened(fake)
        del fake.channels[CHANNEL]
        for count in range(1, 4):
            room.passes(5.1)
            await eventually(partial(room.has_seen_to, count))
        await opened(fake, CHANNEL + 10)
        room.passes(5.1)
        await until(fake, NOTICE, 1)
    assert caplog.text.count("takes no messages any more") == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]
