"""Incidents as a room leads them: opened, worked on together, handed over, closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.checklists import Action, Doer
from bot.incidents import LONGEST_NOTE
from bot.messages import Mentioned, Quoted
from bot.store.incidents import Incidents
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import Advice, Outage

STALE = text("press-stale", Language.EN)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def opened(room: Outage) -> Outage:
    room.says("/incident open WhatsApp is down")
    return room


class TestOpening:
    def test_the_board_says_what_is_down_since_when_who_leads_and_what_to_do(self, room: Outage) -> None:
        (board,) = room.does(command="incident", text="open WhatsApp is down")
        assert board.pin
        assert board.text.splitlines()[:6] == [
            "🚨 WhatsApp is down",
            "Down: WhatsApp",
            "Since 16:00 UTC (0 min)",
            "Lead: Ann",
            "0 of 10 done",
            "Next public update: 16:05 UTC",
        ]
        assert "☐ 1. first-steps anyone whatsapp 1." in board.text

    def test_own_documents_come_first(self, tmp_path: Path) -> None:
        room = Outage(tmp_path, advice=Advice(own=True))
        assert "☐ 1. Your own document “Our plan” (§ 1): Call the printer." in room.says("/incident open WhatsApp is down")
        assert "Plan, “Title of plan”, 2021-10-05, § 1" in room.says("/why 1")
        room.database.close()

    def test_one_is_open_in_a_room(self, opened: Outage) -> None:
        again = opened.says("/incident open something else", "Bob")
        assert text("incident-already", Language.EN, title="WhatsApp is down") in again
        assert [what for what, *_ in opened.timeline()] == ["opened"]

    def test_a_title_needs_no_word_before_it(self, room: Outage) -> None:
        assert room.says("/incident Instagram is down").startswith("🚨 Instagram is down\nDown: Instagram")

    def test_without_a_title(self, room: Outage) -> None:
        assert text("incident-untitled", Language.EN) in room.says("/incident open")

    def test_roles_by_buttons_change_the_steps(self, opened: Outage) -> None:
        (board,) = opened.press("Shop")
        assert "☐ 1. first-steps shop whatsapp 1." in board.text
        assert "fallback-contact shop" in board.text
        assert "Agency" not in [button.label for row in board.buttons for button in row]

    def test_steps_that_somebody_touched_keep_their_numbers(self, opened: Outage) -> None:
        opened.says("/take 10")
        opened.says("/incident role shop")
        incident = opened.incidents.current("test:room")
        assert incident
        taken = [item.text for item in incident.checklist.shown if item.claimed_name == "Ann"]
        assert taken == ["rumours-and-phishing shop whatsapp 2."], "the same step, in the words for a shop"
        assert all(" shop " in item.text for item in incident.checklist.shown), "what no longer suits is put aside"
        assert [item.position for item in incident.checklist.items] == list(range(1, len(incident.checklist.items) + 1))

    def test_what_is_down_can_be_said_later(self, opened: Outage) -> None:
        assert "Down: Telegram" in opened.says("/incident down Telegram")


class TestWorking:
    def test_items_by_buttons(self, opened: Outage) -> None:
        board = opened.shown[0]
        (ticked,) = opened.press("☐ 2", "Bob")
        assert (ticked.board, ticked.toast) == (board.board, "☑ 2")
        assert "☑ 2. first-steps anyone whatsapp 2. – Bob, 16:00 UTC" in ticked.text
        (late,) = opened.press("☐ 2", "Cem", on=board)
        assert late.toast == "2: already done by Bob."

    def test_items_by_typing(self, opened: Outage) -> None:
        assert "🙋 Bob" in opened.says("take 1", "Bob")
        assert "1: already taken by Bob." in opened.says("take 1", "Cem")
        assert "There is no 77" in opened.says("done 77")
        assert "☑ 1." in opened.says("fatto 1")

    def test_two_take_the_same_at_once(self, opened: Outage) -> None:
        incident = opened.incidents.current("test:room")
        assert incident
        got = []

        def take(name: str) -> None:
            doer = Doer(f"test:{name}", name, opened.now.isoformat())
            done = Incidents(opened.database).mark(incident.checklist.id, "test:room", doer, Action.TAKE, (1,))
            assert done
            got.append(done.marked.outcomes[0][1])

        threads = [threading.Thread(target=take, args=(f"p{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(str, got)) == ["already-taken"] * 7 + ["changed"]
        assert [what for what, *_ in opened.timeline()].count("take") == 1

    def test_adding_noting_and_handing_over(self, opened: Outage) -> None:
        assert "11. Call the printer" in opened.says("add Call the printer")
        assert opened.says("note *two* @everyone called\n- really", "Bob") == text("incident-noted", Language.EN)
        assert "🙋 Bob" in opened.says("assign 11 to @bob")
        assert "Lead: Bob" in opened.says("lead @Bob")
        assert opened.timeline()[1:] == [
            ("added", "Ann", "Call the printer"),
            ("note", "Bob", "*two* @everyone called\n- really".rpartition("\n")[2]),
            ("assigned", "Ann", "Bob"),
            ("lead", "Ann", "Bob"),
        ]

    def test_the_same_note_again_is_the_same_note(self, opened: Outage) -> None:
        opened.says("note two called")
        opened.restart()
        opened.says("note two called")
        opened.now += timedelta(hours=1)
        opened.says("note two called")
        assert [what for what, *_ in opened.timeline()].count("note") == 2

    def test_whoever_did_nothing_yet_can_say_that_they_are_there(self, opened: Outage) -> None:
        assert "I know nobody called @zoe" in opened.says("assign 1 @zoe")
        assert opened.shown[0].hidden
        opened.says("/incident join", "Zoe")
        assert "🙋 Zoe" in opened.says("assign 1 @zoe")

    def test_a_note_that_is_too_long_is_refused_and_not_cut(self, opened: Outage) -> None:
        assert str(LONGEST_NOTE) in opened.says("note " + "x" * 10_000).replace(",", "")
        assert [what for what, *_ in opened.timeline()] == ["opened"]

    def test_a_brief_for_who_comes_late(self, opened: Outage) -> None:
        opened.says("done 1", "Bob")
        opened.says("note two called")
        opened.passes(9)
        brief = opened.says("brief", "Zoe")
        assert opened.shown[0].hidden
        for part in (
            "Since 16:00 UTC (9 min)",
            "No notice published yet",
            "☑ 1.",
            "– Bob",
            "☐ 2.",
            "16:00 UTC Ann: two called",
        ):
            assert part in brief

    def test_a_brief_says_how_much_it_leaves_out(self, opened: Outage) -> None:
        for number in range(1, 13):
            opened.says(f"add thing {number}")
        assert "… +14" in opened.says("brief").splitlines(), "of 22, eight are shown"
        for number in range(1, 10):
            opened.says(f"note said {number}")
            opened.says(f"done {number}")
        brief = opened.says("brief")
        done, notes = brief.partition("Done\n")[2], brief.partition("Notes\n")[2]
        assert done.splitlines()[0] == "… +1"
        assert notes.splitlines()[0] == "… +4"
        assert "said 4" not in brief
        assert "said 9" in brief

    def test_the_next_notice_names_the_next_one(self, opened: Outage) -> None:
        draft = opened.says("update")
        assert "WhatsApp" in draft
        assert "16:05 UTC" in draft
        assert "Next update: 16:05 UTC" in opened.press("✅ It is published")[0].text

    def test_a_question_is_still_a_question(self, opened: Outage) -> None:
        assert "of-the-title" in opened.says("update me on how long this lasts, please?")
        assert "of-the-title" in opened.says("Give me advice for tonight's live")

    def test_clocks_may_be_set_back(self, opened: Outage) -> None:
        opened.says("done 1")
        opened.now -= timedelta(hours=1)
        opened.says("done 2")
        assert [what for what, *_ in opened.timeline()] == ["opened", "tick", "tick"]
        assert "(0 min)" in opened.says("/incident")

    def test_a_long_list_stays_usable_everywhere(self, tmp_path: Path) -> None:
        room = Outage(tmp_path, advice=Advice(each=7))
        room.says("/incident open " + "@everyone *_[x](y) " * 30)
        for number in range(26):
            room.says(f"add Item {number} " + "*" * 200)
        (board,) = room.shown
        assert "☐ 40." in board.text
        for label in ("◀ 3/4", "🙋 take"):
            (board,) = room.press(label)
            assert len(board.text) + board.text.count("*") < 2_000
            assert len(board.buttons) <= 5
            assert all(len(row) <= 5 for row in board.buttons)
            assert all(len(button.id.encode()) <= 64 for row in board.buttons for button in row)


def quoted(words: str, person: str = "Bob", at: str = "2021-10-04T15:58:00+00:00") -> Quoted:
    return Quoted(words, person, person, at)


class TestMarks:
    """What somebody said, marked by a sign below it or by a note that answers it."""

    def test_it_is_noted_once_with_its_author_and_time(self, opened: Outage) -> None:
        (noted,) = opened.does("Zoe", marked=quoted("two called"))
        assert noted.text == text("incident-noted", Language.EN)
        assert opened.does("Ann", marked=quoted("two called")) == ()
        opened.restart()
        opened.now += timedelta(days=2)
        assert opened.does("Zoe", marked=quoted("two called")) == ()
        assert opened.timeline()[1:] == [("note", "Bob", "two called")]
        incident = opened.incidents.current("test:room")
        assert incident
        assert opened.incidents.timeline(incident.id)[1].at == "2021-10-04T15:58:00+00:00"
        assert "🙋 Bob" in opened.says("assign 1 @bob"), "who was quoted is known"

    def test_the_same_words_of_another_or_at_another_time_are_others(self, opened: Outage) -> None:
        opened.does(marked=quoted("me too"))
        opened.does(marked=quoted("me too", "Cem"))
        opened.does(marked=quoted("me too", at="2021-10-04T15:59:00+00:00"))
        assert [name for what, name, _ in opened.timeline() if what == "note"] == ["Bob", "Cem", "Bob"]

    def test_who_asks_the_bot_is_always_answered(self, opened: Outage) -> None:
        for _ in range(2):
            (told,) = opened.does(command="incident", marked=quoted("two called"))
            assert told.text == text("incident-noted", Language.EN)
        (told,) = opened.does(command="incident", marked=quoted("two called"), room="elsewhere")
        assert (told.text, told.hidden) == (text("incident-none", Language.EN), True)

    def test_nothing_without_an_open_incident_or_of_who_left(self, opened: Outage) -> None:
        assert opened.does(marked=quoted("two called"), room="elsewhere") == ()
        assert opened.does(marked=quoted("two called"), member=False) == ()
        opened.says("close")
        assert opened.does(marked=quoted("two called")) == ()
        assert "note" not in [what for what, *_ in opened.timeline()]

    def test_what_can_not_be_read_is_said_to_who_marked_it(self, opened: Outage) -> None:
        (told,) = opened.does(marked=quoted(" "))
        assert (told.text, told.hidden) == (text("incident-unread", Language.EN), True)

    def test_a_long_one_is_cut_and_markup_is_kept_as_it_is(self, opened: Outage) -> None:
        opened.does(marked=quoted("*_[x](http://y) <b>@everyone</b> " + "x" * 70_000))
        (_, _, said) = opened.timeline()[-1]
        assert len(said) == LONGEST_NOTE
        assert said.startswith("*_[x](http://y) <b>@everyone</b> x")
        assert "*_[x](http://y) <b>@everyone</b>" in opened.says("brief")

    def test_forgetting_takes_the_name_off_what_was_quoted(self, opened: Outage) -> None:
        opened.does(marked=quoted("two called"))
        opened.says("/forget yes", "Bob")
        assert "Bob" not in str(opened.timeline())


class TestMentions:
    def test_who_did_nothing_yet_is_known_by_a_mention(self, opened: Outage) -> None:
        zoe = (Mentioned("@zoé", "z1", "Zoé @everyone"),)
        assert "🙋 Zoé @everyone" in opened.says("assign 1 to @zoe please", mentions=zoe)
        assert "Lead: Zoé" in opened.says("lead zoé", mentions=zoe)

    def test_two_of_one_name_or_who_is_not_there_are_nobody(self, opened: Outage) -> None:
        both = (Mentioned("@zoe", "z1", "Zoe"), Mentioned("@zoe", "z2", "Zoe"))
        assert "nobody called @zoe" in opened.says("assign 1 @zoe", mentions=both)
        opened.says("done 1", "Bob")
        gone = (Mentioned("@bob", "Bob", "Bob", there=False),)
        assert "nobody called @bob" in opened.says("lead @bob", mentions=gone)
        assert opened.shown[0].hidden

    def test_a_mention_elsewhere_in_the_text_is_not_meant(self, opened: Outage) -> None:
        opened.says("join", "Bob")
        other = (Mentioned("@zoe", "z1", "Zoe"),)
        assert "🙋 Bob" in opened.says("assign 1 bob", mentions=other)


class TestAgain:
    """Words that were said before."""

    @pytest.mark.parametrize(
        "words", ["done 3 thanks", "done 3", "note two called", "incident note x", "incident", "checklist"]
    )
    def test_an_edit_does_nothing_twice(self, opened: Outage, words: str) -> None:
        assert opened.does(text=words, edited=True, private=True) == ()
        assert [what for what, *_ in opened.timeline()] == ["opened"]

    def test_an_edited_command_does_nothing_twice(self, opened: Outage) -> None:
        for command, words in (("incident", "note x"), ("done", "3"), ("note", "x"), ("checklist", "done 3")):
            assert opened.does(command=command, text=words, edited=True, private=True) == ()
        assert [what for what, *_ in opened.timeline()] == ["opened"]

    def test_an_edited_question_is_answered_anew(self, opened: Outage) -> None:
        (answer,) = opened.does(text="what do I do now?", edited=True, private=True)
        assert "of-the-title" in answer.text
        assert opened.does(command="now", text="whatsapp is down", edited=True, private=True)

    def test_without_an_incident_an_edited_note_is_a_question(self, room: Outage) -> None:
        assert room.does(text="note that whatsapp is down", edited=True, private=True)


class TestChecklist:
    def test_the_command_shows_the_incidents_list_and_not_an_older_one(self, room: Outage) -> None:
        room.says("what do I do now?")
        room.press("Checklist")
        older = room.shown[0].board
        room.says("/incident open WhatsApp is down")
        for said in ("/checklist", "checklist", "/checklist done 2"):
            assert "🚨 WhatsApp is down" in room.says(said)
            assert room.shown[0].board != older
        assert "1 of 10 done" in room.says("/checklist")
        assert "There is no 77" in room.says("/checklist done 77")
        room.says("close")
        room.says("/checklist")
        assert room.shown[0].board == older, "what was there before, once it is over"


class TestWhoLeft:
    def test_they_press_nothing_and_read_nothing(self, opened: Outage) -> None:
        board = opened.shown[0]
        line = text("not-a-member", Language.EN)
        for label in ("☐ 1", "📋 Brief", "Shop"):
            (told,) = opened.press(label, "Bob", on=board, member=False)
            assert (told.text, told.hidden) == (line, True)
        for said in ("done 1", "/incident", "brief", "/checklist", "note x"):
            assert opened.says(said, "Bob", member=False) == line
        assert "of-the-title" in opened.says("is whatsapp down?", "Bob", member=False), "a question is anybody's"
        assert [what for what, *_ in opened.timeline()] == ["opened"]


class TestWhoMay:
    def test_closing_is_for_the_lead_and_for_admins(self, opened: Outage) -> None:
        refused = opened.says("close", "Bob")
        assert text("incident-refused", Language.EN, lead="Ann") == refused
        assert opened.shown[0].hidden
        assert "Closed" in opened.says("close", "Bob", admin=True)

    def test_a_room_may_leave_opening_to_its_admins(self, room: Outage) -> None:
        assert room.says("/incident settings opening admins", "Bob") == text("incident-refused-settings", Language.EN)
        room.says("/incident settings opening admins", admin=True)
        assert room.says("/incident open x", "Bob") == text("incident-refused-opening", Language.EN)
        assert "🚨" in room.says("/incident open x", "Bob", admin=True)

    def test_nothing_of_a_room_is_seen_in_another(self, opened: Outage) -> None:
        board = opened.shown[0]
        for label in ("☐ 1", "📋 Brief", "Shop", "Why / sources"):
            assert opened.press(label, "Bob", on=board, room="elsewhere")[0].text == STALE
        assert text("incident-none", Language.EN) == opened.says("/incident brief", room="elsewhere")
        assert opened.says("/incident list", room="elsewhere") == text("incident-none-yet", Language.EN)
        assert "of-the-title" in opened.says("note something", room="elsewhere")

    @pytest.mark.parametrize("id_", ["i-tick:", "i-tick:000000000000:1", "i-role:x:y", "i-snooze:x", "i-brief:1", "i-mode:::"])
    def test_forged_buttons(self, opened: Outage, id_: str) -> None:
        assert opened.does(press=id_)[0].text == STALE


class TestEnding:
    def test_closing_moves_on_to_what_comes_after(self, opened: Outage) -> None:
        old = opened.shown[0]
        closed = opened.says("close")
        assert "☐ 1. after-recovery" in closed
        assert text("incident-ask-revenue", Language.EN) in closed
        assert "☑ 1. after-recovery" in opened.says("done 1")
        (before,) = opened.press("☐ 2", on=old)
        assert (before.board, "☑ 2. first-steps" in before.text) == (old.board, True)
        assert text("incident-is-closed-now", Language.EN) == opened.says("/incident add something")

    def test_the_loss_is_asked_for_and_called_an_estimate(self, opened: Outage) -> None:
        opened.passes(90)
        opened.says("close")
        assert text("incident-ask-ads", Language.EN) == opened.says("loss 8 x 15")
        assert "I count 1.5" in opened.says("loss 40")
        told = opened.says("loss 1,5")
        assert "Estimated loss: 220" in told
        assert "120 × 1.5 + 40" in told
        assert [message.file.name.rpartition(".")[2] for message in opened.shown if message.file] == ["md", "html"]
        assert text("incident-loss-unread", Language.EN) in opened.says("/incident loss much")

    def test_one_that_was_closed_can_go_on(self, opened: Outage) -> None:
        opened.says("close")
        assert "☐ 1. first-steps" in opened.says("reopen"), "it is down again"
        assert opened.timeline()[-1][0] == "reopened"
        assert text("incident-already", Language.EN, title="WhatsApp is down") in opened.says("/incident open again")

    def test_another_one_after_it(self, opened: Outage) -> None:
        opened.says("close")
        opened.now += timedelta(hours=1)
        opened.says("/incident open Instagram is down")
        assert sum(map(opened.says("/incident list").count, "🚨✅")) == 2
        assert "🚨 Instagram is down" in opened.says("/incident board")

    def test_forgetting_leaves_what_others_need_without_a_trace(self, opened: Outage) -> None:
        opened.says("lead @ann")
        opened.says("done 1", "Bob")
        opened.says("assign 2 @bob")
        opened.says("/forget yes", "Bob")
        assert "Bob" not in str(opened.timeline())
        board = opened.says("/incident board")
        assert "Bob" not in board
        assert "☑ 1." in board

    def test_a_restart_changes_nothing(self, opened: Outage) -> None:
        opened.says("done 1")
        before = opened.says("/incident board")
        opened.restart()
        assert opened.says("/incident board") == before


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        (Language.FR, "note deux clients ont appelé", "Noté"),
        (Language.IT, "nota due clienti", "Annotato"),
        (Language.PL, "zanotuj dwóch klientów", "Zapisane"),
        (Language.ES, "anota dos clientes", "Anotado"),
        (Language.DE, "Notiz zwei Kunden", "notiert"),
    ],
)
def test_in_every_language(tmp_path: Path, language: Language, said: str, answer: str) -> None:
    room = Outage(tmp_path, language=language)
    assert "WhatsApp" in room.says("/incident open WhatsApp")
    assert answer in room.says(said)
    room.database.close()
