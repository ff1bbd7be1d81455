"""The Matrix adapter, in process, against a real homeserver: what people see."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.messages import Button, File, Incoming, Message, Paragraph, Run
from bot.platforms import matrix_hindsight
from bot.platforms.matrix import MatrixPlatform
from bot.platforms.matrix_session import Account, SignInRefused, Unreachable
from bot.store.database import Database
from bot.wording import text
from knowledge.languages import Language
from tests.bot.platforms.matrix_script import Script, World, said, world
from tests.synapse.people import newest
from tests.synapse.server import Synapse, require
from tests.synapse.server import synapse as homeserver

pytestmark = pytest.mark.xdist_group("synapse")

CHOICES = ((Button("pick:a", "Alpha"), Button("pick:b", "Beta")), (Button("more:1", "More"),))


@pytest.fixture(autouse=True)
def no_error_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@pytest.fixture
async def there(synapse: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    async with world(synapse, tmp_path) as there:
        yield there


@pytest.fixture
async def running(there: World) -> AsyncIterator[World]:
    async with there.running():
        yield there


async def test_a_question_in_a_direct_room_asked_before_we_could_join(running: World) -> None:
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "whatsapp is down")
    [answer] = await anna.answers(room, running.bot)
    assert answer["content"]["body"] == "echo: whatsapp is down"
    assert answer["content"]["m.mentions"] == {}
    assert running.script.heard == [Incoming("matrix", room, anna.id, text="whatsapp is down", private=True, name="Anna")]


async def test_in_a_room_of_more_only_who_is_meant_answers(running: World) -> None:
    anna, ben = await running.person("anna"), await running.person("ben")
    room = await anna.room(running.bot, ben.id)
    await ben.join(room)
    await anna.until(room, running.bot, bool, "m.room.member")
    await anna.say(room, "lunch?")
    await anna.say(room, "!now what", msgtype="m.notice")
    asked = await ben.say(room, "Plan B: is it down?", mentions=running.bot)
    [answer] = await anna.answers(room, running.bot)
    assert answer["content"]["m.relates_to"] == {"m.in_reply_to": {"event_id": asked}}
    assert answer["content"]["m.mentions"] == {"user_ids": [ben.id]}
    assert running.script.heard == [Incoming("matrix", room, ben.id, text="is it down?", private=False, name="Ben")]
    await anna.say(room, "!now it is down")
    await anna.say(room, f"{running.bot} and now?")
    await ben.say(room, "really?", to=answer["event_id"])
    await anna.answers(room, running.bot, 4)
    _, command, named, replied = running.script.heard
    assert (command.command, command.text, command.admin) == ("now", "it is down", True)
    assert (named.text, replied.text, replied.admin) == ("and now?", "really?", False)


async def test_a_thread_is_a_conversation_of_its_own(running: World) -> None:
    anna, ben = await running.person("anna"), await running.person("ben")
    room = await anna.room(running.bot, ben.id)
    await ben.join(room)
    root = await anna.say(room, "an outage, it seems")
    await anna.until(room, running.bot, bool, "m.room.member")
    await anna.say(room, "what now?", mentions=running.bot, thread=root)
    [answer] = await anna.answers(room, running.bot)
    relation = answer["content"]["m.relates_to"]
    assert (relation["rel_type"], relation["event_id"]) == ("m.thread", root)
    assert running.script.heard[0].conversation == f"{room}/{root}"


async def test_a_tapped_number_presses_its_button_and_taking_it_back_does_nothing(running: World) -> None:
    running.script.answers["ask"] = (said("Which?", buttons=CHOICES),)
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "ask")
    [question] = await anna.answers(room, running.bot)
    assert question["content"]["body"] == "Which?\n\n1️⃣ Alpha · 2️⃣ Beta\n3️⃣ More"
    offered = await anna.until(room, running.bot, lambda found: len(found) == 3, "m.reaction")
    assert [one["content"]["m.relates_to"]["key"] for one in offered] == ["1️⃣", "2️⃣", "3️⃣"]
    tapped = await anna.react(room, question["event_id"], "2️⃣")
    await anna.answers(room, running.bot, 2)
    await anna.redact(room, tapped)
    await anna.react(room, question["event_id"], "🎉")
    await anna.react(room, question["event_id"], "3\u20e3")
    await anna.answers(room, running.bot, 3)
    assert [one.press for one in running.script.heard] == ["", "pick:b", "more:1"]


async def test_a_number_or_a_label_can_be_typed(running: World) -> None:
    running.script.answers["ask"] = (said("Which?", buttons=CHOICES),)
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    for count, words in enumerate(("ask", "1", "2", "ask", "beta", "ask", "3 shops"), 1):
        await anna.say(room, words)
        await anna.answers(room, running.bot, count)
    assert [one.press or one.text for one in running.script.heard] == [
        "ask",
        "pick:a",
        "2",
        "ask",
        "pick:b",
        "ask",
        "3 shops",
    ], "a number is only a button's right after it"


async def test_a_board_is_edited_in_place_and_its_last_state_is_shown(running: World) -> None:
    ticked: list[str] = []

    def board(incoming: Incoming) -> tuple[Message, ...]:
        if incoming.press:
            ticked.append(incoming.press)
        buttons = tuple(Button(f"tick:b1:{number}", f"☐ {number}") for number in range(1, 9))
        return (said(f"{len(ticked)} done", buttons=(buttons,), board="b1", toast="ok"),)

    running.script.answers |= {"board": board, "tick": board}
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "board")
    [shown] = await anna.answers(room, running.bot)
    for number in range(1, 9):
        await anna.react(room, shown["event_id"], f"{number}\ufe0f\u20e3")

    def holds(found: list[dict[str, object]]) -> bool:
        return str(newest(found, shown["event_id"])["body"]).startswith("8 done")

    found = await anna.until(room, running.bot, holds)
    assert len(await anna.answers(room, running.bot)) == 1, "nothing but edits"
    assert len(found) < 8, "states in between are left out"


async def test_a_tap_is_meant_for_what_its_person_saw(running: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"board": "1", "turn:b1": "2"}

    def board(incoming: Incoming) -> tuple[Message, ...]:
        page = pages.get(incoming.press or incoming.text, "?")
        buttons = (Button("turn:b1", "next"), Button(f"tick:b1:{page}", f"☐ {page}"))
        return (said(f"page {page}", buttons=(buttons,), board="b1"),)

    running.script.answers |= {"board": board, "turn": board, "tick": board}
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "board")
    [shown] = await anna.answers(room, running.bot)
    monkeypatch.setattr(matrix_hindsight, "READING", 60.0)  # seconds ago she can't have read it yet
    await anna.react(room, shown["event_id"], "1️⃣")
    await anna.until(room, running.bot, lambda found: newest(found, shown["event_id"])["body"].startswith("page 2"))
    await anna.react(room, shown["event_id"], "2️⃣")
    await anna.until(room, running.bot, lambda found: newest(found, shown["event_id"])["body"].startswith("page ?"))
    assert [one.press for one in running.script.heard] == ["", "turn:b1", "tick:b1:1"]


async def test_what_is_hidden_goes_to_the_persons_own_room_where_there_is_one(running: World) -> None:
    running.script.answers["secret"] = (said("for you alone", hidden=True),)
    anna, ben = await running.person("anna"), await running.person("ben")
    room, own = await anna.room(running.bot, ben.id), await anna.room(running.bot, direct=True)
    await ben.join(room)
    await anna.say(own, "hello")
    await anna.answers(own, running.bot)
    await anna.say(room, "!secret")
    assert (await anna.answers(own, running.bot, 2))[1]["content"]["body"] == "for you alone"
    asked = await ben.say(room, "!secret")
    [open_] = await ben.answers(room, running.bot)
    assert open_["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] == asked


async def test_a_file_is_uploaded_and_what_is_copied_stands_in_a_block(running: World) -> None:
    file = File("report.md", b"# Report\n")
    copied = Paragraph((Run("Dear <all>", "copy"),))
    running.script.answers["report"] = (Message((copied,), file=file),)
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "report")
    sent, block = await anna.answers(room, running.bot, 2)
    assert (sent["content"]["msgtype"], sent["content"]["filename"]) == ("m.file", "report.md")
    assert await anna.download(sent["content"]["url"]) == file.content
    assert block["content"]["formatted_body"] == "<pre><code>Dear &lt;all&gt;</code></pre>"


async def test_what_is_too_long_for_one_event_comes_in_several(running: World) -> None:
    running.script.answers["long"] = (said("ż<" * 40_000),)
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    await anna.say(room, "long")
    whole = "ż<" * 40_000
    found = await anna.until(room, running.bot, lambda found: sum(len(one["content"]["body"]) for one in found) == len(whole))
    assert "".join(one["content"]["body"] for one in found) == whole


async def test_a_restart_answers_nothing_twice_and_what_was_said_meanwhile_once(there: World) -> None:
    anna = await there.person("anna")
    room = await anna.room(there.bot, direct=True)
    there.script.answers["ask"] = (said("Which?", buttons=CHOICES),)
    async with there.running():
        await anna.say(room, "ask")
        [question] = await anna.answers(room, there.bot)
    for number in range(150):
        await anna.say(room, f"meanwhile {number}", msgtype="m.notice" if 0 < number < 149 else "m.text")
    async with there.running():
        await anna.until(room, there.bot, lambda found: len(found) == 3)
        await anna.react(room, question["event_id"], "1️⃣")
        await anna.answers(room, there.bot, 4)
    async with there.running():
        await anna.say(room, "still there?")
        await anna.answers(room, there.bot, 5)
    said_ = [one.press or one.text for one in there.script.heard]
    assert said_ == ["ask", "meanwhile 0", "meanwhile 149", "pick:a", "still there?"]
    assert len(await anna.answers(room, there.bot)) == 5


async def test_what_was_said_before_we_came_is_not_answered(running: World) -> None:
    anna, ben = await running.person("anna"), await running.person("ben")
    room = await anna.room(ben.id)
    await ben.join(room)
    await anna.say(room, "!now long ago")
    await anna.invite(room, running.bot)
    await anna.say(room, "!now just now")
    await anna.answers(room, running.bot)
    assert [one.text for one in running.script.heard] == ["just now"]


async def test_who_may_not_invite_is_declined_with_a_reason(there: World) -> None:
    anna, eve = await there.person("anna"), await there.person("eve")
    there.allowed = (anna.id,)
    async with there.running():
        room, welcome = await eve.room(there.bot), await anna.room(there.bot)
        left = await eve.until(
            room, there.bot, lambda found: any(one["content"]["membership"] == "leave" for one in found), "m.room.member"
        )
        assert left[-1]["content"]["reason"] == text("matrix-declined", Language.EN)
        await anna.say(welcome, "!now")
        await anna.answers(welcome, there.bot)


async def test_a_room_that_we_are_put_out_of_is_forgotten_and_all_else_works(running: World) -> None:
    anna = await running.person("anna")
    room, other = await anna.room(running.bot), await anna.room(running.bot, direct=True)
    await anna.say(room, "hello")
    await anna.answers(room, running.bot)
    running.script.answers["wait"] = lambda _: (said("too late"),)
    await anna.say(room, "wait")
    await anna.kick(room, running.bot)
    await anna.say(other, "hello")
    await anna.answers(other, running.bot)
    await anna.invite(room, running.bot)
    await anna.say(room, "back?")
    await anna.until(room, running.bot, lambda found: found[-1]["content"]["body"] == "echo: back?")


async def test_odd_events_harm_nobody(running: World) -> None:
    anna = await running.person("anna")
    room = await anna.room(running.bot, direct=True)
    odd = {"msgtype": "m.text", "body": ""}
    for content in ({**odd, "m.new_content": []}, {**odd, "format": {}}, {"msgtype": "x.y", "body": "z"}):
        await anna.send(room, "m.room.message", content)
    await anna.send(room, "m.reaction", {})
    await anna.send(room, "m.sticker", {"body": "a cat", "url": "mxc://planb.test/x", "info": {}})
    await anna.send(room, "m.room.encrypted", {"algorithm": "m.none"})
    await anna.say(room, "hello")
    found = await anna.until(room, running.bot, lambda found: any(one["content"]["body"] == "echo: hello" for one in found))
    assert [one.unreadable or one.command or one.text for one in running.script.heard] == ["help", "help", "sticker", "hello"]
    assert len(found) == 5, "an answer each, and the line about what is encrypted"


async def test_an_encrypted_room_gets_one_clear_line(running: World) -> None:
    anna = await running.person("anna")
    algorithm = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    room = await anna.room(running.bot, direct=True, initial_state=[algorithm])
    sealed = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "device_id": "x", "sender_key": "x", "session_id": "x"}
    await anna.send(room, "m.room.encrypted", sealed)
    await anna.until(room, running.bot, lambda found: len(found) == 1, "m.room.message")
    await anna.send(room, "m.room.encrypted", sealed)
    await anna.say(room, "in the clear")
    line, answer = await anna.answers(room, running.bot, 2)
    assert line["content"]["body"] == text("matrix-encrypted", Language.EN)
    assert answer["content"]["body"] == "echo: in the clear"


async def test_a_homeserver_that_limits_the_rate_is_obeyed_and_nothing_is_lost(tmp_path: Path) -> None:
    require()
    (tmp_path / "hs").mkdir()
    (tmp_path / "home").mkdir()
    strict = {"per_second": 2, "burst_count": 2}
    with homeserver(tmp_path / "hs", rc_message=strict) as server:
        async with world(server, tmp_path / "home") as there, there.running():
            there.script.answers["ask"] = (said("Which?", buttons=CHOICES), said("And", buttons=CHOICES))
            anna = await there.person("anna")
            room = await anna.room(there.bot, direct=True)
            await anna.say(room, "ask")
            answers = await anna.answers(room, there.bot, 2)
            await anna.until(room, there.bot, lambda found: len(found) == 6, "m.reaction")
            assert [one["content"]["body"].split()[0] for one in answers] == ["Which?", "And"]
            assert len(await anna.answers(room, there.bot)) == 2


async def test_a_wrong_password_and_nobody_there_are_one_line_without_it(there: World) -> None:
    for url, wrong in ((there.server.url, SignInRefused), ("http://127.0.0.1:9", Unreachable)):
        account = Account(url, there.bot, "not-the-password")
        with pytest.raises(wrong) as refused:
            await MatrixPlatform(account, Script(), Database(None)).run()
        assert "not-the-password" not in str(refused.value)
        assert "\n" not in str(refused.value)


async def test_an_access_token_does_as_well(there: World) -> None:
    anna = await there.person("anna")
    _, _, token = await asyncio.to_thread(there.server.register, "tokenbot")
    platform = MatrixPlatform(Account(there.server.url, "", token=token), there.script, Database(None), allowed=[anna.id])
    task = asyncio.create_task(platform.run())
    bot = "@tokenbot:planb.test"
    room = await anna.room(bot, direct=True)
    await anna.say(room, "hello")
    await anna.answers(room, bot)
    task.cancel()
    await asyncio.wait([task])
    with pytest.raises(SignInRefused):
        await MatrixPlatform(Account(there.server.url, "", token="nonsense"), Script(), Database(None)).run()
