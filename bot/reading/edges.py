"""Whether a text begins or ends with one of a list of phrases, and the text without them."""

from __future__ import annotations

from bot.reading.phrases import Phrases
from knowledge.languages import Language

_LOOSE = " '~"


def starts(words: Phrases, text: str, language: Language) -> bool:
    """Whether the folded text begins with one of them."""
    return words.begin(text.lstrip(), language)


def ends(words: Phrases, text: str, language: Language) -> bool:
    """Whether the folded text ends with one of them."""
    text = text.rstrip(_LOOSE)
    return any(match.end() == len(text) for match in words.find(text, language))


def without_end(words: Phrases, text: str, language: Language) -> str:
    """The text without the one of them that it ends with, if it does."""
    text = text.rstrip(_LOOSE)
    last = [match.start() for match in words.find(text, language) if match.end() == len(text)]
    return text[: min(last)].rstrip(_LOOSE) if last else text


def without(words: Phrases, text: str, language: Language) -> str:
    """The text with a space in place of each of them."""
    parts, at = [], 0
    for match in words.find(text, language):
        parts.append(text[at : match.start()])
        at = match.end()
    return " ".join([*parts, text[at:]])
