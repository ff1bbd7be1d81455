"""The Discord adapter, in process, against the fake: what people see, and what Discord accepts."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Iterator

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.messages import Button, Incoming
from bot.platforms.discord import DiscordPlatform, invitation
from tests.bot.platforms.discord_script import CHANNEL, GUILD, Script, plain, running
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_payloads import BOT_ID, LEAST_PERMISSIONS
from tests.fakes.discord_rules import MANAGE_GUILD, PIN_MESSAGES, SUPPRESS_EMBEDS


@pytest.fixture(autouse=True)
def no_error_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test that expects an error in the log clears the log."""
    yield
    assert not [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeDiscord, script: Script) -> AsyncIterator[asyncio.Task[None]]:
    async with running(fake, script) as task:
        yield task


@pytest.mark.usefixtures("bot")
class TestMessages:
    async def test_a_direct_message_is_answered(self, fake: FakeDiscord, script: Script) -> None:
        said = await fake.user_says("whatsapp is down", user=7)
        [sent] = await fake.wait_for_sent()
        assert (sent.channel, sent.content, sent.reference) == (said.channel, "You said: whatsapp is down", None)
        assert script.asked == [
            Incoming(platform="discord", conversation=str(said.channel), person="7", text="whatsapp is down", name="user-7")
        ]

    async def test_in_a_server_only_a_mention_is_answered(self, fake: FakeDiscord, script: Script) -> None:
        await fake.user_says("lunch?", guild=GUILD, channel=CHANNEL)
        question = await fake.user_says("is it down?", guild=GUILD, channel=CHANNEL, mention=True, user=8)
        [sent] = await fake.wait_for_sent()
        assert (sent.channel, sent.reference, sent.pings) == (CHANNEL, question.id, set())
        assert script.asked == [
            Incoming("discord", str(CHANNEL), "8", "is it down?", private=False, name="user-8", server=str(GUILD))
        ]

    async def test_a_reply_to_the_bot_is_answered(self, fake: FakeDiscord, script: Script) -> None:
        await fake.user_says("first", guild=GUILD, channel=CHANNEL, mention=True)
        [sent] = await fake.wait_for_sent()
        await fake.user_says("and then?", guild=GUILD, channel=CHANNEL, reply_to=sent)
        assert (await fake.wait_for_sent(2))[1].content == "You said: and then?"

    async def test_a_thread_is_a_conversation_of_its_own(self, fake: FakeDiscord, script: Script) -> None:
        fake.add_thread(61, parent=CHANNEL, guild=GUILD)
        await fake.user_says("here", guild=GUILD, channel=61, mention=True)
        [sent] = await fake.wait_for_sent()
        assert (sent.channel, script.asked[0].conversation) == (61, "61")

    async def test_bots_and_system_messages_are_not_answered(self, fake: FakeDiscord, script: Script) -> None:
        await fake.user_says("I am a bot", bot=True)
        await fake.user_says("", kind=6)  # somebody pinned a message
        await fake.user_says("a person")
        await fake.wait_for_sent()
        assert [incoming.text for incoming in script.asked] == ["a person"]

    async def test_a_conversation_keeps_its_order_and_others_do_not_wait(self, fake: FakeDiscord, script: Script) -> None:
        go = asyncio.Event()

        async def slow(incoming: Incoming) -> None:
            if incoming.text == "one":
                await go.wait()

        script.before = slow
        await fake.user_says("one", user=1)
        await fake.user_says("two", user=1)
        await fake.user_says("other", user=2)
        assert [sent.content for sent in await fake.wait_for_sent()] == ["You said: other"]
        go.set()
        assert [sent.content for sent in await fake.wait_for_sent(3)][1:] == ["You said: one", "You said: two"]

    async def test_a_long_answer_is_split_and_the_buttons_stand_below(self, fake: FakeDiscord, script: Script) -> None:
        rows = ((Button("a:1", "One"), Button("b:1", "Two")),)
        script.answers["long"] = (plain(*("x" * 900 for _ in range(5)), buttons=rows),)
        await fake.user_says("long", guild=GUILD, channel=CHANNEL, mention=True)
        sent = await fake.wait_for_sent(3)
        assert [len(one.content) for one in sent] == [1802, 1802, 900]
        assert [one.buttons for one in sent] == [{}, {}, {"a:1": "One", "b:1": "Two"}]
        assert [one.reference is None for one in sent] == [False, True, True]
        assert all(one.flags & SUPPRESS_EMBEDS for one in sent)

    async def test_nobody_is_pinged_and_nothing_quoted_is_markup(self, fake: FakeDiscord, script: Script) -> None:
        await fake.user_says("@everyone <@5> <@&6> **now**", guild=GUILD, channel=CHANNEL, mention=True)
        [sent] = await fake.wait_for_sent()
        assert sent.pings == set()
        assert sent.allowed_mentions == {"parse": []}
        assert sent.content == r"You said: @everyone @user-5 \<@&6> \*\*now\*\*"

    async def test_a_429_is_obeyed(self, fake: FakeDiscord) -> None:
        fake.rate_limit_next(0.4)
        await fake.user_says("hello")
        [sent] = await fake.wait_for_sent()
        [(_, refused_at, retry_after)] = fake.limits.hit
        assert sent.at - refused_at >= retry_after
        assert fake.limits.early == 0

    async def test_a_429_for_too_long_is_not_waited_for(self, fake: FakeDiscord, caplog: pytest.LogCaptureFixture) -> None:
        fake.rate_limit_next(90)
        await fake.user_says("hello", user=1)
        await fake.until(lambda: fake.limits.hit)
        await fake.user_says("hello", user=2)
        await fake.wait_for_sent()
        assert "could not be sent" in caplog.text

    async def test_a_person_who_takes_no_messages_is_no_error(
        self, fake: FakeDiscord, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        fake.blocked.add(3)
        await fake.user_says("hi", user=3)
        await fake.until(lambda: fake.refusals)
        await fake.user_says("hi", user=4)
        await fake.wait_for_sent()
        assert "takes no direct messages" in caplog.text
        assert all(record.levelno < logging.WARNING for record in caplog.records if record.name.startswith("bot."))

    async def test_a_bug_is_loud_and_stops_nothing(
        self, fake: FakeDiscord, script: Script, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def broken(incoming: Incoming) -> None:
            if incoming.text == "crash":
                raise KeyError("a bug")

        script.before = broken
        await fake.user_says("crash")
        await fake.user_says("still there?")
        assert (await fake.wait_for_sent())[0].content == "You said: still there?"
        assert "KeyError: 'a bug'" in caplog.text
        caplog.clear()


@pytest.mark.usefixtures("bot")
class TestCommands:
    async def test_they_are_registered_in_six_languages(self, fake: FakeDiscord) -> None:
        commands = await fake.wait_commands()
        assert list(commands)[:5] == ["now", "help", "start", "sources", "language"]
        localised = commands["sources"]["description_localizations"]
        assert localised["es-419"] == localised["es-ES"] == "sources in es"
        assert set(localised) == {"fr", "it", "pl", "en-US", "en-GB", "es-ES", "es-419", "de"}
        assert [option["name"] for option in commands["now"]["options"]] == ["role", "down", "question", "reply"]
        options = {name: [option["name"] for option in command.get("options", [])] for name, command in commands.items()}
        assert (options["language"], options["draft"]) == (["language"], ["kind", "language", "about", "reply"])
        assert (options["checklist"], options["profile"]) == (["action", "items", "reply"], ["field", "value"])
        assert (options["server"], options["forget"]) == (["language", "channels", "replies"], [])
        assert int(commands["server"]["default_member_permissions"]) == MANAGE_GUILD, "shown to those who may manage the server"
        assert len(commands["help"]["description"]) == 100

    async def test_now_is_acknowledged_in_time_and_private(self, fake: FakeDiscord, script: Script) -> None:
        go = asyncio.Event()
        script.before = lambda _: go.wait()  # type: ignore[assignment, return-value]
        options = {"role": "shop", "down": "whatsapp", "question": "que faire ?"}
        interaction = await fake.slash("now", options, guild=GUILD, channel=CHANNEL, user=9, locale="fr")
        [ack] = await fake.wait_for_acks()
        assert ack.elapsed < 3
        assert not fake.sent
        go.set()
        [sent] = await fake.wait_for_sent()
        assert (sent.ephemeral, sent.interaction, interaction.thinking) == (True, interaction, False)
        assert script.asked == [
            Incoming(
                *("discord", str(CHANNEL), "9"),
                command="now",
                options=options,
                private=False,
                language="fr",
                name="user-9",
                server=str(GUILD),
                aside=True,
            )
        ]

    async def test_one_that_waits_for_its_turn_is_acknowledged_all_the_same(self, fake: FakeDiscord, script: Script) -> None:
        go = asyncio.Event()
        script.before = lambda _: go.wait()  # type: ignore[assignment, return-value]
        await fake.slash("start", guild=GUILD, channel=CHANNEL)
        await fake.slash("help", guild=GUILD, channel=CHANNEL)
        await fake.wait_for_acks(2)
        await fake.until(lambda: script.asked)
        assert [incoming.command for incoming in script.asked] == ["start"]
        go.set()
        assert [sent.content for sent in await fake.wait_for_sent(2)] == ["You said: start", "You said: help"]

    async def test_a_bug_leaves_nobody_waiting(
        self, fake: FakeDiscord, script: Script, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def broken(_: Incoming) -> None:
            raise KeyError("a bug")

        script.before = broken
        interaction = await fake.slash("help", guild=GUILD)
        await fake.until(lambda: interaction.deleted)
        assert caplog.text.count("KeyError: 'a bug'") == 1
        caplog.clear()

    async def test_now_for_everyone(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["now"] = (plain("x" * 1500, "@everyone " + "y" * 1500),)
        await fake.slash("now", {"reply": "public"}, guild=GUILD)
        sent = await fake.wait_for_sent(2)
        assert [(one.ephemeral, one.pings, one.allowed_mentions) for one in sent] == [(False, set(), {"parse": []})] * 2
        assert script.asked[0].options == {}

    async def test_in_a_direct_message_nothing_needs_hiding(self, fake: FakeDiscord, script: Script) -> None:
        await fake.slash("language", {"language": "pl"}, user=4)
        [sent] = await fake.wait_for_sent()
        assert not sent.ephemeral
        assert (script.asked[0].command, script.asked[0].text, script.asked[0].private) == ("language", "pl", True)

    async def test_nothing_to_say_leaves_nothing_behind(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["help"] = ()
        interaction = await fake.slash("help", guild=GUILD)
        await fake.until(lambda: interaction.deleted)
        assert not fake.sent
        assert not fake.refusals

    async def test_one_too_late_to_be_acknowledged_is_answered_in_private(
        self, fake: FakeDiscord, caplog: pytest.LogCaptureFixture
    ) -> None:
        await fake.slash("help", guild=GUILD, channel=CHANNEL, user=7, age=4)
        await fake.slash("now", {"reply": "public"}, guild=GUILD, channel=CHANNEL, age=4)
        sent = await fake.wait_for_sent(2)
        assert [(one.channel, one.content) for one in sent] == [(75, "You said: help"), (CHANNEL, "You said: now")]
        assert [refusal.code for refusal in fake.refusals] == [10062] * 2
        assert "could not be acknowledged in time" in caplog.text
        assert "Traceback" not in caplog.text

    async def test_a_429_below_an_interaction_is_obeyed(self, fake: FakeDiscord) -> None:
        fake.rate_limit_next(0.3)
        await fake.slash("help", guild=GUILD)
        [sent] = await fake.wait_for_sent()
        [(_, refused_at, retry_after)] = fake.limits.hit
        assert sent.at - refused_at >= retry_after


class TestButtons:
    async def test_a_press_is_answered_also_after_a_restart(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["ask"] = (plain("choose", buttons=((Button("more:x", "More"),),)),)
        async with running(fake, script):
            await fake.user_says("ask", guild=GUILD, channel=CHANNEL, mention=True)
            [asked] = await fake.wait_for_sent()
            await fake.press(asked, "More", user=5, locale="pl")
            pressed = (await fake.wait_for_sent(2))[1]
        async with running(fake, script):
            await fake.press(asked, "more:x", user=5, locale="pl")
            again = (await fake.wait_for_sent(3))[2]
        assert pressed.content == again.content == "You said: more:x"
        assert pressed.ephemeral
        assert again.ephemeral
        wanted = Incoming(
            "discord", str(CHANNEL), "5", press="more:x", private=False, language="pl", name="user-5", server=str(GUILD)
        )
        assert script.asked[1:] == [wanted, wanted]
        assert not fake.refusals

    @pytest.mark.usefixtures("bot")
    async def test_messages_with_buttons_are_not_kept_in_memory(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["ask"] = (plain("choose", buttons=((Button("more:x", "More"),),)),)
        await fake.user_says("ask")
        await fake.user_says("once more, so that the first is done")
        await fake.wait_for_sent(2)
        gc.collect()
        assert not [kept for kept in gc.get_objects() if isinstance(kept, discord.ui.View)]

    @pytest.mark.usefixtures("bot")
    async def test_buttons_of_a_private_answer_stay(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["now"] = (plain("choose", buttons=((Button("more:y", "More"),),)),)
        await fake.slash("now", guild=GUILD)
        [sent] = await fake.wait_for_sent()
        await fake.press(sent, "More")
        assert (await fake.wait_for_sent(2))[1].content == "You said: more:y"

    @pytest.mark.usefixtures("bot")
    async def test_in_a_direct_message_the_answer_is_not_hidden(self, fake: FakeDiscord, script: Script) -> None:
        script.answers["ask"] = (plain("choose", buttons=((Button("more:z", "More"),),)),)
        await fake.user_says("ask")
        await fake.press((await fake.wait_for_sent())[0], "More")
        assert not (await fake.wait_for_sent(2))[1].ephemeral


class TestConnection:
    async def test_a_refused_token_raises(self, fake: FakeDiscord, script: Script) -> None:
        platform = DiscordPlatform("wrong-token", script, url=fake.url)
        with pytest.raises(discord.LoginFailure) as refused:
            await platform.run()
        assert "wrong-token" not in str(refused.value)

    async def test_it_asks_for_no_more_than_it_needs(self, fake: FakeDiscord, bot: asyncio.Task[None]) -> None:
        assert fake.gateway.identifies[0]["intents"] == 1 << 0 | 1 << 9 | 1 << 10 | 1 << 12

    async def test_it_ends_when_cancelled_with_answers_under_way(self, fake: FakeDiscord, script: Script) -> None:
        script.before = lambda _: asyncio.Event().wait()  # type: ignore[assignment, return-value]
        async with running(fake, script) as task:
            await fake.user_says("hello")
            await fake.slash("help", guild=GUILD)
            await fake.wait_for_acks()
            took = await cancelled(task)
        assert took < 3
        assert not fake.gateway.sessions  # it said good-bye

    async def test_it_ends_when_the_gateway_no_longer_listens(self, fake: FakeDiscord, script: Script) -> None:
        async with running(fake, script) as task:
            fake.freeze_gateway()
            assert await cancelled(task) < 4

    async def test_an_answer_under_way_is_still_sent(self, fake: FakeDiscord, script: Script) -> None:
        asked, go = asyncio.Event(), asyncio.Event()

        async def slow(_: Incoming) -> None:
            asked.set()
            await go.wait()

        script.before = slow
        async with running(fake, script) as task:
            await fake.user_says("hello")
            await asked.wait()
            task.cancel()
            asyncio.get_running_loop().call_later(0.2, go.set)
            await asyncio.wait([task], timeout=5)
        assert len(fake.sent) == 1

    async def test_a_lost_connection_is_resumed_and_said_once(
        self, fake: FakeDiscord, bot: asyncio.Task[None], caplog: pytest.LogCaptureFixture
    ) -> None:
        await fake.close_gateway(4000)
        await fake.user_says("while you were away")
        await fake.wait_for_sent()
        assert fake.gateway.resumes == 1
        await fake.ask_to_reconnect()
        await fake.until(lambda: fake.gateway.resumes == 2)
        await fake.user_says("and again")
        assert [sent.content for sent in await fake.wait_for_sent(2)][1] == "You said: and again"
        assert caplog.text.count("the connection is lost") == 2

    async def test_an_outage_of_the_gateway_is_one_line(
        self, fake: FakeDiscord, bot: asyncio.Task[None], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.01)
        fake.gateway.out_of_order = 3
        await fake.close_gateway(4000)
        await fake.until(lambda: fake.gateway.resumes == 1)
        assert fake.gateway.out_of_order == 0
        assert caplog.text.count("the connection is lost") == 1

    async def test_a_gateway_that_was_never_there_is_an_error_of_the_network(self, fake: FakeDiscord, script: Script) -> None:
        fake.gateway.out_of_order = 100
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.01)
            with pytest.raises(ConnectionError, match="gateway"):
                await DiscordPlatform(fake.token, script, url=fake.url).run()

    async def test_commands_that_cannot_be_registered_are_no_end(
        self, fake: FakeDiscord, script: Script, caplog: pytest.LogCaptureFixture
    ) -> None:
        task = asyncio.create_task(DiscordPlatform(fake.token, script, url=fake.url, guild=404).run())
        await fake.until(lambda: fake.refusals)
        await fake.user_says("hello")
        await fake.wait_for_sent()
        assert "no slash commands" in caplog.text
        await cancelled(task)

    async def test_commands_of_one_guild(self, fake: FakeDiscord, script: Script) -> None:
        fake.add_guild(GUILD)
        async with running(fake, script, guild=GUILD):
            assert set(fake.commands) == {GUILD}
            await fake.slash("help", guild=GUILD)
            await fake.wait_for_sent()

    async def test_the_library_is_left_as_it_was(self, fake: FakeDiscord, script: Script) -> None:
        async with running(fake, script):
            assert fake.url == Route.BASE
        assert Route.BASE == "https://discord.com/api/v10"
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"

    async def test_no_token_in_the_log(self, fake: FakeDiscord, script: Script, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        async with running(fake, script):
            await fake.user_says("hello")
            await fake.wait_for_sent()
        assert fake.token not in caplog.text


def test_the_invitation_asks_for_what_the_fake_demands() -> None:
    link = invitation(123)
    assert link.startswith("https://discord.com/oauth2/authorize?client_id=123&")
    assert f"permissions={LEAST_PERMISSIONS | PIN_MESSAGES}" in link
    assert "scope=bot+applications.commands" in link
    assert str(BOT_ID) not in link


async def cancelled(task: asyncio.Task[None]) -> float:
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return time.monotonic() - started
