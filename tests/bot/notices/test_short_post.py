"""How X counts the characters of a post."""

from __future__ import annotations

import pytest

from bot.notices import short_post


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("abc", 3),
        ("żółć “–”", 8),
        ("e\u0301", 1),  # counted in its composed form
        ("…", 2),
        ("€", 2),
        ("日本", 4),
        ("🥐", 2),
        ("see https://bakery.example/a/very/long/path/that/goes/on?and=on#end", 4 + 23),
        ("see https://bakery.example.", 4 + 23 + 1),
        ("(https://a.example)", 23 + 2),
        ("news: a.example", 6 + 23),
        ("news: a-name-that-is-longer-than-a-link.example", 6 + 41),
        ("at 3.30 p.m.", 12),
    ],
)
def test_weight(text: str, weight: int) -> None:
    assert short_post.weight(text) == weight
