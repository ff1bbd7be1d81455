"""Boards are edited at once, then seldom; the last state is always shown."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.matrix_boards import Boards


class Edits:
    def __init__(self) -> None:
        self.made: list[tuple[str, int]] = []
        self.fails = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, event: str, state: int) -> None:
        await self.gate.wait()
        if self.fails:
            self.fails -= 1
            raise ConnectionError("no network")
        self.made.append((event, state))


async def test_of_many_states_the_first_and_the_last_are_shown_and_all_who_wait_are_told() -> None:
    edits = Edits()
    boards = Boards(edits, rest=0.05)
    first = boards.show("$a", 0)
    await first
    await asyncio.gather(*(boards.show("$a", number) for number in range(1, 50)), boards.show("$b", 1))
    assert edits.made == [("$a", 0), ("$b", 1), ("$a", 49)]


async def test_a_failure_is_told_and_the_next_state_is_shown() -> None:
    edits = Edits()
    edits.fails = 1
    boards = Boards(edits, rest=0.01)
    with pytest.raises(ConnectionError):
        await boards.show("$a", 1)
    await boards.show("$a", 2)
    assert edits.made == [("$a", 2)]


async def test_at_the_end_what_waits_is_shown_at_once() -> None:
    edits = Edits()
    boards = Boards(edits, rest=60)
    await boards.show("$a", 1)
    waiting = boards.show("$a", 2)
    await boards.close()
    assert (edits.made, waiting.done()) == ([("$a", 1), ("$a", 2)], True)
