"""Does in one go what many wait for at once: a transaction costs a write to the disk, however much is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 200
"""What is done in one go at most, so that nobody waits long for the others."""


class Batches(Generic[T, R]):
    """Calls `work` with what has come since its last call, in the order in which it came; gives each its own result."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], executor: Executor) -> None:
        self._work = work
        self._executor = executor
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, item: T) -> R:
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, result))
        if self._working is None:
            self._working = asyncio.create_task(self._work_on())
        return await result

    async def _work_on(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                try:
                    done = await loop.run_in_executor(self._executor, self._work, [item for item, _ in batch])
                except Exception as error:
                    for _, result in batch:
                        if not result.done():
                            result.set_exception(error)
                else:
                    for (_, result), one in zip(batch, done, strict=True):
                        if not result.done():
                            result.set_result(one)
        finally:
            self._working = None
