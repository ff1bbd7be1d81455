"""Whose an incident is, and where it is meant: rooms that others join, threads of them, their rules, their own documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.answer import Citation
from bot.handling.own import chosen
from bot.handling.steps import About, StepFinder
from bot.messages import Mentioned, Quoted
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Origin
from knowledge.platforms import load_platforms
from knowledge.retrieval import Retriever
from tests.bot.answers import citation
from tests.bot.features.outage import Outage
from tests.ingest.conftest import Desk
from tests.knowledge.world import builtin_embedder, plain_detector

NOTED = text("incident-noted", Language.EN)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Outage]:
    room = Outage(tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def opened(room: Outage) -> Outage:
    room.says("/incident open WhatsApp is down")
    return room


@pytest.fixture
def alone(room: Outage) -> Outage:
    """Ann has opened one while nobody else was there."""
    room.says("/incident open WhatsApp is down", private=True)
    room.says("/done 1", private=True)
    return room


class TestOnesOwn:
    def test_alone_there_is_nobody_to_name(self, alone: Outage) -> None:
        board = alone.says("/incident board", private=True)
        assert "Lead" not in board
        assert "Ann" not in board

    def test_what_others_do_elsewhere_is_none_of_it(self, alone: Outage) -> None:
        alone.says("/incident open Instagram is down", "Ben", room="elsewhere")
        alone.says("/take 1", "Cem", room="elsewhere")
        alone.says("/done 2", private=True)
        assert "Lead" not in alone.says("/incident board", private=True)

    def test_names_are_shown_once_somebody_else_did_something(self, alone: Outage) -> None:
        board = alone.says("/take 2", "Ben")
        assert "Lead: Ann" in board
        assert "☑ 1. first-steps anyone whatsapp 1. – Ann, 16:00 UTC" in board, "also for what was done before"
        assert "🙋 Ben" in board
        alone.says("/done 2", "Ben")
        alone.says("/incident close")
        alone.says("/done 1", "Cem")
        assert "– Cem" in alone.says("/incident board")
        report = alone.does(command="incident", text="report")[0].file
        assert report
        assert "Who did what" in report.content.decode()
        assert "Ben: 🙋 1 · ☑ 1" in report.content.decode()

    @pytest.mark.parametrize("said", ["/note two called", "/incident join", "/undo 1", "/incident role shop", "/add a call"])
    def test_whatever_another_does(self, alone: Outage, said: str) -> None:
        alone.says(said, "Ben")
        assert "Lead: Ann" in alone.says("/incident board")

    @pytest.mark.parametrize("said", ["/assign 2 @ben", "/lead @ben"])
    def test_who_is_given_something_is_named(self, alone: Outage, said: str) -> None:
        command, _, words = said.removeprefix("/").partition(" ")
        alone.does(command=command, text=words, mentions=(Mentioned("@ben", "ben", "Ben"),))
        assert "Ben" in alone.says("/incident board")

    def test_what_another_said(self, alone: Outage) -> None:
        alone.does(marked=Quoted("Two clients called", "ben", "Ben", ""))
        assert "Lead: Ann" in alone.says("/incident board")

    def test_forgetting_takes_from_a_shared_one_only_the_name(self, alone: Outage) -> None:
        alone.says("/note two clients called", "Ben")
        alone.says("/forget yes")
        board = alone.says("/incident board", "Ben")
        assert "☑ 1. first-steps anyone whatsapp 1. – someone" in board
        assert "Ann" not in board
        assert ("note", "Ben", "two clients called") in alone.timeline()

    def test_forgetting_deletes_what_one_had_alone(self, alone: Outage) -> None:
        alone.says("/forget yes", private=True)
        assert alone.says("/incident board", private=True) == text("incident-none", Language.EN)


THREAD: dict[str, Any] = {"room": "room/t1", "around": "room", "branch": True}
TOPIC: dict[str, Any] = {"room": "room/7", "around": "room"}


class TestThreads:
    @pytest.mark.parametrize("where", [THREAD, TOPIC, {"room": "900", "around": "room"}])
    def test_the_incident_of_the_room_around_is_meant(self, opened: Outage, where: dict[str, Any]) -> None:
        assert opened.says("/note hello", "Ben", **where) == NOTED
        assert "☑ 1." in opened.says("/done 1", "Ben", **where)
        assert "☑ 2." in opened.says("/incident done 2", "Ben", **where)
        (noted,) = opened.does(marked=Quoted("Two clients called", "cem", "Cem", ""), **where)
        assert noted.text == NOTED
        assert "WhatsApp is down" in opened.says("/checklist", **where)
        assert "WhatsApp is down" in opened.says("/incident list", **where)
        incident = opened.incidents.current("test:room")
        assert incident
        places = [entry.place for entry in opened.incidents.timeline(incident.id)]
        assert places == ["test:room", *[f"test:{where['room']}"] * 4], "entries tell from where"

    def test_its_board_is_pressed_there(self, opened: Outage) -> None:
        (board,) = opened.does(command="incident", text="board", **THREAD)
        (ticked,) = opened.press("☐ 1", "Ben", on=board, **THREAD)
        assert (ticked.board, ticked.toast) == (board.board, "☑ 1")
        assert "Ben" in opened.says("/incident board")

    def test_reminders_are_put_off_there(self, opened: Outage) -> None:
        (posting,) = opened.passes(5)
        (put_off,) = opened.press("⏰ In 10 min", "Ben", on=posting.message, **TOPIC)
        assert put_off.toast == text("incident-snoozed", Language.EN)

    def test_opened_in_a_branch_it_is_the_rooms(self, room: Outage) -> None:
        room.says("/incident open WhatsApp is down", **THREAD)
        assert "🚨 WhatsApp is down" in room.says("/incident board")
        assert "is open here already" in room.says("/incident open x", **THREAD)
        assert room.passes(5)[0].conversation == "room"

    def test_a_topic_is_like_a_room_and_its_own_goes_first(self, opened: Outage) -> None:
        assert "🚨 Instagram is down" in opened.says("/incident open Instagram is down", **TOPIC)
        assert opened.says("/note hello", **TOPIC) == NOTED
        assert [what for what, *_ in opened.timeline()] == ["opened"]
        assert "WhatsApp is down" in opened.says("/incident board")
        assert "☐ 1. after-recovery" in opened.says("/incident close", **TOPIC)
        old = opened.shown[0]
        assert "🚨 WhatsApp is down" in opened.says("/incident board", **TOPIC), "one that is open goes before one that is over"
        assert opened.press("☐ 1", on=old, **TOPIC)[0].toast == "☑ 1", "but a button is for what it stands below"

    def test_a_room_sees_nothing_of_its_topics(self, room: Outage) -> None:
        board = room.does(command="incident", text="open WhatsApp is down", **TOPIC)[0]
        assert room.says("/incident board") == text("incident-none", Language.EN)
        assert room.press("☐ 1", on=board)[0].text == text("press-stale", Language.EN)
        assert room.says("/incident board", room="room/8", around="room") == text("incident-none", Language.EN)

    def test_a_threads_own_newer_checklist_is_meant_by_numbers(self, opened: Outage) -> None:
        opened.says("what do I do now?", **THREAD)
        opened.press("Checklist", **THREAD)
        assert "🚨" not in opened.says("/done 1", **THREAD)
        assert "🚨" not in opened.says("/checklist", **THREAD)
        assert "🚨" in opened.says("/incident done 1", **THREAD)


def refusal(key: str, **facts: object) -> str:
    return text(f"incident-refused{key}", Language.EN, **facts)


class TestWhoMay:
    def test_as_long_as_nothing_is_decided(self, opened: Outage) -> None:
        listed = opened.says("/incident settings", "Ben")
        assert "Who opens an incident (open): everyone" in listed
        assert "Who closes one and reopens it (close): whoever leads, and admins" in listed
        assert "Who gives items and the lead to others (assign): whoever leads, and admins" in listed
        assert opened.says("close", "Ben") == refusal("", lead="Ann")

    @pytest.mark.parametrize(
        ("decided", "ann", "ben"),
        [
            ("close everyone", "", ""),
            ("close admins", refusal("-admins"), refusal("-admins")),
            ("close lead", "", refusal("", lead="Ann")),
            ("schließen Leitung", "", refusal("", lead="Ann")),
            ("close ben", refusal("-named", names="Ben"), ""),
            ("fermer: Cem et Ben", refusal("-named", names="Cem, Ben"), ""),
        ],
    )
    def test_closing(self, opened: Outage, decided: str, ann: str, ben: str) -> None:
        for person in ("Ben", "Cem"):
            opened.says("/incident join", person)
        opened.says(f"/incident settings {decided}", "Root", admin=True)
        for person, refused in (("Ann", ann), ("Ben", ben)):
            said = opened.says("/incident close", person)
            assert said == refused if refused else "Closed" in said
            assert not refused or opened.shown[0].hidden
            opened.says("/incident reopen", "Root", admin=True)
        assert "Closed" in opened.says("/incident close", "Root", admin=True)
        assert (opened.says("/incident reopen", "Ben") == ben) if ben else ("🚨" in opened.says("/incident reopen", "Ben"))

    def test_assigning(self, opened: Outage) -> None:
        opened.says("/incident settings assign everyone, close admins", "Root", admin=True)
        opened.says("/incident join", "Ben")
        assert "🙋 Ben" in opened.says("/assign 1 me", "Ben")
        assert "Lead: Ben" in opened.says("/lead me", "Ben")
        opened.says("/incident settings assign admins", "Root", admin=True)
        assert opened.says("/assign 2 ann", "Ben") == refusal("-admins")
        assert opened.says("/lead ann", "Ben") == refusal("-admins")

    def test_opening(self, opened: Outage) -> None:
        opened.says("/incident settings open lead", "Root", admin=True)
        opened.says("/incident close")
        assert opened.says("/incident open x", "Ben") == refusal("-opening-named", names="Ann")
        assert "🚨 x" in opened.says("/incident open x")

    def test_people_are_named_by_mention(self, room: Outage) -> None:
        bob = Mentioned("@bob", "42", "Bob B.")
        gone = Mentioned("@zoe", "43", "", there=False)
        listed = room.does(command="incident", text="settings open @bob", admin=True, mentions=(bob,))[0].text
        assert "(open): Bob B." in listed
        assert room.says("/incident open x", "Ben") == refusal("-opening-named", names="Bob B.")
        (told,) = room.does(command="incident", text="settings open @zoe @bob", admin=True, mentions=(bob, gone))
        assert told.text == text("incident-no-member", Language.EN, name="@zoe @bob")
        assert "(open): Bob B." in room.says("/incident settings")
        assert "🚨" in "\n".join(one.text for one in room.does("42", command="incident", text="open x"))

    def test_who_is_not_known_changes_nothing(self, opened: Outage) -> None:
        told = opened.says("/incident settings close @nobody open admins", "Root", admin=True)
        assert told == text("incident-no-member", Language.EN, name="@nobody")
        assert "(open): everyone" in opened.says("/incident settings")

    def test_changes_are_for_admins_and_stand_on_the_timeline(self, opened: Outage) -> None:
        assert opened.says("/incident settings close everyone", "Ben") == refusal("-settings")
        for _ in range(2):
            opened.says("/incident settings close ann reminders off", "Root", admin=True)
        assert opened.timeline()[1:] == [
            ("rules", "Root", "Who closes one and reopens it (close): Ann"),
            ("rules", "Root", "Reminders (reminders): off"),
        ]
        report = opened.does(command="incident", text="report")[0].file
        assert report
        assert "Settings: Reminders (reminders): off" in report.content.decode()
        assert "Settings: Who closes one and reopens it (close): Ann" in report.content.decode()

    def test_who_is_forgotten_stands_in_no_rule(self, opened: Outage) -> None:
        opened.says("/incident join", "Ben")
        opened.says("/incident settings close ben assign ben, ann", "Root", admin=True)
        opened.says("/forget yes", "Ben")
        listed = opened.says("/incident settings")
        assert "(close): admins" in listed
        assert "(assign): Ann" in listed
        assert "Ben" not in str(opened.timeline())

    def test_a_topic_that_decided_nothing_has_the_rooms_rules(self, room: Outage) -> None:
        room.says("/incident settings open admins", "Root", admin=True)
        assert room.says("/incident open x", **TOPIC) == refusal("-opening")
        room.says("/incident settings open everyone close everyone", "Root", admin=True, **TOPIC)
        assert "🚨 x" in room.says("/incident open x", **TOPIC)
        assert room.says("/incident open x") == refusal("-opening")

    def test_in_every_language_the_words_that_are_shown_are_read(self, tmp_path: Path) -> None:
        for language in Language:
            room = Outage(tmp_path / language.value, language=language)
            shown = room.says("/incident settings", "Root", admin=True)
            words = re.findall(r"\(([^()]+)\)", shown)
            assert len(words) == 4
            admins = text("incident-value-admins", language)
            for word in words[:3]:
                assert shown != room.says(f"/incident settings {word} admins", "Root", admin=True)
            assert room.shown[0].text.count(admins) >= 3
            example = shown.splitlines()[-1]
            said = re.findall(r"[“„«]\s?([^“”„«»@]+?)\s?[”“»]", example)
            assert len(said) == 4
            for words in said:
                told = room.says(f"/{words}" if "…" not in words else f"/incident settings{words[1:]}", "Root", admin=True)
                assert told.startswith(shown.splitlines()[0]), words
            values = ("everyone", "lead", "admins", "off")
            wanted = [text(f"incident-value-{value}", language) for value in values]
            assert [line.partition("): ")[2] or line.partition(") : ")[2] for line in told.splitlines()[1:5]] == wanted
            room.database.close()


class TestInPassing:
    def test_assigning_what_is_done_says_why_not(self, opened: Outage) -> None:
        opened.says("/incident join", "Ben")
        opened.says("/done 3", "Ben")
        assert "3: already done by Ben." in opened.says("/assign 3 ben")
        opened.says("/skip 4", "Ben")
        assert "4: already skipped by Ben." in opened.says("/assign 4 ben")

    def test_a_title_where_one_is_open(self, opened: Outage) -> None:
        (told,) = opened.does("Ben", command="incident", options={"title": "Instagram is down"})
        assert text("incident-already", Language.EN, title="WhatsApp is down") in told.text
        (told,) = opened.does("Ben", command="incident", options={"title": "Instagram is down"}, **TOPIC)
        assert text("incident-already", Language.EN, title="WhatsApp is down") in told.text


def own(id_: str, said: str, score: float = 0.0, **where: str) -> Citation:
    return citation(id_, origin=Origin.OWN, text=said, score=score, **where)


PLAN = (
    own("krisenplan#1", "Zuerst Frau Meier anrufen.", 0.17, title="Krisenplan", locator="Wenn WhatsApp ausfällt, § 1"),
    own("krisenplan#2", "Bestellungen am Telefon.", 0.05, title="Krisenplan", locator="Wenn WhatsApp ausfällt, § 2"),
    own("krisenplan#3", "Die Agentur anrufen.", 0.2, title="Krisenplan", locator="Wenn Instagram ausfällt, § 1"),
    own("krisenplan#4", "Die Kühlung prüfen.", 0.2, title="Krisenplan", locator="Wenn der Strom ausfällt, § 1"),
)
PRINTER = own("plan#1", "Call the printer when orders by WhatsApp stop.", 0.07, title="plan")
PHONES = own("phone-list#1", "Anna: 030 1234", title="Phone list")
RENT = own("rent#1", "The rent is due on the first.", 0.1, title="Contract")
LEASE = own("lease#1", "The lease ends in May.", 0.1, title="Lease")


class TestOwnDocuments:
    platforms = load_platforms()

    def ids(self, *found: Citation, down: tuple[str, ...] = ("whatsapp",)) -> list[str]:
        return [one.id for one in chosen(found, down, self.platforms)]

    def test_what_is_about_what_is_down_comes_first_then_whom_to_call(self) -> None:
        found = self.ids(RENT, PHONES, PRINTER, *PLAN, LEASE)
        assert found == ["krisenplan#1", "krisenplan#2", "plan#1", "phone-list#1"]

    def test_of_a_plan_that_names_no_network_the_best_comes_all_the_same(self) -> None:
        assert self.ids(PHONES, *PLAN, RENT, LEASE, down=("telegram",)) == ["krisenplan#4", "phone-list#1"]
        assert self.ids(*PLAN, down=()) == ["krisenplan#3", "krisenplan#4"]

    def test_few_documents_are_all_worth_a_look(self) -> None:
        assert self.ids(RENT) == ["rent#1"]
        assert self.ids(RENT, LEASE, own("a#1", "x", title="a"), own("b#1", "y", title="b")) == []

    def test_what_is_like_the_title_counts_in_many_documents_too(self) -> None:
        others = [own(f"d{n}#1", "x", title=f"d{n}") for n in range(9)]
        assert self.ids(*others, own("faq#7", "Orders by letter.", 0.5, title="faq")) == ["faq#7"]

    def test_there_are_five_at_most_and_every_document_has_its_turn(self) -> None:
        many = [own(f"handbook#{n}", f"WhatsApp, part {n}.", 0.3, title="Handbook") for n in range(30)]
        found = self.ids(*many, PHONES)
        assert len(found) == 5
        assert "phone-list#1" in found


@pytest.mark.parametrize(
    ("title", "language"),
    [("WhatsApp is down since 20 min", Language.EN), ("WhatsApp ist ausgefallen", Language.DE), ("", Language.PL)],
)
def test_what_was_ingested_comes_first(tmp_path: Path, title: str, language: Language) -> None:
    desk = Desk(tmp_path, plain_detector(), builtin_embedder())
    desk.ingest(
        desk.write("plan.md", "Call the printer when orders by WhatsApp stop. Anna decides."),
        desk.write("krisenplan.md", "# Krisenplan\n\n## Wenn WhatsApp ausfällt\n\nZuerst Frau Meier anrufen."),
        desk.write("phone-list.md", "# Phones\n\nAnna: 030 1234\nPrinter: 030 1236"),
        desk.write("lease.md", "# Lease\n\nThe rent is due on the first of each month."),
    )
    advisor = Advisor(Retriever(desk.cache.open(print), desk.embedder), desk.detector, desk.platforms)
    items = StepFinder(advisor, desk.platforms).during(About(title, language, None, ("whatsapp",)))
    assert [item.citations for item in items[:3]] == [("krisenplan#1",), ("plan#1",), ("phone-list#1",)]
    assert "Zuerst Frau Meier anrufen." in items[0].text
    assert not [item for item in items if "rent" in item.text]
