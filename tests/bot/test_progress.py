"""Long work says now and then that it goes on, and is quiet once it is done."""

from __future__ import annotations

import threading

import pytest

from bot.progress import heard


def test_it_is_heard_again_and_again_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.progress.EVERY", 0.01)
    said: list[int] = []
    often = threading.Event()

    def say(seconds: int) -> None:
        said.append(seconds)
        if len(said) == 3:
            often.set()

    with heard(say):
        assert often.wait(30)
    count = len(said)
    assert all(seconds >= 0 for seconds in said)
    assert not [thread for thread in threading.enumerate() if thread.name == "progress"]
    assert len(said) == count


def test_quick_work_says_nothing_and_a_failure_goes_through() -> None:
    said: list[int] = []
    with pytest.raises(KeyError), heard(said.append):
        raise KeyError
    assert said == []
