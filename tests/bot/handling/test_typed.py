"""What comes of words that are typed to an incident: numbers that do not exist, hours, losses told by two, reports by id."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.outage import Outage

EN = Language.EN


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    room.says("/incident open WhatsApp is down")
    yield room
    room.database.close()


class TestCommands:
    @pytest.mark.parametrize("said", ["/schließen", "schließen", "/zamknij", "/Clôturer"])
    def test_words_with_accents_are_commands(self, opened: Outage, said: str) -> None:
        assert text("incident-closed-now", EN) in opened.says(said)

    def test_list_and_settings_as_commands_and_as_bare_words(self, opened: Outage) -> None:
        incident = opened.incidents.current("test:room")
        assert incident
        for said in ("/list", "list", "lista"):
            assert incident.id in opened.says(said)
        settings = opened.says("/incident settings")
        for said in ("/settings", "settings", "Einstellungen"):
            assert opened.says(said) == settings
        assert "reminders): off" in opened.says("/settings reminders off", admin=True)

    def test_elsewhere_they_are_nothing_of_ours(self, opened: Outage) -> None:
        assert opened.says("/settings", room="elsewhere") == ""
        assert "of-the-title" in opened.says("list", room="elsewhere")
        assert opened.says("/open WhatsApp", room="elsewhere") == ""

    @pytest.mark.parametrize("said", ["close?", "sent?", "done 1?", "1 done?", "report to meta", "loss of revenue"])
    def test_what_only_begins_so_is_a_question(self, opened: Outage, said: str) -> None:
        assert "of-the-title" in opened.says(said)
        assert [what for what, *_ in opened.timeline()] == ["opened"]

    def test_a_question_opens_nothing(self, opened: Outage) -> None:
        for said in ("/incident close?", "/incident done 3?"):
            assert opened.says(said, room="elsewhere") == text("incident-how", EN)
        assert opened.incidents.current("test:elsewhere") is None
        assert "🚨 is WhatsApp down?" in opened.says("/incident is WhatsApp down?", room="elsewhere")
        assert opened.says("/incident note why did it fail?") == text("incident-noted", EN)


class TestNumbers:
    @pytest.mark.parametrize("said", ["done 100", "/done 100", "done 0", "0 done", "assign 100 me", "due 100 30", "why 300"])
    def test_one_that_does_not_exist_is_said(self, opened: Outage, said: str) -> None:
        number = next(int(word) for word in said.split() if word.isdigit())
        assert text("checklist-missing", EN, number=number, count=10) in opened.says(said)

    def test_the_others_of_the_line_are_done(self, opened: Outage) -> None:
        for said in ("/incident skip 3 300", "skip 0 4"):
            assert "⏭" in opened.says(said)
        board = opened.says("/incident board")
        assert "⏭ 3." in board
        assert "⏭ 4." in board

    def test_the_number_may_stand_first(self, opened: Outage) -> None:
        assert "☑ 3." in opened.says("3 erledigt")

    def test_the_number_first_makes_no_list_where_there_is_none(self, opened: Outage) -> None:
        opened.says("what do I do now?", room="elsewhere")
        for said in ("2 done", "2 fatto"):
            opened.says(said, room="elsewhere")
            assert not opened.shown[0].board, "it is a question like any other"
        opened.says("what do I do now?", room="elsewhere")
        assert "1 of 2 done" in opened.says("done 2 0", room="elsewhere")
        assert "2 of 2 done" in opened.says("1 done", room="elsewhere")


class TestDue:
    @pytest.mark.parametrize(
        ("said", "shown"),
        [
            ("due 3 30", "16:30 UTC"),
            ("due 3 17:30", "17:30 UTC"),
            ("due 3 at 18:00", "18:00 UTC"),
            ("due 3 15:30", "2021-10-05 15:30 UTC"),
            ("due 3 1h30", "17:30 UTC"),
            ("scadenza 3 1 ora", "17:00 UTC"),
            ("frist 3 2 Std.", "18:00 UTC"),
            ("due 3 in 30 minutes", "16:40 UTC"),
        ],
    )
    def test_it_is_shown_back(self, opened: Outage, said: str, shown: str) -> None:
        opened.now += timedelta(minutes=10)
        assert opened.says(said) == text("incident-due", EN, number=3, time=shown)

    def test_what_can_not_be_read_is_explained(self, opened: Outage) -> None:
        assert opened.says("due 3 tomorrow") == text("incident-due-how", EN)


class TestSince:
    def test_the_hour_in_the_title_is_when_it_began(self, tmp_path: Path) -> None:
        room = Outage(tmp_path)
        assert "Since 08:30 UTC (7 h 30 min)" in room.says("/incident open WhatsApp is down since 08:30")
        board = room.says("/incident open WhatsApp geht nicht seit 23 Uhr", room="other")
        assert "2021-10-03 23:00 UTC" in board, "in the future today"
        room.database.close()

    def test_it_can_be_corrected(self, opened: Outage) -> None:
        for said, shown in (("since 08:30", "08:30"), ("/incident since 9:15", "09:15"), ("dalle 10", "10:00")):
            assert f"Since {shown} UTC" in opened.says(said)
        assert [what for what, *_ in opened.timeline()] == ["opened", "since", "since", "since"]
        assert opened.says("/incident since forever") == text("incident-since-how", EN)
        opened.says("report")
        report = next(message.file for message in opened.shown if message.file)
        assert text("report-entry-since", EN, text="2021-10-04 08:30 UTC") in report.content.decode()


class TestLoss:
    def test_the_same_number_of_two_people_answers_one_question(self, opened: Outage) -> None:
        opened.says("close")
        ads = text("incident-ask-ads", EN)
        assert opened.says("loss 100", "Ann") == ads
        opened.now += timedelta(seconds=5)
        assert opened.says("loss 100", "Bob") == ads
        assert "I count" in opened.says("loss 40", "Bob")
        assert "I count" in opened.says("loss 40", "Ann")
        opened.now += timedelta(minutes=5)
        assert "Estimated loss: 4,040" in opened.says("loss 40", "Ann"), "40 hours, said knowingly"

    def test_a_complete_one_holds_until_another_is_complete(self, opened: Outage) -> None:
        opened.says("loss 120 40 1.5")
        begun = opened.says("loss 3")
        assert begun == "\n".join((text("incident-loss-anew", EN, total="220"), text("incident-ask-ads", EN)))
        opened.says("report")
        report = next(message.file for message in opened.shown if message.file)
        assert "Estimated loss: 220" in report.content.decode()
        opened.says("loss 0")
        assert "Estimated loss: 6" in opened.says("loss 2h")

    def test_what_can_not_be_read_is_asked_again(self, opened: Outage) -> None:
        assert text("incident-loss-unclear", EN) in opened.says("loss 120 400 6")
        for said in ("loss 3 clients", "/incident loss much", "loss 2h30"):
            assert text("incident-loss-unread", EN) in opened.says(said)

    @pytest.mark.parametrize("said", ["loss of revenue", "perte de clients", "perte de 3 clients", "loss much"])
    def test_talk_of_losses_is_left_alone(self, opened: Outage, said: str) -> None:
        assert "of-the-title" in opened.says(said)


class TestReport:
    def test_that_of_another_incident_of_the_room(self, opened: Outage) -> None:
        first = opened.incidents.current("test:room")
        assert first
        opened.says("close")
        opened.now += timedelta(hours=1)
        opened.says("/incident open Instagram is down")
        for said in (f"report {first.id}", f"/incident report {first.id}", f"/report {first.id.upper()}"):
            opened.says(said)
            names = [message.file.name for message in opened.shown if message.file]
            assert names == [f"incident-{first.id}.md", f"incident-{first.id}.html"]
        assert opened.says("/incident report 0123456789ab") == text("incident-report-how", EN)
        opened.says("/incident open Telegram is down", room="elsewhere")
        assert opened.says(f"report {first.id}", room="elsewhere") == text("incident-report-how", EN), "a room's own"

    def test_the_list_says_how_and_that_there_are_more(self, opened: Outage) -> None:
        more = text("incident-list-more", EN, most=10)
        for _ in range(10):
            assert more not in opened.says("/incident list")
            opened.says("close")
            opened.now += timedelta(hours=1)
            opened.says("/incident open again")
        newest = opened.incidents.current("test:room")
        assert newest
        listed = opened.says("/incident list")
        assert listed.split("\n")[-3:] == [more, "", text("incident-list-how", EN, id=newest.id)]
        assert listed.count("✅") == 9
