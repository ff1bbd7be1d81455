"""How X counts the characters of a post, which other short networks stay within as well.

After twitter-text's configuration, version 3: composed form (NFC); Latin and general punctuation count one, everything else
two; a link counts 23 whatever its length. Two things are counted high rather than low: an emoji made of several code points
(X counts two for it), and an address without `https://`, which X links only where it knows the top-level domain.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 280
LINK = 23
_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_FULL_LINK = re.compile(r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)]", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,}(?:/[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)])?")


def weight(text: str) -> int:
    """What `text` counts against `LIMIT`."""
    text = unicodedata.normalize("NFC", text)
    without_links, links = _FULL_LINK.subn("", text)
    total = links * LINK
    for match in _BARE_LINK.finditer(without_links):
        total += max(0, LINK - _characters(match.group()))
    return total + _characters(without_links)


def _characters(text: str) -> int:
    return sum(1 if any(low <= ord(c) <= high for low, high in _SINGLE) else 2 for c in text)
