"""What a voice reads out: numbers digit by digit, addresses in words."""

from __future__ import annotations

import pytest

from bot.notices import spoken


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("01 23 45 67 89", "0 1, 2 3, 4 5, 6 7, 8 9"),
        ("0123456789", "0 1, 2 3, 4 5, 6 7, 8 9"),
        ("600123456", "6 0 0, 1 2 3, 4 5 6"),
        ("030/1234567", "0 3 0, 1 2 3, 4 5, 6 7"),
        ("+33 1 23 45 67 89", "plus 3 3, 1, 2 3, 4 5, 6 7, 8 9"),
        ("+49 (0)30 123", "plus 4 9, 3 0, 1 2 3"),
        ("(030) 123", "0 3 0, 1 2 3"),
        ("112", "1 1 2"),
        ("[phone]", "[phone]"),
    ],
)
def test_digits(phone: str, expected: str) -> None:
    assert spoken.digits(phone, "plus") == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://www.hill-bakery.example/", "hill hyphen bakery dot example"),
        ("Bakery.example", "bakery dot example"),
        ("bakery.example/order?x=1", ""),
        ("my-very-own-bakery.example", ""),
        ("https://averyveryveryverylongnamethatnobodynotes.example", ""),
        ("just words", ""),
        ("", ""),
    ],
)
def test_address(site: str, expected: str) -> None:
    assert spoken.address(site, "dot", "hyphen") == expected
