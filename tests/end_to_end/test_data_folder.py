"""Whatever the state of the data folder, a question is answered; what has to write says why it can't."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from bot.wording import text
from knowledge.languages import Language
from tests.contract import check_answer
from tests.end_to_end.program import planb

QUESTION = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
RIGHT_NOW = "Tout de suite"
NOT_WRITABLE = text("home-not-writable", Language.EN)
BEING_WRITTEN = text("index-being-written", Language.EN)


@pytest.fixture
def below_a_file(tmp_path: Path) -> Path:
    """A data folder that nobody can make, not even root: there is a file where its parent should be."""
    (tmp_path / "file").write_text("in the way")
    return tmp_path / "file" / "home"


@pytest.fixture
def document(tmp_path: Path) -> str:
    """The path of something to ingest."""
    path = tmp_path / "plan.txt"
    path.write_text("The spare keys lie in the drawer.")
    return str(path)


def full(bytes_a_file: int) -> Callable[[], None]:
    """What makes every file too large for the disk once it has so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file))


def outdated(home: Path) -> None:
    """Something was forgotten and the index does not know of it yet."""
    (home / "forgotten.json").write_text('["webnovo"]')


@pytest.mark.xdist_group("below a file")
class TestNotWritable:
    def test_chat_answers_warns_once_and_remembers_until_it_ends(self, below_a_file: Path) -> None:
        done = planb("chat", home=below_a_file, stdin=f"{QUESTION}\nsources\n".encode())
        assert (done.status, done.complaint) == (0, NOT_WRITABLE)
        assert RIGHT_NOW in done.out
        assert text("sources-title", Language.FR) in done.out

    def test_ask_answers_and_warns(self, below_a_file: Path) -> None:
        done = planb("ask", QUESTION, "--json", home=below_a_file)
        check_answer(done.json)
        assert (done.status, done.json["status"]) == (0, "answered")
        assert done.complaint == NOT_WRITABLE

    @pytest.mark.parametrize("command", ["ingest", "forget"])
    def test_what_must_write_fails_with_one_line(self, below_a_file: Path, document: str, command: str) -> None:
        done = planb(command, document if command == "ingest" else "bsm", home=below_a_file)
        assert (done.status, done.out) == (1, "")
        assert str(below_a_file) in done.complaint

    def test_doctor_says_so(self, below_a_file: Path) -> None:
        done = planb("doctor", home=below_a_file)
        assert done.status == 1
        assert [line for line in done.out.splitlines() if line.startswith("✗") and str(below_a_file) in line]


@pytest.mark.xdist_group("full")
class TestFull:
    """Files may be read, but not grow beyond some size."""

    def test_an_index_that_does_not_fit_any_more_is_kept_and_used(self, home: Path) -> None:
        before = (home / "index" / "current").read_text()
        outdated(home)
        done = planb("ask", QUESTION, "--json", home=home, limit=full(100_000))
        check_answer(done.json)
        assert (done.status, done.json["status"]) == (0, "answered")
        assert NOT_WRITABLE in done.err
        assert (home / "index" / "current").read_text() == before
        assert not list((home / "index").glob("building-*")), "what could not be finished is cleared away"

    def test_a_disk_that_fills_up_meanwhile_stops_no_answer(self, home: Path) -> None:
        planb("chat", home=home, stdin=QUESTION.encode())
        done = planb("chat", home=home, stdin=f"{QUESTION}\n".encode() * 40, limit=full(150_000))
        assert done.status == 0
        assert done.out.count(RIGHT_NOW) == 40

    def test_ingest_fails_and_nothing_is_lost(self, home: Path, document: str) -> None:
        done = planb("ingest", document, home=home, limit=full(50))
        assert (done.status, done.out) == (1, "")
        assert str(home) in done.complaint
        answered = planb("ask", QUESTION, "--json", home=home)
        assert (answered.json["status"], answered.err) == ("answered", "")


def test_a_damaged_list_of_hidden_sources_is_named_and_stops_no_answer(home: Path, document: str) -> None:
    (home / "forgotten.json").write_text('{"bsm": 1}')
    for done in (planb("ask", QUESTION, home=home), planb("chat", home=home, stdin=QUESTION.encode())):
        assert (done.status, done.complaint) == (0, text("forgotten-damaged", Language.EN))
        assert done.out.startswith(f"☐ 1. {RIGHT_NOW}")
    line = text("error-forgotten", Language.EN, file=str(home / "forgotten.json"))
    for command in (("sources",), ("forget", "bsm"), ("ingest", document)):
        done = planb(*command, home=home)
        assert (done.status, done.out, done.complaint) == (1, "", line)
    assert (home / "forgotten.json").read_text() == '{"bsm": 1}'


class TestStore:
    """What was answered before is lost with the database; nobody is turned away for it."""

    def test_a_damaged_one_is_moved_aside(self, home: Path) -> None:
        (home / "planb.sqlite").write_bytes(b"garbage " * 1_000)
        done = planb("chat", home=home, stdin=f"{QUESTION}\nsources\n".encode())
        assert done.status == 0
        assert text("sources-title", Language.FR) in done.out
        (aside,) = home.glob("planb.damaged-*.sqlite")
        assert str(aside) in done.complaint
        assert planb("doctor", home=home).status == 0

    def test_a_locked_one_is_done_without(self, home: Path) -> None:
        planb("chat", home=home, stdin=QUESTION.encode())
        with closing(sqlite3.connect(home / "planb.sqlite", isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode=EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            done = planb("chat", home=home, stdin=f"{QUESTION}\nsources\n".encode())
        assert (done.status, done.complaint) == (0, text("store-locked", Language.EN))
        assert text("sources-title", Language.FR) in done.out


@pytest.mark.xdist_group("being written")
class TestBeingWritten:
    def test_ask_and_chat_answer_from_the_index_before(self, home: Path) -> None:
        outdated(home)
        with FileLock(home / "writing.lock"):
            asked = planb("ask", QUESTION, "--json", home=home)
            chatted = planb("chat", home=home, stdin=QUESTION.encode())
        check_answer(asked.json)
        assert (asked.status, asked.json["status"], asked.complaint) == (0, "answered", BEING_WRITTEN)
        assert (chatted.status, chatted.complaint) == (0, BEING_WRITTEN)
        assert RIGHT_NOW in chatted.out

    @pytest.mark.parametrize("command", ["ingest", "forget"])
    def test_who_must_write_is_told_to_wait(self, home: Path, document: str, command: str) -> None:
        with FileLock(home / "writing.lock"):
            done = planb(command, document if command == "ingest" else "bsm", home=home)
        assert (done.status, done.out) == (1, "")
        assert str(home) in done.complaint
