"""Keeps messages that show a board up to date, however fast people tap: edited at once, then at most once a second.

Of the states that come meanwhile the last one is shown, and no earlier one at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

REST = 1.0
"""Seconds between two edits of a message."""
FAREWELL = 1.0
"""Seconds that the last edits may take at the end."""

T = TypeVar("T")


@dataclass
class _Board(Generic[T]):
    state: T
    waiting: list[asyncio.Future[None]] = field(default_factory=list)


class Boards(Generic[T]):
    """One task for each message that is being edited, and none for all others. `edit` does it once."""

    def __init__(self, edit: Callable[[str, T], Awaitable[None]], rest: float = REST) -> None:
        self._edit = edit
        self._rest = rest
        self._boards: dict[str, _Board[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, event: str, state: T) -> asyncio.Future[None]:
        """Show `state` in that message. Done when it, or a later state in its place, is shown; fails as the edit did."""
        shown: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        board = self._boards.get(event)
        if board is None:
            board = self._boards[event] = _Board(state)
            task = asyncio.create_task(self._keep(event, board), name="matrix board")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        board.state = state
        board.waiting.append(shown)
        return shown

    async def close(self) -> None:
        """Show at once what waits for the end of a rest, and end."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=FAREWELL)
            for task in late:
                task.cancel()

    async def _keep(self, event: str, board: _Board[T]) -> None:
        """Edits as long as there is anything new."""
        try:
            while board.waiting:
                await self._edited(event, board)
                await asyncio.sleep(self._rest)
        except asyncio.CancelledError:
            if board.waiting:
                await self._edited(event, board)
            raise
        finally:
            del self._boards[event]

    async def _edited(self, event: str, board: _Board[T]) -> None:
        waiting, board.waiting = board.waiting, []
        failure: Exception | None = None
        try:
            await self._edit(event, board.state)
        except asyncio.CancelledError:
            board.waiting = waiting + board.waiting
            raise
        except Exception as error:  # whoever waits for it gets it
            failure = error
        for shown in waiting:
            if shown.done():
                continue
            if failure:
                shown.set_exception(failure)
            else:
                shown.set_result(None)
