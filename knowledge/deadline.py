"""Calls that must not hang their caller: run on a daemon thread and given up after a while.

Chroma's query was seen to hang for minutes after a failed write; nobody with a shop full of people waits that long.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Bounded:
    """Runs calls one after the other on a thread of its own; `timeout` is in seconds.

    After a call that timed out the thread is left behind and a new one takes the next call.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._start()

    def __call__(self, call: Callable[[], T]) -> T:
        """What `call` returns. Raises what it raises, or `TimeoutError` where it takes too long."""
        return self.result(self.begin(call))

    def begin(self, call: Callable[[], T]) -> Future[T]:
        """Have `call` run; `result` gives what it returns."""
        future: Future[T] = Future()
        self._calls.put((call, future))
        return future

    def result(self, future: Future[T]) -> T:
        """What the call of that future returns. Raises what it raises, or `TimeoutError` where it takes too long."""
        try:
            return future.result(self._timeout)
        except TimeoutError:
            if not future.done():
                self._start()
            raise

    def _start(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        threading.Thread(target=_work, args=(self._calls,), daemon=True, name="index").start()


def _work(calls: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]]) -> None:
    while True:
        call, future = calls.get()
        try:
            future.set_result(call())
        except Exception as error:
            future.set_exception(error)
        except BaseException as panic:  # native code that panics raises past `Exception`, and would end whoever waits
            future.set_exception(RuntimeError(f"{type(panic).__name__}: {panic}"))
