"""A neutral message as Telegram HTML, in parts that fit."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button, File, Message, Paragraph, Run
from bot.platforms.telegram_topics import tagged
from bot.platforms.typesetting import glued

LIMIT = 4096  # UTF-16 units after the markup is parsed: an emoji counts two
CAPTION = 1024
COPIED = 256
"""Characters that a button can copy; what is longer is copied by a tap on it."""
COPY_LABEL = 30
WORDS = 3
"""Buttons with words side by side: in a row of more a phone cuts them off after a few letters."""
_SHORT = {4: 9, 5: 7}
"""Characters of a label that a phone shows whole, by how many stand side by side."""
_GAP = "\n\n"
_TAGS = {"bold": "b", "italic": "i", "plain": "", "copy": "pre", "note": "blockquote expandable"}
# Other schemes do not open, and tg://user?id= would ping someone.
_LINKS = ("http://", "https://", "mailto:", "tel:")
_HANDLE = re.compile(r"(?<![\w@])@(?=[A-Za-z]\w)")


@dataclass(frozen=True, slots=True)
class Part:
    """What one message holds: a text, or a file with the text as its caption."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    file: File | None = None


def render(message: Message, *, pings: bool = True, topic: int | None = None) -> list[Part]:
    """The parts of `message`, its buttons under the last, as they go into that topic. Without `pings`, an @name in it notifies
    nobody."""
    paragraphs = [_clean(paragraph, pings) for paragraph in message.paragraphs]
    packed = list(_pack([one for one in paragraphs if one.text.strip()]))
    parts = [Part(_GAP.join(map(_markup, part))) for part in packed]
    if message.file:
        fits = len(packed) == 1 and units(_GAP.join(paragraph.text for paragraph in packed[0])) <= CAPTION
        parts[-1:] = [Part(parts[0].html, file=message.file)] if fits else [*parts[-1:], Part("", file=message.file)]
    if parts and (rows := _rows(message, topic)):
        parts[-1] = replace(parts[-1], keyboard=InlineKeyboardMarkup(rows))
    return parts


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def _clean(paragraph: Paragraph, pings: bool) -> Paragraph:
    """Without lone surrogates, which no request can carry, with quoted handles broken where they must not ping, and with what
    is to be copied on lines of its own, as it is: there nothing pings."""
    runs: list[Run] = []
    for run in paragraph.runs:
        text = run.text.encode("utf-8", "replace").decode()
        if run.style != "copy":
            text = glued(text)
        if not pings and run.style != "copy":
            text = _HANDLE.sub("@\u2060", text)
        if runs and "copy" in (run.style, runs[-1].style) and not (runs[-1].text.endswith("\n") or text.startswith("\n")):
            runs.append(Run("\n"))
        runs.append(Run(text, run.style, run.link))
    return Paragraph(tuple(runs))


def _pack(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """As many paragraphs in a part as fit, in order."""
    part: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        *full, last = _pieces(paragraph)
        room = size + len(_GAP) + units(last.text) <= LIMIT
        if part and (full or not room):
            yield part
            part, size = [], 0
        yield from ([piece] for piece in full)
        size += units(last.text) + (len(_GAP) if part else 0)
        part.append(last)
    if part:
        yield part


def _pieces(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph, cut where it alone is too long: at a line break, else a space, else anywhere but inside a character."""
    text, pieces, start = paragraph.text, [], 0
    while start + (fit := _fitting(text, start)) < len(text):
        window = text[start : start + fit + 1]
        end = next((at for mark in "\n " if (at := window.rfind(mark)) > 0), fit)
        pieces.append(_slice(paragraph, start, start + end))
        start += end
        start = len(text) - len(text[start:].lstrip())
    pieces.append(_slice(paragraph, start, len(text)))
    return [piece for piece in pieces if piece.text.strip()]  # Telegram refuses a message of spaces


def _fitting(text: str, start: int) -> int:
    """How many characters from `start` make at most LIMIT units."""
    room = LIMIT
    for count, char in enumerate(text[start : start + LIMIT]):
        room -= 2 if char > "\uffff" else 1
        if room < 0:
            return count
    return min(LIMIT, len(text) - start)


def _slice(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The runs between two positions of the paragraph's text."""
    runs, at = [], 0
    for run in paragraph.runs:
        if text := run.text[max(0, start - at) : max(0, end - at)]:
            runs.append(Run(text, run.style, run.link))
        at += len(run.text)
    return Paragraph(tuple(runs))


def _markup(paragraph: Paragraph) -> str:
    return "".join(map(_run, paragraph.runs))


def _run(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    if not run.text.strip():
        return text
    if tag := _TAGS[run.style]:
        text = f"<{tag}>{text}</{tag.split()[0]}>"
    if run.link.lower().startswith(_LINKS):
        text = f'<a href="{html.escape(run.link)}">{text}</a>'
    return text


def _rows(message: Message, topic: int | None) -> list[list[InlineKeyboardButton]]:
    """A row that copies for each thing to copy that a button can hold, then the message's own."""
    runs = [run for paragraph in message.paragraphs for run in paragraph.runs if run.style == "copy"]
    copied = [run.text.encode("utf-8", "replace").decode().strip() for run in runs]
    copying = [
        [InlineKeyboardButton(f"📋 {_shortened(text)}", copy_text=CopyTextButton(text))]
        for text in copied
        if text and units(text) <= COPIED
    ]
    rows = [part for row in message.buttons if row for part in _wrapped(row)]
    own = [[InlineKeyboardButton(button.label, callback_data=tagged(button.id, topic)) for button in row] for row in rows]
    return copying + own


def _wrapped(row: Sequence[Button]) -> list[Sequence[Button]]:
    """The row, or two where its labels would be cut off."""
    if len(row) <= WORDS or max(units(button.label) for button in row) <= _SHORT.get(len(row), 0):
        return [row]
    first = -(-len(row) // 2)
    return [row[:first], *_wrapped(row[first:])]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= COPY_LABEL else line[: COPY_LABEL - 1].rstrip() + "…"
