"""How much room a text takes as SMS: in which alphabet, in how many parts.

The alphabet and its extension table are those of 3GPP TS 23.038 (formerly GSM 03.38), § 6.2.1 and § 6.2.1.1; what a message and
a part of a longer one hold follows from their 140 octets, of which a part gives 6 to its header (3GPP TS 23.040, § 9.2.3.24.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Alphabet = Literal["GSM-7", "UCS-2"]

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each."""
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Two septets each: an escape, then the character."""
ALONE: dict[Alphabet, int] = {"GSM-7": 160, "UCS-2": 70}
PART: dict[Alphabet, int] = {"GSM-7": 153, "UCS-2": 67}
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "…": "..."}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "ẞ": "SS"}
)


@dataclass(frozen=True, slots=True)
class Size:
    """`units` are septets (GSM-7) or 16-bit units (UCS-2); `room` is how many units that many parts hold."""

    alphabet: Alphabet
    units: int
    parts: int

    @property
    def room(self) -> int:
        return ALONE[self.alphabet] if self.parts <= 1 else self.parts * PART[self.alphabet]


def measure(text: str) -> Size:
    """The size of `text` as an SMS. No character is divided between two parts, so a part may stay a unit short."""
    alphabet: Alphabet = "GSM-7" if is_gsm(text) else "UCS-2"
    widths = list(_widths(text, alphabet))
    units = sum(widths)
    return Size(alphabet, units, 1 if units <= ALONE[alphabet] else _parts(widths, PART[alphabet]))


def is_gsm(text: str) -> bool:
    """Whether every character of `text` is in the GSM 7-bit alphabet or its extension."""
    return all(c in BASIC or c in EXTENSION for c in text)


def plain(text: str, keep: Iterable[str] = ()) -> str:
    """`text` as people write it to fit an SMS: letters that GSM-7 lacks without their accents, typographic signs as on a
    keyboard. The strings in `keep` (addresses, handles) stay as they are, and so does a letter that has no such form."""
    kept = sorted(filter(None, keep), key=len, reverse=True)
    if not kept:
        return "".join(map(_plain, text))
    pieces = re.split("(" + "|".join(map(re.escape, kept)) + ")", text)
    return "".join(piece if place % 2 else "".join(map(_plain, piece)) for place, piece in enumerate(pieces))


def _plain(character: str) -> str:
    if character in BASIC or character in EXTENSION:
        return character
    bare = "".join(c for c in unicodedata.normalize("NFD", character.translate(_PLAIN)) if not unicodedata.combining(c))
    return bare if bare and is_gsm(bare) else character


def _widths(text: str, alphabet: Alphabet) -> Iterator[int]:
    if alphabet == "GSM-7":
        return (2 if c in EXTENSION else 1 for c in text)
    return (len(c.encode("utf-16-le")) // 2 for c in text)  # two for a surrogate pair


def _parts(widths: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts
