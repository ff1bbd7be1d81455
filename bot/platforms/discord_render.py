"""A neutral message in Discord's markdown, cut to what Discord takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from bot.messages import Button, File, Message, Run
from bot.platforms.typesetting import glued

CONTENT_LIMIT = 2000
ROW_LIMIT = 5
ROWS_LIMIT = 5
LABEL_LIMIT = 80
LINK_LIMIT = 1000
"""A longer address is left out: it could fill a message alone."""

_SMALL = "-# "
_NOTHING = "\u200b"
"""Discord refuses an empty message, buttons or not."""

Rows = tuple[tuple[Button, ...], ...]

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_MARKS = re.compile(r"[\\*_~`|\[\]]|<(?!#\d+>)")
"""What Discord reads as markup; a channel's name, which pings nobody, may stand for its number."""
_LINE_MARKS = re.compile(r"^([ \t]*)([#>-])", re.MULTILINE)
_LIST_NUMBERS = re.compile(r"^([ \t]*\d+)\.(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """What one Discord message holds."""

    content: str
    rows: Rows = ()
    file: File | None = None


def parts(message: Message) -> list[Part]:
    """The Discord messages that show `message`: split between paragraphs, the buttons under the last; what buttons it can't
    hold stand under further ones."""
    contents: list[str] = []
    for piece in chain.from_iterable(_pieces(paragraph.runs) for paragraph in message.paragraphs):
        joined = f"{contents[-1]}\n\n{piece}" if contents else piece
        if contents and _length(joined) <= CONTENT_LIMIT:
            contents[-1] = joined
        else:
            contents.append(piece)
    first, *others = _pages(message.buttons)
    if (first or message.file) and not contents:
        contents = ["" if message.file else _NOTHING]
    made = [Part(content) for content in contents[:-1]] + [Part(content, first, message.file) for content in contents[-1:]]
    return made + [Part(_NOTHING, rows) for rows in others]


def markdown(runs: Iterable[Run]) -> str:
    """The runs as Discord's markdown; nothing that a text contains is taken for markup."""
    written = ""
    for run in _merged(runs):
        written += _styled(run, after=written[-1:])
    return written


def escape(text: str) -> str:
    """The text with Discord's markup taken literally. Addresses are left alone, an escaped one would not open."""
    escaped, end = "", 0
    for address in _ADDRESS.finditer(text):
        escaped += _escape(text[end : address.start()]) + address.group()
        end = address.end()
    return escaped + _escape(text[end:])


def _escape(text: str) -> str:
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _LINE_MARKS.sub(r"\1\\\2", text)
    return _LIST_NUMBERS.sub(r"\1\\.", text)  # Discord would renumber a list that a split cuts in two


def _styled(run: Run, after: str) -> str:
    """One run, its outer white space outside the marks, where Discord wants it."""
    core = run.text.strip()
    if not core:
        return run.text
    before, behind = run.text.split(core, 1)
    if run.style == "copy":
        return _block(core, after)
    core = glued(core)
    shown = _linked(core, run.link) if run.link else escape(core)
    if run.style == "note":
        return ("" if after in {"", "\n"} else "\n") + "\n".join(f"{_SMALL}{line}" for line in shown.split("\n")) + behind
    if run.style == "bold":
        shown = f"**{shown}**"
    elif run.style == "italic":
        mark = "_" if after == "*" and not before else "*"
        shown = f"{mark}{shown}{mark}"
    return before + shown + behind


def _block(text: str, after: str) -> str:
    """Text that is copied as it is. Three backticks in it would end the block: between them goes what can't be seen."""
    inside = re.sub(r"`(?=``)|(?<=`)`(?=`)", "`\u200b", text)
    return ("" if after in {"", "\n"} else "\n") + f"```\n{inside}\n```"


def _linked(label: str, link: str) -> str:
    """A masked link. Discord masks web addresses only, and none whose label is an address itself."""
    if len(link) > LINK_LIMIT:
        return escape(label)
    if not _ADDRESS.match(link):
        return escape(label if label == link else f"{label} ({link})")
    address = re.sub(r"[\s<>]", lambda character: f"%{ord(character.group()):02X}", link)
    if label == link or _ADDRESS.match(label):
        return f"<{address}>"
    return f"[{_escape(label)}](<{address}>)"


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one style as one run: two pairs of marks back to back would cancel each other."""
    waiting: Run | None = None
    for run in runs:
        if waiting and run.style != "copy" and (waiting.style, waiting.link) == (run.style, run.link):
            waiting = replace(waiting, text=waiting.text + run.text)
            continue
        if waiting:
            yield waiting
        waiting = run
    if waiting:
        yield waiting


def _pieces(runs: tuple[Run, ...]) -> Iterator[str]:
    """A paragraph, in several pieces where it alone exceeds a message: cut at a line, else a word, else anywhere."""
    while _length(whole := markdown(runs).strip()) > CONTENT_LIMIT:
        fitting = _fitting(runs)
        text = "".join(run.text for run in runs)[:fitting]
        at = text.rfind("\n") + 1 or text.rfind(" ") + 1 or fitting
        head, runs = _cut(runs, at)
        if piece := markdown(head).strip():
            yield piece
    if whole:
        yield whole


def _fitting(runs: tuple[Run, ...]) -> int:
    """How many characters of the text fit into one message once they are marked up; at least one."""
    fits, exceeds = 1, CONTENT_LIMIT + 1
    while exceeds - fits > 1:
        middle = (fits + exceeds) // 2
        if _length(markdown(_cut(runs, middle)[0]).strip()) <= CONTENT_LIMIT:
            fits = middle
        else:
            exceeds = middle
    return fits


def _cut(runs: tuple[Run, ...], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    head: list[Run] = []
    for index, run in enumerate(runs):
        if at < len(run.text):
            before, behind = replace(run, text=run.text[:at]), replace(run, text=run.text[at:])
            return (*head, before), (behind, *runs[index + 1 :])
        head.append(run)
        at -= len(run.text)
    return tuple(head), ()


def _pages(buttons: Rows) -> list[Rows]:
    """Five rows of five at most in each, every id once; the rows are packed where that makes one page of them."""
    unique = {button.id: button for row in reversed(buttons) for button in reversed(row)}
    kept = [tuple(_named(button) for button in row if unique.pop(button.id, None)) for row in buttons]
    rows = [row[start : start + ROW_LIMIT] for row in kept for start in range(0, len(row), ROW_LIMIT)]
    if len(rows) > ROWS_LIMIT:
        flat = chain.from_iterable(rows)
        packed = list(iter(lambda: tuple(islice(flat, ROW_LIMIT)), ()))
        rows = packed if len(packed) <= ROWS_LIMIT else rows
    return [tuple(rows[start : start + ROWS_LIMIT]) for start in range(0, len(rows), ROWS_LIMIT)] or [()]


def _named(button: Button) -> Button:
    label = button.label.strip() or button.id
    return replace(button, label=label if _length(label) <= LABEL_LIMIT else label[: LABEL_LIMIT // 2 - 1] + "…")


def _length(text: str) -> int:
    """In UTF-16 units: whichever way Discord counts, it counts no more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
