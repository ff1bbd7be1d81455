"""Countries and languages are known by code and by name, in any of the six languages."""

from __future__ import annotations

import pytest

from bot.reading.places import country_name, country_named, language_name, language_named
from knowledge.languages import Language


@pytest.mark.parametrize("name", ["PL", "pl", "Polska", "polen", "Pologne", "POLONIA", " Poland "])
def test_a_country_by_code_and_name(name: str) -> None:
    assert country_named(name) == "PL"


@pytest.mark.parametrize(
    ("name", "code"), [("UK", "GB"), ("Österreich", "AT"), ("oesterreich", ""), ("México", "MX"), ("USA", "US")]
)
def test_more_countries(name: str, code: str) -> None:
    assert country_named(name) == code


@pytest.mark.parametrize("name", ["", "EU", "ZZ", "UN", "world", "001", "Facebook"])
def test_what_is_no_country(name: str) -> None:
    assert country_named(name) == ""


def test_a_country_is_written_in_the_persons_language() -> None:
    assert [country_name("CH", language) for language in (Language.DE, Language.FR, Language.PL)] == [
        "Schweiz",
        "Suisse",
        "Szwajcaria",
    ]
    assert country_name("??", Language.EN) == "??"


@pytest.mark.parametrize("name", ["de", "de-AT", "Deutsch", "allemand", "niemiecki", "GERMAN", "aleman", "tedesco"])
def test_a_language_by_code_and_name(name: str) -> None:
    assert language_named(name) is Language.DE


@pytest.mark.parametrize("name", ["", "klingon", "pt", "português"])
def test_what_is_none_of_the_six(name: str) -> None:
    assert language_named(name) is None


def test_a_language_is_called_what_its_speakers_call_it() -> None:
    assert [language_name(language) for language in Language] == [
        "Français",
        "Italiano",
        "Polski",
        "English",
        "Español",
        "Deutsch",
    ]
