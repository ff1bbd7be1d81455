"""A command is a word of any language, on the platforms where it is typed with a sign before it."""

from __future__ import annotations

import pytest

from bot.platforms import matrix_incoming, telegram_incoming

WORDS = ["biorę", "übernehme", "publié", "schließen", "résumé", "re\u0301sume\u0301", "échéance", "done"]


@pytest.mark.parametrize("word", WORDS)
def test_letters_with_accents(word: str) -> None:
    for pattern, sign in ((telegram_incoming._COMMAND, "/"), (matrix_incoming._COMMAND, "!")):
        match = pattern.fullmatch(f"{sign}{word} 3")
        assert match
        assert (match[1], match[match.lastindex or 0]) == (word, "3")


@pytest.mark.parametrize("said", ["//", "/", "/a/b", "!!", "!", "!3", "wow!", "! done"])
def test_what_is_none(said: str) -> None:
    assert telegram_incoming._COMMAND.fullmatch(said) is None
    assert matrix_incoming._COMMAND.fullmatch(said) is None
