"""The language of a tag or a locale."""

from __future__ import annotations

import pytest

from knowledge.languages import Language, language_of


@pytest.mark.parametrize(
    ("tag", "language"),
    [("pl-PL", Language.PL), ("fr_FR.UTF-8", Language.FR), ("DE", Language.DE), ("pt-BR", None), ("C", None), ("", None)],
)
def test_language_of_a_locale(tag: str, language: Language | None) -> None:
    assert language_of(tag) is language
