"""What people do in an incident's room on Discord: signs below messages, notes that answer them, mentions, the command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.delivery import Mailbox
from bot.platforms.discord import DiscordPlatform
from bot.store.servers import Rules
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import Outage
from tests.bot.platforms.discord_script import CHANNEL, GUILD
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_payloads import Said, Sent

ROOM = f"discord:{CHANNEL}"
NOTED = text("incident-noted", Language.EN)
ANN, BEN, CEM = 1, 2, 3
MENU = text("incident-mark", Language.EN)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.add_guild(GUILD, (1 << 52) - 1)
        yield fake


@pytest.fixture
async def channel(fake: FakeDiscord, room: Outage) -> AsyncIterator[FakeDiscord]:
    """An incident is open there."""
    async with running(fake, room):
        await slash(fake, action="open", title="WhatsApp is down")
        yield fake
    assert fake.refusals == []


@asynccontextmanager
async def running(fake: FakeDiscord, room: Outage) -> AsyncIterator[None]:
    platform = DiscordPlatform(
        fake.token, room.dialogue, Mailbox(room.database, "discord"), url=fake.url, rules=lambda _: Rules(language="en")
    )
    task = asyncio.create_task(platform.run())
    try:
        await fake.wait_connected()
        await fake.wait_commands()
        yield
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=5)


async def slash(fake: FakeDiscord, *, user: int = ANN, locale: str = "en-US", **options: str) -> Sent:
    before = len(fake.sent)
    await fake.slash("incident", options, user=user, guild=GUILD, channel=CHANNEL, locale=locale)
    return (await fake.wait_for_sent(before + 1))[-1]


async def says(fake: FakeDiscord, words: str, **how: object) -> Said:
    return await fake.user_says(words, guild=GUILD, **{"user": BEN, "channel": CHANNEL, **how})  # type: ignore[arg-type]


async def answer(fake: FakeDiscord, words: str, **how: object) -> Sent:
    before = len(fake.sent)
    await says(fake, words, mention=True, **how)
    return (await fake.wait_for_sent(before + 1))[-1]


def notes(room: Outage) -> list[tuple[str, str]]:
    return [(name, said) for what, name, said in room.timeline(ROOM) if what == "note"]


async def test_a_pin_notes_what_the_bot_may_read_with_its_author_once(channel: FakeDiscord, room: Outage) -> None:
    channel.read_content()
    said = await says(channel, f"*Two* clients called <@{CEM}> @everyone <@900>")
    await channel.wait_for_sent(2)  # it is also a question
    await channel.user_reacts(said, "📌", user=ANN)
    noted = (await channel.wait_for_sent(3))[-1]
    assert (noted.content, noted.reference, noted.pings) == (NOTED, said.id, set())
    for user in (ANN, CEM):
        await channel.user_reacts(said, "📌", user=user)
    await channel.user_reacts(said, "🔥", user=CEM)
    await channel.user_reacts(said, "📌", user=77, bot=True)
    await channel.user_reacts(noted, "📌", user=ANN)
    brief = await slash(channel, action="brief")
    assert brief.ephemeral
    assert brief.pings == set()
    assert [(name, said.split()[:3]) for name, said in notes(room)] == [("user-2", ["*Two*", "clients", "called"])]
    assert f"@user-{CEM}" in notes(room)[0][1]


async def test_what_the_bot_may_not_read_is_said_to_who_marked_it(channel: FakeDiscord, room: Outage) -> None:
    said = await says(channel, "Two clients called")
    await channel.user_reacts(said, "📌", user=ANN)
    told = (await channel.wait_for_sent(2))[-1]
    assert told.content == text("incident-unread", Language.EN)
    assert told.guild is None, "in a direct message, and not before everyone"
    told = await answer(channel, "note", reply_to=said)
    assert told.content == text("incident-unread", Language.EN)
    assert notes(room) == []


async def test_the_menu_of_a_message_notes_it_whatever_the_bot_may_read(channel: FakeDiscord, room: Outage) -> None:
    said = await says(channel, "Two clients called")
    for _ in range(2):
        await channel.menu(MENU, said, user=ANN)
    first, second = (await channel.wait_for_sent(3))[-2:]
    assert {first.content, second.content} == {NOTED}
    assert first.ephemeral
    assert notes(room) == [("user-2", "Two clients called")]


async def test_with_the_intent_every_message_can_be_noted(fake: FakeDiscord, room: Outage) -> None:
    fake.read_content()
    async with running(fake, room):
        await slash(fake, action="open", title="WhatsApp is down")
        said, other = await says(fake, "Two clients called"), await says(fake, "three by now", user=CEM)
        await fake.user_reacts(said, "📌", user=ANN)
        await fake.wait_for_sent(2)
        await says(fake, "Notiz", user=ANN, reply_to=other)
        await fake.wait_for_sent(3)
        await says(fake, "lunch?", user=ANN, reply_to=other)
        await slash(fake, action="brief")
        assert len(fake.sent) == 4
    assert notes(room) == [("user-2", "Two clients called"), ("user-3", "three by now")]
    assert fake.gateway.closings == []


async def test_without_an_incident_a_mark_is_theirs(fake: FakeDiscord, room: Outage) -> None:
    fake.read_content()
    async with running(fake, room):
        said = await says(fake, "Two clients called")
        await fake.user_reacts(said, "📌", user=ANN)
        await says(fake, "note", user=ANN, reply_to=said)
        await fake.menu(MENU, said, user=ANN)
        (told,) = await fake.wait_for_sent(1)
        assert told.content == text("incident-none", Language.EN)


async def test_people_are_meant_by_mentions(channel: FakeDiscord, room: Outage) -> None:
    board = await slash(channel, action="assign", text="1", member=str(BEN))
    assert "🙋 user-2" in board.content.replace("\xa0", " ")
    board = await answer(channel, f"assign 2 to <@{CEM}>", user=ANN)
    assert "🙋 user-3" in board.content.replace("\xa0", " ")
    board = await slash(channel, text=f"assign 3 <@!{CEM}>")
    assert board.content.count("user-3") == 2
    board = await slash(channel, action="lead", member=str(BEN))
    assert "Lead: user-2" in board.content
    assert all(not sent.pings for sent in channel.sent)
    assert [what for what, *_ in room.timeline(ROOM)] == ["opened", "assigned", "assigned", "assigned", "lead"]


async def test_who_is_not_there_gets_one_polite_line(fake: FakeDiscord, room: Outage) -> None:
    fake.gone.add(CEM)
    async with running(fake, room):
        await slash(fake, action="open", title="WhatsApp is down")
        told = await slash(fake, action="assign", text="1", member=str(CEM), locale="pl")
        assert told.content.startswith("Nie znam w tym incydencie nikogo")
        assert told.ephemeral
        assert "nobody called @zoe" in (await slash(fake, action="lead", text="@zoe")).content
        assert all(not sent.pings for sent in fake.sent)


async def test_the_command_has_options_in_six_languages(channel: FakeDiscord) -> None:
    command = (await channel.wait_commands())["incident"]
    options = {option["name"]: option for option in command["options"]}
    assert [*options] == ["action", "title", "down", "text", "member"]
    assert {choice["value"] for choice in options["action"]["choices"]} >= {
        *("open", "brief", "update", "close", "reopen", "report", "list", "settings", "take", "note", "assign")
    }
    close = next(choice for choice in options["action"]["choices"] if choice["value"] == "close")
    assert {close["name"], *close["name_localizations"].values()} == {
        text("incident-action-close", language) for language in Language
    }
    menu = (await channel.wait_commands())[MENU]
    assert menu["name_localizations"]["fr"] == text("incident-mark", Language.FR)
    proposed = await channel.types("incident", "down", "insta")
    assert [one["value"] for one in proposed] == ["instagram"]


async def test_options_are_as_if_typed(channel: FakeDiscord, room: Outage) -> None:
    first = channel.sent[0]
    assert first.content.startswith("🚨 **WhatsApp is down**") or "WhatsApp is down" in first.content
    assert not first.ephemeral, "everybody sees the board"
    assert "Down: Instagram" in (await slash(channel, down="Instagram")).content
    assert "Down: Telegram" in (await slash(channel, action="down", down="telegram")).content
    assert "☑ 1." in (await slash(channel, action="done", text="1")).content
    assert (await slash(channel, action="note", text="two called")).content == NOTED
    assert "0 of 10" not in (await slash(channel)).content
    assert "Closed" in (await slash(channel, action="close")).content


async def test_down_alone_opens_one(fake: FakeDiscord, room: Outage) -> None:
    async with running(fake, room):
        assert "Down: WhatsApp" in (await slash(fake, down="whatsapp")).content
    assert [what for what, *_ in room.timeline(ROOM)] == ["opened"]


async def test_in_a_thread_the_channels_incident_is_meant(channel: FakeDiscord, room: Outage) -> None:
    thread = CHANNEL + 7
    channel.add_thread(thread, CHANNEL, GUILD)
    before = len(channel.sent)
    await channel.slash("incident", {"action": "note", "text": "hello"}, user=BEN, guild=GUILD, channel=thread)
    noted = (await channel.wait_for_sent(before + 1))[-1]
    assert (noted.content, noted.channel) == (NOTED, thread)
    assert notes(room) == [("user-2", "hello")]


async def test_a_title_where_one_is_open_is_told_so(channel: FakeDiscord) -> None:
    told = await slash(channel, user=BEN, title="Instagram is down")
    assert text("incident-already", Language.EN, title="WhatsApp is down") in told.content


async def test_a_message_in_a_thread_and_a_pin_there_too(fake: FakeDiscord, room: Outage) -> None:
    thread = CHANNEL + 7
    fake.add_thread(thread, CHANNEL, GUILD)
    fake.read_content()
    async with running(fake, room):
        await slash(fake, action="open", title="WhatsApp is down")
        noted = await answer(fake, "note hello", channel=thread)
        assert (noted.content, noted.channel) == (NOTED, thread)
        said = await says(fake, "Two clients called", channel=thread)
        await fake.user_reacts(said, "📌", user=ANN)
        await fake.wait_for_sent(3)
    assert notes(room) == [("user-2", "hello"), ("user-2", "Two clients called")]
