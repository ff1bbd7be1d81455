"""Discord's mail: what arrived is answered after a restart as well, below an interaction for as long as its token lives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.delivery import Mailbox, sending, typing
from bot.messages import Button, Incoming
from bot.platforms.discord import DiscordPlatform
from bot.store.database import Database
from tests.bot.platforms.discord_script import CHANNEL, GUILD, Script, plain
from tests.fakes.discord import FakeDiscord

QUARTER = 15 * 60


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.delivery.GRACE", 0.1)
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.05)


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@asynccontextmanager
async def running(fake: FakeDiscord, script: Script, database: Database) -> AsyncIterator[None]:
    """The adapter at work; each a process of its own as far as memory goes."""
    fake.gateway.sessions.clear()
    platform = DiscordPlatform(fake.token, script, Mailbox(database, "discord"), url=fake.url)
    task = asyncio.create_task(platform.run())
    try:
        await fake.wait_connected()
        await fake.wait_commands()
        yield
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=8)


class Thinking:
    """Holds the dialogue up until the end of a first process."""

    def __init__(self, script: Script) -> None:
        self.asked = asyncio.Event()
        self.script = script
        script.before = self._before

    async def _before(self, _: Incoming) -> None:
        self.asked.set()
        await asyncio.Event().wait()

    async def over(self) -> None:
        await asyncio.wait_for(self.asked.wait(), 5)
        self.script.before = None


async def test_a_message_is_answered_after_a_restart(fake: FakeDiscord, script: Script, database: Database) -> None:
    thinking = Thinking(script)
    async with running(fake, script, database):
        said = await fake.user_says("is it down?", guild=GUILD, channel=CHANNEL, mention=True)
        await thinking.asked.wait()
    await thinking.over()
    async with running(fake, script, database):
        [sent] = await fake.wait_for_sent()
    assert (sent.channel, sent.reference, sent.content) == (CHANNEL, said.id, "You said: is it down?")
    assert fake.refusals == []


async def test_a_command_is_answered_below_itself_after_a_restart(
    fake: FakeDiscord, script: Script, database: Database
) -> None:
    thinking = Thinking(script)
    async with running(fake, script, database):
        interaction = await fake.slash("help", guild=GUILD, channel=CHANNEL)
        await fake.wait_for_acks()
        await thinking.asked.wait()
    await thinking.over()
    async with running(fake, script, database):
        [sent] = await fake.wait_for_sent()
    assert (sent.interaction, sent.ephemeral, interaction.thinking) == (interaction, True, False)
    assert fake.refusals == []


@pytest.mark.parametrize("private", [True, False])
async def test_one_older_than_its_token_is_answered_by_a_plain_message(
    fake: FakeDiscord, script: Script, database: Database, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    thinking = Thinking(script)
    async with running(fake, script, database):
        place = {} if private else {"guild": GUILD, "channel": CHANNEL}
        await fake.slash("help", user=9, **place)
        await fake.wait_for_acks()
        await thinking.asked.wait()
    await thinking.over()
    fake.advance(QUARTER + 1)
    async with running(fake, script, database):
        [sent] = await fake.wait_for_sent()
    assert (sent.interaction, sent.content) == (None, "You said: help")
    assert sent.channel != CHANNEL, "what only one person was to read is told in private"
    assert sent.pings == set()


async def test_a_board_pressed_before_a_restart_is_edited_after_it(
    fake: FakeDiscord, script: Script, database: Database
) -> None:
    button = ((Button("tick:abc:1", "☐ 1"),),)
    script.answers["list"] = (plain("0 of 1", buttons=button, board="abc"),)
    script.answers["tick:abc:1"] = (plain("1 of 1", buttons=button, board="abc"),)
    async with running(fake, script, database):
        await fake.user_says("list")
        [board] = await fake.wait_for_sent()
        thinking = Thinking(script)
        await fake.press(board, "☐ 1")
        await fake.wait_for_acks()
        await thinking.asked.wait()
    await thinking.over()
    async with running(fake, script, database):
        await fake.until(lambda: board.content == "1 of 1")
    assert len(fake.sent) == 1


async def test_an_outage_of_the_api_is_outlasted(fake: FakeDiscord, script: Script, database: Database) -> None:
    async with running(fake, script, database):
        fake.rate_limit_next(61)
        await fake.user_says("one", user=1)
        await fake.until(lambda: fake.limits.hit)
        await fake.user_says("two", user=2)
        assert [sent.content for sent in await fake.wait_for_sent()] == ["You said: two"]
    fake.limits._closed.clear()
    async with running(fake, script, database):
        assert (await fake.wait_for_sent(2))[1].content == "You said: one"


async def test_typing_is_shown_for_a_message_that_takes_a_while(
    fake: FakeDiscord, script: Script, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "FIRST", 0.05)
    shown: asyncio.Queue[int] = asyncio.Queue()
    monkeypatch.setattr("discord.http.HTTPClient.send_typing", lambda _, channel: shown.put(channel))
    thinking = Thinking(script)
    async with running(fake, script, database):
        said = await fake.user_says("hello")
        await thinking.asked.wait()
        assert await asyncio.wait_for(shown.get(), 5) == said.channel
