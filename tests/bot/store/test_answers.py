"""Answers come back as they were given, to whom and where they were given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.store.answers import DECLINED, Answers
from bot.store.database import Database
from tests.bot.store.samples import given


@pytest.fixture
def answers(database: Database) -> Answers:
    return Answers(database)


def test_an_answer_comes_back_as_it_was_kept(answers: Answers) -> None:
    found = answers.by_id(answers.keep(given()), "chat")
    assert found is not None
    assert found.id
    assert found.at
    assert replace(found, id="", at="") == given()


def test_an_answer_belongs_to_its_conversation(answers: Answers) -> None:
    id_ = answers.keep(given())
    assert answers.by_id(id_, "another chat") is None
    assert answers.by_id("0" * 12, "chat") is None
    assert answers.by_id("' OR 1=1 --", "chat") is None
    assert answers.last("another chat", "ann") is None
    assert answers.last("chat", "bob") is None


def test_the_last_answer_is_the_last(answers: Answers) -> None:
    ids = [answers.keep(given()) for _ in range(20)]
    last = answers.last("chat", "ann")
    assert last
    assert last.id == ids[-1]


def test_what_was_declined_is_kept_but_is_no_answer_to_go_on_from(answers: Answers) -> None:
    first = answers.keep(given())
    declined = answers.keep(given(status=DECLINED, citations=()))
    last = answers.last("chat", "ann")
    assert last
    assert last.id == first
    assert answers.by_id(declined, "chat")


def test_the_last_with_sources(answers: Answers) -> None:
    cited = answers.keep(given())
    answers.keep(given(citations=()))
    last = answers.last("chat", "ann", cited=True)
    assert last
    assert last.id == cited


def test_to_forget_a_person_leaves_the_others(answers: Answers) -> None:
    anns, bobs = answers.keep(given()), answers.keep(given(person="bob"))
    answers.keep(given("another chat"))
    answers.forget("ann")
    assert answers.by_id(anns, "chat") is None
    assert answers.last("another chat", "ann") is None
    assert answers.by_id(bobs, "chat")


def test_they_survive_a_restart(tmp_path: Path) -> None:
    before = Database(tmp_path)
    id_ = Answers(before).keep(given())
    before.close()
    after = Database(tmp_path)
    assert Answers(after).by_id(id_, "chat")
    after.close()
