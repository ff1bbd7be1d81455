from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from tests.homes import built_once, copied


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    """The program's parts on a data folder with an index, one for all the tests of a worker: they only ask."""
    home: Path = copied(built_once(tmp_path_factory), tmp_path_factory.mktemp("bot") / "home")
    said: list[str] = []
    app = App(Settings(home=home), lambda key, **_facts: said.append(key))
    app.advisor()
    assert [key for key in said if key != "still-working"] == []  # said where the machine is slow
    return app
