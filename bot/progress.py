"""Long work is never silent: whoever waits hears now and then that it goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 20.0
"""Seconds between two words: the index is usually there before the first."""


@contextmanager
def heard(say: Callable[[int], None]) -> Iterator[None]:
    """Calls `say` with the seconds that have passed, again and again until what is inside is done."""
    done = threading.Event()

    def beat() -> None:
        started = time.monotonic()
        while not done.wait(EVERY):
            say(round(time.monotonic() - started))

    beating = threading.Thread(target=beat, daemon=True, name="progress")
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()
