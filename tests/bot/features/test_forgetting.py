"""`/forget`: afterwards no table holds anything of who asked for it, and all of everybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.messages import Incoming
from bot.packing import Heard
from bot.store.database import Database
from bot.store.mailbox import Answered, Arrival, Mailbox
from bot.store.schema import METADATA
from bot.turns import say
from bot.wording import text
from knowledge.languages import Language
from tests.bot.features.someone import Someone

ROOM = {"private": False, "conversation": "room"}
TRACES = ("4711", "Anna", "croissants", "Korn", "7946", "down, what now")


@pytest.fixture
def baker(database: Database) -> Someone:
    return Someone(database, name="Anna")


def everything(database: Database) -> str:
    """All rows of all tables, as text."""

    def read(connection: Connection) -> str:
        rows = [str(dict(row)) for table in METADATA.sorted_tables for row in connection.execute(select(table)).mappings()]
        return "\n".join(rows) or "nothing"

    return database.read(read)


def live(baker: Someone) -> None:
    """A day with the bot: a profile, questions, feedback, a checklist alone and one with others."""
    baker.says("profile name Bäckerei Korn")
    baker.says("profile phone +44 20 7946 0018")
    baker.says("My croissants: Facebook is down, what now?")
    baker.presses("👎")
    baker.says("/checklist")
    baker.says("done 1")
    baker.says("WhatsApp is down, what now?", **ROOM)
    baker.says("/checklist", **ROOM)
    baker.says("done 1", **ROOM)


def mail(database: Database) -> None:
    """A message of theirs that waits, an answer on its way to them, and the same of somebody else."""
    box = Mailbox(database, "test")
    for number, (person, said) in enumerate([("4711", "croissants"), ("4711", "more croissants"), ("4712", "pizza")]):
        heard = Heard(Incoming("test", person, person, said), {"chat": person})
        box.receive([Arrival(str(number), heard)])
        if number == 0:
            box.answer([Answered(str(number), heard, (say("about croissants"),))])


def test_no_table_holds_anything_of_them_afterwards(baker: Someone, database: Database) -> None:
    live(baker)
    mail(database)
    before = everything(database)
    assert all(trace in before for trace in TRACES), "else the test would prove nothing"
    baker.says("/forget")
    assert baker.presses("Delete everything").text == text("forget-done", Language.EN)
    after = everything(database)
    assert not [trace for trace in TRACES if trace in after], after
    assert "pizza" in after, "another person's message still waits"


@pytest.mark.parametrize("where", [{}, ROOM], ids=["alone", "in a room"])
def test_what_is_on_its_way_is_dropped_wherever_it_goes(baker: Someone, database: Database, where: dict[str, object]) -> None:
    box = Mailbox(database, "test")
    sent = [("4711", "4711", "old news"), ("4711", "room", "theirs"), ("4712", "room", "another's"), ("4712", "4712", "alone")]
    for person, conversation, words in sent:
        heard = Heard(Incoming("test", conversation, person, words, private=conversation != "room"), {"chat": conversation})
        box.receive([Arrival(words, heard)])
        (posted,) = box.answer([Answered(words, heard, (say(f"about {words}"),))])
        if words == "old news":
            assert posted.letter
            box.settle([posted.letter.id])
    elsewhere = Mailbox(database, "other")
    heard = Heard(Incoming("other", "room", "4711", "hi"), {})
    elsewhere.receive([Arrival("1", heard)])
    elsewhere.answer([Answered("1", heard, (say("about somebody with the same number"),))])
    baker.says("forget yes" if not where else "/forget yes", **where)
    assert [letter.messages[0].text for letter in box.unsent()] == ["about another's", "about alone"]
    assert len(elsewhere.unsent()) == 1
    assert all("'platform': 'other'" in row for row in everything(database).splitlines() if "4711" in row)


def test_what_others_need_of_a_shared_checklist_stays(baker: Someone) -> None:
    live(baker)
    baker.says("/forget yes")
    assert "Do the first thing." in baker.says("/checklist", person="4712", name="Ben", **ROOM).text


def test_nobody_reads_their_words_above_a_checklist_of_somebody_else_s(baker: Someone, database: Database) -> None:
    baker.says("My croissants: WhatsApp is down, what now?", **ROOM)
    ben = {**ROOM, "person": "4712", "name": "Ben"}
    assert "croissants" in baker.presses("Checklist", **ben).text
    baker.says("/forget yes")
    assert "croissants" not in everything(database)
    assert "Do the first thing." in baker.says("/checklist", **ben).text


def test_others_keep_theirs(baker: Someone, database: Database) -> None:
    baker.says("profile name Pizzeria Blu", person="4712", conversation="4712")
    baker.says("My pizzas, what now?", person="4712", conversation="4712")
    live(baker)
    baker.says("/forget yes")
    after = everything(database)
    assert "Pizzeria Blu" in after
    assert "My pizzas" in after


def test_nothing_is_deleted_before_it_is_confirmed(baker: Someone, database: Database) -> None:
    live(baker)
    before = everything(database)
    baker.says("/forget")
    assert everything(database) == before
    baker.says("forget yesterday's outage, what about today?")
    assert all(trace in everything(database) for trace in TRACES)


@pytest.mark.parametrize("typed", ["/forget yes", "forget yes", "/forget oui", "/forget sì", "/forget TAK", "forget ja"])
def test_it_can_be_typed(baker: Someone, database: Database, typed: str) -> None:
    live(baker)
    assert baker.says(typed).text == text("forget-done", Language.EN)
    assert "Korn" not in everything(database)


def test_somebody_elses_button_deletes_nothing_of_mine(baker: Someone, database: Database) -> None:
    live(baker)
    baker.says("/forget", person="4712", **ROOM)
    pressed = baker.presses("Delete everything", **ROOM)
    assert pressed.text.startswith(text("forget-ask", Language.EN)), "but asks whether I want to delete mine"
    assert "Korn" in everything(database)


def test_the_button_below_the_profile_asks_first(baker: Someone, database: Database) -> None:
    live(baker)
    baker.says("/profile")
    assert baker.presses("Delete everything").text.startswith(text("forget-ask", Language.EN))
    assert "Korn" in everything(database)
    assert baker.presses("Delete everything").text == text("forget-done", Language.EN)


def test_lists_in_memory_are_forgotten_too(baker: Someone) -> None:
    baker.says("/now")
    baker.says("/forget yes")
    baker.says("1")
    assert baker.advisor.asked[-1].text == "1"


def test_it_claims_nothing_while_the_file_can_not_be_written(baker: Someone, database: Database, tmp_path: Path) -> None:
    live(baker)
    database.close()
    home = tmp_path / "home"
    home.rename(tmp_path / "away")
    home.write_text("in the way")
    assert baker.says("/forget yes").text == text("forget-not-yet", Language.EN)
