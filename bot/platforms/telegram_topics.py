"""Which topic a button stands in, written into what its press sends.

Of a message that it no longer gives out, Telegram tells a press's chat and number, and not its topic.
"""

from __future__ import annotations

import re

PRESS_BYTES = 64
"""What a press may send."""
_SIGN = "§"
"""Ids are ASCII: none has it."""
_TAGGED = re.compile(rf"(.+){_SIGN}([1-9][0-9]{{0,18}})", re.DOTALL)


def tagged(id_: str, topic: int | None) -> str:
    """What the button's press sends; the id alone where the topic finds no room."""
    data = f"{id_}{_SIGN}{topic}" if topic else id_
    return data if len(data.encode()) <= PRESS_BYTES else id_


def untagged(data: str) -> tuple[str, int | None]:
    """The button's id, and its topic where it tells that."""
    match = _TAGGED.fullmatch(data)
    return (match[1], int(match[2])) if match else (data, None)
