"""What people do in an incident's room on Telegram: signs below messages, notes that answer them, names after an @."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.delivery import Mailbox
from bot.platforms.telegram import TelegramPlatform
from bot.platforms.telegram_webhook import Address
from bot.store.overheard import Overheard
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import Outage
from tests.bot.platforms.telegram_script import FORUM, GROUP, OTHER, PERSON
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_webhook import Courier

ROOM = f"telegram:{GROUP}"
NOTED = text("incident-noted", Language.EN)
THIRD = 1003
NO_PING = "\u2060"
"""Stands after each @ in a group, so that it names nobody."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(flood=False) as fake:
        for person in (PERSON, OTHER, THIRD):
            fake.world.chat(person).started = True  # so that what is for them alone is said in private
        yield fake


@pytest.fixture
async def group(fake: FakeTelegram, room: Outage) -> AsyncIterator[FakeTelegram]:
    """An incident is open in a group of which the bot is an administrator."""
    fake.world.chat(GROUP).admin = fake.world.chat(GROUP).can_pin = True
    async with running(fake, room):
        await opened(fake)
        yield fake
    assert fake.refusals == []


async def opened(fake: FakeTelegram, chat: int = GROUP, thread: int | None = None) -> None:
    before = len(fake.sent)
    fake.user_says("/incident open WhatsApp is down", chat=chat, user=PERSON, language="en", thread=thread)
    await fake.until_sent(before + 1)


@asynccontextmanager
async def running(fake: FakeTelegram, room: Outage, webhook: Address | None = None) -> AsyncIterator[None]:
    mailbox, overheard = Mailbox(room.database, "telegram"), Overheard(room.database, "telegram")
    platform = TelegramPlatform(fake.token, room.dialogue, mailbox, url=fake.url, webhook=webhook, overheard=overheard)
    task = asyncio.create_task(platform.run())
    try:
        await (fake.until_called("setWebhook") if webhook else fake.until_polled())
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


async def answers(fake: FakeTelegram, said: str, *, user: int = PERSON, **how: object) -> str:
    """What is answered to that, when all before it was seen to."""
    before = len(fake.sent)
    fake.user_says(said, chat=GROUP, user=user, language="en", **how)  # type: ignore[arg-type]
    await fake.until_sent(before + 1)
    return fake.sent[-1].text.replace(NO_PING, "").replace("\xa0", " ")


def notes(room: Outage, where: str = ROOM) -> list[tuple[str, str]]:
    return [(name, said) for what, name, said in room.timeline(where) if what == "note"]


async def test_a_sign_notes_what_somebody_said_with_its_author_and_time_once(group: FakeTelegram, room: Outage) -> None:
    said = group.user_says("*Two* clients called @everyone", chat=GROUP, user=OTHER)
    group.user_reacts(GROUP, said, "👌", user=PERSON)
    noted = (await group.until_sent(2))[-1]
    assert (noted.text, noted.reply_to) == (NOTED, said)
    group.user_reacts(GROUP, said, "👌", user=THIRD)
    group.user_reacts(GROUP, said, user=PERSON, before=("👌",))
    group.user_reacts(GROUP, said, "👌", "🔥", user=PERSON)
    group.user_reacts(GROUP, said, "👌", "🎉", user=PERSON, before=("👌", "🔥"))
    brief = await answers(group, "/incident brief")
    assert "Person 1002: *Two* clients called @everyone" in brief
    assert notes(room) == [("Person 1002", "*Two* clients called @everyone")]
    assert len(group.sent) == 3, "nothing is said of a sign that changes nothing"
    incident = room.incidents.current(ROOM)
    assert incident
    entry = next(one for one in room.incidents.timeline(incident.id) if one.change == "note")
    assert entry.person == f"telegram:{OTHER}"
    assert entry.at.startswith("20")
    assert entry.at != room.now.isoformat(), "when it was said, not when it was marked"


async def test_other_signs_own_messages_and_hidden_administrators_note_nothing(group: FakeTelegram, room: Outage) -> None:
    said = group.user_says("Two clients called", chat=GROUP, user=OTHER)
    group.user_reacts(GROUP, said, "🔥", user=PERSON)
    group.user_reacts(GROUP, said, "👌", user=PERSON, anonymous=True)
    group.user_reacts(GROUP, group.sent[0].message_id, "👌", user=PERSON)
    await answers(group, "/incident brief")
    assert notes(room) == []


async def test_the_newest_words_of_a_message_are_noted(group: FakeTelegram, room: Outage) -> None:
    said = group.user_says("Two clientz called", chat=GROUP, user=OTHER)
    group.user_edits(GROUP, said, "Two clients called")
    group.user_reacts(GROUP, said, "👌", user=PERSON)
    await group.until_sent(2)
    assert notes(room) == [("Person 1002", "Two clients called")]


async def test_what_was_said_is_remembered_through_a_restart_and_no_longer_than_the_incident(
    fake: FakeTelegram, room: Outage
) -> None:
    fake.world.chat(GROUP).admin = fake.world.chat(GROUP).can_pin = True
    async with running(fake, room):
        before = fake.user_says("nobody's business", chat=GROUP, user=OTHER)
        await opened(fake)
        said = fake.user_says("Two clients called", chat=GROUP, user=OTHER)
        await fake.until_confirmed()
    room.restart()
    async with running(fake, room):
        fake.user_reacts(GROUP, before, "👌", user=PERSON)
        fake.user_reacts(GROUP, said, "👌", user=PERSON)
        await fake.until_sent(2)
        assert notes(room) == [("Person 1002", "Two clients called")]
        await answers(fake, "/incident close")
        overheard = Overheard(room.database, "telegram")
        assert overheard.said(str(GROUP), str(said)) is None
        later = fake.user_says("All is well", chat=GROUP, user=OTHER)
        fake.user_reacts(GROUP, later, "👌", user=PERSON)
        await answers(fake, "/incident list")
        assert overheard.said(str(GROUP), str(later)) is None
        assert notes(room) == [("Person 1002", "Two clients called")]
    assert fake.refusals == []


async def test_without_rights_telegram_tells_of_no_sign(fake: FakeTelegram, room: Outage) -> None:
    async with running(fake, room):
        await opened(fake)
        said = fake.user_says("/now is it down?", chat=GROUP, user=OTHER)
        await fake.until_sent(2)
        fake.user_reacts(GROUP, said, "👌", user=PERSON)
        await answers(fake, "/incident brief")
        assert notes(room) == []


async def test_a_topic_is_a_room_of_its_own(fake: FakeTelegram, room: Outage) -> None:
    fake.world.chat(FORUM).admin = fake.world.chat(FORUM).can_pin = True
    async with running(fake, room):
        await opened(fake, FORUM, 5)
        there = fake.user_says("Two clients called", chat=FORUM, user=OTHER, thread=5)
        elsewhere = fake.user_says("lunch?", chat=FORUM, user=OTHER, thread=6)
        for said in (elsewhere, there):
            fake.user_reacts(FORUM, said, "👌", user=PERSON)
        noted = (await fake.until_sent(2))[-1]
        assert noted.thread == 5
        assert notes(room, f"telegram:{FORUM}/5") == [("Person 1002", "Two clients called")]


async def test_a_note_that_answers_somebody_notes_what_they_said(group: FakeTelegram, room: Outage) -> None:
    said = group.user_says("Two clients called", chat=GROUP, user=OTHER)
    assert await answers(group, "notatka", reply_to=said) == NOTED
    assert await answers(group, "/note", reply_to=said) == NOTED, "who asks the bot gets an answer, also the second time"
    assert await answers(group, "/note three by now", reply_to=said) == NOTED
    assert notes(room) == [("Person 1002", "Two clients called"), ("Person 1001", "three by now")]


async def test_without_an_incident_a_note_among_people_is_theirs(fake: FakeTelegram, room: Outage) -> None:
    fake.world.chat(GROUP).admin = fake.world.chat(GROUP).can_pin = True
    async with running(fake, room):
        said = fake.user_says("Two clients called", chat=GROUP, user=OTHER)
        fake.user_says("note", chat=GROUP, user=PERSON, reply_to=said)
        assert await answers(fake, "/note", reply_to=said) == text("incident-none", Language.EN)
        assert len(fake.sent) == 1


async def test_people_are_meant_by_the_name_after_an_at_or_by_a_mention(group: FakeTelegram, room: Outage) -> None:
    group.user_says("hello", chat=GROUP, user=OTHER)
    assert "🙋 Person 1002" in await answers(group, "/assign 1 to @person_1002")
    named = {"entities": [{"type": "bot_command", "offset": 0, "length": 7}]}
    named["entities"].append({"type": "text_mention", "offset": 10, "length": 3, "user": {"id": THIRD, "is_bot": False}})
    named["entities"][1]["user"]["first_name"] = "Zoë *Bold*"  # type: ignore[index]
    assert "🙋 Zoë *Bold*" in await answers(group, "/assign 2 Zoe", extra=named)
    group.world.chat(GROUP).members[1004] = "administrator"
    assert "Lead: Person 1004" in await answers(group, "/lead @Person_1004")
    assert notes(room) == []


async def test_who_is_not_there_is_not_meant(group: FakeTelegram) -> None:
    group.user_says("hello", chat=GROUP, user=OTHER)
    group.user_leaves(GROUP, OTHER)
    for who in ("@person_1002", "@nobody_else", "@planb_test_bot_2"):
        assert f"called {who} in this incident" in await answers(group, f"/assign 1 {who}")
    assert "There is no 77" in await answers(group, "/assign 77 @person_1001")


async def test_who_left_presses_and_marks_nothing(group: FakeTelegram, room: Outage) -> None:
    board = group.sent[0]
    said = group.user_says("Two clients called", chat=GROUP, user=THIRD)
    group.press(board.message_id, "☐ 1", user=OTHER)
    await group.until_called("answerCallbackQuery", 1)
    group.user_leaves(GROUP, OTHER)
    group.press(board.message_id, "☐ 2", user=OTHER)
    await group.until_called("answerCallbackQuery", 2)
    assert (group.toasts[-1].text, group.toasts[-1].alert) == (text("not-a-member", Language.FR), True)
    group.user_reacts(GROUP, said, "👌", user=OTHER)
    group.user_says("/done 3", chat=GROUP, user=OTHER)
    await answers(group, "/incident brief")
    assert [what for what, *_ in room.timeline(ROOM)] == ["opened", "tick"]


async def test_webhooks_ask_for_signs_too(fake: FakeTelegram, room: Outage) -> None:
    fake.world.chat(GROUP).admin = fake.world.chat(GROUP).can_pin = True
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        local = f"127.0.0.1:{free.getsockname()[1]}"
    async with running(fake, room, Address(local, "https://bot.example/hook")):
        with Courier(fake, local):
            await opened(fake)
            said = fake.user_says("Two clients called", chat=GROUP, user=OTHER)
            fake.user_reacts(GROUP, said, "👌", user=PERSON)
            await fake.until_sent(2)
    assert notes(room) == [("Person 1002", "Two clients called")]


async def test_the_same_update_twice_is_carried_out_once(group: FakeTelegram, room: Outage) -> None:
    group.user_says("/note two clients called", chat=GROUP, user=OTHER)
    update = dict(group.world.updates[-1])
    await group.until_sent(2)
    room.now = room.now.replace(hour=20)
    group.world.updates.append(update)
    group.announce()
    await answers(group, "/incident brief")
    assert notes(room) == [("Person 1002", "two clients called")]


async def test_in_a_topic_without_one_of_its_own_the_chats_incident_is_meant(fake: FakeTelegram, room: Outage) -> None:
    fake.world.chat(FORUM).admin = fake.world.chat(FORUM).can_pin = True
    async with running(fake, room):
        await opened(fake, FORUM)
        said = fake.user_says("Two clients called", chat=FORUM, user=OTHER, thread=5)
        fake.user_reacts(FORUM, said, "👌", user=PERSON)
        noted = (await fake.until_sent(2))[-1]
        assert (noted.thread, noted.text) == (5, NOTED)
        fake.user_says("/done 1", chat=FORUM, user=OTHER, thread=5, language="en")
        board = (await fake.until_sent(3))[-1]
        assert board.thread == 5
        assert "☑ 1." in board.text.replace("\xa0", " ")
        assert notes(room, f"telegram:{FORUM}") == [("Person 1002", "Two clients called")]
