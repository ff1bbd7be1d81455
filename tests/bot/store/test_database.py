"""What was acknowledged stays: through kill -9, with several writers at once, and with a file that fails for a while."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.store import memory
from bot.store.answers import Answers
from bot.store.database import NOT_KEPT, Database
from bot.store.files import FILE, fault, is_locked
from bot.store.profiles import Profiles
from tests.bot.store.samples import given

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from bot.store.answers import Answers
from bot.store.database import Database
from tests.bot.store.samples import given

answers = Answers(Database(Path(sys.argv[1])))
while True:
    print(answers.keep(given()), flush=True)
"""


def kept(database: Database, **other: str) -> str:
    return Answers(database).keep(given(**other))


def found(database: Database, id_: str) -> bool:
    return Answers(database).by_id(id_, "chat") is not None


def in_file(folder: Path) -> set[str]:
    """The answers that are in the file itself."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM answers")}


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_making_one_touches_nothing(tmp_path: Path) -> None:
    Database(tmp_path / "home").close()
    assert not (tmp_path / "home").exists()


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline().strip() for _ in range(50)]
        writer.kill()
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    database = Database(tmp_path)
    assert len(acknowledged) >= 50
    assert [id_ for id_ in acknowledged if not found(database, id_)] == []
    assert kept(database) in in_file(tmp_path), "and it can be written on"
    database.close()


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    databases = [Database(tmp_path) for _ in range(4)]
    ids: list[str] = []

    def write(database: Database, person: str) -> None:
        for _ in range(25):
            ids.append(kept(database, person=person))
            Profiles(database).change(person, language="fr")

    threads = [threading.Thread(target=write, args=(one, f"person {n}")) for n, one in enumerate(databases)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 100
    assert in_file(tmp_path) == set(ids)
    for database in databases:
        database.close()


def garbage(folder: Path) -> None:
    (folder / FILE).write_bytes(b"not a database " * 500)


def broken_inside(folder: Path) -> None:
    """A file that still begins like a database: opening it succeeds, reading it does not."""
    content = bytearray((folder / FILE).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (folder / FILE).write_bytes(content)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Held by another program, as a backup does."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("damage", [garbage, broken_inside])
def test_a_damaged_file_is_moved_aside_and_a_new_one_begun(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    before = Database(tmp_path)
    kept(before)
    before.close()
    damage(tmp_path)
    damaged = (tmp_path / FILE).read_bytes()
    assert fault(tmp_path) == "damaged"
    after = Database(tmp_path)
    assert kept(after) in in_file(tmp_path)
    (aside,) = tmp_path.glob("planb.damaged-*.sqlite")
    assert aside.read_bytes() == damaged, "somebody may want to recover what is in it"
    (line,) = warnings(caplog)
    assert str(aside) in line
    assert fault(tmp_path) == ""
    after.close()


@pytest.mark.usefixtures("no_rest")
def test_a_file_damaged_or_deleted_under_a_running_bot_is_begun_anew(tmp_path: Path) -> None:
    database = Database(tmp_path)
    kept(database)
    for path in tmp_path.iterdir():
        path.unlink()
    assert kept(database) in in_file(tmp_path), "in the new file, not in the one that is gone"
    database.close()
    garbage(tmp_path)
    ids = [kept(database), kept(database)]
    assert all(found(database, id_) for id_ in ids)
    assert in_file(tmp_path) == set(ids), "also what was said at the moment of the damage"
    database.close()


def test_a_row_that_holds_nonsense_costs_nothing_but_itself(tmp_path: Path) -> None:
    database = Database(tmp_path)
    id_ = kept(database)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE answers SET topics = ?", ('{"a": 1}',))
    assert not found(database, id_)
    assert kept(database) in in_file(tmp_path), "and the file is used on, without a rest"
    database.close()


def test_a_lock_is_told_from_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(tmp_path)
    kept(database)
    database.close()
    with locked(tmp_path):
        assert "locked" in fault(tmp_path)
        with pytest.raises(NOT_KEPT) as caught:
            Database(tmp_path).open()
        assert is_locked(caught.value)
    assert list(tmp_path.glob("planb.damaged-*")) == []


class TestMemory:
    @pytest.mark.usefixtures("no_rest")
    def test_what_the_file_cannot_take_is_moved_into_it_once_it_can(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        home = tmp_path / "home"
        database = Database(home)
        profiles = Profiles(database)
        first = kept(database)
        profiles.change("ann", language="fr", phone="+33 1 23 45 67 89")
        home.rename(tmp_path / "saved")
        home.write_text("in the way")
        second = kept(database)
        profiles.change("ann", language="pl")
        assert not found(database, first)
        assert found(database, second)
        assert Answers(database).by_id(second, "another chat") is None
        last = Answers(database).last("chat", "ann")
        assert last
        assert last.id == second
        assert profiles.of("ann").language == "pl"
        assert len(warnings(caplog)) == 1, "said once"

        home.unlink()
        (tmp_path / "saved").rename(home)
        third = kept(database)
        assert in_file(home) == {first, second, third}
        newest = Answers(database).last("chat", "ann")
        assert newest
        assert newest.id == third
        again = Profiles(Database(home)).of("ann")
        assert (again.language, again.phone) == ("pl", "+33 1 23 45 67 89"), "what was chosen last, and what is known besides"
        profiles.change("ann", language="de")
        assert Profiles(Database(home)).of("ann").language == "de"
        database.close()

    def test_nobody_waits_twice_for_a_file_that_has_just_failed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").write_text("in the way")
        database = Database(tmp_path / "file" / "home")
        tries: list[int] = []
        monkeypatch.setattr(Path, "mkdir", lambda *_, **__: tries.append(1) or (_ for _ in ()).throw(NotADirectoryError()))
        ids = [kept(database) for _ in range(5)]
        assert [found(database, id_) for id_ in ids] == [True] * 5
        assert len(tries) == 1

    @pytest.mark.usefixtures("no_rest")
    def test_a_lock_for_a_while_loses_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        database = Database(tmp_path)
        first = kept(database)
        database.close()
        monkeypatch.setattr("bot.store.engines.BUSY", 50)
        impatient = Database(tmp_path)
        with locked(tmp_path):
            second = kept(impatient)
        assert in_file(tmp_path) == {first}
        third = kept(impatient)
        assert in_file(tmp_path) == {first, second, third}
        impatient.close()

    def test_the_oldest_go_before_it_grows_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory, "MOST", 20)
        database = Database(None)
        ids = [kept(database) for _ in range(21)]
        assert not found(database, ids[0])
        assert found(database, ids[1])
        last = Answers(database).last("chat", "ann")
        assert last
        assert last.id == ids[-1]
