"""The walk on Telegram, over sockets, with the buttons that people press: in a group, in Polish, through a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.serving import PATIENCE, Serving
from tests.end_to_end.walking import everything, walking
from tests.fakes.telegram import BOT_NAME, Sent
from tests.look.people import cast

PEOPLE = cast(Language.PL)
ANNA, TOMEK = int(PEOPLE.first.number), int(PEOPLE.second.number)
GROUP = -1001000000001


@pytest.fixture
async def world(home: Path) -> AsyncIterator[Serving]:
    async with walking(home) as world:
        yield world


def word(key: str, **facts: object) -> str:
    return text(key, Language.PL, **facts)


async def press(world: Serving, shown: Sent, label: str, user: int) -> Sent:
    """What a press brings that is a message of its own."""
    count = len(world.telegram.sent)
    world.telegram.press(shown.message_id, label, user=user, language="pl")
    return (await world.until_telegram_sent(count + 1))[count]


async def tick(world: Serving, board: Sent, number: int, user: int, done: int) -> None:
    world.telegram.press(board.message_id, f"☐ {number}", user=user, language="pl")
    await asyncio.to_thread(world.telegram.wait, lambda: board.text.count("\n☑ ") == done, PATIENCE, f"{done} ticks")


async def test_the_walk(world: Serving) -> None:
    fake = world.telegram
    for told in (f"profile name {PEOPLE.shop}", f"profile phone {PEOPLE.phone}"):
        fake.user_says(told, chat=ANNA, language="pl")
    await world.until_telegram_sent(2)

    fake.user_says(f"@{BOT_NAME} {PEOPLE.orders}", chat=GROUP, user=ANNA, language="pl")
    answer = (await world.until_telegram_sent(3))[2]
    board = await press(world, answer, word("button-checklist"), ANNA)
    for number, person in ((1, ANNA), (2, TOMEK), (3, ANNA)):
        await tick(world, board, number, person, done=number)
    assert (board.text.count(f"Person {ANNA}"), board.text.count(f"Person {TOMEK}")) == (2, 1)

    status, _ = await world.terminated()
    assert status == 0
    await world.started()
    await tick(world, board, 4, TOMEK, done=4)
    items = board.text.count("\n☐ ") + 4
    assert board.text.startswith(word("checklist-done", done=4, all=items))

    notice = await press(world, await press(world, answer, word("button-draft"), ANNA), word("button-draft-sms"), ANNA)
    assert [PEOPLE.phone in copied for copied in notice.copies] == [True], "copied in one tap"
    page = await press(world, answer, word("button-sources"), ANNA)
    pages = 1
    while word("button-more") in page.buttons:
        page, pages = await press(world, page, word("button-more"), TOMEK), pages + 1
    assert pages > 1
    reasons = await press(world, answer, "👎", TOMEK)
    fake.press(reasons.message_id, word("button-reason-unclear"), user=TOMEK, language="pl")
    noted = word("feedback-noted", reason=word("button-reason-unclear"))
    await asyncio.to_thread(fake.wait, lambda: reasons.text == noted, PATIENCE, "thanks")
    await forgotten(world)


async def forgotten(world: Serving) -> None:
    traces = {ANNA: [str(ANNA), PEOPLE.shop, PEOPLE.phone, PEOPLE.orders], TOMEK: [str(TOMEK), "unclear"]}
    for person, told in traces.items():
        assert [one for one in told if one not in everything(world.home)] == [], "else it would prove nothing"
        count = len(world.telegram.sent)
        world.telegram.user_says("/forget", chat=person, language="pl")
        asked = (await world.until_telegram_sent(count + 1))[count]
        done = await press(world, asked, word("button-forget"), person)
        assert done.text == word("forget-done")
        left = await settled(world, told)
        assert [one for one in told if one in left] == [], left


async def settled(world: Serving, traces: list[str]) -> str:
    """What is kept once the last answer itself is off the program's books, which happens just after it is sent."""
    for _ in range(100):
        if not any(trace in everything(world.home) for trace in traces):
            break
        await asyncio.sleep(0.05)
    return everything(world.home)
