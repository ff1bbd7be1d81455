"""Checklists in the store: a tick counts once, none is lost, and nobody finds another's."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.checklists import Action, Checklist, Doer, Item, Marked, Outcome, State, shown_name
from bot.store.checklists import Checklists
from bot.store.database import Database
from bot.store.files import FILE

ROOT = Path(__file__).parents[2]
CHAT = "test:chat"
ANN, BOB = Doer("test:ann", "Ann", "2021-10-04T16:00:00+00:00"), Doer("test:bob", "Bob", "2021-10-04T16:05:00+00:00")
TICKER = """
import sys
from pathlib import Path
from bot.checklists import Action, Doer
from bot.store.checklists import Checklists
from bot.store.database import Database

checklists = Checklists(Database(Path(sys.argv[1])))
for position in range(1, 41):
    checklists.mark(sys.argv[2], "test:chat", Doer("test:ann", "Ann", "2021"), Action.TICK, [position])
    print(position, flush=True)
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def checklists(database: Database) -> Checklists:
    return Checklists(database)


def begun(checklists: Checklists, *, length: int = 3, private: bool = False, answer: str = "answer", **other: str) -> Checklist:
    items = tuple(Item(n, f"Do {n}.", f"Because {n}.", (f"a#{n}",), f"topic/{n}") for n in range(1, length + 1))
    facts: dict[str, Any] = {
        "conversation": CHAT,
        "person": ANN.person,
        "topic": "topic",
        "title": "What now?",
        "language": "en",
        **other,
    }
    return checklists.start(Checklist(id="", private=private, answer=answer, items=items, **facts))


def act(checklists: Checklists, id_: str, doer: Doer, action: Action, *positions: int) -> Marked:
    marked = checklists.mark(id_, CHAT, doer, action, positions)
    assert marked
    return marked


def outcomes(marked: Marked) -> list[Outcome]:
    return [outcome for _, outcome, _ in marked.outcomes]


def test_a_checklist_comes_back_as_it_was_kept(checklists: Checklists, tmp_path: Path) -> None:
    kept = begun(checklists)
    act(checklists, kept.id, BOB, Action.TICK, 2)
    again = Checklists(Database(tmp_path)).by_id(kept.id, CHAT, BOB.person)
    assert again
    assert (again.title, again.language, again.items[0], again.items[2]) == ("What now?", "en", kept.items[0], kept.items[2])
    done = again.items[1]
    assert (done.state, done.by, done.name, done.at) == (State.DONE, BOB.person, BOB.name, BOB.at)
    assert (done.text, done.why, done.citations) == ("Do 2.", "Because 2.", ("a#2",))


def test_an_answer_makes_one_checklist(checklists: Checklists) -> None:
    first = begun(checklists)
    act(checklists, first.id, ANN, Action.TICK, 1)
    again = begun(checklists, person=BOB.person)
    assert again.id == first.id
    assert again.items[0].state is State.DONE
    other = begun(checklists, answer="other")
    assert other.id != first.id
    newest = checklists.newest(CHAT, BOB.person)
    assert newest
    assert newest.id == other.id


def test_nobody_finds_anothers(checklists: Checklists) -> None:
    shared, own = begun(checklists), begun(checklists, private=True, answer="own")
    assert checklists.by_id(shared.id, "test:elsewhere", ANN.person) is None
    assert checklists.mark(shared.id, "test:elsewhere", ANN, Action.TICK, [1]) is None
    assert checklists.start_over(shared.id, "test:elsewhere", ANN, 0) is None
    assert checklists.by_id(own.id, CHAT, BOB.person) is None
    assert checklists.mark(own.id, CHAT, BOB, Action.TICK, [1]) is None
    assert checklists.of_answer("own", CHAT, BOB.person) is None
    newest = checklists.newest(CHAT, BOB.person)
    assert newest
    assert newest.id == shared.id, "Bob's newest is not Ann's private one"
    assert checklists.by_id("' OR 1=1 --", CHAT, ANN.person) is None


def test_the_same_item_counts_once(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    assert outcomes(act(checklists, id_, ANN, Action.TICK, 1)) == [Outcome.CHANGED]
    late = act(checklists, id_, BOB, Action.TICK, 1)
    assert outcomes(late) == [Outcome.ALREADY_DONE]
    assert late.outcomes[0][2]
    assert late.outcomes[0][2].name == "Ann"
    assert late.checklist.items[0].by == ANN.person
    assert [change.person for change in checklists.changes(id_)] == [ANN.person]


def test_several_at_once_and_what_is_not_there(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    marked = act(checklists, id_, ANN, Action.TICK, 1, 3, 3, 9)
    assert outcomes(marked) == [Outcome.CHANGED, Outcome.CHANGED, Outcome.MISSING]
    assert marked.checklist.count(State.DONE) == 2
    assert [item.position for item in marked.checklist.left] == [2]


def test_what_is_taken_by_another_says_so_and_can_still_be_done(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    act(checklists, id_, ANN, Action.TAKE, 2)
    assert outcomes(act(checklists, id_, ANN, Action.TAKE, 2)) == [Outcome.ALREADY_YOURS]
    assert outcomes(act(checklists, id_, BOB, Action.TAKE, 2)) == [Outcome.ALREADY_TAKEN]
    assert outcomes(act(checklists, id_, BOB, Action.UNDO, 2)) == [Outcome.ALREADY_TAKEN]
    done = act(checklists, id_, BOB, Action.TICK, 2).checklist.items[1]
    assert (done.name, done.claimed_name) == ("Bob", "Ann")


def test_undo_opens_what_is_closed_and_gives_back_what_is_taken(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    act(checklists, id_, ANN, Action.TAKE, 1)
    act(checklists, id_, ANN, Action.TICK, 1)
    reopened = act(checklists, id_, BOB, Action.UNDO, 1).checklist.items[0]
    assert (reopened.state, reopened.by, reopened.at, reopened.claimed_name) == (State.OPEN, "", "", "Ann")
    given_back = act(checklists, id_, ANN, Action.UNDO, 1).checklist.items[0]
    assert given_back.claimed_by == ""
    assert outcomes(act(checklists, id_, ANN, Action.UNDO, 1)) == [Outcome.ALREADY_OPEN]


def test_what_is_skipped_may_still_be_done(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    act(checklists, id_, ANN, Action.SKIP, 1)
    assert outcomes(act(checklists, id_, BOB, Action.SKIP, 1)) == [Outcome.ALREADY_SKIPPED]
    assert outcomes(act(checklists, id_, BOB, Action.TAKE, 1)) == [Outcome.ALREADY_SKIPPED]
    assert act(checklists, id_, BOB, Action.TICK, 1).checklist.items[0].state is State.DONE


def test_starting_over_keeps_who_did_what_and_happens_once(checklists: Checklists) -> None:
    id_ = begun(checklists).id
    act(checklists, id_, ANN, Action.TAKE, 3)
    act(checklists, id_, ANN, Action.TICK, 1)
    fresh = checklists.start_over(id_, CHAT, BOB, 0)
    assert fresh
    assert (len(fresh.left), fresh.round) == (3, 1)
    assert not any(item.by or item.claimed_by for item in fresh.items)
    assert [(one.change, one.position, one.name) for one in checklists.changes(id_)] == [
        ("take", 3, "Ann"),
        ("tick", 1, "Ann"),
        ("over", 0, "Bob"),
    ]
    act(checklists, id_, ANN, Action.TICK, 1)
    late = checklists.start_over(id_, CHAT, BOB, 0)
    assert late
    assert late.count(State.DONE) == 1, "what was confirmed for the round before does not wipe this one"


def test_forgetting_deletes_ones_own_and_blanks_ones_name_in_shared_ones(checklists: Checklists, tmp_path: Path) -> None:
    own = begun(checklists, private=True, answer="own")
    bobs = begun(checklists, private=True, answer="bobs", person=BOB.person)
    shared = begun(checklists)
    act(checklists, own.id, ANN, Action.TICK, 1)
    act(checklists, shared.id, ANN, Action.TICK, 1)
    act(checklists, shared.id, ANN, Action.TAKE, 2)
    act(checklists, shared.id, BOB, Action.TICK, 3)
    checklists.forget(ANN.person)
    assert checklists.by_id(own.id, CHAT, ANN.person) is None
    assert checklists.changes(own.id) == ()
    assert checklists.by_id(bobs.id, CHAT, BOB.person)
    left = checklists.by_id(shared.id, CHAT, BOB.person)
    assert left
    assert [item.state for item in left.items] == [State.DONE, State.OPEN, State.DONE], "what others rely on stays"
    assert [(item.by, item.name, item.claimed_by) for item in left.items[:2]] == [("", "", ""), ("", "", "")]
    assert (left.person, left.title) == ("", "")
    assert [one.name for one in checklists.changes(shared.id)] == ["", "", "Bob"]
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert [line for line in connection.iterdump() if ANN.person in line or "'Ann'" in line] == []


def test_thirty_people_tick_forty_items_and_each_counts_once(checklists: Checklists) -> None:
    id_ = begun(checklists, length=40).id
    counted: list[tuple[int, str]] = []
    barrier = threading.Barrier(30)

    def ticking(number: int) -> None:
        doer = Doer(f"test:{number}", f"Person {number}", ANN.at)
        barrier.wait()
        for position in range(1, 41):
            at = (position + number) % 40 + 1
            marked = act(checklists, id_, doer, Action.TICK, at)
            if outcomes(marked) == [Outcome.CHANGED]:
                counted.append((at, doer.person))

    threads = [threading.Thread(target=ticking, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = checklists.by_id(id_, CHAT, ANN.person)
    assert kept
    assert kept.left == ()
    assert sorted(at for at, _ in counted) == list(range(1, 41)), "each tick counted once, none is lost"
    assert {(item.position, item.by) for item in kept.items} == set(counted), "and whoever was told so did it"
    assert len(checklists.changes(id_)) == 40


def test_ticks_that_were_acknowledged_survive_kill_9(checklists: Checklists, tmp_path: Path) -> None:
    id_ = begun(checklists, length=40).id
    command = [sys.executable, "-c", TICKER, str(tmp_path), id_]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as ticker:
        assert ticker.stdout
        acknowledged = [int(ticker.stdout.readline()) for _ in range(10)]
        ticker.kill()
        acknowledged += [int(line) for line in ticker.stdout if line.endswith("\n")]
    kept = checklists.by_id(id_, CHAT, ANN.person)
    assert kept
    assert {item.position for item in kept.items if item.state is State.DONE} >= set(acknowledged)
    assert len(acknowledged) >= 10


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Ann\n\tB. ", "Ann B."),
        ("\u202eAnn\u0007\u2066", "Ann"),
        ("\ud800Ann", "Ann"),
        ("👩‍🍳 Ann", "👩‍🍳 Ann"),
        ("A" * 60, "A" * 39 + "…"),
        ("<b>@everyone</b>", "<b>@everyone</b>"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_one_short_line_of_characters_that_are_seen(name: str, shown: str) -> None:
    assert shown_name(name) == shown
