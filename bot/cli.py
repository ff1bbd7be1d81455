"""The command line: words into calls, errors into one line and an exit status (0 done, 1 failed, 2 wrong usage)."""

from __future__ import annotations

import argparse
import io
import locale
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
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

OUTPUT = "error-output"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    language = terminal_language()
    closed = _prepare_streams()
    try:
        status = _run(sys.argv[1:] if arguments is None else list(arguments), language, closed)
        sys.stdout.flush()
        return status
    except PlanBError as error:
        _complain(wording.error_text(error, language))
        if error.key == OUTPUT:
            _let_go_of_output()
        return 2 if error.key in USAGE else 1
    except BrokenPipeError:  # `planb sources | head`
        _let_go_of_output()
        return 0
    except KeyboardInterrupt:
        return 130


def _run(given: Sequence[str], language: Language, closed: bool) -> int:
    """Run the command that the words name. `closed` says that nobody can read what it prints: only `serve` does without."""
    parser = _parser()
    try:
        options = parser.parse_args(["--help"] if given == ["help"] else given)
    except SystemExit as done:  # argparse has said what there is to say
        return int(done.code or 0)
    if closed and options.run is not commands.serve:
        raise PlanBError(OUTPUT)
    settings = read_settings()
    _log_without_secrets(settings)
    return int(options.run(settings, language, options))


def _prepare_streams() -> bool:
    """UTF-8 for what is printed; whether standard output is closed. A closed stream's number would go to the next file opened,
    and what is printed into that file, the database say: so it is taken first."""
    closed = sys.stdout is None
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - open until the end
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    out = sys.stdout.buffer if sys.stdout else Path(os.devnull).open("wb")  # noqa: SIM115
    sys.stdout = _Output(out, encoding="utf-8", errors="replace", line_buffering=out.isatty())
    return closed


class _Output(io.TextIOWrapper):
    """Standard output; where it can't be written, that is one of our own errors and not a bug."""

    def write(self, text: str) -> int:
        with self._as_ours():
            return super().write(text)

    def flush(self) -> None:
        with self._as_ours():
            super().flush()

    @contextmanager
    def _as_ours(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise PlanBError(OUTPUT) from error


def _complain(line: str) -> None:
    with suppress(OSError):  # nobody listens
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def _let_go_of_output() -> None:
    """Print the rest into nothing: otherwise Python complains of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    ingest = _add(
        known,
        "ingest",
        "add documents of your own: .md and .txt files (5 MB each at most), or folders of them",
        commands.ingest,
    )
    ingest.add_argument("paths", nargs="+", metavar="PATH")
    sources = _add(known, "sources", "list the sources", commands.sources)
    sources.add_argument("--json", action="store_true", help="print a JSON list")
    forget = _add(known, "forget", "delete a document of yours, or hide a packaged source", commands.forget)
    forget.add_argument("source")
    forget.add_argument("--undo", action="store_true", help="show a packaged source again that was hidden")
    eval_ = _add(known, "eval", "measure the answers on labelled questions (JSON lines)", commands.evaluate)
    eval_.add_argument("file", type=Path)
    eval_.add_argument("--json", action="store_true", help="print a JSON line a question, then a summary")
    feedback = _add(
        known,
        "feedback",
        "print what was declined or disliked as JSON lines, newest first, without who asked; correct their topics (what was "
        "declined has none), and eval reads them",
        commands.feedback,
    )
    feedback.add_argument("--all", action="store_true", help="print what was liked as well")
    incident = _add(known, "incident", "list the incidents, or print the report of one", commands.incident)
    incident.add_argument("what", choices=("list", "report"))
    incident.add_argument("id", nargs="?", default="", help="an incident's, as list names it; the newest without")
    incident.add_argument("--html", action="store_true", help="print the report as a page that can be printed")
    _add(known, "doctor", "check everything, and print the Discord invitation", commands.doctor)
    return parser


def _add(known: argparse._SubParsersAction[_Parser], name: str, text: str, run: commands.Command) -> argparse.ArgumentParser:
    parser = known.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
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
    handler.addFilter(RedactSecrets(settings.hidden))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
