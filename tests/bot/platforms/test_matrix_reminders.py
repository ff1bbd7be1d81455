"""A room on Matrix is reminded of its incident, by itself and once; its board is pinned where that is allowed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.platforms.matrix import MatrixPlatform
from bot.platforms.matrix_sending import PINNED
from bot.platforms.matrix_session import Account
from bot.wording import text
from knowledge.languages import Language
from tests.bot.platforms.matrix_script import World, world
from tests.bot.platforms.reminded import NOTICE, OPEN, Reminded, impatient
from tests.bot.platforms.reminded import until as eventually
from tests.synapse.people import Event, Person
from tests.synapse.server import SERVER, Synapse

pytestmark = pytest.mark.xdist_group("synapse")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient(monkeypatch)


@pytest.fixture
async def there(synapse: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    async with world(synapse, tmp_path) as there:
        yield there


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Reminded]:
    room = Reminded(tmp_path)
    yield room
    room.database.close()


@asynccontextmanager
async def running(there: World, room: Reminded) -> AsyncIterator[None]:
    account = Account(there.server.url, there.bot, there.password)
    async with room.running(MatrixPlatform(account, room.dialogue, room.database, allowed=[f"*:{SERVER}"])):
        yield


async def notices(person: Person, room: str, bot: str, count: int) -> list[Event]:
    """The reminders of the first notice, once there are so many."""

    def found(events: list[Event]) -> list[Event]:
        return [one for one in events if NOTICE in one["content"]["body"]]

    return found(await person.until(room, bot, lambda events: len(found(events)) >= count))


async def test_what_is_due_is_said_once_snoozed_by_a_tap_and_the_board_is_pinned(there: World, room: Reminded) -> None:
    anna, bot = await there.person("anna"), there.bot
    async with running(there, room):
        team = await anna.room(bot)
        await anna.until(team, bot, bool, "m.room.member")
        await anna.power(team, **{bot[1:].partition(":")[0]: 50})
        await anna.say(team, f"!{OPEN}")
        [board] = await anna.answers(team, bot)
        assert (await anna.until(team, bot, bool, PINNED))[0]["content"] == {"pinned": [board["event_id"]]}
        room.passes(5)
        [notice] = await notices(anna, team, bot, 1)
        assert notice["content"]["m.mentions"] == {}
        assert "m.relates_to" not in notice["content"]
        await anna.react(team, notice["event_id"], "3\ufe0f\u20e3")
        await anna.until(team, bot, lambda found: any("✅" in str(one["content"]) for one in found), "m.reaction")
        room.passes(10.5)
        await notices(anna, team, bot, 2)
        await anna.say(team, "!incident dismiss")
        dismissed = text("incident-dismissed", Language.EN)
        await anna.until(team, bot, lambda found: any(dismissed in one["content"]["body"] for one in found))
    assert len(await notices(anna, team, bot, 2)) == 2
    assert (await anna.state(team, PINNED))["pinned"] == [board["event_id"]]


async def test_one_that_was_due_while_the_bot_was_away_is_said_once_in_the_room(there: World, room: Reminded) -> None:
    anna, bot = await there.person("anna"), there.bot
    async with running(there, room):
        team = await anna.room(bot)
        root = await anna.say(team, "an outage, it seems")
        await anna.until(team, bot, bool, "m.room.member")
        await anna.say(team, f"!{OPEN}", thread=root)
        await anna.answers(team, bot, 2)
    room.passes(180)
    for count in (5, 6):  # after an answer, the board, the notice, and that items are nobody's
        async with running(there, room):
            [notice] = await notices(anna, team, bot, 1)
            await anna.say(team, "!incident board", thread=root)
            await anna.answers(team, bot, count)
    assert len(await notices(anna, team, bot, 1)) == 1
    assert "m.relates_to" not in notice["content"]


async def test_without_the_power_to_pin_and_put_out_of_the_room_it_costs_one_line_each(
    there: World, room: Reminded, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    anna, bot = await there.person("anna"), there.bot
    async with running(there, room):
        team, other = await anna.room(bot), await anna.room(bot)
        await anna.until(team, bot, bool, "m.room.member")
        await anna.say(team, f"!{OPEN}")
        await anna.answers(team, bot)
        await anna.say(team, "!incident close")
        await anna.answers(team, bot, 3)
        await anna.say(team, "!incident reopen")
        await anna.answers(team, bot, 4)
        await anna.kick(team, bot)
        for count in (1, 2, 3):
            room.passes(21)
            await eventually(partial(room.has_seen_to, count))
        await anna.say(other, f"!{OPEN}")
        await anna.answers(other, bot)
        room.passes(5.1)
        await notices(anna, other, bot, 1)
    assert [line.count(team) for line in caplog.messages if "can't be pinned" in line] == [1, 0]
    assert caplog.text.count("takes no messages any more") == 1
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]
