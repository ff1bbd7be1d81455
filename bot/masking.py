"""Takes out of a question what tells who asked it, before somebody else reads it. Better a number too many than one too few."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[^\s@<>(),;:\"“”«»]+@[^\s@<>(),;:\"“”«»]+\.[^\W\d_]{2,}")
_PATH = re.compile(r"((?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/)[^\s<>\"“”«»]+")
"""What follows a host: `t.me/somebody` is a name as well."""
_HANDLE = re.compile(r"(?<!\w)[@＠][\w.-]*\w")
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"(?<!\d)(?:{_DAY}[./-]{_MONTH}[./-]{_YEAR}|{_YEAR}-{_MONTH}-{_DAY})(?![./-]?\d)"
_DIGITS = re.compile(rf"(?P<date>{_DATE})|\+?\d(?:[\s().\-‐‑–/]{{0,3}}\d)+")
_SHORTEST_NUMBER = 6
"""Digits of a telephone number, or of a customer's: emergency numbers, years and amounts have fewer."""


def masked(text: str) -> str:
    """`text` with mail addresses, handles, telephone numbers and other long numbers replaced; dates stay."""
    text = _PATH.sub(r"\1[…]", _MAIL.sub("[e-mail]", text))
    return _DIGITS.sub(_number, _HANDLE.sub("[@…]", text))


def _number(match: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, match.group()))
    return match.group() if match["date"] or digits < _SHORTEST_NUMBER else "[…]"
