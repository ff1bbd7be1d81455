"""A call that hangs is given up, and the next one works."""

from __future__ import annotations

import threading

import pytest

from knowledge.deadline import Bounded


def test_a_call_returns_or_raises_what_it_does() -> None:
    bounded = Bounded(30)

    def fails() -> None:
        raise KeyError("x")

    assert bounded(lambda: 42) == 42
    with pytest.raises(KeyError):
        bounded(fails)
    assert bounded(lambda: 43) == 43


def test_a_call_that_hangs_is_given_up_and_the_next_one_works() -> None:
    bounded = Bounded(1)
    release, ended = threading.Event(), threading.Event()

    def hangs() -> None:
        release.wait(60)
        ended.set()

    with pytest.raises(TimeoutError):
        bounded(hangs)
    assert bounded(lambda: "works") == "works"
    assert not ended.is_set()
    release.set()
    assert ended.wait(30)
    assert bounded(lambda: "still works") == "still works"


def test_a_call_that_itself_times_out_is_an_ordinary_failure() -> None:
    bounded = Bounded(30)
    threads = [bounded(threading.get_ident)]

    def refused() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        bounded(refused)
    threads.append(bounded(threading.get_ident))
    assert threads[0] == threads[1] != threading.get_ident()


def test_calls_of_many_threads_run_one_after_the_other() -> None:
    bounded = Bounded(30)
    ran_on: list[int] = []
    callers = [
        threading.Thread(target=lambda: ran_on.extend(bounded(threading.get_ident) for _ in range(50))) for _ in range(8)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(ran_on) == 400
    assert len(set(ran_on)) == 1


def test_a_panic_of_native_code_is_an_ordinary_failure() -> None:
    class Panic(BaseException):
        """As Rust's panics arrive in Python: no `Exception`."""

    def panics() -> None:
        raise Panic("index out of bounds")

    bounded = Bounded(30)
    with pytest.raises(RuntimeError, match="Panic: index out of bounds"):
        bounded(panics)
    assert bounded(lambda: "works") == "works"
