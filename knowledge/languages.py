"""The six languages, and telling which one a text is in.

Detection is py3langid's model held to the six (docs/decisions.md tells how it was chosen); whether a text is in none of them is
judged by the same model with all its languages open.
"""

from __future__ import annotations

import copy
import io
import lzma
import re
from array import array
from enum import StrEnum
from typing import Any

import numpy as np

from knowledge.text import words


class Language(StrEnum):
    """A language that Plan B reads and writes."""

    FR = "fr"
    IT = "it"
    PL = "pl"
    EN = "en"
    ES = "es"
    DE = "de"


SURE = 0.9
"""From this probability on, a detection needs no help from the chat's language."""
ELSEWHERE = 0.9
"""A text is in none of the six only if another language is this probable, in at least `LONG` words."""
LONG = 5
_NAMES = re.compile(
    r"(?<!\w)(?:facebook|instagram|whatsapp|messenger|threads|meta|telegram|tiktok|discord|youtube|linkedin|snapchat|signal|viber"
    r"|google|gmail|twitter|insta|fb|wa|ig)(?!\w)",
    re.IGNORECASE,
)
"""Names that are the same in every language, and which the model takes for English."""


class Detector:
    """Tells the language of a text. Loading takes about half a second: make one and keep it."""

    def __init__(self) -> None:
        self._all: Any = _identifier()
        self._six: Any = copy.copy(self._all)
        self._six.set_languages([language.value for language in Language])

    def detect(self, text: str, fallback: Language) -> Language:
        """The language of `text`, or `fallback` where it is too short or mixed to say."""
        text = _NAMES.sub(" ", text)
        if not words(text):
            return fallback
        ranked = {Language(code): float(probability) for code, probability in self._six.rank(text)}
        best = max(ranked, key=lambda language: ranked[language])
        return best if ranked[best] >= SURE or ranked[fallback] < ranked[best] / 2 else fallback

    def elsewhere(self, text: str) -> bool:
        """Whether `text` is surely in a language that is none of the six."""
        letters = [c for c in text if c.isalpha()]
        if letters and sum(c > "\u024f" for c in letters) > len(letters) / 2:  # beyond Latin
            return True
        if len(words(text)) < LONG:
            return False
        code, probability = self._all.classify(_NAMES.sub(" ", text))
        return code not in list(Language) and float(probability) >= ELSEWHERE


def _identifier() -> Any:
    """py3langid's identifier with all its languages."""
    from py3langid import langid  # noqa: PLC0415 - slow: loaded with the first detector

    try:
        return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    except OSError:  # it unpacks into a temporary file: on a full disk its arrays are read in memory instead
        with lzma.open(langid.MODEL_DIR / langid.MODEL_FILE) as packed:
            data = np.load(io.BytesIO(packed.read()))
        moves, rows = (array("I", data[name].astype(np.uint32).tobytes()) for name in ("nextmove", "nextmove_row"))
        tables = (data["ptc"], data["pc"], data["classes"].tolist(), moves, data["out_feat"].tolist())
        return langid.LanguageIdentifier(*tables, norm_probs=True, tk_row=rows)


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag or a POSIX locale (`pl-PL`, `fr_FR.UTF-8`), or none of ours."""
    code = tag.replace("_", "-").split("-")[0].lower()
    return Language(code) if code in list(Language) else None
