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
from typing import TextIO

from bot import wording
from bot.messages import Dialogue, Incoming, Message, Run
from knowledge.languages import Language

_WIDEST = 100
_INDENT = {"☐": "     ", "•": "  ", "→": "  "}
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
        """What begins with a slash is a command, as in a chat."""
        name, _, rest = line.removeprefix("/").partition(" ")
        return self._as_incoming(command=name, text=rest) if line.startswith("/") else self._as_incoming(text=line)

    def _as_incoming(self, *, text: str = "", command: str = "") -> Incoming:
        return Incoming("console", self._conversation, "console", text, command, language=self._language.value)

    def _show(self, messages: tuple[Message, ...]) -> None:
        for message in messages:
            for paragraph in message.paragraphs:
                self._print(self._wrapped("".join(map(self._styled, paragraph.runs))) + "\n")
            if any(button.id.startswith("sources:") for row in message.buttons for button in row):
                self._print("[sources]\n")

    def _styled(self, run: Run) -> str:
        text = f"{run.text}\n{run.link}" if run.link else run.text
        if run.style == "plain" or not self._output.isatty() or os.environ.get("NO_COLOR"):
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
