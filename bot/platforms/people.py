"""What people call themselves, made fit for others to read: a nickname is a stranger's text."""

from __future__ import annotations

import unicodedata

NAME = 40
_JOINER = "\u200d"
"""Holds the parts of an emoji together."""


def called(name: str) -> str:
    """The name in one line of at most `NAME` characters, without what turns the writing round or can't be seen."""
    visible = "".join(one for one in name if one == _JOINER or one.isspace() or unicodedata.category(one)[0] != "C")
    line = " ".join(visible.split())
    return line if len(line) <= NAME else line[: NAME - 1].rstrip() + "…"
