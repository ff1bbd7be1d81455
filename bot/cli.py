"""The command line: words into calls, errors into one line and an exit status (0 done, 1 failed, 2 wrong usage)."""

from __future__ import annotations

import argparse
import locale
import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from bot import commands, wording
from bot.platforms.redact import RedactSecrets
from bot.settings import Settings, read_settings
from knowledge.errors import PlanBError
from knowledge.languages import Language, language_of
from knowledge.model import Role

USAGE = {"error-empty-question", "error-unknown-language", "error-unknown-platform", "error-unknown-role"}
"""Errors of ours that are wrong usage (exit status 2) rather than failure (1)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    language = terminal_language()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    parser = _parser()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["help"]:
        parser.print_help()
        return 0
    options = parser.parse_args(given)
    try:
        settings = read_settings()
        _log_without_secrets(settings)
        return int(options.run(settings, language, options))
    except PlanBError as error:
        print(wording.error_text(error, language), file=sys.stderr)  # noqa: T201
        return 2 if error.key in USAGE else 1
    except BrokenPipeError:  # `planb sources | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def terminal_language() -> Language:
    """The language of the terminal's locale, or English."""
    tag = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0]
    return language_of(tag or "") or Language.EN


class _Parser(argparse.ArgumentParser):
    """Prints one line about wrong usage, not the whole synopsis."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="planb", description="What to do when Facebook, Instagram, WhatsApp or Messenger is down.")
    parser.add_argument("--version", action="version", version=f"planb {version('planb')}")
    known = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    ask = _add(known, "ask", "answer one question", commands.ask)
    ask.add_argument("question", nargs="+")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--lang", type=_language, help="the answer's language: " + " ".join(Language))
    ask.add_argument("--role", choices=[role.value for role in Role], help="who asks")
    ask.add_argument("--down", default="", help="what is down: facebook,instagram,…")
    _add(known, "chat", "a chat in the terminal; without one, a question a line", commands.chat)
    _add(known, "serve", "answer on every platform that has a token", commands.serve)
    _add(known, "start", "serve where a token is set, chat where none is", commands.start)
    ingest = _add(known, "ingest", "add documents of your own: .md and .txt files, or folders of them", commands.ingest)
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    sources = _add(known, "sources", "list the sources", commands.sources)
    sources.add_argument("--json", action="store_true", help="print a JSON list")
    forget = _add(known, "forget", "delete a document of yours, or hide a packaged source", commands.forget)
    forget.add_argument("source")
    forget.add_argument("--undo", action="store_true", help="show a packaged source again that was hidden")
    eval_ = _add(known, "eval", "measure the answers on labelled questions (JSON lines)", commands.evaluate)
    eval_.add_argument("file", type=Path)
    eval_.add_argument("--json", action="store_true", help="print a JSON line a question, then a summary")
    _add(known, "doctor", "check everything, and print the Discord invitation", commands.doctor)
    return parser


def _add(known: argparse._SubParsersAction[_Parser], name: str, text: str, run: commands.Command) -> argparse.ArgumentParser:
    parser = known.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser


def _language(name: str) -> Language:
    if name not in list(Language):
        error = PlanBError("error-unknown-language", name=name)
        raise argparse.ArgumentTypeError(wording.error_text(error, terminal_language()))
    return Language(name)


def _log_without_secrets(settings: Settings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)  # on the handler: some libraries set their own loggers to DEBUG
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(RedactSecrets(settings.secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
