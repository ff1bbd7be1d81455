"""The same question again costs nothing, and never what has changed in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advisor import Question
from bot.answer import Status
from bot.app import App
from bot.settings import Settings
from knowledge.cache import Home
from tests.homes import built_once, copied

ASKED = Question("Facebook is down, what do I tell my customers?")


def test_an_answer_is_remembered_until_the_documents_change(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    home = copied(built_once(tmp_path_factory), tmp_path / "home")
    app = App(Settings(home=home), lambda _key, **_facts: None)
    advisor = app.advisor()
    before = advisor.advise(ASKED)
    assert before.status is Status.ANSWERED
    assert advisor.advise(ASKED) is before
    hidden = before.citations[0].source
    Home(home).forget(hidden)
    App(Settings(home=home), lambda _key, **_facts: None).cache.rebuild()  # as another process does
    after = advisor.advise(ASKED)
    assert hidden in {citation.source for citation in before.citations}
    assert hidden not in {citation.source for citation in after.citations}


def test_a_question_is_remembered_with_all_that_comes_with_it(app: App) -> None:
    advisor = app.advisor()
    in_general = advisor.advise(Question("WhatsApp is down, what now?"))
    for_a_shop = advisor.advise(Question("WhatsApp is down, what now?", down=("telegram",)))
    assert "telegram" in for_a_shop.situation.down
    assert "telegram" not in in_general.situation.down
