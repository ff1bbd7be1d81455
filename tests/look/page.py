"""A chat as a page that looks as a phone shows it: what the platform's own renderer made, in our own style sheet."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.messages import Message
from bot.platforms import discord_render, telegram_render
from tests.look.chat import Beat, Person
from tests.look.discord_html import as_html

STYLE = (Path(__file__).parent / "look.css").read_text("utf-8")
BOT = "Plan B"
_MEASURE = """
const clipped = [...document.querySelectorAll('button')].filter(one => one.scrollWidth > one.clientWidth);
document.body.dataset.height = Math.ceil(document.querySelector('main').getBoundingClientRect().height);
document.body.dataset.clipped = clipped.map(one => one.textContent).join('|');
"""
"""Says in the page itself how high it is, and which buttons are too narrow for their labels."""


@dataclass(frozen=True)
class Shown:
    """What stands in a chat: somebody's words, or a message of the bot's."""

    text: str = ""
    person: Person | None = None
    message: Message | None = None


def page(beats: Iterable[Beat], platform: str, *, dark: bool, viewer: Person) -> str:
    """The chat after `beats`, as `viewer` sees it."""
    draw = {"telegram": _telegram, "discord": _discord}[platform]
    body = "\n".join(part for shown in on_screen(beats) for part in draw(shown, viewer))
    theme = "dark" if dark else "light"
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
        f'<body class="{platform} {theme}"><main>{body}</main><script>{_MEASURE}</script>'
    )


def on_screen(beats: Iterable[Beat]) -> list[Shown]:
    """What is there in the end: a board that was changed stands where it stood. The last word said in passing comes last."""
    screen: list[Shown] = []
    for beat in beats:
        if beat.person and beat.text:
            screen.append(Shown(beat.text, beat.person))
        replies = [Shown(message=message) for message in beat.replies]
        if beat.replaced:
            at = max(at for at, shown in enumerate(screen) if shown.message and shown.message.board == beat.replaced.board)
            screen[at] = replies.pop(0)
        screen += [shown for shown in replies if shown.message and shown.message.paragraphs]
    return screen


def _telegram(shown: Shown, viewer: Person) -> Iterator[str]:
    if shown.message is None:
        assert shown.person
        mine = shown.person == viewer
        name = "" if mine else f'<span class="name">{html.escape(shown.person.name)}</span>'
        yield f'<div class="bubble {"mine" if mine else "theirs"}">{name}{html.escape(shown.text)}</div>'
        return
    for part in telegram_render.render(shown.message):
        keyboard = part.keyboard.inline_keyboard if part.keyboard else ()
        rows = "".join(_row([button.text for button in row], [bool(button.copy_text) for button in row]) for row in keyboard)
        file = f'<div class="file">📄 {html.escape(part.file.name)}</div>' if part.file else ""
        wide = " wide" if rows else ""
        yield f'<div class="answer{wide}"><div class="bubble theirs">{file}{_blocks(part.html)}</div>{rows}</div>'


def _blocks(text: str) -> str:
    """A block stands on lines of its own: the line break after it makes no empty line more."""
    text = text.replace("<blockquote expandable>", "<blockquote><div>").replace("</blockquote>", "</div></blockquote>")
    return text.replace("</pre>\n", "</pre>").replace("</blockquote>\n", "</blockquote>")


def _discord(shown: Shown, viewer: Person) -> Iterator[str]:
    del viewer
    if shown.message is None:
        assert shown.person
        yield _spoken(shown.person.name, html.escape(shown.text), "")
        return
    for part in discord_render.parts(shown.message):
        rows = "".join(_row([button.label for button in row], []) for row in part.rows)
        file = f'<div class="file">📄 {html.escape(part.file.name)}</div>' if part.file else ""
        yield _spoken(BOT, as_html(part.content), file + rows, app=True)


def _spoken(name: str, text: str, below: str, *, app: bool = False) -> str:
    tag = ' <span class="app">APP</span>' if app else ""
    face = f'<div class="face{" bot" if app else ""}">{html.escape(name[:1])}</div>'
    return f'<div class="said">{face}<div><div class="name">{html.escape(name)}{tag}</div><p>{text}</p>{below}</div></div>'


def _row(labels: list[str], copying: list[bool]) -> str:
    marks = [" class=copying" if copies else "" for copies in copying] or [""] * len(labels)
    buttons = "".join(f"<button{mark}>{html.escape(label)}</button>" for label, mark in zip(labels, marks, strict=True))
    return f'<div class="row">{buttons}</div>'
