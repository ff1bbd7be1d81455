"""A neutral message as Matrix events: text with an HTML form of it, and the buttons as a numbered list."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.messages import Button, File, Message, Paragraph, Run

LIMIT = 20_000
"""Bytes of one event's text in both forms. An event may have 64 KiB; an edit holds it twice, and encryption adds a third."""
REACTIONS = 9
"""Buttons that have a reaction to tap; all can be typed."""
_LINK = 1000
"""Characters; a longer address is left out."""
_MARKUP = 60
"""Bytes that a run's tags take at most, without an address."""
_GAP = "\n\n"
_TAGS = {"plain": ("", ""), "bold": ("<strong>", "</strong>"), "italic": ("<em>", "</em>"), "note": ("<em>", "</em>")}
_COPY = ("<pre><code>", "</code></pre>")
_LINKS = ("http://", "https://", "mailto:", "tel:")
_KEYCAP = "\ufe0f\u20e3"

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What one event holds: a text, its buttons by their numbers from 1; or a file."""

    content: Content
    buttons: tuple[Button, ...] = ()
    file: File | None = None


def render(message: Message) -> list[Part]:
    """The parts of `message`: its file, then its text, the buttons under the last."""
    buttons = _unique(message)
    paragraphs = [one for one in map(_clean, message.paragraphs) if one.text.strip()]
    if buttons:
        paragraphs.append(_clean(Paragraph((Run(_listed(message, buttons)),))))
    packed = list(_pack([piece for paragraph in paragraphs for piece in _pieces(paragraph)]))
    parts = [Part({}, file=message.file)] if message.file else []
    parts += [Part(_content(part)) for part in packed[:-1]]
    return parts + [Part(_content(part), buttons) for part in packed[-1:]]


def edited(content: Content, event: str) -> Content:
    """`content` as what takes the place of that event's; who can't show that sees it below, with a star."""
    fallback = {**content, "body": f"* {content['body']}", "formatted_body": f"* {content['formatted_body']}"}
    return {**fallback, "m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": event}}


def keycap(number: int) -> str:
    """The reaction for a button's number."""
    return f"{number}{_KEYCAP}"


def number_of(key: str) -> int:
    """The number that a reaction is for, whichever way it is encoded; 0 for any other."""
    digit = key.strip().replace("\ufe0f", "").replace("\ufe0e", "")
    return int(digit[0]) if len(digit) == 2 and digit[0] in "123456789" and digit[1] == "\u20e3" else 0  # noqa: PLR2004


def _unique(message: Message) -> tuple[Button, ...]:
    """The buttons in order, each id once."""
    return tuple({button.id: button for row in message.buttons for button in row}.values())


def _listed(message: Message, buttons: tuple[Button, ...]) -> str:
    """A line a row of buttons, each with its number."""
    numbers = {button.id: number for number, button in enumerate(buttons, 1)}
    lines = []
    for row in message.buttons:
        named = [f"{_sign(numbers.pop(one.id))} {one.label}" for one in row if one.id in numbers]
        lines.append(" · ".join(named))
    return "\n".join(filter(None, lines))


def _sign(number: int) -> str:
    return keycap(number) if number <= REACTIONS else f"({number})"


def _clean(paragraph: Paragraph) -> Paragraph:
    """Without what no event can carry: lone surrogates and control characters."""
    return Paragraph(tuple(Run(_printable(run.text), run.style, run.link) for run in paragraph.runs))


def _printable(text: str) -> str:
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _pack(pieces: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """As many in a part as fit, in order."""
    part: list[Paragraph] = []
    size = 0
    for piece in pieces:
        cost = _cost(piece)
        if part and size + cost > LIMIT:
            yield part
            part, size = [], 0
        part.append(piece)
        size += cost
    if part:
        yield part


def _cost(paragraph: Paragraph) -> int:
    return _MARKUP + sum(_fixed(run) + sum(map(_bytes, run.text)) for run in paragraph.runs)


def _fixed(run: Run) -> int:
    return _MARKUP + (4 * len(_link(run).encode()) if _link(run) else 0)


@lru_cache(maxsize=5_000)
def _bytes(char: str) -> int:
    """What a character takes in both forms, written as JSON."""
    marked = "<br/>" if char == "\n" else html.escape(char)
    return len(json.dumps(char, ensure_ascii=False).encode()) + len(json.dumps(marked, ensure_ascii=False).encode()) - 4


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, cut where it alone is too long: at a line break, else a space, else anywhere."""
    rest = paragraph
    while _cost(rest) > LIMIT:
        fits = _fitting(rest)
        text = rest.text
        at = next((found for mark in "\n " if (found := text.rfind(mark, 1, fits)) > 0), fits)
        yield _slice(rest, 0, at)
        rest = _slice(rest, at, len(text))
    if rest.text.strip():
        yield rest


def _fitting(paragraph: Paragraph) -> int:
    """How many characters fit, at least one."""
    room, count = LIMIT - _MARKUP, 0
    for run in paragraph.runs:
        room -= _fixed(run)
        for char in run.text:
            room -= _bytes(char)
            if room < 0:
                return max(1, count)
            count += 1
    return max(1, count)


def _slice(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The runs between two positions of the paragraph's text."""
    runs, at = [], 0
    for run in paragraph.runs:
        if text := run.text[max(0, start - at) : max(0, end - at)]:
            runs.append(Run(text, run.style, run.link))
        at += len(run.text)
    return Paragraph(tuple(runs))


def _content(paragraphs: list[Paragraph]) -> Content:
    return {
        "msgtype": "m.text",
        "body": _GAP.join(map(_plain, paragraphs)).strip(),
        "format": "org.matrix.custom.html",
        "formatted_body": "".join(map(_markup, paragraphs)),
    }


def _plain(paragraph: Paragraph) -> str:
    """The text; an address that is not in it stands behind what it is linked from."""
    return "".join(map(_spelled_out, paragraph.runs))


def _spelled_out(run: Run) -> str:
    link = _link(run)
    return f"{run.text} ({link})" if link and link not in run.text else run.text


def _markup(paragraph: Paragraph) -> str:
    """Only text that is escaped and tags of ours. A block to copy stands between paragraphs, not in one."""
    blocks, inline = [], ""
    for run in paragraph.runs:
        if run.style == "copy":
            blocks += [_paragraph(inline), f"{_COPY[0]}{html.escape(run.text.strip())}{_COPY[1]}"]
            inline = ""
        else:
            inline += _run(run)
    return "".join([*blocks, _paragraph(inline)])


def _paragraph(inline: str) -> str:
    stripped = inline.removeprefix("<br/>").removesuffix("<br/>").strip()
    return f"<p>{stripped}</p>" if stripped else ""


def _run(run: Run) -> str:
    text = html.escape(run.text).replace("\n", "<br/>")
    if not run.text.strip():
        return text
    opening, closing = _TAGS[run.style]
    if link := _link(run):
        return f'<a href="{html.escape(link)}">{opening}{text}{closing}</a>'
    return f"{opening}{text}{closing}"


def _link(run: Run) -> str:
    sound = run.link.lower().startswith(_LINKS) and len(run.link) <= _LINK
    return _printable(run.link) if sound else ""
