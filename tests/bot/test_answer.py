"""The JSON of an answer is exactly what design.md promises, whatever kind of answer it is."""

from __future__ import annotations

import json

import pytest

from bot.advisor import Question
from bot.answer import Choice, Status, as_json
from bot.app import App
from bot.compose import compose
from knowledge.languages import Language
from knowledge.model import Role
from tests.bot.answers import answer, step
from tests.contract import ANSWER, CITATION, SITUATION, STEP, check_answer

QUESTIONS = [
    "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?",
    "How long was Facebook down in 2021?",
    "Instagram",
    "Daj mi przepis na pierogi",
    "WhatsApp werkt niet meer en mijn klanten bestellen via WhatsApp, wat moet ik nu doen?",
    "😱",
    "Facebook? Instagram? WhatsApp? " * 300,
]


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
@pytest.mark.parametrize("forced", [None, Language.DE])
def test_real_answers(app: App, question: str, forced: Language | None) -> None:
    given = app.advisor().advise(Question(question, Language.EN, forced, Role.SHOP, ("whatsapp",)))
    found = json.loads(json.dumps(as_json(given, compose(given).text)))
    check_answer(found)
    assert found["question"] == question
    assert found["situation"]["role"] == "shop"
    assert "whatsapp" in found["situation"]["down"]
    if forced and found["status"] != "declined":
        assert found["language"] == forced


@pytest.mark.parametrize(
    "question",
    [
        "\x1bWhatsApp est\x07en panne,\x08 mes clients\x01 commandent par WhatsApp,\r\nje fais quoi ?\x7f",
        "\u202eWhats\u200bApp\u202c est en panne\u200d, mes cli\u00adents commandent\ufeff par WhatsApp, je fais quoi ?",
        "\udcffWhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?\udcfe",
    ],
    ids=["control characters", "right to left and zero width", "not UTF-8"],
)
def test_the_question_in_noise_is_answered(app: App, question: str) -> None:
    found = app.advisor().advise(Question(question))
    plain = app.advisor().advise(Question("WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"))
    assert (found.status, found.language, found.topics[0]) == (plain.status, plain.language, plain.topics[0])
    assert found.situation.down == ("whatsapp",)


def test_each_kind_has_the_same_keys() -> None:
    kinds = [
        answer(step("first", "a#1")),
        answer(status=Status.CLARIFY, choices=(Choice("topic", "A topic"),)),
        answer(status=Status.DECLINED, topics=()),
    ]
    for given in kinds:
        found = json.loads(json.dumps(as_json(given, compose(given).text)))
        check_answer(found)
        assert list(found) == list(ANSWER), "also in the order of the contract"
        assert list(found["situation"]) == list(SITUATION)
        assert all(list(one) == list(STEP) for one in found["steps"])
        assert all(list(one) == list(CITATION) for one in found["citations"])
