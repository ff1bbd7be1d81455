"""Reads a file into blocks of text with locators: one function a format, chosen by the file's ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import PlanBError
from knowledge.text import clean

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_LONGEST_HEADING = 300
"""Characters: what is longer is a paragraph that begins with a sign."""
LARGEST = 5
"""Megabytes (1,000,000 bytes) of a file that is read: about 2,500 pages. More is hardly a plan for a bad day, and would keep
everybody waiting for the index."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document and where it stands in it."""

    locator: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its title and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


def read_document(path: Path) -> Reading:
    """The document in `path`. Raises `PlanBError` where its format is unknown, or it can't be read, is too large or empty."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise PlanBError("error-unknown-format", path=str(path))
    try:
        text = _read(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanBError("error-unreadable", path=str(path)) from error
    reading = reader(text, path.stem)
    if not reading.blocks:
        raise PlanBError("error-empty-document", path=str(path))
    return reading


def _read(path: Path) -> bytes:
    """The content of a file. What is none, a pipe say, would be waited for without end."""
    if path.exists() and not path.is_file():
        raise OSError("not a file")
    with path.open("rb") as file:
        content = file.read(LARGEST * 1_000_000 + 1)
    if len(content) > LARGEST * 1_000_000:
        raise PlanBError("error-too-large", path=str(path), most=LARGEST)
    return content


def read_text(text: str, name: str) -> Reading:
    """Plain text: paragraphs, located by their number (`§ 3`)."""
    paragraphs = [clean(part) for part in _PARAGRAPHS.split(text)]
    blocks = [Block(f"§ {number}", part) for number, part in enumerate(filter(None, paragraphs), 1)]
    return Reading(name, tuple(blocks))


def read_markdown(text: str, name: str) -> Reading:
    """Markdown: paragraphs, located by the heading they stand under and their number there; the first heading is the title."""
    title, heading, number = "", "", 0
    blocks: list[Block] = []
    for part in _PARAGRAPHS.split(_headings_apart(text)):
        if match := _heading(part):
            heading, number = clean(match[2]), 0
            title = title or heading
        elif cleaned := clean(part):
            number += 1
            blocks.append(Block(f"{heading}, § {number}" if heading and heading != title else f"§ {number}", cleaned))
    return Reading(title or name, tuple(blocks))


def _headings_apart(text: str) -> str:
    """The text with an empty line around every heading."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(f"\n{line}\n" if _heading(line) else line for line in lines)


def _heading(line: str) -> re.Match[str] | None:
    line = line.strip()
    return _HEADING.fullmatch(line) if line.startswith("#") and len(line) <= _LONGEST_HEADING else None


READERS: Mapping[str, Callable[[str, str], Reading]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
}
