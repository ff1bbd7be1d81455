"""The fake refuses what Telegram refuses; each case is a raw request, so no library's politeness hides it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_world import QUERY_LIFE

PERSON, STRANGER, GROUP, FORUM = 1001, 1002, -1001000000001, -1001000000002


class Raw:
    """A client that sends what it is told."""

    def __init__(self, fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
        self.fake = fake
        self._session = session

    async def call(self, method: str, *, token: str = "", **params: Any) -> tuple[int, dict[str, Any]]:
        async with self._session.post(f"{self.fake.url}/bot{token or self.fake.token}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def ok(self, method: str, **params: Any) -> Any:
        status, body = await self.call(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        status, body = await self.call(method, **params)
        assert (body["ok"], body["error_code"]) == (False, status)
        assert self.fake.refusals[-1].rule, "a refusal names its rule"
        return status, body["description"]


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        running.user_says("bonjour", chat=PERSON)
        running.user_says("/now", chat=GROUP)
        running.user_says("/now", chat=FORUM, thread=45)
        yield running


@pytest.fixture
async def raw(fake: FakeTelegram) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session:
        yield Raw(fake, session)


@pytest.mark.parametrize(("token", "status"), [("abc", 404), ("1:a b", 404), ("7000001:wrong", 401)])
async def test_a_token_that_is_not_the_bots(raw: Raw, token: str, status: int) -> None:
    assert (await raw.refused("getMe", token=token))[0] == status


async def test_a_method_that_does_not_exist(raw: Raw) -> None:
    assert await raw.refused("sendTelepathy") == (404, "Not Found")


SEND_REFUSALS = [
    ({"text": "  "}, "message text is empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "<b>open", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "<i><b>crossed</i></b>", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "<h1>title</h1>", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": '<b class="x">no such attribute</b>', "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "R&D", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "&nbsp;", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "*bold*", "parse_mode": "Wiki"}, "unsupported parse_mode"),
    ({"reply_markup": {"inline_keyboard": [{"text": "no row"}]}}, "object expected as reply markup"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "OK"}]]}}, "Text buttons are unallowed"),
    ({"reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}}, 'Field "text"'),
    ({"reply_markup": {"inline_keyboard": [[{"text": "OK", "callback_data": ""}]]}}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "OK", "callback_data": "é" * 33}]]}}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": "{broken"}, "can't parse reply_markup JSON object"),
    ({"reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"message_thread_id": 45}, "message thread not found"),
    ({"message_thread_id": "x"}, "invalid message_thread_id"),
    ({"chat_id": -1009}, "chat not found"),
    ({"chat_id": GROUP, "message_thread_id": 12}, "message thread not found"),
    ({"chat_id": FORUM, "message_thread_id": 46}, "message thread not found"),
]


@pytest.mark.parametrize(("params", "description"), SEND_REFUSALS)
async def test_a_message_that_breaks_a_rule(raw: Raw, params: dict[str, Any], description: str) -> None:
    status, text = await raw.refused("sendMessage", **({"chat_id": PERSON, "text": "hello"} | params))
    assert status == 400
    assert text.startswith("Bad Request: ")
    assert description in text
    assert raw.fake.sent == []


async def test_what_is_allowed_at_the_limits(raw: Raw) -> None:
    html = f'<b>{"x" * 4092}</b> &amp; <a href="https://example.org/?a=1&amp;b=2">&#x1F600;</a>'
    long_data = {"inline_keyboard": [[{"text": "OK", "callback_data": "x" * 64}]]}
    await raw.refused("sendMessage", chat_id=PERSON, text=html, parse_mode="HTML")  # 4092 + 3 + an emoji of two
    html = html.replace("x" * 4092, "x" * 4091)
    await raw.ok("sendMessage", chat_id=PERSON, text=html, parse_mode="HTML", reply_markup=json.dumps(long_data))
    sent = raw.fake.sent[0]
    assert sent.text == "x" * 4091 + " & 😀"
    assert [(one["type"], one["offset"], one["length"]) for one in sent.entities] == [("bold", 0, 4091), ("text_link", 4094, 2)]
    assert sent.entities[1]["url"] == "https://example.org/?a=1&b=2"
    assert sent.buttons == {"OK": "x" * 64}


async def test_who_never_wrote_or_blocked_the_bot_gets_nothing(raw: Raw) -> None:
    assert await raw.refused("sendMessage", chat_id=STRANGER, text="hello") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    raw.fake.user_blocks(PERSON)
    status, text = await raw.refused("sendMessage", chat_id=PERSON, text="hello")
    assert (status, text) == (403, "Forbidden: bot was blocked by the user")


async def test_a_reply_to_a_deleted_message_is_allowed_where_asked_for(raw: Raw) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    await raw.ok("sendMessage", chat_id=GROUP, text="hello", reply_parameters=reply)
    assert raw.fake.sent[0].reply_to is None


async def test_an_offset_confirms_what_came_before_it(raw: Raw) -> None:
    first, second, third = await raw.ok("getUpdates")
    assert [one["update_id"] for one in await raw.ok("getUpdates")] == [one["update_id"] for one in (first, second, third)]
    assert await raw.ok("getUpdates", offset=second["update_id"], limit=1) == [second]
    assert await raw.ok("getUpdates", offset=third["update_id"] + 1) == []
    assert await raw.ok("getUpdates") == []
    assert (await raw.refused("getUpdates", limit=101))[0] == 400


async def test_a_long_poll_ends_when_something_happens(raw: Raw) -> None:
    last = (await raw.ok("getUpdates"))[-1]["update_id"]
    poll = asyncio.create_task(raw.ok("getUpdates", offset=last + 1, timeout=30))
    await raw.fake.until_confirmed()
    raw.fake.user_says("ciao", chat=PERSON, language="it")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update["message"]["text"] == "ciao"
    sender = {"id": PERSON, "is_bot": False, "first_name": "Person 1001", "username": "Person_1001", "language_code": "it"}
    assert update["message"]["from"] == sender
    assert abs(update["message"]["date"] - time.time()) < 60


async def test_a_second_poller_is_a_conflict_as_is_a_webhook(raw: Raw) -> None:
    await raw.ok("getUpdates", offset=-1)
    await raw.ok("getUpdates", offset=600_000)
    polled = raw.fake._poll
    first = asyncio.create_task(raw.refused("getUpdates", offset=600_000, timeout=30))
    await asyncio.to_thread(raw.fake.wait, lambda: raw.fake._poll > polled)
    second = asyncio.create_task(raw.ok("getUpdates", offset=600_000, timeout=1))
    assert (await asyncio.wait_for(first, 5))[0] == 409
    assert await second == []
    assert (await raw.refused("setWebhook", url="http://example.org"))[0] == 400
    await raw.ok("setWebhook", url="https://example.org")
    assert (await raw.refused("getUpdates"))[0] == 409
    await raw.ok("deleteWebhook")
    await raw.ok("getUpdates")


async def test_only_wanted_kinds_are_delivered(raw: Raw) -> None:
    number = raw.fake.user_says("one", chat=PERSON)
    raw.fake.user_edits(PERSON, number, "two")
    assert "edited_message" in (await raw.ok("getUpdates", allowed_updates=["message"]))[-1]
    raw.fake.user_edits(PERSON, number, "three")
    assert (await raw.ok("getUpdates", offset=-1))[0]["edited_message"]["text"] == "two"


async def test_a_press_is_acknowledged_once(raw: Raw) -> None:
    markup = {"inline_keyboard": [[{"text": "OK", "callback_data": "tick:1"}]]}
    message = await raw.ok("sendMessage", chat_id=PERSON, text="hello", reply_markup=markup)
    query = raw.fake.press(message["message_id"], "OK")
    assert (await raw.ok("getUpdates", offset=-1))[0]["callback_query"]["data"] == "tick:1"
    await raw.ok("answerCallbackQuery", callback_query_id=query)
    for known in (query, "1"):
        status, text = await raw.refused("answerCallbackQuery", callback_query_id=known)
        assert (status, "query is too old" in text) == (400, True)
    late = raw.fake.press(message["message_id"], "tick:1")
    raw.fake.expire_queries()
    assert (await raw.refused("answerCallbackQuery", callback_query_id=late))[0] == 400
    with pytest.raises(LookupError):
        raw.fake.press(message["message_id"], "no such button")


async def test_an_edit_changes_something_of_ones_own(raw: Raw) -> None:
    number = (await raw.ok("sendMessage", chat_id=PERSON, text="one"))["message_id"]
    assert "not modified" in (await raw.refused("editMessageText", chat_id=PERSON, message_id=number, text="one"))[1]
    await raw.ok("editMessageText", chat_id=PERSON, message_id=number, text="two")
    assert "not modified" in (await raw.refused("editMessageReplyMarkup", chat_id=PERSON, message_id=number))[1]
    assert "not found" in (await raw.refused("editMessageText", chat_id=PERSON, message_id=9999, text="two"))[1]
    theirs = raw.fake.user_says("mine", chat=PERSON)
    assert "can't be edited" in (await raw.refused("editMessageText", chat_id=PERSON, message_id=theirs, text="two"))[1]


@pytest.mark.parametrize(
    ("commands", "language"),
    [
        ([{"command": "Now", "description": "what to do"}], ""),
        ([{"command": "do-it", "description": "what to do"}], ""),
        ([{"command": "now", "description": ""}], ""),
        ([{"command": "now", "description": "x" * 257}], ""),
        ([{"command": "now", "description": "what to do"}] * 101, ""),
        ([{"command": "now", "description": "what to do"}], "fr-FR"),
        ("now", ""),
    ],
)
async def test_a_menu_that_breaks_a_rule(raw: Raw, commands: Any, language: str) -> None:
    assert (await raw.refused("setMyCommands", commands=commands, language_code=language))[0] == 400
    assert raw.fake.commands == {}


async def test_too_many_messages_in_a_group(raw: Raw) -> None:
    for number in range(20):
        await raw.ok("sendMessage", chat_id=GROUP, text=str(number))
    status, body = await raw.call("sendMessage", chat_id=GROUP, text="20")
    assert status == 429
    assert 50 <= body["parameters"]["retry_after"] <= 60
    await raw.ok("sendMessage", chat_id=PERSON, text="another chat is free")


async def test_who_does_not_wait_out_a_429_is_refused_again(raw: Raw) -> None:
    flood = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    raw.fake.fail_next(429, flood)
    assert (await raw.call("sendMessage", chat_id=PERSON, text="one"))[1] == flood
    assert (await raw.refused("sendMessage", chat_id=PERSON, text="two"))[0] == 429
    assert raw.fake.sent == []


def seen(fake: FakeTelegram, text: str, **more: Any) -> bool:
    before = len(fake.world.updates)
    fake.user_says(text, chat=GROUP, **more)
    return len(fake.world.updates) > before


def test_what_a_bot_in_privacy_mode_sees_of_a_group(fake: FakeTelegram) -> None:
    assert not seen(fake, "between us")
    assert not seen(fake, "@planb_test_bot a mention alone is not enough")
    assert not seen(fake, "/now@another_bot")
    assert seen(fake, "/now@planb_test_bot")
    assert seen(fake, "/now")
    fake.world.chat(GROUP).answers_to = 1
    assert not seen(fake, "/now")
    fake.world.chat(GROUP).admin = True
    assert seen(fake, "between us")


async def test_it_sees_replies_to_its_own_messages(raw: Raw) -> None:
    own = (await raw.ok("sendMessage", chat_id=GROUP, text="hello"))["message_id"]
    theirs = raw.fake.user_says("hi", chat=GROUP)
    assert seen(raw.fake, "to you", reply_to=own)
    assert not seen(raw.fake, "to someone else", reply_to=theirs)


async def test_without_a_network_connections_break(raw: Raw) -> None:
    raw.fake.go_offline()
    with pytest.raises(aiohttp.ClientError):
        await raw.call("getMe")
    raw.fake.go_online()
    assert (await raw.ok("getMe"))["is_bot"] is True


async def upload(raw: Raw, name: str = "a.json", content: bytes = b"{}", **params: Any) -> tuple[int, dict[str, Any]]:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(PERSON))
    for key, value in params.items():
        form.add_field(key, value)
    if name:
        form.add_field("document", content, filename=name)
    async with raw._session.post(f"{raw.fake.url}/bot{raw.fake.token}/sendDocument", data=form) as answer:
        return answer.status, await answer.json()


async def test_documents(raw: Raw) -> None:
    assert (await upload(raw, caption="<b>Here</b>", parse_mode="HTML"))[0] == 200
    sent = raw.fake.sent[0]
    assert (sent.file, sent.content, sent.text) == ("a.json", b"{}", "Here")
    edited = await raw.refused("editMessageText", chat_id=PERSON, message_id=sent.message_id, text="x")
    assert "no text in the message" in edited[1]
    for params, rule in (({"name": ""}, "multipart"), ({"content": b""}, "content"), ({"caption": "x" * 1025}, "0-1024")):
        assert (await upload(raw, **params))[0] == 400
        assert rule in raw.fake.refusals[-1].rule


@pytest.mark.parametrize(("text", "status"), [("x" * 256, 200), ("", 400), ("x" * 257, 400), ("😀" * 129, 400)])
async def test_what_a_button_copies(raw: Raw, text: str, status: int) -> None:
    markup = {"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": text}}]]}
    assert (await raw.call("sendMessage", chat_id=PERSON, text="x", reply_markup=markup))[0] == status
    assert [sent.copies for sent in raw.fake.sent] == ([[text]] if status == 200 else [])


async def test_nothing_pings_in_a_block(raw: Raw) -> None:
    await raw.ok("sendMessage", chat_id=PERSON, text="<pre>@someone</pre> @someone_else", parse_mode="HTML")
    assert [one["type"] for one in raw.fake.sent[0].entities] == ["pre", "mention"]


async def test_words_said_in_passing(raw: Raw) -> None:
    markup = {"inline_keyboard": [[{"text": "OK", "callback_data": "tick:1"}]]}
    message = await raw.ok("sendMessage", chat_id=PERSON, text="hello", reply_markup=markup)
    query = raw.fake.press(message["message_id"], "OK")
    assert (await raw.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201))[0] == 400
    await raw.ok("answerCallbackQuery", callback_query_id=query, text="x" * 200, show_alert=True)
    assert [(len(toast.text), toast.alert) for toast in raw.fake.toasts] == [(200, True)]
    late = raw.fake.press(message["message_id"], "OK")
    raw.fake.world.queries[late] -= QUERY_LIFE
    assert "too old" in (await raw.refused("answerCallbackQuery", callback_query_id=late))[1]


async def test_menus_by_scope(raw: Raw) -> None:
    menu = [{"command": "now", "description": "what to do"}]
    await raw.ok("setMyCommands", commands=menu, scope={"type": "all_group_chats"}, language_code="fr")
    assert (raw.fake.commands, raw.fake.group_commands) == ({}, {"fr": menu})
    for scope in ({"type": "everywhere"}, {"type": "chat"}):
        assert (await raw.refused("setMyCommands", commands=menu, scope=scope))[0] == 400


async def test_members(raw: Raw) -> None:
    raw.fake.world.chat(GROUP).members[PERSON] = "administrator"
    statuses = [(await raw.ok("getChatMember", chat_id=GROUP, user_id=user))["status"] for user in (PERSON, STRANGER)]
    assert statuses == ["administrator", "member"]
    assert (await raw.refused("getChatMember", chat_id=GROUP))[0] == 400


async def test_a_group_that_became_a_supergroup_says_its_new_number(raw: Raw) -> None:
    raw.fake.user_says("/now", chat=-77)
    raw.fake.upgrade(-77, GROUP)
    status, body = await raw.call("sendMessage", chat_id=-77, text="x")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": GROUP})


async def test_pinning_needs_a_right_among_people_and_a_message(fake: FakeTelegram, raw: Raw) -> None:
    own = (await raw.ok("sendMessage", chat_id=PERSON, text="board"))["message_id"]
    assert await raw.ok("pinChatMessage", chat_id=PERSON, message_id=own) is True
    board = (await raw.ok("sendMessage", chat_id=GROUP, text="board"))["message_id"]
    status, why = await raw.refused("pinChatMessage", chat_id=GROUP, message_id=board)
    assert (status, why) == (400, "Bad Request: not enough rights to manage pinned messages in the chat")
    fake.may_pin(GROUP)
    assert (await raw.refused("pinChatMessage", chat_id=GROUP, message_id=999))[1] == "Bad Request: message to pin not found"
    await raw.ok("pinChatMessage", chat_id=GROUP, message_id=board, disable_notification=True)
    assert fake.pins == [(PERSON, own, False), (GROUP, board, True)]
    line = fake.world.updates[-1]["message"]
    assert (line["pinned_message"]["message_id"], line["from"]["is_bot"]) == (board, True), "and the bot is told"


async def test_signs_and_departures_are_told_to_an_administrator_who_asks_for_them(raw: Raw) -> None:
    wanted = ["message", "message_reaction", "chat_member"]
    last = (await raw.ok("getUpdates"))[-1]["update_id"]
    said = raw.fake.user_says("/now", chat=GROUP, user=PERSON)

    async def told(allowed: list[str]) -> list[str]:
        nonlocal last
        await raw.ok("getUpdates", offset=last + 1, allowed_updates=allowed)
        raw.fake.user_reacts(GROUP, said, "👌", user=STRANGER)
        raw.fake.user_leaves(GROUP, STRANGER)
        updates = await raw.ok("getUpdates", offset=last + 1, allowed_updates=allowed)
        last = updates[-1]["update_id"]
        raw.fake.world.chat(GROUP).members.clear()
        return [kind for update in updates for kind in update if kind != "update_id"]

    assert await told(wanted) == ["message", "message"], "the command, and that somebody left: the bot is no administrator"
    raw.fake.world.chat(GROUP).admin = True
    assert await told(["message"]) == ["message"], "nor does it ask for more"
    assert await told(wanted) == ["message_reaction", "message", "chat_member"]
    assert await told([]) == ["message"], "these are not among what comes by default"


async def test_a_sign_tells_nothing_of_the_message_and_an_anonymous_one_of_nobody(raw: Raw) -> None:
    chat = raw.fake.world.chat(GROUP)
    chat.admin = True
    last = (await raw.ok("getUpdates", allowed_updates=["message", "message_reaction"]))[-1]["update_id"]
    raw.fake.user_reacts(GROUP, 12, "👌", user=PERSON, before=("🔥",))
    raw.fake.user_reacts(GROUP, 12, user=PERSON, before=("👌",), anonymous=True)
    first, second = [one["message_reaction"] for one in await raw.ok("getUpdates", offset=last + 1)]
    assert first["user"]["id"] == PERSON
    assert first["new_reaction"] == [{"type": "emoji", "emoji": "👌"}]
    assert first["old_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
    assert not {"message", "text"} & {*first}
    assert "user" not in second
    assert second["actor_chat"]["id"] == GROUP


async def test_who_is_in_a_group_and_who_administers_it(raw: Raw) -> None:
    raw.fake.world.chat(GROUP).members[PERSON] = "creator"
    raw.fake.user_leaves(GROUP, STRANGER)
    assert (await raw.ok("getChatMember", chat_id=GROUP, user_id=STRANGER))["status"] == "left"
    (admin,) = await raw.ok("getChatAdministrators", chat_id=GROUP)
    assert admin["user"]["username"] == "Person_1001"
    status, _ = await raw.refused("getChatAdministrators", chat_id=PERSON)
    assert status == 400
