from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import built_once, copied


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory)


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with an index in it."""
    return copied(built_home, tmp_path / "home")


@pytest.fixture(scope="session")
def reading_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for tests that only ask."""
    return copied(built_home, tmp_path_factory.mktemp("reading") / "home")
