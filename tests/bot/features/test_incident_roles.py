"""What is said of a team after the opening, and what becomes of the items that people know by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.advisor import Question
from bot.answer import Answer
from bot.checklists import State
from bot.incidents import Incident
from tests.bot.features.outage import Advice, Outage


class SameForAll(Advice):
    """An advisor whose steps are the same for whichever team needs them, as nearly all are."""

    def advise(self, question: Question) -> Answer:
        return super().advise(replace(question, role=None))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path, advice=SameForAll())
    room.says("/incident open WhatsApp is down")
    yield room
    room.database.close()


def incident(room: Outage) -> Incident:
    found = room.incidents.current("test:room")
    assert found
    return found


def texts(room: Outage) -> dict[int, str]:
    return {item.position: item.text for item in incident(room).checklist.items}


def shown(room: Outage) -> set[str]:
    return {item.text.split()[0] for item in incident(room).checklist.shown}


class TestOrder:
    @pytest.mark.parametrize("said", ["/incident role shop", "down instagram"])
    def test_the_two_checklists_keep_their_places(self, room: Outage, said: str) -> None:
        room.says("close")
        room.says("/incident reopen")
        assert "after-recovery" not in room.says(said)
        assert "after-recovery" in room.says("close")
        assert "first-steps" not in room.shown[0].text

    def test_a_clock_that_was_set_back_makes_no_older_one_newer(self, room: Outage) -> None:
        room.says("close")
        room.now -= timedelta(hours=1)
        room.says("/incident open Telegram is down")
        room.says("close")
        assert "Telegram is down" in room.says("/incident")
        assert "Telegram is down" in room.says("/incident list").splitlines()[0]
        room.says("loss 100 10 1")
        assert incident(room).loss.total == 110

    def test_nor_where_the_clock_stands_between_the_two_checklists(self, room: Outage) -> None:
        room.now -= timedelta(hours=3)
        room.says("close")
        assert [one.items[0].text.split()[0] for one in incident(room).checklists] == ["first-steps", "after-recovery"]


class TestRightAfterTheOpening:
    def test_the_list_is_a_plain_one(self, room: Outage) -> None:
        room.press("Shop")
        assert list(texts(room)) == list(range(1, 13))
        assert texts(room)[5].startswith("fallback-contact")
        assert "0 of 12 done" in room.shown[0].text
        room.says("/incident role agency")
        room.says("/incident role shop")
        assert list(texts(room)) == list(range(1, 13))

    def test_the_board_that_was_pressed_shows_it(self, room: Outage) -> None:
        before = room.shown[0]
        (after,) = room.press("Shop")
        assert after.board == before.board
        (ticked,) = room.press("☐ 5")
        assert "☑ 5. fallback-contact" in ticked.text

    def test_a_late_press_means_the_text_that_was_there(self, room: Outage) -> None:
        old = room.shown[0]
        assert "☐ 5. announce-elsewhere" in old.text
        room.says("/incident role shop")
        (ticked,) = room.press("☐ 5", "Bob", on=old)
        done = [item.text.split()[0] for item in incident(room).checklist.items if item.state is State.DONE]
        assert done == ["announce-elsewhere"]
        assert (ticked.board, "announce-elsewhere" in ticked.text) == (old.board, True)
        number = next(item.position for item in incident(room).checklist.items if item.state is State.DONE)
        assert ticked.toast == f"☑ {number}"
        assert [entry.position for entry in room.incidents.timeline(incident(room).id)] == [0, 0, number]

    def test_a_late_press_on_what_is_gone_does_nothing_but_show_what_is_there(self, room: Outage) -> None:
        old = room.shown[0]
        assert "☐ 7. team-communication" in old.text
        room.says("/incident role shop")
        for label in ("☐ 7", "Why / sources", "📋 Brief"):
            assert room.press(label, "Bob", on=old)
        (board,) = room.press("☐ 7", "Bob", on=old)
        assert (board.board, "0 of 12 done" in board.text) == (old.board, True)
        assert "team-communication" not in board.text
        assert [what for what, *_ in room.timeline()] == ["opened", "role"]

    def test_it_can_be_closed_and_forgotten(self, room: Outage) -> None:
        room.says("/incident role shop")
        assert "after-recovery" in room.says("close")
        assert len(incident(room).checklists) == 2


class TestLater:
    def test_a_number_keeps_its_text(self, room: Outage) -> None:
        before = texts(room)
        room.says("done 8")
        room.says("undo 8")
        for role in ("shop", "agency", "creator", "shop"):
            room.says(f"/incident role {role}")
        after = texts(room)
        assert {number: after[number] for number in before} == before
        assert len(set(after.values())) == len(after), "nothing is there twice"
        room.says("report")
        report = next(one.file.content.decode() for one in room.shown if one.file)
        assert f"☑ 8. {before[8]}" in report

    def test_what_a_wrong_role_put_aside_comes_back_with_the_right_one(self, room: Outage) -> None:
        room.says("/incident role shop")
        room.says("done 1")
        room.says("skip 3")
        right = shown(room)
        for role in ("agency", "creator", "pr", "developer", "agency"):
            board = room.says(f"/incident role {role}")
            assert "fallback-contact" not in board
        room.says("/incident role shop")
        assert shown(room) == right
        items = incident(room).checklist.shown
        assert [item.position for item in items] == list(range(1, 13)), "under their numbers"
        assert [item.position for item in items if item.state is not State.OPEN] == [1, 3]
        assert "1 of 12 done · 1 skipped" in room.says("/incident board")

    def test_it_is_one_entry_and_nobodys_act(self, room: Outage) -> None:
        room.says("done 1")
        room.says("/incident role agency", "Bob")
        room.says("/incident role agency", "Cem")
        assert room.timeline()[1:] == [("tick", "Ann", ""), ("role", "Bob", "agency")]
        room.says("report")
        report = next(one.file.content.decode() for one in room.shown if one.file)
        assert "⏭" not in report
        assert "rumours" not in report.partition("## During the outage")[2].partition("## ")[0], "what is put aside"

    def test_who_is_reminded_hears_of_the_item_that_was_meant(self, room: Outage) -> None:
        before = texts(room)[8]
        room.says("due 8 20")
        room.says("/incident role shop")
        said = [posting.message.text for posting in room.passes(20)]
        assert [text for text in said if before in text]
        assert "☐ 8. " + before in room.says("/incident board"), "somebody wants it done"

    def test_what_is_taken_stays_with_who_took_it(self, room: Outage) -> None:
        room.says("take 8", "Bob")
        assert "☐ 8. team-communication anyone whatsapp 2. 🙋 Bob" in room.says("/incident role shop")

    def test_an_old_board_ticks_what_it_shows(self, room: Outage) -> None:
        old, before = room.shown[0], texts(room)[8]
        room.says("done 1")
        room.says("/incident role shop")
        (ticked,) = room.press("☐ 8", on=old)
        assert f"☑ 8. {before}".rstrip(".") in ticked.text, "what was done is shown"

    def test_what_is_put_aside_is_not_counted_shown_or_urgent(self, room: Outage) -> None:
        room.says("done 10")
        room.says("/incident role developer")
        items = incident(room).checklist.shown
        assert f"1 of {len(items)} done" in room.says("/incident board")
        assert f"1/{len(items)}" in room.says("/incident list")
        assert "announce-elsewhere" not in room.says("/incident board")
        assert "announce-elsewhere" not in room.says("brief")

    def test_pages_with_nothing_on_them_are_passed_over(self, tmp_path: Path) -> None:
        room = Outage(tmp_path / "other", advice=Advice(each=3))
        room.says("/incident open WhatsApp is down")
        room.says("done 1")
        for role in ("shop", "agency", "pr"):
            (board,) = room.does(command="incident", text=f"role {role}")
        seen, before = 1, ["any"]
        while before:
            assert "☐" in board.text or "☑" in board.text
            before = [button.label for row in board.buttons for button in row if button.label.startswith("◀")]
            if before:
                (board,) = room.press(before[0])
                seen += 1
        assert seen > 1
        assert "☑ 1." in board.text
        room.database.close()

    def test_no_item_names_what_is_down_now(self, room: Outage) -> None:
        room.says("take 2", "Bob")
        room.says("down whatsapp, instagram")
        items = incident(room).checklist.shown
        assert all("whatsapp,instagram" in item.text for item in items)
        assert [item.text for item in items if item.claimed_name == "Bob"] == ["first-steps anyone whatsapp,instagram 2."]


class TestSaidAgain:
    def count(self, room: Outage, what: str) -> int:
        return [one for one, *_ in room.timeline()].count(what)

    def test_the_same_note_minutes_later_is_another(self, room: Outage) -> None:
        room.says("note two called")
        room.restart()
        room.says("note two called")
        assert self.count(room, "note") == 1, "it arrived again"
        room.now += timedelta(minutes=11)
        room.says("note two called")
        assert self.count(room, "note") == 2

    def test_who_says_something_else_in_between_means_it(self, room: Outage) -> None:
        for words in ("up", "down again", "up"):
            room.says(f"note {words}")
        assert self.count(room, "note") == 3

    def test_an_item_that_is_done_can_be_added_again(self, room: Outage) -> None:
        room.says("add call the supplier")
        room.says("add call the supplier")
        room.says("done 11")
        assert "☐ 12. call the supplier" in room.says("add call the supplier")
        assert self.count(room, "added") == 2

    def test_every_change_of_the_lead_is_there(self, room: Outage) -> None:
        room.says("join", "Bob")
        for name in ("bob", "ann", "bob"):
            room.says(f"lead {name}", admin=True)
        room.says("lead ann", "Bob")
        room.says("lead bob", admin=True)
        leads = [name for what, _, name in room.timeline() if what == "lead"]
        assert leads == ["Bob", "Ann", "Bob", "Ann", "Bob"]


def test_what_is_heard_again_after_a_restart_is_done_once_however_long_that_took(tmp_path: Path) -> None:
    """The program ended after it was done and before it was noted that it was handled."""
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    heard = room.now.isoformat()
    for said in ("note the mill rings back", "add call the mill", "sent", "due 3 30"):
        room.says(said, "Bob")
        before = room.timeline()
        room.passes(11)
        room.restart()
        room.says(said, "Bob", received=heard)
        assert room.timeline() == before, said
        room.says(said, "Bob")
        assert len(room.timeline()) > len(before), "said anew, it counts"
    room.database.close()
