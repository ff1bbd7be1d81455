"""What was acknowledged stays: through kill -9, and with several writers at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from bot.store import Store

store = Store(Path(sys.argv[1]))
while True:
    id_ = store.keep_answer(
        conversation="chat", person="ann", question="?", language="en", topics=("how-long",), citations=("bsm#1",)
    )
    print(id_, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "home")
    yield store
    store.close()


def kept(store: Store, conversation: str = "chat", person: str = "ann", citations: tuple[str, ...] = ("bsm#1",)) -> str:
    return store.keep_answer(
        conversation=conversation, person=person, question="Why?", language="en", topics=("how-long",), citations=citations
    )


def test_an_answer_comes_back_as_it_was_kept(store: Store) -> None:
    found = store.answer(kept(store), "chat")
    assert found is not None
    assert (found.question, found.language, found.topics, found.citations) == ("Why?", "en", ("how-long",), ("bsm#1",))


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
