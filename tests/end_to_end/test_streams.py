"""Standard streams that are closed or full: one line and a status, never a traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.wording import text
from knowledge.languages import Language
from tests.end_to_end.program import COMMAND, PATIENCE, ROOT, Done, environment

NO_OUTPUT = text("error-output", Language.EN)
NO_INPUT = text("error-input", Language.EN)
ASK = "ask 'WhatsApp is down, what do I do?'"


def shell(words: str, home: Path) -> Done:
    """`planb` as a shell calls it, with the streams that its `words` say."""
    line = " ".join(COMMAND) + " " + words
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, timeout=PATIENCE, cwd=ROOT, env=environment(home), check=False
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (f"{ASK} >&-", NO_OUTPUT),
        (f"{ASK} >/dev/full", NO_OUTPUT),
        (f"{ASK} --json >/dev/full", NO_OUTPUT),
        ("sources >/dev/full", NO_OUTPUT),
        ("--help >/dev/full", NO_OUTPUT),
        ("doctor >&-", NO_OUTPUT),
        ("chat </dev/null >&-", NO_OUTPUT),
        ("chat <&-", NO_INPUT),
        ("serve >&-", text("error-no-platform", Language.EN)),
    ],
)
def test_one_line_and_status_1(reading_home: Path, words: str, line: str) -> None:
    done = shell(words, reading_home)
    assert (done.status, done.out) == (1, "")
    assert done.complaint == line


@pytest.mark.parametrize("streams", ["<&-", "2>&-", "<&- 2>&-", "2>/dev/full"])
def test_what_a_question_does_not_need_may_be_missing(reading_home: Path, streams: str) -> None:
    done = shell(f"{ASK} {streams}", reading_home)
    assert done.status == 0
    assert done.out.startswith("☐ 1. Right now")


def test_with_nobody_to_tell_the_status_tells(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*.sqlite*")}
    done = shell(f"{ASK} >&- 2>&-", home)
    assert (done.status, done.out, done.err) == (1, "", "")
    assert {path: path.read_bytes() for path in home.rglob("*.sqlite*")} == before, "nothing was printed into a file"


def test_a_reader_who_has_seen_enough_is_no_failure(reading_home: Path) -> None:
    done = shell("sources | head -1", reading_home)
    assert (done.status, done.err) == (0, "")
    assert len(done.out.splitlines()) == 1
