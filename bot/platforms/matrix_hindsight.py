"""What our messages showed a moment ago. Where there are buttons a press says which; here it is a number below a message that
may be edited meanwhile, and it is meant for what its person saw."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import replace

from bot.messages import Button
from bot.platforms.matrix_state import Shown

READING = 0.5
"""Seconds for which an edit is not read yet, counted from when it is sent."""
_MOST = 500
"""Messages that are remembered; the longest unchanged are forgotten."""


class Hindsight:
    """Remembers for as long as this process lasts. Times are seconds since the epoch, by our clock."""

    def __init__(self) -> None:
        self._before: OrderedDict[str, tuple[float, tuple[Button, ...]]] = OrderedDict()

    def edited(self, before: Shown, at: float) -> None:
        """That message shows something else since then than it did before."""
        self._before[before.event] = (at, before.buttons)
        self._before.move_to_end(before.event)
        if len(self._before) > _MOST:
            self._before.popitem(last=False)

    def seen(self, shown: Shown, at: float) -> Shown:
        """That message as a person saw it who did something then."""
        edited, buttons = self._before.get(shown.event, (-math.inf, ()))
        return replace(shown, buttons=buttons) if at < edited + READING else shown
