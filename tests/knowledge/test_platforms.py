"""Networks are recognised by the names that people use, and listed without those that are down."""

from __future__ import annotations

import pytest

from knowledge.languages import Language
from knowledge.platforms import Platforms, braces, fill_braces, outside_braces


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("wa en panne depuis 1h", ("whatsapp",)),
        ("insta & fb down", ("instagram", "facebook")),
        ("fejsbuk nie działa", ("facebook",)),
        ("Wasap caído", ("whatsapp",)),
        ("FB/IG", ("facebook", "instagram")),
        ("l'Instagram", ("instagram",)),
        ("die WhatsApp-Gruppe", ("whatsapp",)),
        ("TikTok, tik tok und you tube", ("tiktok", "youtube")),
        ("Messenger then Facebook then messenger", ("messenger", "facebook")),
        ("X is down", ("twitter",)),
        ("Post on X.", ("twitter",)),
        ("x is unknown, solve for x", ()),
        ("Twitter/X", ("twitter",)),
        ("see x.com", ("twitter",)),
        ("Signal works", ("signal",)),
        ("the signal is lost", ()),
        ("taxi, fax, wifi, big, wave, swap, fbi", ()),
        ("write to info@facebook", ()),
        ("facebooking", ()),
        ("", ()),
    ],
)
def test_named_in(platforms: Platforms, text: str, named: tuple[str, ...]) -> None:
    assert platforms.named_in(text) == named


def test_every_network_is_recognised_by_the_name_that_answers_write(platforms: Platforms) -> None:
    for platform in platforms.all:
        assert platform.id in platforms.named_in(f"({platform.name}).")
        for alias in platform.aliases:
            assert platforms.named_in(f"… {alias.upper()}?")[:1] == (platform.id,)


def test_metas_own(platforms: Platforms) -> None:
    assert platforms.meta == {"facebook", "instagram", "whatsapp", "messenger", "threads"}


@pytest.mark.parametrize(
    ("language", "filled"),
    [
        (Language.FR, "Sur X (Twitter), LinkedIn ou Telegram."),
        (Language.IT, "Sur X (Twitter), LinkedIn o Telegram."),
        (Language.PL, "Sur X (Twitter), LinkedIn lub Telegram."),
        (Language.EN, "Sur X (Twitter), LinkedIn or Telegram."),
        (Language.ES, "Sur X (Twitter), LinkedIn o Telegram."),
        (Language.DE, "Sur X (Twitter), LinkedIn oder Telegram."),
    ],
)
def test_braces_are_filled_in_the_readers_language(platforms: Platforms, language: Language, filled: str) -> None:
    assert fill_braces("Sur {twitter, linkedin, telegram}.", platforms, [], language) == filled


def test_what_is_down_is_left_out(platforms: Platforms) -> None:
    text = "Post on {twitter, linkedin}, then {telegram}."
    assert fill_braces(text, platforms, ["twitter"], Language.EN) == "Post on LinkedIn, then Telegram."
    assert fill_braces(text, platforms, ["telegram"], Language.EN) is None
    assert fill_braces(text, platforms, ["linkedin", "twitter"], Language.EN) is None
    assert fill_braces("No braces.", platforms, platforms.by_id, Language.EN) == "No braces."


def test_braces_and_what_is_around_them() -> None:
    assert braces("A {twitter, linkedin} b {gmail}") == [("twitter", "linkedin"), ("gmail",)]
    assert outside_braces("A {twitter} b") == "A  b"
