"""Data folders for tests: the index takes seconds to build, so it is built once a test run and copied from then on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from bot.app import App
from bot.settings import Settings


def built_once(folders: pytest.TempPathFactory) -> Path:
    """A data folder with an index in it, shared by all workers of this run. Copy it before anything is done with it."""
    shared = folders.getbasetemp().parent
    home = shared / "built-home"
    with FileLock(shared / "built-home.lock"):
        if not home.is_dir():
            aside = shared / "building-home"
            shutil.rmtree(aside, ignore_errors=True)
            App(Settings(home=aside), lambda _key, **_facts: None).advisor()
            aside.rename(home)
    return home


def copied(home: Path, to: Path) -> Path:
    """A copy of `home` that a test may do with as it likes."""
    shutil.copytree(home, to)
    return to
