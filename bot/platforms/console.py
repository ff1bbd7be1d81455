"""The terminal as a platform: types what a chat would show, and reads what a person types.

Without a terminal on its input it reads one question a line, answers each, and ends with the input.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from bot import wording
from bot.messages import Button, Dialogue, Incoming, Message, Paragraph, Run
from knowledge.languages import Language

_WIDEST = 100
_DIGITS = 3
_INDENT = {"☐": "     ", "•": "  ", "→": "  "}
_CUT = "─" * 12
"""Sets off what is to be copied, and what a file holds."""
_GOODBYE = ("quit", "exit", ":q", "/quit", "/exit")
_BOLD, _ITALIC, _PLAIN = "\033[1m", "\033[3m", "\033[0m"


class ConsolePlatform:
    """A chat with whoever sits at the terminal."""

    name = "console"

    def __init__(self, dialogue: Dialogue, language: Language, output: TextIO) -> None:
        self._dialogue = dialogue
        self._language = language
        self._output = output
        self._conversation = secrets.token_hex(8)  # each run is a conversation of its own
        self._offered: list[Button] = []  # below the last messages, in their order
        self._known: dict[str, str] = {}  # the ids of all buttons until now, by their labels

    def run(self, lines: Iterator[str], *, interactive: bool) -> None:
        """Answer each of `lines` until they end."""
        if interactive:
            self._print(wording.text("chat-welcome", self._language))
        for line in lines:
            if interactive and line.strip().lower() in _GOODBYE:
                return
            if line.strip():
                self._show(asyncio.run(self._dialogue.reply(self._incoming(line.strip()))))
            elif not interactive:
                self._print(wording.text("error-empty-question", self._language))

    def _incoming(self, line: str) -> Incoming:
        """What begins with a slash is a command, as in a chat; a button's number or label presses it."""
        if press := self._pressed(line):
            return self._as_incoming(press=press)
        name, _, rest = line.removeprefix("/").partition(" ")
        return self._as_incoming(command=name, text=rest) if line.startswith("/") else self._as_incoming(text=line)

    def _as_incoming(self, *, text: str = "", command: str = "", press: str = "") -> Incoming:
        return Incoming("console", self._conversation, "console", text, command, press, language=self._language.value)

    def _pressed(self, line: str) -> str:
        """The id of the button that was meant; numbers are those of the last buttons shown."""
        if line.isascii() and line.isdigit() and len(line) <= _DIGITS and 0 < int(line) <= len(self._offered):
            return self._offered[int(line) - 1].id
        return self._known.get(line.casefold(), "")

    def _show(self, messages: tuple[Message, ...]) -> None:
        self._offered = []
        for message in messages:
            for paragraph in message.paragraphs or ((Paragraph((Run(message.toast),)),) if message.toast else ()):
                self._print(self._paragraph(paragraph) + "\n")
            if message.file:
                self._print(_set_off(message.file.content.decode("utf-8", "replace"), message.file.name) + "\n")
            for row in message.buttons:
                self._print("  ".join(map(self._offer, row)))
            if message.buttons:
                self._print("")

    def _offer(self, button: Button) -> str:
        """The button with its number, from now on to be pressed by it."""
        self._offered.append(button)
        self._known[button.label.strip().casefold()] = button.id
        return f"[{len(self._offered)}] {button.label}"

    def _paragraph(self, paragraph: Paragraph) -> str:
        """What is to be copied stands between lines, as it is: wrapped, it would be copied with the line breaks."""
        parts = []
        for copied, runs in groupby(paragraph.runs, key=lambda run: run.style == "copy"):
            found = list(runs)
            parts += [_set_off(run.text) for run in found] if copied else [self._wrapped("".join(map(self._styled, found)))]
        return "\n".join(part.strip("\n") for part in parts)

    def _styled(self, run: Run) -> str:
        text = f"{run.text}\n{run.link}" if run.link else run.text
        if run.style in ("plain", "copy") or not self._output.isatty() or os.environ.get("NO_COLOR"):
            return text
        return f"{_BOLD if run.style == 'bold' else _ITALIC}{text}{_PLAIN}"

    def _wrapped(self, text: str) -> str:
        width = min(shutil.get_terminal_size().columns, _WIDEST) if self._output.isatty() else _WIDEST
        return "\n".join(
            textwrap.fill(
                line, width, subsequent_indent=_INDENT.get(line[:1], ""), break_on_hyphens=False, break_long_words=False
            )
            for line in text.splitlines()
        )

    def _print(self, text: str) -> None:
        print(text, file=self._output, flush=True)


def _set_off(text: str, name: str = "") -> str:
    return f"{_CUT}{f' {name} ' if name else ''}\n{text}\n{_CUT}"


def typed_lines(prompt: str) -> Iterator[str]:
    """What is typed at the terminal, a line at a time, until Ctrl+D or Ctrl+C."""
    while True:
        try:
            yield input(prompt)
        except (EOFError, KeyboardInterrupt):
            return


def piped_lines(language: Language) -> Iterator[str]:
    """The lines of standard input; what is not valid UTF-8 is left out, and said on standard error."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="ignore")
        if line.encode() != raw:
            print(wording.text("error-question-encoding", language), file=sys.stderr)  # noqa: T201
        yield line.rstrip("\r\n")
