"""How an answer reads: one action first, numbered steps, who says so."""

from __future__ import annotations

import re

import pytest

from bot.advisor import Question
from bot.answer import Choice, Status
from bot.app import App
from bot.choosing import MOST_STEPS
from bot.compose import compose, source_messages
from bot.messages import Message
from bot.wording import text
from knowledge.languages import Language
from knowledge.model import Origin, Phase
from tests.bot.answers import answer, citation, step

EN = Language.EN


def test_one_action_then_numbered_steps_then_who_says_so() -> None:
    shown = compose(answer(step("first", "a#1"), step("second", "b#2"), step("third", "a#1", "c#3")))
    lead, list_, notes = (paragraph.text for paragraph in shown.paragraphs)
    assert lead == "☐ 1. Right now (2 min): Do the first thing.\u00a0¹"
    assert list_.splitlines() == ["☐ 2. Do the second thing.\u00a0²", "☐ 3. Do the third thing.\u00a0¹\u00a0³"]
    assert notes == "¹\u00a0A, 2021, § 1 · ²\u00a0B, 2021, § 2 · ³\u00a0C, 2021, § 3"


def test_only_what_is_marked_has_a_footnote_and_the_rest_is_under_sources() -> None:
    shown = compose(answer(step("first", "a#1", "b#2", "c#3", "d#4")), "abc123")
    marks = set(re.findall("[¹²³⁴]", shown.paragraphs[0].text))
    assert marks == {"¹", "²"}
    assert shown.paragraphs[-1].text == "¹\u00a0A, 2021, § 1 · ²\u00a0B, 2021, § 2"
    assert "sources:abc123" in [button.id for row in shown.buttons for button in row]


def test_ten_and_more_footnotes() -> None:
    shown = compose(answer(*(step(f"n{n}", f"s{n}#1", f"t{n}#1") for n in range(7))))
    assert "¹⁴" in shown.paragraphs[1].text
    assert shown.paragraphs[-1].text.count(" · ") == 13


def test_what_is_undated_says_no_year() -> None:
    shown = compose(answer(step("first", "a#1"), citations=(citation("a#1", published="undated"),)))
    assert shown.paragraphs[-1].text == "¹\u00a0A, § 1"


def test_without_a_place_to_come_back_to_there_are_no_buttons() -> None:
    assert compose(answer(step("first", "a#1"))).buttons == ()


class TestFacts:
    def test_each_statement_names_its_publishers(self) -> None:
        facts = (
            step("whole", "a#1", phase=Phase.FACT, text="About six hours; the sources differ."),
            step("more", "a#1", "b#2", phase=Phase.FACT, text="more than 5 h"),
        )
        shown = compose(answer(*facts))
        assert shown.paragraphs[0].text == "About six hours; the sources differ.\u00a0¹"
        assert shown.paragraphs[1].text == "• more than 5 h (A, B)\u00a0¹\u00a0²"

    def test_a_known_error_of_a_source_is_corrected_where_it_is_repeated(self) -> None:
        wrong = citation("a#1", note="It happened in October.")
        shown = compose(answer(step("date", "a#1", phase=Phase.FACT), citations=(wrong,)))
        assert text("correction", EN, publisher=wrong.publisher, text="It happened in October.") in shown.text

    def test_advice_is_not_cluttered_with_corrections(self) -> None:
        wrong = citation("a#1", note="It happened in October.")
        assert "October" not in compose(answer(step("call", "a#1"), citations=(wrong,))).text


class TestOwnDocuments:
    OWN = citation("plan#2", title="Our plan", locator="Phones, § 1", text="Call extension 12.", origin=Origin.OWN)

    def test_they_come_first_with_their_place(self) -> None:
        shown = compose(answer(step("first", "a#1"), citations=(self.OWN,)))
        assert shown.paragraphs[0].text.startswith(text("own-heading", EN))
        assert "Call extension 12." in shown.paragraphs[0].text
        assert "Phones, § 1" in shown.paragraphs[0].text
        assert shown.paragraphs[-1].text.startswith("¹\u00a0Plan, 2021, Phones, § 1 · ²\u00a0A")

    def test_they_can_be_the_whole_answer(self) -> None:
        shown = compose(answer(citations=(self.OWN,), topics=()))
        assert len(shown.paragraphs) == 2

    def test_a_long_one_is_cut_at_a_word(self) -> None:
        long = citation("plan#2", text="word " * 200, origin=Origin.OWN)
        shown = compose(answer(citations=(long,))).paragraphs[0].text
        assert len(shown) < 600
        assert "word …" in shown


def test_declining_is_one_line() -> None:
    declined = answer(status=Status.DECLINED, language=Language.FR, topics=())
    assert compose(declined).text == text("declined", Language.FR)
    assert "\n" not in compose(declined).text
    assert compose(answer(status=Status.DECLINED, elsewhere=True, topics=())).text == text("elsewhere", EN)


def test_asking_back_offers_choices_by_button_and_by_number() -> None:
    choices = (Choice("how-long", "How long"), Choice("live-sales", "Live sales"))
    shown = compose(answer(status=Status.CLARIFY, choices=choices), "abc123")
    assert "1. How long\n2. Live sales" in shown.text
    pressed = [button.id for row in shown.buttons for button in row]
    assert pressed == ["topic:abc123:how-long", "topic:abc123:live-sales", "good:abc123", "bad:abc123"]


def test_only_advice_is_acted_on_and_only_what_is_not_declined_is_judged() -> None:
    def verbs(shown: Message) -> set[str]:
        return {button.id.partition(":")[0] for row in shown.buttons for button in row}

    assert {"draft", "sources", "good", "bad"} <= verbs(compose(answer(step("first", "a#1")), "abc123"))
    assert verbs(compose(answer(step("whole", "a#1", phase=Phase.FACT)), "abc123")) == {"sources", "good", "bad"}
    assert verbs(compose(answer(status=Status.DECLINED), "abc123")) == set()


def test_what_is_back_is_announced_to_nobody_as_down() -> None:
    shown = compose(answer(step("first", "a#1", phase=Phase.AFTER)), "abc123")
    assert [button.id for row in shown.buttons for button in row][:2] == ["check:abc123", "sources:abc123"]


def test_sources_are_shown_in_the_readers_language_and_the_originals() -> None:
    first = citation("a#1", address="https://example.org/a", note="It was October.")
    second = citation("b#2", published="undated")
    originals = {"a#1": citation("a#1", text="Ce que dit a.", text_language=Language.FR), "b#2": second}
    shown = source_messages([first, second], originals, EN)
    title, one, two = shown.paragraphs
    assert title.text == text("sources-title", EN)
    assert first.text in one.text
    assert text("source-original", EN, code="fr", text="Ce que dit a.") in one.text
    assert text("correction", EN, publisher=first.publisher, text="It was October.") in one.text
    assert [run.link for run in one.runs if run.link] == ["https://example.org/a"]
    assert two.text.count(second.text) == 1, "what is its own original is not shown twice"
    assert text("undated", EN) in two.text


@pytest.mark.parametrize("language", list(Language))
def test_every_topic_reads_within_the_limits(app: App, language: Language) -> None:
    """Each topic's real answer: at most seven steps, each with a mark whose footnote is there, short enough for a phone."""
    advisor = app.advisor()
    for playbook in app.cache.library().playbooks:
        advice = advisor.advise(Question("WhatsApp", language, language, topic=playbook.topic))
        shown = compose(advice, "0" * 12)
        assert 1 <= len(advice.steps) <= MOST_STEPS, playbook.topic
        *body, notes = (paragraph.text for paragraph in shown.paragraphs)
        footnotes = [note.split("\u00a0")[0] for note in notes.split(" · ")]
        assert set(re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", " ".join(body))) == set(footnotes), playbook.topic
        assert all(advised.text in shown.text for advised in advice.steps)
        assert len(shown.text) < 3_000, playbook.topic
        assert "{" not in shown.text, playbook.topic
        assert all(len(button.id.encode()) <= 64 for row in shown.buttons for button in row)
