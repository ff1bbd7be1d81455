"""The Telegram adapter against the strict fake: what people write reaches the dialogue, what it says reaches them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram.error import InvalidToken, NetworkError

from bot.messages import Button, Incoming
from bot.platforms import telegram_polling
from bot.platforms.telegram import TelegramPlatform
from tests.bot.platforms.telegram_script import FORUM, GROUP, OTHER, PERSON, Script, heard, platform, running, said
from tests.fakes.telegram import BOT_ID, BOT_NAME, FakeTelegram

FLOOD = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy=False) as running:
        yield running


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
async def bot(fake: FakeTelegram, script: Script) -> AsyncIterator[asyncio.Task[None]]:
    async with running(fake, script) as task:
        yield task
    assert fake.refusals == []


@pytest.mark.usefixtures("bot")
class TestPrivate:
    async def test_a_question(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says("WhatsApp est en panne", chat=PERSON, language="fr")
        (sent,) = await fake.until_sent(1)
        assert script.heard == [
            Incoming("telegram", "1001", "1001", "WhatsApp est en panne", language="fr", name="Person 1001")
        ]
        assert (sent.text, sent.chat_id, sent.reply_to, sent.preview) == ("echo: WhatsApp est en panne", PERSON, None, False)

    async def test_a_command(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says(f"/Now@{BOT_NAME} shop, whatsapp\ndown", chat=PERSON)
        fake.user_says("/etc/hosts is down", chat=PERSON)
        assert [(one.command, one.text) for one in await heard(fake, script)] == [
            ("now", "shop, whatsapp\ndown"),
            ("", "/etc/hosts is down"),
        ]

    async def test_what_is_not_text(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says(chat=PERSON, media="sticker")
        fake.user_says(chat=PERSON, media="voice")
        fake.user_says("is this normal?", chat=PERSON, media="photo")
        for media in ("video", "document", "location"):
            fake.user_says(chat=PERSON, media=media)
        assert [(one.text, one.unreadable) for one in await heard(fake, script)] == [
            *(("", "sticker"), ("", "voice"), ("is this normal?", "photo")),
            *[("", "file")] * 3,
        ]

    async def test_an_edited_question_is_asked_anew(self, fake: FakeTelegram, script: Script) -> None:
        number = fake.user_says("one", chat=PERSON)
        fake.user_edits(PERSON, number, "two")
        moving = fake.user_says(chat=PERSON, media="location")
        fake.user_edits(PERSON, moving, "")
        assert [(one.text, one.edited) for one in await heard(fake, script)] == [("one", False), ("two", True), ("", False)]

    async def test_service_messages_are_no_questions(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says(chat=PERSON, extra={"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
        assert await heard(fake, script) == []

    async def test_a_nickname_is_one_short_line(self, fake: FakeTelegram, script: Script) -> None:
        sender = {"id": PERSON, "is_bot": False, "first_name": "\u202eEve\n@everyone", "last_name": "<b>" * 30}
        fake.user_says("hello", chat=PERSON, extra={"from": sender})
        (one,) = await heard(fake, script)
        assert one.name.startswith("Eve @everyone <b><b>")
        assert len(one.name) <= 40

    async def test_a_long_answer_with_special_characters_and_buttons(self, fake: FakeTelegram, script: Script) -> None:
        text = "a<b>&" + "😀" * 4000 + "</b>"
        script.answers["long"] = (said("first", text, "last", buttons=((Button("more:1", "More"),),)), said("second message"))
        fake.user_says("long", chat=PERSON)
        *parts, second = await fake.until_sent(4)
        assert "".join(part.text for part in parts) == f"first{text}\n\nlast"
        assert [part.buttons for part in parts] == [{}, {}, {"More": "more:1"}]
        assert second.text == "second message"

    async def test_a_press_is_acknowledged_and_answered(self, fake: FakeTelegram, script: Script) -> None:
        script.answers["ask"] = (said("choose", buttons=((Button("tick:7:2", "Done"),),)),)
        script.gates["tick:7:2"] = asyncio.Event()
        fake.user_says("ask", chat=PERSON)
        (sent,) = await fake.until_sent(1)
        query = fake.press(sent.message_id, "Done", language="pl")
        (call,) = await fake.until_called("answerCallbackQuery")
        assert call.params["callback_query_id"] == query, "acknowledged before the answer is ready"
        script.gates["tick:7:2"].set()
        assert (await fake.until_sent(2))[1].text == "echo: tick:7:2"
        assert script.heard[1] == Incoming("telegram", "1001", "1001", press="tick:7:2", language="pl", name="Person 1001")

    async def test_chats_are_answered_side_by_side_and_each_in_order(self, fake: FakeTelegram, script: Script) -> None:
        script.gates["slow"] = asyncio.Event()
        fake.user_says("slow", chat=PERSON)
        fake.user_says("after it", chat=PERSON)
        fake.user_says("elsewhere", chat=OTHER)
        await fake.until_sent(1)
        fake.user_says("once more elsewhere", chat=OTHER)
        await fake.until_sent(2)
        script.gates["slow"].set()
        texts = [sent.text for sent in await fake.until_sent(4)]
        assert texts == ["echo: elsewhere", "echo: once more elsewhere", "echo: slow", "echo: after it"]

    async def test_a_bug_is_loud_and_ends_nothing(
        self, fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture
    ) -> None:
        fake.user_says("bug", chat=PERSON)
        await heard(fake, script)
        (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
        assert record.exc_info
        assert "a bug" in caplog.text

    async def test_the_menu_is_set_in_each_language(self, fake: FakeTelegram) -> None:
        await fake.until_called("setMyCommands", 14)
        menus = {language: menu[0]["description"] for language, menu in fake.commands.items()}
        assert menus == {one: f"{one or 'en'}: what to do" for one in ("", "fr", "it", "pl", "en", "es", "de")}
        names = [[one["command"] for one in menus["pl"]] for menus in (fake.commands, fake.group_commands)]
        assert names == [["now", "help", "profile"], ["now", "help"]], "what concerns one person is not offered to a group"


@pytest.mark.usefixtures("bot")
class TestGroups:
    async def test_only_what_is_meant_for_the_bot(self, fake: FakeTelegram, script: Script) -> None:
        theirs = fake.user_says("between us", chat=GROUP)
        fake.user_says("to you, not to the bot", chat=GROUP, reply_to=theirs)
        fake.user_says("@someone_else what now?", chat=GROUP)
        fake.user_says("/now@another_bot", chat=GROUP)
        fake.user_says(f"/now@another_bot @{BOT_NAME}", chat=GROUP)
        fake.user_says(chat=GROUP, media="sticker")
        fake.user_says(chat=GROUP, extra={"new_chat_title": "A new title"})
        assert await heard(fake, script) == []

    async def test_a_mention_is_answered_as_a_reply(self, fake: FakeTelegram, script: Script) -> None:
        number = fake.user_says(f"😀 Hey @{BOT_NAME.upper()} instagram is down", chat=GROUP, user=OTHER, language="")
        (sent,) = await fake.until_sent(1)
        wanted = Incoming("telegram", str(GROUP), str(OTHER), "😀 Hey instagram is down", private=False, name="Person 1002")
        assert script.heard == [wanted]
        assert (sent.chat_id, sent.thread, sent.reply_to) == (GROUP, None, number)

    async def test_commands_and_mentions_without_a_handle(self, fake: FakeTelegram, script: Script) -> None:
        me = {"id": BOT_ID, "is_bot": True, "first_name": "Plan B", "username": BOT_NAME}
        entity = {"type": "text_mention", "offset": 0, "length": 6, "user": me}
        fake.user_says("/now", chat=GROUP)
        fake.user_says(f"/now@{BOT_NAME} agency", chat=GROUP)
        fake.user_says(f"@{BOT_NAME} /now shop", chat=GROUP)
        fake.user_says("Plan B, help", chat=GROUP, extra={"entities": [entity]})
        fake.user_says(f"@{BOT_NAME}", chat=GROUP)
        assert [(one.command, one.text) for one in await heard(fake, script)] == [
            ("now", ""),
            ("now", "agency"),
            ("now", "shop"),
            ("", ", help"),
            ("", ""),
        ]

    async def test_a_reply_to_the_bot(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says("/now", chat=GROUP)
        (sent,) = await fake.until_sent(1)
        reply = fake.user_says("and my site?", chat=GROUP, reply_to=sent.message_id)
        sent = (await fake.until_sent(2))[1]
        assert (script.heard[1].text, sent.reply_to, sent.thread) == ("and my site?", reply, None)

    async def test_a_topic_is_a_conversation_of_its_own(self, fake: FakeTelegram, script: Script) -> None:
        fake.world.topic(FORUM, 45, by_bot=True)
        fake.user_says("not for the bot, although it opened the topic", chat=FORUM, thread=45)
        script.answers["now"] = (said("choose", buttons=((Button("tick:1", "Done"),),)),)
        fake.user_says("/now", chat=FORUM, thread=45)
        (first,) = await fake.until_sent(1)
        fake.press(first.message_id, "Done")
        second = (await fake.until_sent(2))[1]
        assert [one.conversation for one in script.heard] == [f"{FORUM}/45"] * 2
        assert (first.thread, second.thread, second.reply_to) == (45, 45, first.message_id)

    async def test_the_question_was_deleted_meanwhile(self, fake: FakeTelegram, script: Script) -> None:
        script.gates["now"] = asyncio.Event()
        number = fake.user_says("/now", chat=GROUP)
        fake.delete(GROUP, number)
        script.gates["now"].set()
        assert (await fake.until_sent(1))[0].reply_to is None

    async def test_nobody_is_pinged_by_a_quotation(self, fake: FakeTelegram) -> None:
        fake.user_says(f"@{BOT_NAME} tell @someone_else", chat=GROUP)
        (sent,) = await fake.until_sent(1)
        assert [entity["type"] for entity in sent.entities] == []

    async def test_other_bots_and_channels_are_not_answered(self, fake: FakeTelegram, script: Script) -> None:
        robot = {"id": 9, "is_bot": True, "first_name": "Robot"}
        channel = {"id": -1005, "type": "channel", "title": "News"}
        fake.user_says("/now", chat=GROUP, extra={"from": robot})
        fake.user_says("/now", chat=GROUP, extra={"sender_chat": channel, "is_automatic_forward": True})
        assert await heard(fake, script) == []
        fake.user_says("/now", chat=GROUP, extra={"from": robot, "sender_chat": {"id": GROUP, "type": "supergroup"}})
        (anonymous,) = await heard(fake, script)
        assert anonymous.admin, "an anonymous administrator is a person"

    async def test_who_administers_the_group_is_asked_once(self, fake: FakeTelegram, script: Script) -> None:
        fake.world.chat(GROUP).members[OTHER] = "administrator"
        for user in (OTHER, OTHER, PERSON):
            fake.user_says("/now", chat=GROUP, user=user)
        fake.user_says("/now", chat=OTHER)
        said = await heard(fake, script)
        assert [one.admin for one in said if not one.private] == [True, True, False]
        assert [one.admin for one in said if one.private] == [False]
        assert len(fake.calls_of("getChatMember")) == 2

    async def test_an_edited_message_among_people_stays_as_it_was_answered(self, fake: FakeTelegram, script: Script) -> None:
        number = fake.user_says("/now", chat=GROUP)
        fake.user_edits(GROUP, number, "/help")
        assert [one.command for one in await heard(fake, script)] == ["now"]


async def test_a_429_is_waited_out(fake: FakeTelegram, script: Script, bot: asyncio.Task[None]) -> None:
    fake.fail_next(429, FLOOD)
    fake.user_says("hello", chat=PERSON)
    await fake.until_sent(1)
    first, second = fake.calls_of("sendMessage")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 1.0


async def test_what_waits_while_telegram_is_left_alone_does_not_come_all_at_once(
    fake: FakeTelegram, script: Script, bot: asyncio.Task[None]
) -> None:
    fake.fail_next(429, FLOOD)
    for number in range(70):
        fake.user_says("hello", chat=PERSON + number)
    await asyncio.to_thread(fake.wait_for_sent, 70, 30)
    assert len(fake.refusals) <= 3  # what was on its way already
    fake.refusals.clear()


async def test_a_failing_server_gets_the_answer_later(fake: FakeTelegram, script: Script, bot: asyncio.Task[None]) -> None:
    fake.fail_next(502)
    fake.user_says("hello", chat=PERSON)
    assert (await fake.until_sent(1))[0].text == "echo: hello"


async def test_a_person_who_blocked_the_bot(fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with running(fake, script):
        script.gates["bye"] = asyncio.Event()
        fake.user_says("bye", chat=PERSON)
        fake.user_blocks(PERSON)
        script.gates["bye"].set()
        await fake.until_called("sendMessage")
    assert "blocked by the user" in caplog.text
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_a_press_too_old_to_be_acknowledged_is_still_answered(fake: FakeTelegram, script: Script) -> None:
    script.answers["ask"] = (said("choose", buttons=((Button("tick:1", "Done"),),)),)
    async with running(fake, script):
        fake.user_says("ask", chat=PERSON)
        (sent,) = await fake.until_sent(1)
        await fake.until_confirmed()
    fake.press(sent.message_id, "Done")
    fake.expire_queries()
    async with running(fake, script):
        assert (await fake.until_sent(2))[1].text == "echo: tick:1"


@pytest.mark.parametrize("token", ["", "abc", "1:../../x", "7000001:wrong"])
async def test_a_refused_token(fake: FakeTelegram, script: Script, token: str) -> None:
    with pytest.raises(InvalidToken) as caught:
        await asyncio.wait_for(TelegramPlatform(token, script, url=fake.url).run(), 5)
    assert not token or token not in str(caught.value)


async def test_a_token_revoked_while_running(fake: FakeTelegram, script: Script) -> None:
    task = asyncio.create_task(platform(fake, script).run())
    await fake.until_polled()
    fake.revoke_token()
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(task, 5)


async def test_no_network_at_the_start(fake: FakeTelegram, script: Script) -> None:
    fake.go_offline()
    with pytest.raises(NetworkError):
        await asyncio.wait_for(platform(fake, script).run(), 5)


async def test_no_network_later(
    fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr(telegram_polling, "FIRST_PAUSE", 0.05)
    async with running(fake, script) as task:
        await fake.until_called("setMyCommands", 14)
        polls = len(fake.calls_of("getUpdates"))
        fake.go_offline()
        await fake.until_called("getUpdates", polls + 3)
        fake.go_online()
        fake.user_says("hello", chat=PERSON)
        await fake.until_sent(1)
        await fake.until_confirmed()
        assert not task.done()
    assert caplog.text.count("cannot fetch messages") == 1
    assert caplog.text.count("arrive again") == 1


async def test_a_menu_that_is_refused_is_not_fatal(
    fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    fake.fail_next(400, method="setMyCommands")
    async with running(fake, script):
        fake.user_says("hello", chat=PERSON)
        await fake.until_sent(1)
        await fake.until_called("setMyCommands")
    assert "menu" in caplog.text


async def test_a_stop_is_quick_and_what_was_answered_is_not_answered_again(fake: FakeTelegram, script: Script) -> None:
    async with running(fake, script) as task:
        fake.user_says("one", chat=PERSON)
        await fake.until_sent(1)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 2
    async with running(fake, script):
        fake.user_says("two", chat=PERSON)
        await fake.until_sent(2)
        await fake.until_confirmed()
    assert [one.text for one in script.heard] == ["one", "two"]
    assert fake.refusals == []


async def test_what_could_not_be_answered_before_the_stop_is_answered_after_it(fake: FakeTelegram, script: Script) -> None:
    script.gates["slow"] = asyncio.Event()
    async with running(fake, script) as task:
        fake.user_says("slow", chat=PERSON)
        fake.user_says("quick", chat=OTHER)
        await fake.until_sent(1)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 4.5
    script.gates.clear()
    async with running(fake, script):
        await asyncio.to_thread(fake.wait, lambda: any(sent.text == "echo: slow" for sent in fake.sent))


async def test_the_token_is_in_no_log(fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with running(fake, script):
        fake.user_says("hello", chat=PERSON)
        await fake.until_sent(1)
        fake.go_offline()
        await fake.until_called("getUpdates", len(fake.calls_of("getUpdates")) + 1)
    assert "connected as" in caplog.text
    assert fake.token not in caplog.text
