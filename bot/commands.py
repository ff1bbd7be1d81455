"""The commands of the command line, one function each. They import late what they alone use: `ask` loads no chat library."""

# ruff: noqa: T201, PLC0415 - a command's business is to print; late imports keep a cold `planb ask` fast

from __future__ import annotations

import argparse
import asyncio
import ctypes
import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import wording
from bot.clock import Clock, now
from bot.settings import Settings
from knowledge.errors import PlanBError
from knowledge.languages import Language
from knowledge.model import Role

if TYPE_CHECKING:
    from bot.store.database import Database

_ARENAS = -8
"""The number of `M_ARENA_MAX` in glibc's malloc.h."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

Command = Callable[[Settings, Language, Any], int]
"""Takes the settings, the terminal's language and the parsed options; returns the exit status."""


def ask(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """Answer one question."""
    from bot.advisor import Question
    from bot.answer import as_json
    from bot.compose import compose

    text = " ".join(options.question).encode("utf-8", "ignore").decode()  # what was not UTF-8 is left out
    if not text.strip():
        raise PlanBError("error-empty-question")
    down = tuple(name.strip().lower() for name in options.down.split(",") if name.strip())
    role = Role(options.role) if options.role else None
    question = Question(text, fallback=options.lang or language, forced=options.lang, role=role, down=down)
    answer = _app(settings, language).advisor().advise(question)
    shown = compose(answer).text
    print(json.dumps(as_json(answer, shown), ensure_ascii=False) if options.json else shown)
    return 0


def chat(settings: Settings, language: Language, _options: argparse.Namespace) -> int:
    """Talk in the terminal, or answer each line of standard input."""
    from bot.platforms.console import ConsolePlatform, piped_lines, typed_lines

    if sys.stdin is None:  # closed by whoever started us
        raise PlanBError("error-input")
    console = ConsolePlatform(_app(settings, language).conversation(), language, sys.stdout)
    if sys.stdin.isatty():
        import readline  # noqa: F401 - line editing and history for input()

        console.run(typed_lines("> "), interactive=True)
    else:
        console.run(piped_lines(language), interactive=False)
    return 0


def serve(settings: Settings, language: Language, _options: argparse.Namespace, clock: Clock = now) -> int:
    """Answer on every platform that has a token, and remind rooms of what is due by `clock`, until told to end."""
    share_memory()
    from bot.handling.reminding import Reminding
    from bot.platforms import available
    from bot.platforms.supervisor import serve as run

    app = _app(settings, language)
    *others, last = [*settings.unusable.values()] or [PlanBError("error-no-platform")]
    for error in others if not settings.secrets else settings.unusable.values():
        _say_line(wording.error_text(error, language))
    if not settings.secrets:
        raise last
    database = app.database()
    platforms = available(settings, app.conversation(database, aside=True, clock=clock), database)
    names = ", ".join(platform.name for platform in platforms)
    _say_line(wording.text("serve-started", language, platforms=names))
    redact = _redactor(settings)
    asyncio.run(
        run(
            [*platforms, Reminding(database, clock)],
            lambda name, why: _say_line(redact(wording.text("serve-failed", language, platform=name, reason=why))),
        )
    )
    return 0


def share_memory() -> None:
    """Have threads share two pools of memory. By glibc's default each has one of its own, which costs 20 MiB here; on systems
    without glibc there is nothing to set."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 2)


def start(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """What `make run` does: serve where a token is set, chat where none is."""
    return (serve if settings.secrets or settings.unusable else chat)(settings, language, options)


def ingest(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """Add documents; the status is 1 where one failed."""
    from ingest.pipeline import Result
    from ingest.pipeline import ingest as run

    app = _app(settings, language)
    addresses = [path for path in options.paths if _ADDRESS.match(path)]
    for address in addresses:
        _say_line(wording.error_text(PlanBError("error-no-web", address=address), language))

    def told(result: Result) -> None:
        if result.error:
            _say_line(wording.error_text(result.error, language))
        else:
            line = wording.text(f"ingest-{result.change}", language, source=result.source, passages=result.passages)
            print(line, flush=True)

    paths = [Path(path) for path in options.paths if path not in addresses]
    with app.patience():
        results = run(paths, app.home, app.cache, app.detector(), language, told=told, say=app.say) if paths else []
    return 1 if addresses or any(result.error for result in results) else 0


def sources(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """List the sources."""
    rows = [
        {
            "id": source.id,
            "title": source.title,
            "language": source.language,
            "passages": len(source.passages),
            "publisher": source.publisher,
            "published": source.published,
            "kind": source.kind,
            "origin": source.origin,
            "address": source.address,
        }
        for source in _app(settings, language).cache.library().sources
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    width = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        print(f"{row['id']:<{width}}  {row['language']}  {row['passages']:>3}  {row['publisher']}: {row['title']}")
    return 0


def forget(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """Delete or hide a source."""
    from ingest.pipeline import forget as run
    from ingest.pipeline import restore

    app = _app(settings, language)
    with app.patience():
        (restore if options.undo else run)(options.source, app.home, app.cache)
    print(wording.text("restored" if options.undo else "forgotten", language, source=options.source))
    return 0


def evaluate(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """Measure on labelled questions."""
    from bot import evaluation

    gold = evaluation.read_gold(options.file)
    app = _app(settings, language)
    library = app.cache.library()
    known = library.passages()
    file, topics = options.file.name, {playbook.topic for playbook in library.playbooks}
    for asked, name in evaluation.unknown_topics(gold, topics):
        _say_line(wording.text("eval-unknown-topic", language, file=file, line=asked.line, name=name))

    def skipped(asked: evaluation.Gold, error: PlanBError) -> None:
        reason = wording.error_text(error, language)
        _say_line(wording.text("eval-skipped", language, file=file, line=asked.line, reason=reason))

    rows = []
    for row in evaluation.evaluate(app.advisor(), gold, skipped):
        rows.append(row)
        if options.json:
            print(json.dumps(row.as_json(), ensure_ascii=False))
    counts = evaluation.tally(rows, lambda id_: id_ in known)
    if options.json:
        print(json.dumps({"summary": {name: tally.rates() for name, tally in counts.items()}}))
        return 0
    _print_table({name: tally.rates() for name, tally in counts.items()})
    for right, given, count in evaluation.confusions(rows)[:15]:
        print(f"{count:>3} × {right} answered as {given}")
    return 0


def feedback(settings: Settings, _language: Language, options: argparse.Namespace) -> int:
    """Print what was declined or disliked."""
    from bot.masking import masked
    from bot.store.feedback import Feedback

    database = _opened(settings)
    if database is None:
        return 0
    for judged in Feedback(database).judged(liked=options.all):
        row = {
            "id": judged.id,
            "lang": judged.language,
            "question": masked(judged.question),
            "topics": list(judged.topics),
            "verdict": judged.verdict,
            "reason": ", ".join(judged.reasons),
            "status": judged.status,
            "at": judged.at,
        }
        print(json.dumps(row, ensure_ascii=False))
    return 0


def incident(settings: Settings, language: Language, options: argparse.Namespace) -> int:
    """List incidents, or print the report of one."""
    from bot.handling.board import listed
    from bot.handling.desk import Desk
    from bot.handling.ending import report_of
    from bot.handling.report import markdown, page
    from bot.store.incidents import Incidents
    from bot.store.reminders import Reminders

    database = _opened(settings)
    incidents = Incidents(database) if database else None
    found = incidents.listed(most=1000) if incidents else ()
    if options.what == "list":
        print(listed(found, language, datetime.now(UTC)))
        return 0
    id_ = options.id or next((one.id for one in found), "")
    chosen = incidents.anywhere(id_) if incidents else None
    if database is None or incidents is None or chosen is None:
        raise PlanBError("error-incident", id=id_ or "–")
    app = _app(settings, language)
    report = report_of(Desk(app.advisor(), incidents, Reminders(database), app.platforms), chosen)
    print(page(report) if options.html else markdown(report), end="")
    return 0


def doctor(settings: Settings, language: Language, _options: argparse.Namespace) -> int:
    """Check content, index and settings."""
    from bot.doctor import examine

    app = _app(settings, language)
    findings = examine(app, language)
    for finding in findings:
        print(f"{'✓' if finding.sound else '✗'} {finding.text}")
    return 0 if all(finding.sound for finding in findings) else 1


def _opened(settings: Settings) -> Database | None:
    """The database of conversations; none where nothing was ever answered: no reason to make a data folder."""
    from bot.store import address
    from bot.store.database import NOT_KEPT, Database
    from bot.store.engines import reason_of

    url = settings.database_url.get_secret_value()
    file = address.read(url, settings.home).file
    if file and not file.exists():
        return None
    database = Database(settings.home, url)
    try:
        database.open()
    except NOT_KEPT as error:
        key = "error-feedback" if file else "error-database"
        raise PlanBError(key, file=database.shown, reason=_redactor(settings)(reason_of(error))) from error
    return database


def _app(settings: Settings, language: Language) -> Any:
    from bot.app import App

    return App(settings, lambda key, **facts: _say_line(wording.text(key, language, **facts)))


def _say_line(line: str) -> None:
    with suppress(OSError):  # nobody listens, or the disk that holds the log is full: no reason to stop
        print(line, file=sys.stderr, flush=True)


def _redactor(settings: Settings) -> Callable[[str], str]:
    from bot.platforms.redact import RedactSecrets

    return RedactSecrets(settings.hidden).clean


def _print_table(rates: dict[str, dict[str, Any]]) -> None:
    columns = list(rates["all"])
    print("".join(f"{name:>{26 if not name else 9}}" for name in ("", *rates)))
    for column in columns:
        values = [rates[name][column] for name in rates]
        print(f"{column:>26}" + "".join(f"{_cell(column, value):>9}" for value in values))


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "–"
    whole = column.endswith("_ms") or column in ("questions", "recommended_what_is_down")
    return f"{value:g}" if whole else f"{value:.1%}"
