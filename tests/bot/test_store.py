"""What was acknowledged stays: through kill -9, and with several writers at once."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.forgetful import MOST, Forgetful
from bot.keeping import Guarded
from bot.store import FILE, NOT_KEPT, Given, Store, fault, is_locked

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from bot.store import Given, Store

store = Store(Path(sys.argv[1]))
while True:
    print(store.keep_answer(Given("chat", "ann", "?", "en", ("how-long",), ("bsm#1",))), flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "home")
    yield store
    store.close()


def kept(store: Store, conversation: str = "chat", person: str = "ann", citations: tuple[str, ...] = ("bsm#1",)) -> str:
    return store.keep_answer(given(conversation, person, citations))


def given(conversation: str = "chat", person: str = "ann", citations: tuple[str, ...] = ("bsm#1",)) -> Given:
    return Given(conversation, person, "Why?", "en", ("how-long",), citations)


def test_an_answer_comes_back_as_it_was_kept(store: Store) -> None:
    found = store.answer(kept(store), "chat")
    assert found is not None
    assert found.id
    assert found.at
    assert replace(found, id="", at="") == given()


def test_an_answer_belongs_to_its_conversation(store: Store) -> None:
    id_ = kept(store)
    assert store.answer(id_, "another chat") is None
    assert store.answer("0" * 12, "chat") is None
    assert store.answer("' OR 1=1 --", "chat") is None
    assert store.last_answer("another chat", "ann") is None
    assert store.last_answer("chat", "bob") is None


def test_the_last_answer_is_the_last(store: Store) -> None:
    ids = [kept(store) for _ in range(20)]
    last = store.last_answer("chat", "ann")
    assert last is not None
    assert last.id == ids[-1]


def test_a_language_is_kept_and_changed(store: Store) -> None:
    assert store.language("ann") == ""
    store.set_language("ann", "pl")
    store.set_language("ann", "de")
    assert (store.language("ann"), store.language("bob")) == ("de", "")


def test_it_survives_a_restart(tmp_path: Path) -> None:
    before = Store(tmp_path)
    id_ = kept(before)
    before.set_language("ann", "it")
    before.close()
    after = Store(tmp_path)
    assert after.answer(id_, "chat") is not None
    assert after.language("ann") == "it"
    after.close()


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline().strip() for _ in range(50)]
        writer.kill()
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    store = Store(tmp_path)
    assert len(acknowledged) >= 50
    assert [id_ for id_ in acknowledged if store.answer(id_, "chat") is None] == []
    assert kept(store), "and it can be written on"
    store.close()


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    stores = [Store(tmp_path) for _ in range(4)]
    ids: list[str] = []

    def write(store: Store, person: str) -> None:
        for _ in range(25):
            ids.append(kept(store, person=person))
            store.set_language(person, "fr")

    threads = [threading.Thread(target=write, args=(store, f"person {n}")) for n, store in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 100
    assert all(stores[0].answer(id_, "chat") for id_ in ids)
    for store in stores:
        store.close()


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
    before = Store(tmp_path)
    kept(before)
    before.close()
    damage(tmp_path)
    damaged = (tmp_path / FILE).read_bytes()
    assert fault(tmp_path) == "damaged"
    after = Store(tmp_path)
    assert after.answer(kept(after), "chat")
    (aside,) = tmp_path.glob("planb.damaged-*.sqlite")
    assert aside.read_bytes() == damaged, "somebody may want to recover what is in it"
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert str(aside) in line
    assert fault(tmp_path) == ""
    after.close()


def test_a_file_damaged_or_deleted_under_a_running_store_is_begun_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept(store)
    for path in tmp_path.iterdir():
        path.unlink()
    id_ = kept(store)
    assert store.answer(id_, "chat")
    again = Store(tmp_path)
    assert again.answer(id_, "chat"), "what was acknowledged after that is in the new file, not in the one that is gone"
    again.close()
    store.close()
    garbage(tmp_path)
    with pytest.raises(NOT_KEPT):
        kept(store)
    assert kept(store)
    store.close()


def test_a_row_that_holds_nonsense_is_a_failure_like_any_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    id_ = kept(store)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE answers SET topics = ?", ('{"a": 1}',))
    with pytest.raises(NOT_KEPT):
        store.answer(id_, "chat")
    guarded = Guarded(store)
    assert guarded.answer(id_, "chat") is None
    store.close()


def test_a_lock_is_told_from_damage(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept(store)
    store.close()
    with locked(tmp_path):
        assert "locked" in fault(tmp_path)
        with pytest.raises(NOT_KEPT) as caught:
            Store(tmp_path).open()
        assert is_locked(caught.value)
    assert list(tmp_path.glob("planb.damaged-*")) == []


class TestGuarded:
    def test_what_the_store_cannot_take_is_kept_until_the_end(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.keeping.PAUSE", 0.0)
        home = tmp_path / "home"
        guarded = Guarded(Store(home))
        first = guarded.keep_answer(given())
        guarded.set_language("ann", "fr")
        home.rename(tmp_path / "saved")
        home.write_text("in the way")
        second = guarded.keep_answer(given(citations=()))
        guarded.set_language("ann", "pl")
        assert guarded.answer(first, "chat") is None
        for kept_answer in (guarded.answer(second, "chat"), guarded.last_answer("chat", "ann")):
            assert kept_answer
            assert kept_answer.id == second
        assert guarded.answer(second, "another chat") is None
        assert guarded.language("ann") == "pl"
        assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1, "said once"

        home.unlink()
        (tmp_path / "saved").rename(home)
        third = guarded.keep_answer(given())
        newest = guarded.last_answer("chat", "ann")
        assert newest
        assert newest.id == third, "the store is used again"
        assert guarded.answer(first, "chat")
        assert guarded.answer(second, "chat")
        assert guarded.language("ann") == "pl", "what was chosen last"
        guarded.set_language("ann", "de")
        assert (guarded.language("ann"), Store(home).language("ann")) == ("de", "de")

    def test_nobody_waits_twice_for_a_store_that_has_just_failed(self, tmp_path: Path) -> None:
        class Counting(Store):
            tries = 0

            def open(self) -> None:
                self.tries += 1
                super().open()

        (tmp_path / "file").write_text("in the way")
        store = Counting(tmp_path / "file" / "home")
        guarded = Guarded(store)
        ids = [guarded.keep_answer(given()) for _ in range(5)]
        assert [bool(guarded.answer(id_, "chat")) for id_ in ids] == [True] * 5
        assert store.tries == 1


def test_memory_forgets_the_oldest_before_it_grows_without_end() -> None:
    memory = Forgetful()
    ids = [memory.keep_answer(given()) for _ in range(MOST + 1)]
    assert memory.answer(ids[0], "chat") is None
    assert memory.answer(ids[1], "chat")
    last = memory.last_answer("chat", "ann")
    assert last
    assert last.id == ids[-1]
