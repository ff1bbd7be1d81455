"""The file of the database: whether it is sound, and how a damaged one is moved aside, never deleted."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

FILE = "planb.sqlite"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BESIDE = ("", "-wal", "-shm")

log = logging.getLogger(__name__)


def fault(folder: Path) -> str:
    """What is wrong with the file of the store in `folder`: nothing, `damaged`, or why it can't be read. Changes nothing."""
    return fault_of(folder / FILE)


def fault_of(file: Path) -> str:
    if not file.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            return "" if connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",) else "damaged"
    except sqlite3.Error as error:
        return "damaged" if says_damaged(error) else str(error)


def is_locked(error: Exception) -> bool:
    """Whether somebody else holds the file just now."""
    return _code(error) in _LOCKED


def says_damaged(error: Exception) -> bool:
    """Whether SQLite says that the file itself is broken, rather than locked, full or forbidden."""
    return _code(error) in _DAMAGED


def _code(error: Exception) -> int:
    """SQLite's own code of an error, also where SQLAlchemy has wrapped it; 0 where it is none of SQLite's."""
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) or 0
    return code & 0xFF


def move_aside(file: Path) -> None:
    """Keep a damaged file under another name: somebody may want to recover what is in it."""
    aside = file.with_name(f"{file.stem}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{file.suffix}")
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).rename(aside.with_name(aside.name + ending))
    log.warning("%s is damaged: it was moved aside to %s, and a new one is begun", file.name, aside)


def inode(file: Path) -> int:
    try:
        return os.stat(file).st_ino  # noqa: PTH116 - in each use of the store: a third of the time that Path.stat takes
    except OSError:
        return 0
