"""Which database is meant, and that its password is nowhere to be read."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.doctor import examine
from bot.platforms.redact import RedactSecrets
from bot.settings import read_settings
from bot.store import address
from bot.store.database import Database
from bot.store.files import FILE
from bot.wording import error_text
from knowledge.errors import PlanBError
from knowledge.languages import Language
from tests.bot.store.test_database import found, kept

SERVER = "postgresql+psycopg://planb:p%40ss-word@127.0.0.1:1/planb"
WRITTEN, MEANT = "p%40ss-word", "p@ss-word"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANB_HOME", str(tmp_path))
    return tmp_path


def test_by_default_it_is_a_file_in_the_data_folder(home: Path) -> None:
    assert address.read("", home).file == home / FILE


@pytest.mark.parametrize("whole", [False, True])
def test_another_file(home: Path, tmp_path_factory: pytest.TempPathFactory, whole: bool) -> None:
    file = (tmp_path_factory.mktemp("elsewhere") if whole else home) / "other.sqlite"
    url = f"sqlite:///{file if whole else file.name}"
    database = Database(home, url)
    assert found(database, kept(database))
    database.close()
    assert file.exists()
    assert not (home / FILE).exists()
    file.write_bytes(b"garbage " * 1_000)
    again = Database(home, url)
    assert found(again, kept(again)), "a damaged one is moved aside there too"
    assert list(file.parent.glob("other.damaged-*.sqlite"))
    again.close()


@pytest.mark.parametrize("driver", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server(home: Path, driver: str) -> None:
    found = address.read(SERVER.replace("postgresql+psycopg", driver), home)
    assert (found.file, found.url.drivername) == (None, "postgresql+psycopg")
    assert found.shown == "postgresql://127.0.0.1:1/planb"


@pytest.mark.parametrize(
    "url",
    [
        "planb.sqlite",
        "mysql://planb:p%40ss-word@localhost/planb",
        "postgresql+asyncpg://planb:p%40ss-word@localhost/planb",
        "postgresql://planb:p%40ss-word@localhost",
        "postgresql://planb:p%40ss-word@localhost:port/planb",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "sqlite://p%40ss-word@host/x",
        "://",
    ],
)
def test_what_is_not_usable_is_named_and_not_shown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_DATABASE_URL", url)
    with pytest.raises(PlanBError) as error:
        read_settings()
    line = error_text(error.value, Language.EN)
    assert "PLANB_DATABASE_URL" in line
    assert "\n" not in line
    assert "ss-word" not in line


def test_the_password_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_DATABASE_URL", f"{SERVER}?sslpassword=key-word")
    settings = read_settings()
    assert set(settings.hidden) == {WRITTEN, MEANT, "key-word"}
    assert settings.secrets == (), "no platform is served with it"
    assert "ss-word" not in f"{settings!r} {settings.model_dump()}"
    said = f"could not connect to {SERVER}, nor as planb/{MEANT} with key-word"
    assert "word" not in RedactSecrets(settings.hidden).clean(said)


def test_without_a_driver_it_is_said_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(address, "import_module", without)
    monkeypatch.setenv("PLANB_DATABASE_URL", SERVER)
    app = App(read_settings(), lambda _key, **_facts: None)
    with pytest.raises(PlanBError) as error:
        app.database()
    line = error_text(error.value, Language.EN)
    assert "pip install 'psycopg[binary]'" in line
    assert line in [finding.text for finding in examine(app, Language.EN) if not finding.sound]


def test_nothing_is_loaded_for_it_where_it_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def loading(name: str, *rest: Any, **named: Any) -> Any:
        assert not name.startswith(("sqlalchemy", "bot.store"))
        return load(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", loading)
    assert read_settings().hidden == ()
