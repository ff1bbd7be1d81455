"""Presses and server rules on Discord: boards that change in place, what one person alone may read, files, channels."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.messages import Button, File, Incoming, Message
from bot.store.servers import Rules
from tests.bot.platforms.discord_script import CHANNEL, GUILD, Script, plain, running
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_payloads import Sent

BOARD = "4f2a"
ROWS = ((Button(f"tick:{BOARD}:1", "1"), Button(f"tick:{BOARD}:2", "2")),)


@pytest.fixture(autouse=True)
def no_error_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@pytest.fixture
def script() -> Script:
    """It counts ticks on a board."""
    made = Script()
    ticks: list[str] = []

    def ticked(incoming: Incoming) -> tuple[Message, ...]:
        ticks.append(incoming.press)
        return (plain(f"{len(ticks)} done", buttons=ROWS, board=BOARD, toast="ticked"),)

    made.answers |= {"list": (plain("0 done", buttons=ROWS, board=BOARD),), ROWS[0][0].id: ticked, ROWS[0][1].id: ticked}
    return made


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        fake.limits.size = 50
        yield fake


@pytest.fixture
async def bot(fake: FakeDiscord, script: Script) -> AsyncIterator[asyncio.Task[None]]:
    async with running(fake, script) as task:
        yield task


async def board(fake: FakeDiscord, words: str = "list") -> Sent:
    await fake.user_says(words, guild=GUILD, channel=CHANNEL, mention=True)
    return (await fake.wait_for_sent())[0]


class TestBoards:
    async def test_a_press_changes_the_board_in_place_also_after_a_restart(self, fake: FakeDiscord, script: Script) -> None:
        async with running(fake, script):
            sent = await board(fake)
            await fake.press(sent, "1", user=5)
            await fake.until(lambda: sent.content == "1 done")
        async with running(fake, script):
            await fake.press(sent, "2", user=6)
            await fake.until(lambda: sent.content == "2 done")
        assert (len(fake.sent), len(sent.buttons)) == (1, 2)
        assert [ack.kind for ack in fake.acks] == [6, 6], "an update is announced, not a message"
        assert not fake.refusals

    @pytest.mark.usefixtures("bot")
    async def test_a_flurry_ends_with_the_last_state(self, fake: FakeDiscord) -> None:
        sent = await board(fake)
        for number in range(20):
            await fake.press(sent, "1", user=number % 3 + 1)
        await fake.until(lambda: sent.content == "20 done")
        assert all(ack.elapsed < 3 for ack in fake.acks)

    @pytest.mark.usefixtures("bot")
    async def test_a_new_board_is_for_everyone_and_the_rest_for_who_pressed(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["ask"] = (plain("choose", buttons=((Button("go:1", "Go"),),)),)
        script.answers["go:1"] = (plain("new", buttons=ROWS, board=BOARD), plain("why"), plain("menu", board="x", hidden=True))
        await fake.press(await board(fake, "ask"), "Go")
        sent = (await fake.wait_for_sent(4))[1:]
        assert [(one.content, one.ephemeral) for one in sent] == [("new", False), ("why", True), ("menu", True)]

    @pytest.mark.usefixtures("bot")
    async def test_below_a_private_answer_all_stays_private(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["now"] = (plain("choose", buttons=((Button("go:1", "Go"),),)),)
        script.answers["go:1"] = (plain("new", buttons=ROWS, board=BOARD),)
        await fake.slash("now", guild=GUILD, channel=CHANNEL)
        await fake.press((await fake.wait_for_sent())[0], "Go")
        assert (await fake.wait_for_sent(2))[1].ephemeral

    @pytest.mark.usefixtures("bot")
    async def test_a_board_that_was_deleted_comes_anew(self, fake: FakeDiscord) -> None:
        sent = await board(fake)
        sent.deleted = True
        await fake.press(sent, "1")
        anew = (await fake.wait_for_sent(2))[1]
        assert (anew.content, anew.ephemeral) == ("1 done", False)

    @pytest.mark.usefixtures("bot")
    async def test_a_press_that_came_too_late_is_answered_in_the_channel(self, fake: FakeDiscord) -> None:
        await fake.press(await board(fake), "1", age=4)
        late = (await fake.wait_for_sent(2))[1]
        assert (late.channel, late.content, late.pings) == (CHANNEL, "1 done", set())

    @pytest.mark.usefixtures("bot")
    async def test_an_answer_that_took_longer_than_the_token_lives(self, fake: FakeDiscord, script: Script) -> None:
        sent = await board(fake)

        async def slow(_: Incoming) -> None:
            fake.advance(15 * 60 + 1)

        await fake.until(lambda: script.asked)
        script.before = slow
        await fake.press(sent, "1")
        assert (await fake.wait_for_sent(2))[1].content == "1 done"

    @pytest.mark.usefixtures("bot")
    async def test_words_in_passing_are_shown_only_where_nothing_else_is(self, fake: FakeDiscord, script: Script) -> None:
        sent = await board(fake)
        script.answers[ROWS[0][0].id] = (Message((), toast="Noted"),)
        await fake.press(sent, "1")
        toast = (await fake.wait_for_sent(2))[1]
        assert (toast.content, toast.ephemeral, sent.content) == ("Noted", True, "0 done")


@pytest.mark.usefixtures("bot")
class TestHidden:
    async def test_what_is_hidden_is_hidden_below_a_public_command(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["now"] = (plain("secret", hidden=True), plain("for all"))
        interaction = await fake.slash("now", {"reply": "public"}, guild=GUILD)
        sent = await fake.wait_for_sent(2)
        assert [(one.content, one.ephemeral) for one in sent] == [("secret", True), ("for all", False)]
        assert interaction.deleted

    async def test_what_is_hidden_goes_to_who_mentioned_the_bot(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["secret"] = (plain("for you", hidden=True),)
        await fake.user_says("secret", guild=GUILD, channel=CHANNEL, mention=True, user=7)
        fake.blocked.add(8)
        await fake.user_says("secret", guild=GUILD, channel=CHANNEL, mention=True, user=8)
        assert [one.channel for one in await fake.wait_for_sent(2)] == [75, CHANNEL]

    async def test_files_are_attached(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["profile"] = (plain("Here", file=File("profile.json", b"{}")),)
        await fake.slash("profile", guild=GUILD)
        await fake.wait_for_sent()
        script.answers["export"] = script.answers["profile"]
        await fake.user_says("export")
        sent = await fake.wait_for_sent(2)
        assert [(one.content, one.files, one.ephemeral) for one in sent] == [
            ("Here", {"profile.json": b"{}"}, True),
            ("Here", {"profile.json": b"{}"}, False),
        ]

    async def test_what_cannot_be_read_is_told(self, fake: FakeDiscord, script: Script) -> None:
        for file in ("error.png", "note.ogg", "plan.pdf"):
            await fake.user_says("", files=(file,))
        await fake.wait_for_sent(3)
        assert [one.unreadable for one in script.asked] == ["photo", "voice", "file"]

    async def test_an_edited_question_is_asked_anew_once(self, fake: FakeDiscord, script: Script) -> None:
        said = await fake.user_says("one")
        await fake.user_edits(said, "two", twice=True)
        await fake.user_says("three")
        await fake.wait_for_sent(3)
        assert [(one.text, one.edited) for one in script.asked] == [("one", False), ("two", True), ("three", False)]


@pytest.mark.usefixtures("bot")
class TestOptions:
    async def test_roles_are_proposed_in_the_persons_language(self, fake: FakeDiscord, script: Script) -> None:
        assert len(await fake.types("now", "role", "", locale="pl")) == 5
        [agency] = await fake.types("now", "role", "agen", locale="fr")
        assert agency["value"] == "agency"
        await fake.slash("now", {"role": "boulangerie", "down": "insta et wa"}, locale="fr")
        await fake.wait_for_sent()
        assert script.asked[0].options == {"role": "shop", "down": "instagram,whatsapp"}

    async def test_platforms_are_proposed_one_after_the_other(self, fake: FakeDiscord) -> None:
        first = await fake.types("now", "down", "insta")
        assert {"name": "Instagram", "value": "instagram"} in first
        more = await fake.types("now", "down", "instagram, wh")
        assert [one["value"] for one in more] == ["instagram,whatsapp"]
        assert len(await fake.types("now", "down", "")) <= 25

    async def test_what_is_chosen_is_as_if_it_were_typed(self, fake: FakeDiscord, script: Script) -> None:
        await fake.slash("draft", {"kind": "sms", "language": "de"})
        await fake.slash("checklist", {"action": "skip", "items": "2 3"})
        await fake.slash("checklist", {"items": "1"})
        await fake.slash("profile", {"field": "phone", "value": "01 23"})
        await fake.slash("language", {"language": "it"})
        await fake.slash("draft", {"about": "Aurora, spring Reel, 6 pm", "language": "de"})
        await fake.slash("draft", {"kind": "sms", "about": "Aurora"})
        await fake.wait_for_sent(7)
        said = ["sms de", "skip 2 3", "done 1", "phone 01 23", "it", "brand de Aurora, spring Reel, 6 pm", "sms"]
        assert [one.text for one in script.asked] == said

    async def test_choices_are_localised(self, fake: FakeDiscord) -> None:
        commands = await fake.wait_commands()
        kind = next(one for one in commands["draft"]["options"] if one["name"] == "kind")
        assert len(kind["choices"]) == 8
        assert all(len(set(choice["name_localizations"])) == 8 for choice in kind["choices"])


@pytest.mark.usefixtures("bot")
class TestServers:
    async def test_who_may_manage_it_is_told(self, fake: FakeDiscord, script: Script) -> None:
        fake.admins.add(7)
        for user in (7, 8):
            await fake.user_says("x", guild=GUILD, channel=CHANNEL, mention=True, user=user)
            await fake.slash("help", guild=GUILD, channel=CHANNEL, user=user)
        await fake.wait_for_sent(4)
        assert sorted((one.person, one.server, one.admin) for one in script.asked) == [
            *[("7", str(GUILD), True)] * 2,
            *[("8", str(GUILD), False)] * 2,
        ]

    async def test_its_language_is_for_who_tells_none(self, fake: FakeDiscord, script: Script) -> None:
        script.rules = Rules(language="pl")
        await fake.user_says("x", guild=GUILD, channel=CHANNEL, mention=True)
        await fake.slash("help", guild=GUILD, channel=CHANNEL, locale="de")
        await fake.user_says("x")
        await fake.wait_for_sent(3)
        assert sorted(one.language for one in script.asked) == ["", "de", "pl"]

    async def test_public_replies_and_what_stays_private(self, fake: FakeDiscord, script: Script) -> None:
        script.rules = Rules(replies="public")
        for name, options in (("help", {}), ("now", {"reply": "private"}), ("profile", {}), ("server", {})):
            await fake.slash(name, options, guild=GUILD, channel=CHANNEL)
        sent = await fake.wait_for_sent(4)
        assert [one.ephemeral for one in sent] == [False, True, True, True]

    async def test_it_speaks_only_where_it_may(self, fake: FakeDiscord, script: Script) -> None:
        script.rules = Rules(channels=(f"<#{CHANNEL}>",), replies="public")
        fake.add_guild(GUILD)
        await fake.user_says("x", guild=GUILD, channel=99, mention=True)
        await fake.slash("help", guild=GUILD, channel=99)
        fake.add_thread(61, parent=CHANNEL, guild=GUILD)
        await fake.user_says("y", guild=GUILD, channel=CHANNEL, mention=True)
        sent = await fake.wait_for_sent(2)
        assert {(one.channel, one.ephemeral) for one in sent} == {(99, True), (CHANNEL, False)}
        assert "x" not in [one.text for one in script.asked]

    async def test_nothing_overtakes_what_was_said_before_it(self, fake: FakeDiscord, script: Script) -> None:
        waits = iter([0.2, 0.0, 0.0])

        def slow(_: str) -> Rules:
            time.sleep(next(waits))
            return Rules()

        script.rules_of = slow
        for text in ("one", "two", "three"):
            await fake.user_says(text, guild=GUILD, channel=CHANNEL, mention=True)
        await fake.wait_for_sent(3)
        assert [one.text for one in script.asked] == ["one", "two", "three"]
