"""The walk on Discord, over sockets, with the buttons that people press: in a channel, in Italian, through a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.serving import PATIENCE, Serving
from tests.end_to_end.walking import everything, walking
from tests.fakes.discord import Sent
from tests.look.people import cast

PEOPLE = cast(Language.IT)
ANNA, LUCA = int(PEOPLE.first.number), int(PEOPLE.second.number)
GUILD, CHANNEL = 50, 51


@pytest.fixture
async def world(home: Path) -> AsyncIterator[Serving]:
    async with walking(home) as world:
        yield world


def word(key: str, **facts: object) -> str:
    return text(key, Language.IT, **facts)


async def press(world: Serving, shown: Sent, label: str, user: int) -> Sent:
    """What a press brings that is a message of its own: the last part of it."""
    count = len(world.discord.sent)
    await world.discord.press(shown, label, user=user, locale="it")
    await world.until_discord_sent(count + 1)
    await quiet(world)
    return world.discord.sent[-1]


async def quiet(world: Serving) -> None:
    """Until nothing more is sent: an answer may come in parts."""
    count = 0
    while count != len(world.discord.sent):
        count = len(world.discord.sent)
        await asyncio.sleep(0.4)


async def tick(world: Serving, board: Sent, number: int, user: int, done: int) -> None:
    await world.discord.press(board, f"☐ {number}", user=user, locale="it")
    await world.discord.until(lambda: board.content.count("\n☑ ") == done, PATIENCE, f"{done} ticks")


async def test_the_walk(world: Serving) -> None:
    fake = world.discord
    for field, told in (("name", PEOPLE.shop), ("phone", PEOPLE.phone)):
        await fake.slash("profile", {"field": field, "value": told}, guild=GUILD, channel=CHANNEL, user=ANNA, locale="it")
    told_in_private = await world.until_discord_sent(2)
    assert all(sent.ephemeral for sent in told_in_private)

    await fake.user_says(PEOPLE.orders, guild=GUILD, channel=CHANNEL, mention=True, user=ANNA)
    answer = (await world.until_discord_sent(3))[2]
    board = await press(world, answer, word("button-checklist"), ANNA)
    for number, person in ((1, ANNA), (2, LUCA), (3, ANNA)):
        await tick(world, board, number, person, done=number)
    assert (board.content.count(f"user-{ANNA}"), board.content.count(f"user-{LUCA}")) == (2, 1)

    status, _ = await world.terminated()
    assert status == 0
    await world.started()
    await tick(world, board, 4, LUCA, done=4)
    items = board.content.count("\n☐ ") + 4
    assert board.content.startswith(f"**{word('checklist-done', done=4, all=items)}")

    notice = await press(world, await press(world, answer, word("button-draft"), ANNA), word("button-draft-sms"), ANNA)
    _, block, _ = notice.content.split("```")
    assert PEOPLE.phone in block, "copied as it is"
    page = await press(world, answer, word("button-sources"), ANNA)
    pages = 1
    while word("button-more") in page.buttons.values():
        page, pages = await press(world, page, word("button-more"), ANNA), pages + 1
    assert pages > 1
    assert page.ephemeral, "the others did not ask for it"
    reasons = await press(world, answer, "👎", LUCA)
    await fake.press(reasons, word("button-reason-unclear"), user=LUCA, locale="it")
    noted = word("feedback-noted", reason=word("button-reason-unclear"))
    await fake.until(lambda: reasons.content == noted, PATIENCE, "thanks")
    await forgotten(world)
    assert all(ack.elapsed < 3 for ack in fake.acks)


async def forgotten(world: Serving) -> None:
    traces = {ANNA: [str(ANNA), PEOPLE.shop, PEOPLE.phone, PEOPLE.orders], LUCA: [str(LUCA), "unclear"]}
    for person, told in traces.items():
        assert [one for one in told if one not in everything(world.home)] == [], "else it would prove nothing"
        count = len(world.discord.sent)
        await world.discord.slash("forget", guild=GUILD, channel=CHANNEL, user=person, locale="it")
        asked = (await world.until_discord_sent(count + 1))[count]
        assert asked.ephemeral
        done = await press(world, asked, word("button-forget"), person)
        assert done.content == word("forget-done")
        left = everything(world.home)
        assert [one for one in told if one in left] == [], left
