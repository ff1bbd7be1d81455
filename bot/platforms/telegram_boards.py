"""Keeps messages that show a board up to date, however fast people tap.

Telegram bears about one message a second in a chat, and twenty a minute in a group. So a board is edited at once, then rests;
of the states that come meanwhile the last one is shown after the rest, and no earlier one at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.platforms.telegram_incoming import Place
from bot.platforms.telegram_render import Part

REST, GROUP_REST = 1.0, 3.0
"""Seconds between two edits of a board, in private and in a group."""
FAREWELL = 1.0
"""Seconds that the last edits may take at the end."""

Latest = Callable[[], tuple[Place, Part]]
"""Gives what is to be shown now: it may have changed while an edit was tried again."""


@dataclass
class _Board:
    place: Place
    part: Part
    waiting: list[asyncio.Future[None]] = field(default_factory=list)


class Boards:
    """One task for each message that is being edited, and none for all others. `edit` does it once."""

    def __init__(self, edit: Callable[[Latest], Awaitable[None]]) -> None:
        self._edit = edit
        self._boards: dict[tuple[int, int], _Board] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, place: Place, part: Part) -> asyncio.Future[None]:
        """Show `part` in the message pressed. Done when it, or a later state in its place, is shown; fails as the edit did."""
        shown: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        key = (place.chat, place.pressed or 0)
        board = self._boards.get(key)
        if board is None:
            board = self._boards[key] = _Board(place, part)
            task = asyncio.create_task(self._keep(key, board), name="telegram board")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        board.place, board.part = place, part
        board.waiting.append(shown)
        return shown

    async def close(self) -> None:
        """Show what waits for the end of a rest at once, and end."""
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=FAREWELL)
            for task in late:
                task.cancel()

    async def _keep(self, key: tuple[int, int], board: _Board) -> None:
        """Edits as long as there is anything new."""
        rest = REST if board.place.private else GROUP_REST
        try:
            while board.waiting:
                await self._edited(board)
                await asyncio.sleep(rest)
        except asyncio.CancelledError:
            if board.waiting:
                await self._edited(board)
            raise
        finally:
            del self._boards[key]

    async def _edited(self, board: _Board) -> None:
        waiting: list[asyncio.Future[None]] = []

        def latest() -> tuple[Place, Part]:
            waiting.extend(board.waiting)
            board.waiting.clear()
            return board.place, board.part

        try:
            await self._edit(latest)
        except asyncio.CancelledError:
            board.waiting = waiting + board.waiting
            raise
        except Exception as failure:  # whoever waits for it gets it
            _settle(waiting, failure)
        else:
            _settle(waiting)


def _settle(waiting: list[asyncio.Future[None]], failure: Exception | None = None) -> None:
    for shown in waiting:
        if shown.done():
            continue
        if failure:
            shown.set_exception(failure)
        else:
            shown.set_result(None)
