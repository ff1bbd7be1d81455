"""What a platform does for delivery, and the ways in which it can fail."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Protocol

from bot.packing import Place
from bot.store.mailbox import Letter


class Later(Exception):  # noqa: N818 - no error of ours: it says when
    """It can't be sent now: the network or the platform does not work. `after` are the seconds that the platform asks for."""

    def __init__(self, reason: object, after: float = 0.0) -> None:
        super().__init__(str(reason))
        self.after = after


class Undeliverable(Exception):  # noqa: N818
    """The conversation takes no messages from us any more: blocked, kicked, deleted."""


class Moved(Exception):  # noqa: N818
    """The conversation goes on under another id; `place` is what changes of the places in it."""

    def __init__(self, conversation: str, place: Place) -> None:
        super().__init__(conversation)
        self.conversation = conversation
        self.place = place


class Carrier(Protocol):
    """Brings letters to people."""

    name: str

    async def deliver(self, letter: Letter) -> Awaitable[object] | None:
        """Send what is left of the letter, counting `done` up. What it gives still goes on and holds up nobody; the letter is
        only sent once that has ended. Raises `Later`, `Undeliverable` or `Moved`; anything else is a bug."""
        ...

    async def nothing(self, live: Any) -> None:
        """There is no answer: whoever waits need not wait any longer."""
        ...

    async def typing(self, place: Place) -> None:
        """Show for a few seconds that an answer is on its way; may fail."""
        ...
