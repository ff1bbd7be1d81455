"""An outage of the past explains none of today's, nor one of another year."""

from __future__ import annotations

import pytest

from bot.reading.timeframe import TimeframeReader
from knowledge.languages import Language

FR, IT, PL, EN, ES, DE = (Language(code) for code in ("fr", "it", "pl", "en", "es", "de"))


@pytest.fixture(scope="module")
def reader() -> TimeframeReader:
    return TimeframeReader()


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (FR, "pourquoi facebook est en panne aujourd'hui"),
        (IT, "perché ieri instagram era giù?"),
        (PL, "dlaczego dziś nie działa WhatsApp"),
        (EN, "Facebook is down right now, what caused it?"),
        (ES, "¿por qué se cayó whatsapp esta mañana?"),
        (DE, "warum geht insta heute nicht"),
        (EN, "How long was WhatsApp down in October 2022?"),
    ],
)
def test_a_question_about_now_or_another_year_is_not_about_2021(
    reader: TimeframeReader, language: Language, asked: str
) -> None:
    time = reader.read(asked, language)
    assert not time.fits("outage-2021-what-happened")
    assert time.fits("confirm-outage")


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (EN, "How long was Facebook down in 2021?"),
        (EN, "What caused the outage of October? People still talk about it today."),
        (FR, "combien de temps a duré la panne ce soir-là"),
        (PL, "do dziś pamiętam tamtą awarię, ile trwała?"),
        (DE, "Gab's vor 2021 schon mal so einen Ausfall?"),
        (ES, "cuánto perdió facebook con la caída"),
        (IT, "quanti utenti furono colpiti?"),
    ],
)
def test_a_question_about_then_may_be(reader: TimeframeReader, language: Language, asked: str) -> None:
    assert reader.read(asked, language).fits("outage-2021-duration")


def test_sums_and_hours_are_no_years(reader: TimeframeReader) -> None:
    assert not reader.read("I lost 2000 € and 1.999,50 in ads, at 20:15", EN).years


def test_a_text_of_the_year_is_recognised(reader: TimeframeReader) -> None:
    time = reader.read("what happened in 2022", EN)
    assert time.elsewhen
    assert time.names("On 25 October 2022 WhatsApp stopped")
    assert not time.names("On 4 October 2021 it stopped")


def test_another_month_of_the_year_is_another_outage(reader: TimeframeReader) -> None:
    time = reader.read("facebook a planté en mars 2019 combien de temps", FR)
    assert not time.fits("outage-2019-media")
    assert time.names("La panne du 13 mars 2019 a duré 14 heures")
    assert not time.names("Le 3 juillet 2019 les images ne chargeaient plus")
    assert reader.read("what happened in July 2019", EN).fits("outage-2019-media")
    assert reader.read("what happened in 2019", EN).fits("outage-2019-media")


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (FR, "pourquoi facebook marche pas aujourdhui"),
        (FR, "insta en panne depuis 17h"),
        (FR, "depuis hier soir plus rien"),
        (IT, "whatsapp è giù da stamattina"),
        (IT, "non va dalle 17"),
        (IT, "non va da ieri sera"),
        (PL, "fejs leży dzis rano"),
        (PL, "od 17 nie działa"),
        (EN, "y is fb down 2day"),
        (EN, "down since 5pm"),
        (EN, "down since 17:30"),
        (ES, "desde las 5 no va"),
        (ES, "no carga desde anoche"),
        (DE, "seit 17 Uhr geht nix"),
        (DE, "warum geht insta heut ned"),
    ],
)
def test_what_has_lasted_since_an_hour_is_lately(reader: TimeframeReader, language: Language, asked: str) -> None:
    assert reader.read(asked, language).lately


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (FR, "depuis 2 ans on vend sur insta"),
        (IT, "vendiamo da 3 anni"),
        (PL, "od 2 lat sprzedajemy"),
        (EN, "selling online since 2019"),
        (ES, "desde hace 3 años"),
        (DE, "seit 20 Jahren"),
    ],
)
def test_what_has_lasted_for_years_is_not(reader: TimeframeReader, language: Language, asked: str) -> None:
    assert not reader.read(asked, language).lately
