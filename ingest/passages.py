"""Cuts what was read into passages: short enough to quote, long enough to mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.readers import Block, Reading
from knowledge.languages import Language
from knowledge.model import Passage

LONGEST = 700
"""Characters of a passage: what a phone shows without scrolling much. Longer blocks are cut between sentences."""

_SHORT_LINE = 60
"""Lines of at most this many characters are a list (names and numbers, say) and stay lines; longer ones are wrapped text."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n")


def split(reading: Reading, source: str, language: Language) -> tuple[Passage, ...]:
    """The passages of `reading`, numbered from 1, each with its block's locator."""
    pieces = (piece for block in reading.blocks for piece in _pieces(block))
    return tuple(Passage(source, number, block.locator, {language: block.text}, {}) for number, block in enumerate(pieces, 1))


def _pieces(block: Block) -> Iterator[Block]:
    lines = block.text.split("\n")
    is_list = len(lines) > 1 and max(map(len, lines)) <= _SHORT_LINE
    joint = "\n" if is_list else " "
    piece = ""
    for sentence in lines if is_list else _sentences(block.text):
        if piece and len(piece) + len(sentence) >= LONGEST:
            yield Block(block.locator, piece)
            piece = ""
        piece = f"{piece}{joint}{sentence}".strip()
    if piece:
        yield Block(block.locator, piece)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of `text`; one that alone is too long is cut at spaces, or anywhere where it has none."""
    for sentence in filter(None, _SENTENCE_END.split(text)):
        start = 0  # and not a copy of what is left: a line may be of megabytes
        while len(sentence) - start > LONGEST:
            cut = sentence.rfind(" ", start + 1, start + LONGEST)
            cut = cut if cut > 0 else start + LONGEST
            yield sentence[start:cut].strip()
            start = cut
        yield sentence[start:].strip()
