"""Who this is: a greeting, examples for one's role, the six languages; and what can't be read."""

from __future__ import annotations

import asyncio

import pytest

from bot.answer import Status
from bot.app import App
from bot.assembly import conversation
from bot.messages import Incoming
from bot.store.database import Database
from bot.store.profiles import Profiles
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Role
from tests.bot.features.someone import Someone, labelled

LANGUAGES = pytest.mark.parametrize("language", list(Language))
A_PHONE = 380
"""Characters that a phone shows without scrolling, beside three buttons."""


@LANGUAGES
@pytest.mark.parametrize("role", ["", *Role])
def test_examples_suit_the_role_and_each_is_answered(app: App, database: Database, language: Language, role: str) -> None:
    Profiles(database).change("test:1", role=role, language=language.value)
    talk = conversation(app.advisor(), database)
    (start,) = asyncio.run(talk.reply(Incoming("test", "1", "1", command="start")))
    assert len(start.text) <= A_PHONE
    buttons = labelled((start,))
    assert len(buttons) == 3
    assert (text("start-example-2", language) in buttons) == (not role)
    for label, id_ in buttons.items():
        (answer,) = asyncio.run(talk.reply(Incoming("test", "1", "1", press=id_)))
        assert "¹" in answer.text, f"{label}: {answer.text}"


@pytest.mark.parametrize("greeting", ["hello", "Bonjour !", "cześć", "hola", "Guten Tag", "ciao", "👋 hi"])
def test_a_greeting_gets_the_same_as_start(database: Database, greeting: str) -> None:
    someone = Someone(database)
    assert someone.says(greeting).text == someone.says("/start").text


def test_the_six_languages_are_offered(database: Database) -> None:
    someone = Someone(database)
    assert list(labelled((someone.says("/language"),))) == ["Français", "Italiano", "Polski", "English", "Español", "Deutsch"]
    assert someone.presses("Deutsch").text == text("language-set", Language.DE)
    assert someone.says("/start").text.startswith(text("start", Language.DE))


@pytest.mark.parametrize(
    "typed", ["/language polski", "/language pl", "language Polish", "language pl-PL", "/language Polnisch"]
)
def test_a_language_is_known_by_code_and_name(database: Database, typed: str) -> None:
    assert Someone(database).says(typed).text == text("language-set", Language.PL)


@LANGUAGES
@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "file", "something new"])
def test_what_can_not_be_read_is_told_in_one_line(database: Database, language: Language, kind: str) -> None:
    someone = Someone(database, language=language.value)
    line = someone.does(unreadable=kind)[0].text
    assert line == text(f"unreadable-{kind if ' ' not in kind else 'file'}", language)
    assert not someone.advisor.asked


def test_a_picture_with_words_is_answered_from_the_words(database: Database) -> None:
    someone = Someone(database)
    someone.does(unreadable="photo", text="Facebook shows this, what do I do?")
    assert [question.text for question in someone.advisor.asked] == ["Facebook shows this, what do I do?"]


def test_a_mended_question_is_answered_again_in_private_only(database: Database) -> None:
    someone = Someone(database)
    someone.does(text="facebok is down, waht now?")
    assert someone.does(text="facebook is down, what now?", edited=True)
    assert len(someone.advisor.asked) == 2
    assert someone.does(text="facebook is down, what now??", edited=True, private=False) == ()
    assert len(someone.advisor.asked) == 2


def test_a_caption_that_says_nothing_by_itself_is_about_what_can_t_be_read(database: Database) -> None:
    someone = Someone(database)
    someone.advisor.status = Status.DECLINED
    assert someone.does(unreadable="photo", text="is this normal?")[0].text == text("unreadable-photo", Language.EN)


def test_sources_are_shown_in_the_language_that_somebody_chose(database: Database) -> None:
    someone = Someone(database)
    someone.says("WhatsApp is down, what now?")
    someone.says("/language de")
    assert someone.says("/sources").text.startswith(text("sources-title", Language.DE))
