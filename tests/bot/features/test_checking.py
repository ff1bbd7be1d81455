"""Checklists as people use them: by buttons and by typing, alone and in a room, after a restart and on an old board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Incoming
from bot.store.answers import Answers
from bot.store.database import Database
from bot.turns import Turn
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Phase
from tests.bot.answers import answer, step
from tests.bot.features.room import Advice, Room, ids
from tests.bot.features.talk import Talk


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path, private=True)
    yield room
    room.database.close()


STALE = text("press-stale", Language.EN)
NONE = text("checklist-none", Language.EN)


def test_what_is_read_as_3_in_the_answer_is_3_on_the_checklist(database: Database) -> None:
    steps = (step("n1", "a#1"), step("n2", "a#1"), step("known", "a#1", phase=Phase.FACT), step("n3", "a#1"), step("n4", "a#1"))
    talk = Talk(database, answer(*steps))
    (said,) = talk.say("What now?")
    assert re.findall(r"☐ (\d)\. .*(n\d)", said.text) == [("1", "n1"), ("2", "n2"), ("3", "n3"), ("4", "n4")]
    (board,) = talk.say("done 3")
    assert "☑ 3. Do the n3 thing." in board.text
    assert re.findall(r"[☐☑] (\d)\. .*(n\d)", board.text) == [("1", "n1"), ("2", "n2"), ("3", "n3"), ("4", "n4")]


class TestBoard:
    def test_an_answer_becomes_one_with_its_steps_in_order(self, room: Room) -> None:
        board = room.checklist()
        assert board.board
        assert board.text.splitlines()[0] == "0 of 3 done"
        assert "What now?" in board.text
        assert "☐ 1. Do the n1 thing.\n☐ 2. Do the n2 thing.\n☐ 3. Do the n3 thing." in board.text
        assert list(ids(board))[:3] == ["☐ 1", "☐ 2", "☐ 3"]
        assert board.board in ids(board)["☐ 1"]

    def test_facts_are_nothing_to_tick(self, tmp_path: Path) -> None:
        room = Room(tmp_path, Advice(phase=Phase.FACT))
        assert "Checklist" not in ids(room.say("How long?"))
        assert room.say("/checklist").text == NONE

    def test_one_made_where_nobody_else_looks_is_ones_own(self, room: Room) -> None:
        room.reply("Ann", text="My secret question", aside=True)
        (answer,) = room.reply("Ann", text="What now?", aside=True)
        (own,) = room.reply("Ann", press=ids(answer)["Checklist"], aside=True)
        assert own.text.startswith("0 of 3 done")
        for person in ("Ann", "Bob"):
            assert room.reply(person, command="checklist", text="left")[0].text == NONE, "not for others to read"
        assert room.reply("Ann", command="checklist", aside=True)[0].board == own.board

    def test_ticking_tells_who_and_when_in_a_room(self, room: Room) -> None:
        room.checklist()
        board = room.press("☐ 2", "Bob")
        assert board.toast == "☑ 2"
        assert "1 of 3 done" in board.text
        assert "☑ 2. Do the n2 thing. – Bob, 16:00 UTC" in board.text
        room.now += timedelta(days=1)
        assert "☑ 2. Do the n2 thing. – Bob, 2021-10-04 16:00 UTC" in room.press("☐ 1").text

    def test_alone_nobody_is_told_who_one_is(self, alone: Room) -> None:
        alone.checklist()
        board = alone.press("☐ 2")
        assert "☑ 2. Do the n2 thing.\n" in board.text
        assert "Ann" not in board.text
        assert "🙋 take" not in ids(board)

    def test_the_buttons_of_items_keep_their_places(self, room: Room) -> None:
        before = room.checklist()
        after = room.press("☐ 1")
        assert [button.id for button in after.buttons[0]] == [button.id for button in before.buttons[0]]

    @pytest.mark.parametrize(("mode", "label"), [("🙋 take", "🙋 2"), ("⏭ skip", "⏭ 2"), ("↩ undo", "↩ 1")])
    def test_they_do_so_whatever_they_do(self, room: Room, mode: str, label: str) -> None:
        room.checklist()
        room.press("☐ 1")
        before = room.press(mode)
        after = room.press(label)
        assert len(after.buttons[0]) == 3
        assert [button.id for button in after.buttons[0]] == [button.id for button in before.buttons[0]]

    def test_the_same_item_ticked_twice_says_by_whom(self, room: Room) -> None:
        board = room.checklist()
        room.press("☐ 1", "Ann", on=board)
        late = room.press("☐ 1", "Bob", on=board)
        assert late.toast == "1: already done by Ann."
        assert "– Ann" in late.text
        assert "Bob" not in late.text

    def test_all_done(self, room: Room) -> None:
        room.checklist()
        for number in (1, 2, 3):
            room.press(f"☐ {number}")
        assert room.last
        assert room.last.text.startswith("3 of 3 done ✅")

    def test_the_other_modes(self, room: Room) -> None:
        room.checklist()
        room.press("🙋 take")
        taken = room.press("🙋 2", "Bob")
        assert taken.toast == "🙋 2"
        assert "☐ 2. Do the n2 thing. 🙋 Bob" in taken.text
        assert "🙋 2" not in ids(taken)
        room.press("⏭ skip")
        skipped = room.press("⏭ 3")
        assert skipped.text.startswith("0 of 3 done · 1 skipped")
        assert "⏭ 3. Do the n3 thing. – Ann" in skipped.text
        assert {"↩ 2", "↩ 3"} <= set(ids(room.press("↩ undo")))
        undone = room.press("↩ 3")
        assert undone.toast == "↩ 3"
        assert "☐ 3. Do the n3 thing." in undone.text

    def test_a_mode_is_marked_and_stands_in_the_buttons_alone(self, room: Room) -> None:
        old = room.checklist()
        skipping = room.press("⏭ skip")
        assert "• ⏭ skip" in ids(skipping)
        assert "☑ 1." in room.press("☐ 1", on=old).text, "a board shown before still ticks"

    def test_starting_over_asks_once(self, room: Room) -> None:
        room.checklist()
        room.press("☐ 1")
        asked = room.press("Start over", "Bob")
        assert text("checklist-sure", Language.EN) in asked.text
        assert room.press("No, keep it", on=asked).text.startswith("1 of 3 done")
        assert room.press("Yes, start over", on=asked).text.startswith("0 of 3 done")
        room.press("☐ 2")
        assert room.press("Yes, start over", on=asked).text.startswith("1 of 3 done"), "an old yes wipes nothing"

    def test_what_is_left(self, room: Room) -> None:
        room.checklist()
        room.press("☐ 1")
        left = room.press("What is left?")
        assert left.hidden
        assert left.text == "2 items left\n\n☐ 2. Do the n2 thing.\n☐ 3. Do the n3 thing."
        room.press("☐ 2")
        assert room.press("What is left?").text.startswith("1 item left")
        room.press("☐ 3")
        assert room.press("What is left?").text == text("checklist-nothing-left", Language.EN)

    def test_why_and_who_says_so(self, room: Room) -> None:
        room.checklist()
        asked = room.press("Why / sources")
        why = room.press("❔ 2")
        assert why.hidden
        assert not why.board
        assert why.text.startswith("2. Do the n2 thing.")
        assert "A, “Title of a”, 2021-10-05, § 2" in why.text
        room.advice.hidden = {"a#2"}
        assert text("checklist-no-sources", Language.EN) in room.press("❔ 2", on=asked).text

    def test_the_last_of_forty_is_on_the_last_page(self, tmp_path: Path) -> None:
        room = Room(tmp_path, Advice(steps=40))
        board = room.checklist()
        assert "☐ 11" not in ids(board)
        for page in (2, 3, 4):
            board = room.press(f"▶ {page}/4")
        assert "☐ 40. " in board.text
        assert "☐ 30. " not in board.text
        done = room.press("☐ 40")
        assert "☑ 40. " in done.text, "it stays on its page"
        assert "☐ 30" in ids(room.press("◀ 3/4"))

    def test_a_board_fits_every_platform(self, tmp_path: Path) -> None:
        advice = Advice(steps=40)
        long = [step(f"n{n}", f"a#{n}", text="Write it * down " * 20) for n in range(40)]
        advice.answer = answer(*long, question="Why? " * 200)
        room = Room(tmp_path, advice)
        board = room.checklist()
        room.press("🙋 take")
        for number in range(1, 11):
            board = room.press(f"🙋 {number}", "Bob", name="*" * 60)
        for shown in (board, room.press("Start over"), room.say("done 11 12 77 78 79 80")):
            assert len(shown.text) + shown.text.count("*") < 2_000
            assert len(shown.buttons) <= 5
            assert all(len(row) <= 5 for row in shown.buttons)
            buttons = [button for row in shown.buttons for button in row]
            assert len(buttons) == len({button.id for button in buttons})
            assert all(len(button.id.encode()) <= 64 and button.id.isascii() for button in buttons)

    def test_what_is_done_is_cut_so_that_what_is_left_catches_the_eye(self, tmp_path: Path) -> None:
        advice = Advice()
        advice.answer = answer(step("call", "a#1", text="Call everyone who has ordered, " * 4 + "today."))
        room = Room(tmp_path, advice)
        assert "today." in room.checklist().text
        assert "ordered, Call everyone who has… – Ann" in room.press("☐ 1").text
        room.press("Why / sources")
        assert "today." in room.press("❔ 1").text

    @pytest.mark.parametrize("name", ["", "\u202e\n", "x" * 300, "@everyone <b>*Bob*</b>"])
    def test_a_nickname_is_other_peoples_text(self, room: Room, name: str) -> None:
        room.checklist()
        board = room.press("☐ 1", "b0b", name=name)
        line = next(line for line in board.text.splitlines() if line.startswith("☑ 1"))
        assert "b0b" not in board.text, "an id is nobody's name"
        assert len(line) < 90
        assert line.endswith(", 16:00 UTC")


class TestWhoMay:
    def test_an_old_board_works_after_a_restart_and_a_day(self, room: Room) -> None:
        board = room.checklist()
        room.press("☐ 1")
        room.restart()
        room.now += timedelta(days=1)
        assert "2 of 3 done" in room.press("☐ 2", "Bob", on=board).text
        again = room.say("/checklist", "Carol")
        assert (again.board, "2 of 3 done" in again.text) == (board.board, True)

    def test_another_chat_does_not_get_at_it(self, room: Room) -> None:
        board = room.checklist()
        for id_ in ids(board).values():
            (message,) = room.reply(press=id_, chat="elsewhere")
            assert message.text == STALE

    def test_a_private_one_is_its_owners(self, alone: Room) -> None:
        board = alone.checklist()
        for id_ in (*ids(board).values(), f"why:{board.board}:1"):
            (message,) = alone.reply("Bob", press=id_)
            assert message.text == STALE
        assert "0 of 3 done" in alone.say("/checklist").text

    @pytest.mark.parametrize(
        "forged",
        [
            *("tick", "tick:", "tick:{}", "tick:{}:", "tick:{}:0", "tick:{}:4", "tick:{}:99", "tick:{}:1:1", "tick:{}:-1"),
            *("tick:{}:x", "tick:{}:1\n", "tick:{}:١", "tick:000000000000:1", "mode:{}:tick:2", "mode:{}:wipe:1", "mode:{}:1"),
            *("why:{}:9", "why:{}:0", "left:{}x", "over:x", "anew:{}", "anew:x:0", "check:{}", "check:", "check:' OR 1=1"),
        ],
    )
    def test_forged_buttons_change_nothing(self, room: Room, forged: str) -> None:
        board = room.checklist()
        (message,) = room.reply(press=forged.format(board.board))
        assert message.text == STALE
        assert "0 of 3 done" in room.say("/checklist").text

    def test_the_button_below_an_answer_shows_the_checklist_that_there_is(self, room: Room) -> None:
        asked = room.say("What now?")
        first = room.press("Checklist", on=asked)
        room.press("☐ 1")
        again = room.press("Checklist", "Bob", on=asked)
        assert (again.board, again.text.startswith("1 of 3 done")) == (first.board, True)

    def test_it_outlives_its_answer_but_not_its_owner(self, room: Room, tmp_path: Path) -> None:
        asked = room.say("What now?")
        board = room.press("Checklist", on=asked)
        room.press("☐ 1")
        turn = Turn(Incoming("test", "chat", "Ann"), "test:chat", "test:Ann")
        Answers(room.database).forget(turn.person)
        room.checking.forget(turn)
        after = room.press("☐ 2", "Bob", on=board)
        assert "2 of 3 done" in after.text
        assert "☑ 1. Do the n1 thing. – someone, 16:00 UTC" in after.text
        assert "Ann" not in after.text
        assert "What now?" not in after.text
        assert room.press("Checklist", "Bob", on=asked).board == board.board

        alone = Room(tmp_path / "alone", private=True)
        own = alone.checklist()
        alone.checking.forget(turn)
        assert alone.press("☐ 1", on=own).text == STALE
        assert "0 of 3 done" in alone.say("/checklist").text, "a new one, of the answer"


class TestTyped:
    def test_all_that_buttons_do(self, alone: Room) -> None:
        assert alone.say("done 3").text == NONE
        alone.checklist()
        assert "2 of 3 done" in alone.say("done 1, 2").text
        assert "1 of 3 done" in alone.say("undo 2").text
        assert "1 skipped" in alone.say("skip 3").text
        assert "🙋" in alone.say("take 2").text
        assert alone.say("left").text.startswith("1 item left")
        assert "A, “Title of a”, 2021-10-05, § 3" in alone.say("why 3").text
        asked = alone.say("start over")
        assert "0 of 3 done" in alone.press("Yes, start over", on=asked).text

    def test_what_did_not_work_is_said_below_the_board(self, room: Room) -> None:
        room.checklist()
        room.press("☐ 1")
        board = room.say("/done 1 2 9", "Bob")
        assert "2 of 3 done" in board.text
        assert "1: already done by Ann." in board.text
        assert "There is no 9: this checklist has 3 items." in board.text

    def test_as_a_command_in_a_group_and_behind_the_command(self, room: Room) -> None:
        room.checklist()
        assert "1 of 3 done" in room.say("/done 1", "Bob").text
        assert "2 of 3 done" in room.say("/checklist done 2", "Bob").text
        (board,) = room.reply("Bob", command="checklist", options={"text": "undo 2"})
        assert "1 of 3 done" in board.text
        assert room.reply("Bob", command="done") == (), "it may be another bot's"

    def test_the_command_shows_the_newest_or_makes_one(self, room: Room) -> None:
        assert room.say("/checklist").text == NONE
        room.say("What now?")
        first = room.say("/checklist")
        room.say("What now?")
        assert room.say("checklist").board == first.board, "one that is not finished is gone on with"
        fresh = room.say("/checklist new")
        assert fresh.board != first.board
        room.say("done 1 2 3")
        room.say("What now?")
        assert room.say("/checklist").board not in (first.board, fresh.board), "one that is finished is not"

    def test_words_for_it_mean_nothing_where_there_is_none(self, room: Room) -> None:
        assert ids(room.say("left"))["Checklist"], "a question like any other"
