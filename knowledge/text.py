"""Text as people type it, made comparable: cleaned, folded, cut into words and stems.

Stems come from the Snowball algorithms (one for each of the six languages): a few kilobytes of code, no dictionary to load.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# Zero-width and bidirectional controls that hide or reorder text; a joiner inside an emoji is not needed to understand one.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]")
# Control characters, and halves of characters: what was no UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W_]+")
_NOT_DECOMPOSED = str.maketrans({"ł": "l", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d"})
_ALGORITHM = {"fr": "french", "it": "italian", "pl": "polish", "en": "english", "es": "spanish", "de": "german"}


def clean(text: str) -> str:
    """The text without control, broken, zero-width and bidirectional characters, composed (NFC), white space folded."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", text).strip()


# What reads a question folds it a dozen times: its language, what it names, what is down, its topic, its words.
@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """Lower case without accents: what somebody types who has no time for them."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_NOT_DECOMPOSED))
    return "".join(c for c in decomposed if c.isascii() or not unicodedata.combining(c))


@lru_cache(maxsize=512)
def fold_in_place(text: str) -> str:
    """The same, as long as `text`: a place in it is that place in `text`. What folds to more than one character is kept."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=5_000)
def _fold_character(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else character


def words(text: str) -> list[str]:
    """The words of `text`, lower case, accents kept; `l'eau` gives `l`, `eau`."""
    return _WORD.findall(text.lower())


def stems(text: str, language: str) -> list[str]:
    """The folded stems of `text`'s words in `language`, in order."""
    return [_stem(word, language) for word in words(text)]


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    return fold(_stemmer(language).stemWord(word))


@lru_cache(maxsize=len(_ALGORITHM))
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_ALGORITHM[language])
