"""Verdicts on answers, as a chat takes them: one a person, which they may change, and the reason only where they give it."""

from __future__ import annotations

import pytest

from bot.answer import Choice, Status
from bot.store.database import Database
from bot.store.feedback import Feedback, Judged
from bot.wording import text
from knowledge.languages import Language
from tests.bot.answers import answer
from tests.bot.features.talk import Talk, ids

EN = Language.EN
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def asked(talk: Talk, **who: str) -> tuple[str, str]:
    """A question answered; the ids of its two thumbs."""
    offered = ids(*talk.say("WhatsApp is down, what now?", **who))
    return offered["👍"], offered["👎"]


def judged(database: Database) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.verdict, one.reasons) for one in Feedback(database).judged(liked=True)]


@LANGUAGES
def test_a_thumb_up_is_kept_and_thanked_for_in_passing(database: Database, language: Language) -> None:
    talk = Talk(database, language=language)
    good, _ = asked(talk)
    (message,) = talk.press(good)
    assert (message.paragraphs, message.toast) == ((), text("feedback-thanks", language))
    assert judged(database) == [("good", ())]


@LANGUAGES
def test_a_thumb_down_is_kept_at_once_and_its_reason_asked_for(database: Database, language: Language) -> None:
    talk = Talk(database, language=language)
    _, bad = asked(talk)
    (question,) = talk.press(bad)
    assert question.hidden, "it is nobody else's business"
    assert judged(database) == [("bad", ())]
    label = text("button-reason-wrong", language)
    (noted,) = talk.press(ids(question)[label])
    assert label in noted.text
    assert noted.board == question.board, "it takes the place of the question"
    assert judged(database) == [("bad", ("wrong",))]


def test_a_question_asked_back_can_be_judged_too(database: Database) -> None:
    choices = (Choice("how-long", "How long?"), Choice("first-steps", "What now?"))
    talk = Talk(database, answer(status=Status.CLARIFY, topics=("how-long", "first-steps"), choices=choices))
    _, bad = asked(talk)
    talk.press(bad)
    (one,) = Feedback(database).judged()
    assert (one.status, one.topics) == ("clarify", ("how-long", "first-steps"))


def test_a_verdict_can_be_changed_and_counts_once(database: Database) -> None:
    talk = Talk(database)
    good, bad = asked(talk)
    talk.press(ids(*talk.press(bad))["Wrong topic"])
    talk.press(bad)
    assert judged(database) == [("bad", ("topic",))], "the same again keeps its reason"
    talk.press(good)
    talk.press(good)
    assert judged(database) == [("good", ())]


def test_in_a_group_anyone_may_vote(database: Database) -> None:
    talk = Talk(database)
    good, bad = asked(talk)
    talk.press(good)
    talk.press(ids(*talk.press(bad, person="bob"))["Hard to understand"], person="bob")
    talk.press(bad, person="cid")
    assert judged(database) == [("bad", ("unclear",))]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("good", ("good", ())),
        ("👍🏽", ("good", ())),
        ("Bad", ("bad", ())),
        ("bad 1", ("bad", ("topic",))),
        ("👎 5", ("bad", ("other",))),
    ],
)
def test_it_can_be_typed(database: Database, typed: str, kept: tuple[str, tuple[str, ...]]) -> None:
    talk = Talk(database)
    asked(talk)
    assert "Thank you" in "".join(message.text + message.toast for message in talk.say(typed))
    assert judged(database) == [kept]


@pytest.mark.parametrize("typed", ["good 2", "bad 6", "bad news", "goodbye"])
def test_other_words_are_questions(database: Database, typed: str) -> None:
    talk = Talk(database)
    asked(talk)
    assert "👎" in ids(*talk.say(typed))
    assert judged(database) == []


def test_without_an_answer_there_is_nothing_to_judge(database: Database) -> None:
    assert "👎" in ids(*Talk(database).say("bad"))


@pytest.mark.parametrize("forged", ["good:", "bad:abc", "reason:abc:topic", "reason:{id}:rude", "reason:{id}:", "good:{id}:x"])
def test_forged_buttons_are_stale_and_keep_nothing(database: Database, forged: str) -> None:
    talk = Talk(database)
    good, _ = asked(talk)
    assert talk.press(forged.format(id=good.partition(":")[2]))[0].text == text("press-stale", EN)
    assert judged(database) == []


def test_another_chat_s_answer_is_not_theirs_to_judge(database: Database) -> None:
    talk = Talk(database)
    for id_ in asked(talk):
        assert talk.press(id_, chat="another")[0].text == text("press-stale", EN)
    assert judged(database) == []


def test_forgetting_somebody_takes_their_votes_with_it(database: Database) -> None:
    talk = Talk(database)
    _, bad = asked(talk)
    talk.press(bad, person="bob")
    talk.press(ids(*talk.press(bad, person="cid"))["Wrong topic"], person="cid")
    talk.command("forget", "yes", person="cid")
    assert judged(database) == [("bad", ())]
    talk.command("forget", "yes", person="bob")
    assert judged(database) == []


def test_what_was_declined_is_listed_with_no_topics(database: Database) -> None:
    Talk(database, answer(status=Status.DECLINED, topics=())).say("A recipe for pancakes?")
    (one,) = Feedback(database).judged()
    assert one == Judged(one.id, "en", "A recipe for pancakes?", (), "declined", "declined", (), one.at)
