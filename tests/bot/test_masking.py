"""What tells who asked is taken out of a question, and nothing that it asks about."""

from __future__ import annotations

import pytest

from bot.masking import masked


@pytest.mark.parametrize(
    "secret",
    [
        "+49 (0)30 123 45 67",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+48600100200",
        "030/1234567",
        "600‑100‑200",
        "4815162342",
        "DE89 3704 0044 0532 0130 00",
        "anna.kowalska+orders@korn.example",
        "anna@poczta.korn.example",
        "@anna_k",
        "＠anna_k",
        "https://t.me/anna_k",
        "facebook.com/anna.kowalska?ref=1",
        "wa.me/48600100200",
        "<@123456789012345678>",
    ],
)
@pytest.mark.parametrize("question", ["WhatsApp is down, write to {}!", "{}", "({}) anyone?", "x,{},y"])
def test_what_tells_who_asks_is_masked(secret: str, question: str) -> None:
    shown = masked(question.format(secret))
    assert not any(part in shown for part in ("anna", "123", "600", "48", "12 34", "12.34", "0532"))
    assert shown.startswith(question.partition("{")[0])


@pytest.mark.parametrize(
    "kept",
    [
        "How long was Facebook down on 4 October 2021?",
        "Panne du 04/10/2021, de 17:40 à 23:15",
        "2021-10-04 15:40 UTC: 7 hours?",
        "Am 4.10.2021 fielen 3 Dienste aus",
        "I lost 10,500 € and 200 orders, is 112 reachable?",
        "Meet me @ 5?",
        "S-400 i Windows 11 nie działają od 2h",
    ],
)
def test_what_a_question_is_about_stays(kept: str) -> None:
    assert masked(kept) == kept
