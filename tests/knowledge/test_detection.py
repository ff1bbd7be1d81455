"""A short question's language is told; what is too short falls back; other languages are noticed."""

from __future__ import annotations

import pytest

from knowledge.detection import Detector
from knowledge.embeddings import Embedder
from knowledge.languages import Language
from knowledge.platforms import Platforms

QUESTIONS = {
    Language.FR: [
        "facebook est en panne",
        "whatsapp marche plus, je fais quoi ?",
        "comment prévenir mes clients",
        "combien de temps ça va durer",
        "instagram ne charge plus les photos",
    ],
    Language.IT: [
        "facebook non funziona",
        "whatsapp è giù, cosa faccio?",
        "come avviso i miei clienti",
        "quanto dura il blocco",
        "i miei clienti ordinano su whatsapp",
    ],
    Language.PL: [
        "facebook nie działa",
        "whatsapp nie dziala co robic",
        "jak powiadomić klientów",
        "ile potrwa awaria",
        "klienci pisali przez messengera",
    ],
    Language.EN: [
        "facebook is down",
        "whatsapp is not working what do i do",
        "how do i tell my customers",
        "how long was facebook down in 2021",
        "my ads are still running",
    ],
    Language.ES: [
        "facebook no funciona",
        "whatsapp está caído, ¿qué hago?",
        "cómo aviso a mis clientes",
        "cuánto va a durar la caída",
        "mis clientes piden por whatsapp",
    ],
    Language.DE: [
        "facebook geht nicht",
        "wie erreiche ich meine kunden",
        "wie lange dauert der ausfall",
        "instagram lädt keine bilder",
        "meine kunden bestellen über whatsapp",
    ],
}
EVERY = [(language, text) for language, texts in QUESTIONS.items() for text in texts]


@pytest.fixture(scope="module")
def detector(platforms: Platforms, builtin: Embedder) -> Detector:
    return Detector(platforms, builtin.language_margins)


@pytest.mark.parametrize(("language", "text"), EVERY)
def test_a_short_question_is_recognised_whatever_the_fallback(detector: Detector, language: Language, text: str) -> None:
    assert {detector.detect(text, fallback) for fallback in Language} == {language}


@pytest.mark.parametrize(("language", "text"), EVERY)
def test_the_six_are_never_taken_for_another(detector: Detector, language: Language, text: str) -> None:
    assert not detector.elsewhere(text)
    assert not detector.elsewhere(f"{text} {text}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍",
        "ok",
        "X",
        "2021",
        "?!",
        "down",
        "sos",
        "problem",
        "video live",
        "facebook",
        "WhatsApp Instagram",
        "fb + insta",
    ],
)
@pytest.mark.parametrize("fallback", list(Language))
def test_what_says_nothing_of_its_language_falls_back(detector: Detector, text: str, fallback: Language) -> None:
    assert detector.detect(text, fallback) is fallback


@pytest.mark.parametrize(
    "text",
    [
        "WhatsApp está fora do ar, o que eu faço com meus clientes?",
        "WhatsApp ligt eruit, wat moet ik nu doen met mijn klanten?",
        "Facebook doet het niet meer, hoe bereik ik mijn klanten?",
        "WhatsApp çöktü, müşterilerime nasıl haber vereceğim şimdi?",
        "Не работает WhatsApp, что делать?",
        "Фейсбук лежит",
        "واتساب لا يعمل",
        "フェイスブックが落ちた",
    ],
)
def test_other_languages_are_noticed(detector: Detector, text: str) -> None:
    assert detector.elsewhere(text)


@pytest.mark.parametrize("text", ["", "👍👍", "help", "Olá, tudo bem?", "12345 67890 1 2 3"])
def test_too_little_is_not_held_against_anybody(detector: Detector, text: str) -> None:
    assert not detector.elsewhere(text)


@pytest.mark.parametrize("text", ["ile stracil zuckerberg w 2021", "quanto è durato in passato così mi regolo"])
def test_the_identifier_alone_does_not_send_anybody_away(detector: Detector, text: str) -> None:
    assert not detector.elsewhere(text)


def test_a_detector_without_a_trained_model_still_tells_languages(platforms: Platforms) -> None:
    lexical = Detector(platforms, lambda _text: None)
    assert lexical.detect("comment prévenir mes clients de la panne ?", Language.EN) is Language.FR
    assert lexical.elsewhere("Не работает WhatsApp, что делать?")
