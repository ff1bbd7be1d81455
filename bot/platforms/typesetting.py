"""What a line may not be broken at, which a narrow screen would."""

from __future__ import annotations

import re

_GLUE = "\u00a0"
_BOUND = re.compile(r"(?<=[«🙋]) | (?=[»:;?!])| (?=UTC\b)")
"""The spaces that French puts inside its quotation marks and before some signs; those between a sign and the name it is
about, and between a time and its zone."""


def glued(text: str) -> str:
    """The text with spaces that no line ends at where a sign would stand alone."""
    return _BOUND.sub(_GLUE, text)
