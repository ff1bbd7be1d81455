"""Which message shows a board, read off the message itself: nothing that a restart could forget."""

from __future__ import annotations

from collections.abc import Iterable


def shows(board: str, buttons: Iterable[str]) -> bool:
    """Whether a message with buttons of these ids shows that board: the ids of a board's buttons have it in them, whole
    (`tick:<board>:3`, or `<board>:first` where the board is `verb:argument` itself)."""
    return bool(board) and any(f":{board}:" in f":{id_}:" for id_ in buttons)
