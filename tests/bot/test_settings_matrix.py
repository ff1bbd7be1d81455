"""The settings of the Matrix account: a password or a token, and what goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.platforms import available
from bot.settings import read_settings
from bot.store.database import Database
from bot.wording import error_text
from knowledge.languages import Language

SOUND = {"HOMESERVER": "https://matrix.example.org/", "USER": "@planb:example.org", "PASSWORD": "two words"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANB_HOME", str(tmp_path))
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"PLANB_MATRIX_{name}", value)


def test_a_sound_account(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **SOUND, ALLOWED=" @anna:example.org, *:example.com ,")
    settings = read_settings()
    assert (settings.unusable, settings.secrets) == ({}, ("two words",))
    assert settings.matrix_homeserver == "https://matrix.example.org"
    assert settings.matrix_inviters == ("@anna:example.org", "*:example.com")
    assert [one.name for one in available(settings, None, Database(None))] == ["matrix"]  # type: ignore[arg-type]


def test_a_token_needs_no_user_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, HOMESERVER="http://127.0.0.1:8008", TOKEN="syt_x")
    settings = read_settings()
    assert (settings.unusable, settings.secrets) == ({}, ("syt_x",))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"HOMESERVER": ""}, "HOMESERVER"),
        ({"HOMESERVER": "matrix.example.org"}, "HOMESERVER"),
        ({"HOMESERVER": "https://"}, "HOMESERVER"),
        ({"USER": ""}, "USER"),
        ({"USER": "@planb"}, "USER"),
        ({"USER": "plan b"}, "USER"),
        ({"ALLOWED": "anna"}, "ALLOWED"),
        ({"ALLOWED": "*"}, "ALLOWED"),
        ({"ALLOWED": "@anna:example.org @ben:example.org"}, "ALLOWED"),
        ({"TOKEN": "two words"}, "TOKEN"),
    ],
)
def test_what_is_wrong_is_named_and_all_else_works(
    changed: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANB_DISCORD_TOKEN", "sound")
    given(monkeypatch, **(SOUND | changed))
    settings = read_settings()
    assert list(settings.unusable) == ["matrix"]
    line = error_text(settings.unusable["matrix"], Language.EN)
    assert f"PLANB_MATRIX_{named}" in line
    assert "two words" not in line
    assert settings.secrets == ("sound",)


def test_without_password_and_token_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, HOMESERVER="nonsense", ALLOWED="nonsense")
    settings = read_settings()
    assert (settings.unusable, settings.secrets) == ({}, ())
    given(monkeypatch, HOMESERVER="", ALLOWED="*:example.org")
    assert (read_settings().unusable, read_settings().secrets) == ({}, ())
