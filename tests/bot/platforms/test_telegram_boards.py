"""Presses on Telegram: boards that change in place, words said in passing, what one person alone may read, files, copying."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest

from bot.messages import Button, File, Incoming, Message, Paragraph, Run
from bot.platforms import telegram_boards, telegram_presses
from tests.bot.platforms.telegram_script import FORUM, GROUP, OTHER, PERSON, Script, running, said
from tests.fakes.telegram import FakeTelegram, Sent

BOARD = "4f2a"
ROWS = ((Button(f"tick:{BOARD}:1", "1"), Button(f"tick:{BOARD}:2", "2")),)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy=False) as running:
        yield running


@pytest.fixture
def script() -> Script:
    """It counts ticks on a board."""
    ticks: list[str] = []

    def ticked(incoming: Incoming) -> tuple[Message, ...]:
        ticks.append(incoming.press)
        return (said(f"{len(ticks)} done", buttons=ROWS, board=BOARD, toast=f"tick {len(ticks)}"),)

    return Script(list=(said("0 done", buttons=ROWS, board=BOARD),), tick=ticked)


@pytest.fixture
async def bot(fake: FakeTelegram, script: Script) -> AsyncIterator[asyncio.Task[None]]:
    async with running(fake, script) as task:
        yield task
    assert fake.refusals == []


async def board(fake: FakeTelegram, chat: int = PERSON) -> Sent:
    fake.user_says("/list", chat=chat)
    return (await fake.until_sent(1))[0]


async def shows(fake: FakeTelegram, sent: Sent, text: str) -> None:
    await asyncio.to_thread(fake.wait, lambda: sent.text == text, 5, text)


@pytest.mark.usefixtures("bot")
class TestBoards:
    async def test_a_press_changes_the_board_in_place(self, fake: FakeTelegram) -> None:
        sent = await board(fake)
        fake.press(sent.message_id, "1")
        await shows(fake, sent, "1 done")
        assert sent.buttons == {"1": f"tick:{BOARD}:1", "2": f"tick:{BOARD}:2"}
        assert [toast.text for toast in fake.toasts] == ["tick 1"]
        assert len(fake.sent) == 1

    @pytest.mark.parametrize(("chat", "rest"), [(PERSON, 1.0), (GROUP, 3.0)])
    async def test_a_flurry_is_a_few_edits_and_ends_with_the_last_state(
        self, fake: FakeTelegram, chat: int, rest: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (telegram_boards.REST, telegram_boards.GROUP_REST) == (1.0, 3.0)
        for name in ("REST", "GROUP_REST"):
            monkeypatch.setattr(telegram_boards, name, getattr(telegram_boards, name) / 5)
        sent = await board(fake, chat)
        for number in range(30):
            fake.press(sent.message_id, "1", user=PERSON + number % 3)
        await shows(fake, sent, "30 done")
        times = [at for _, _, at in fake.edits]
        assert len(times) < 6
        assert all(later - earlier >= rest / 5 for earlier, later in pairwise(times))
        await asyncio.to_thread(fake.wait, lambda: len(fake.toasts) == 30, 5, "an end to every wait")

    async def test_an_answer_to_a_board_that_is_another_message_is_sent(self, fake: FakeTelegram, script: Script) -> None:
        script.answers["why"] = (said("because"), said("other board", buttons=ROWS, board="77"))
        script.answers["list"] = (said("0", buttons=((Button(f"why:{BOARD}:1", "why"),),), board=BOARD),)
        sent = await board(fake)
        fake.press(sent.message_id, "why")
        assert [one.text for one in await fake.until_sent(3)] == ["0", "because", "other board"]
        assert fake.edits == []

    async def test_what_is_typed_makes_a_new_message(self, fake: FakeTelegram, script: Script) -> None:
        script.answers["done 1"] = (said("1 done", buttons=ROWS, board=BOARD),)
        sent = await board(fake, GROUP)
        fake.user_says("done 1", chat=GROUP, reply_to=sent.message_id)
        assert (await fake.until_sent(2))[1].text == "1 done"
        assert fake.edits == []

    async def test_nothing_new_is_no_failure(self, fake: FakeTelegram, script: Script) -> None:
        script.answers["tick"] = script.answers["list"]
        sent = await board(fake)
        fake.press(sent.message_id, "1")
        await fake.until_confirmed()
        await fake.until_called("editMessageText")
        assert [one.rule for one in fake.refusals] == ["editMessageText: something must change"]
        fake.refusals.clear()

    async def test_a_failing_server_shows_the_last_state_later(self, fake: FakeTelegram) -> None:
        sent = await board(fake)
        fake.fail_next(502, method="editMessageText")
        fake.press(sent.message_id, "1")
        await fake.until_called("editMessageText")
        fake.press(sent.message_id, "2")
        await shows(fake, sent, "2 done")
        assert [text for _, text, _ in fake.edits] == ["2 done"]


async def test_a_board_works_after_a_restart_and_by_two_people(fake: FakeTelegram, script: Script) -> None:
    async with running(fake, script):
        sent = await board(fake, FORUM)
    async with running(fake, script):
        fake.press(sent.message_id, "1", user=PERSON)
        fake.press(sent.message_id, "2", user=OTHER)
        await shows(fake, sent, "2 done")
    assert {incoming.name for incoming in script.heard[1:]} == {"Person 1001", "Person 1002"}
    assert len(fake.sent) == 1


async def test_the_last_state_is_shown_before_the_end(fake: FakeTelegram, script: Script) -> None:
    async with running(fake, script):
        sent = await board(fake, GROUP)
        for _ in range(3):
            fake.press(sent.message_id, "1")
        await asyncio.to_thread(fake.wait, lambda: len(fake.toasts) == 3, 5, "three toasts")
    assert sent.text == "3 done"


async def test_a_board_that_was_deleted_comes_anew(
    fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(fake, script):
        sent = await board(fake)
        script.gates[f"tick:{BOARD}:1"] = asyncio.Event()
        fake.press(sent.message_id, "1")
        fake.delete(PERSON, sent.message_id)
        script.gates[f"tick:{BOARD}:1"].set()
        anew = (await fake.until_sent(2))[1]
    assert (anew.text, list(anew.buttons)) == ("1 done", ["1", "2"])
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_a_group_that_became_a_supergroup(fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture) -> None:
    async with running(fake, script):
        script.gates["slow"] = asyncio.Event()
        fake.user_says("slow", chat=-77, extra={"reply_to_message": None})
        fake.user_says("/slow", chat=-77)
        await asyncio.to_thread(fake.wait, lambda: bool(script.heard), 5, "the question")
        fake.upgrade(-77, GROUP)
        script.gates["slow"].set()
        (sent,) = await fake.until_sent(1)
    assert (sent.chat_id, sent.text) == (GROUP, "echo: slow")
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


@pytest.mark.parametrize("what", ["kicked", "topic closed"])
async def test_a_place_that_takes_no_messages_is_one_line(
    fake: FakeTelegram, script: Script, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    caplog.set_level(logging.INFO)
    async with running(fake, script):
        script.gates["slow"] = asyncio.Event()
        fake.user_says("/slow", chat=FORUM, thread=45)
        await asyncio.to_thread(fake.wait, lambda: bool(script.heard), 5, "the question")
        if what == "kicked":
            fake.user_blocks(FORUM)
        else:
            fake.world.chat(FORUM).closed_topics.add(45)
        script.gates["slow"].set()
        await fake.until_called("sendMessage")
    assert "takes no messages any more" in caplog.text
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


@pytest.mark.usefixtures("bot")
class TestPassing:
    async def pressed(self, fake: FakeTelegram, script: Script, chat: int, *answer: Message) -> Sent:
        script.answers |= {"ask": (said("choose", buttons=((Button("go:1", "Go"),),)),), "go": answer}
        fake.user_says("/ask", chat=chat)
        sent = (await fake.until_sent(1))[0]
        fake.press(sent.message_id, "Go")
        await asyncio.to_thread(fake.wait, lambda: bool(fake.toasts), 5, "an answer to the press")
        await fake.until_confirmed()
        return sent

    async def test_a_toast_alone_is_no_message(self, fake: FakeTelegram, script: Script) -> None:
        await self.pressed(fake, script, GROUP, Message((), toast="Noted " + "x" * 300))
        assert [(toast.text[:6], len(toast.text), toast.alert) for toast in fake.toasts] == [("Noted ", 200, False)]
        assert len(fake.sent) == 1

    async def test_a_toast_that_came_too_late_is_a_message(
        self, fake: FakeTelegram, script: Script, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(telegram_presses, "PATIENCE", 0.05)
        script.answers |= {"ask": (said("choose", buttons=((Button("go:1", "Go"),),)),), "go": (Message((), toast="Noted"),)}
        script.gates["go:1"] = asyncio.Event()
        fake.user_says("ask", chat=PERSON)
        fake.press((await fake.until_sent(1))[0].message_id, "Go")
        await fake.until_called("answerCallbackQuery")
        script.gates["go:1"].set()
        assert (await fake.until_sent(2))[1].text == "Noted"
        assert [toast.text for toast in fake.toasts] == [""]

    async def test_what_is_hidden_and_short_is_an_alert_in_a_group(self, fake: FakeTelegram, script: Script) -> None:
        await self.pressed(fake, script, GROUP, said("for you <b>alone</b>", hidden=True))
        assert [(toast.text, toast.alert) for toast in fake.toasts] == [("for you <b>alone</b>", True)]
        assert len(fake.sent) == 1

    async def test_what_is_hidden_and_long_goes_to_the_person(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says("hello", chat=PERSON)
        await fake.until_sent(1)
        script.answers["secret"] = (said("x" * 300, hidden=True),)
        fake.user_says("/secret", chat=GROUP, user=PERSON)
        assert [one.chat_id for one in await fake.until_sent(2)] == [PERSON, PERSON]

    async def test_or_to_the_group_where_the_buttons_belong_to_it(self, fake: FakeTelegram, script: Script) -> None:
        fake.user_says("hello", chat=PERSON)
        await fake.until_sent(1)
        script.answers["secret"] = (said("x", buttons=ROWS, hidden=True),)
        fake.user_says("/secret", chat=GROUP, user=PERSON)
        assert [one.chat_id for one in await fake.until_sent(2)] == [PERSON, GROUP]

    async def test_in_private_nothing_needs_hiding(self, fake: FakeTelegram, script: Script) -> None:
        await self.pressed(fake, script, PERSON, said("for you alone", hidden=True))
        assert [one.text for one in await fake.until_sent(2)] == ["choose", "for you alone"]
        assert [toast.alert for toast in fake.toasts] == [False]

    async def test_a_file_comes_with_its_text(self, fake: FakeTelegram, script: Script) -> None:
        script.answers["export"] = (said("Here", file=File("profile.json", b"{}")),)
        script.answers["long"] = (said("x" * 2000, buttons=ROWS, file=File("profile.json", b"{}")),)
        fake.user_says("/export", chat=PERSON)
        fake.user_says("/long", chat=PERSON)
        sent = await fake.until_sent(3)
        assert [(one.text[:4], one.file, one.content) for one in sent] == [
            ("Here", "profile.json", b"{}"),
            ("xxxx", "", b""),
            ("", "profile.json", b"{}"),
        ]
        assert [len(one.buttons) for one in sent] == [0, 0, 2]

    async def test_what_is_to_be_copied(self, fake: FakeTelegram, script: Script) -> None:
        short, long = "We are down <today>, call 01 & @us_here.", "long " * 100
        runs = (Run("Banner:"), Run(short, "copy"), Run("then"), Run(long, "copy"))
        script.answers["draft"] = (Message((Paragraph(runs),), ((Button("more:1", "More"),),)),)
        fake.user_says("/draft", chat=GROUP)
        (sent,) = await fake.until_sent(1)
        assert sent.copies == [short]
        assert sent.buttons == {"More": "more:1"}
        assert (
            f"Banner:\n<pre>{short.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</pre>\nthen\n<pre>"
            in sent.html
        )
        assert {one["type"] for one in sent.entities} == {"pre"}


async def test_who_never_started_the_bot_reads_it_in_the_group(fake: FakeTelegram, script: Script) -> None:
    script.answers["secret"] = (said("x" * 300, hidden=True),)
    async with running(fake, script):
        fake.user_says("/secret", chat=GROUP, user=OTHER)
        (sent,) = await fake.until_sent(1)
    assert sent.chat_id == GROUP
    assert [one.status for one in fake.refusals] == [403]
