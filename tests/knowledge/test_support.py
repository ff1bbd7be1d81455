"""A step says nothing that its citations do not say."""

from __future__ import annotations

import pytest

from knowledge.languages import Language
from knowledge.model import Passage, Phase, Step
from knowledge.platforms import Platforms
from knowledge.support import numbers, unsupported


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14,000 people", {"14000"}),
        ("14 000 personnes", {"14000"}),
        ("14\u00a0000 personnes", {"14000"}),
        ("14\u202f000 osób", {"14000"}),
        ("14.000 Personen", {"14000"}),
        ("14'000 Personen", {"14000"}),
        ("3,5 milliards", {"3", "5"}),
        ("3.5 billion", {"3", "5"}),
        ("1,234,567.89", {"1234567", "89"}),
        ("1.234.567,89", {"1234567", "89"}),
        ("4 October 2021", {"4", "2021"}),
        ("2021-10-04", {"2021", "10", "4"}),
        ("at 09:05", {"9", "5"}),
        ("à 21h50", {"21", "50"}),
        ("50 % and 50%", {"50"}),
        ("007", {"7"}),
        ("0 calls", {"0"}),
        ("none", set()),
    ],
)
def test_numbers_in_each_languages_notation(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def step(text: str, why: str = "Because.") -> Step:
    return Step("s", "t", Phase.NOW, 0, dict.fromkeys(Language, text), dict.fromkeys(Language, why), ("a#1",))


def cited(text: str, note: str = "") -> list[Passage]:
    return [Passage("a", 1, "§ 1", {Language.EN: text}, {Language.EN: note} if note else {})]


SAID = "On 4 October 2021 about 14,000 reports came in; people wrote on Twitter and LinkedIn; see status.example.org."


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Count 14 000 reports.", []),
        ("Le 4 octobre 2021.", []),
        ("Look at STATUS.example.org.", []),
        ("Post on {twitter, linkedin}.", []),
        ("Count 15,000 reports.", ["15000"]),
        ("Wait 6 hours.", ["6"]),
        ("Look at other.example.org.", ["other.example.org"]),
        ("Post on {telegram, twitter}.", ["telegram"]),
        ("Wait 6 h, post on {telegram}, see a.com.", ["6", "telegram", "a.com"]),
    ],
)
def test_what_is_made_up_is_found(platforms: Platforms, text: str, missing: list[str]) -> None:
    assert unsupported(step(text), cited(SAID), platforms) == missing
    assert unsupported(step("Do it.", why=text), cited(SAID), platforms) == missing


def test_a_passages_note_supports_too(platforms: Platforms) -> None:
    assert unsupported(step("It was 4 October."), cited("It was in September.", "It was 4 October."), platforms) == []


def test_one_language_alone_is_enough_to_be_caught(platforms: Platforms) -> None:
    texts = {**dict.fromkeys(Language, "Do it."), Language.PL: "Zadzwoń pod 112."}
    wrong = Step("s", "t", Phase.NOW, 0, texts, dict.fromkeys(Language, "Why."), ("a#1",))
    assert unsupported(wrong, cited(SAID), platforms) == ["112"]


def test_without_citations_nothing_is_supported(platforms: Platforms) -> None:
    assert unsupported(step("Do it."), [], platforms)
