"""Settings: where they come from, and one line about what is not usable in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import read_settings
from bot.wording import error_text
from knowledge.errors import PlanBError
from knowledge.languages import Language


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("TELEGRAM_TOKEN", "TELEGRAM_URL", "DISCORD_TOKEN", "DISCORD_URL", "DISCORD_GUILD"):
        monkeypatch.delenv(f"PLANB_{name}", raising=False)
    monkeypatch.setenv("PLANB_HOME", str(tmp_path))
    return tmp_path


def refused() -> str:
    with pytest.raises(PlanBError) as error:
        read_settings()
    line = error_text(error.value, Language.EN)
    assert "\n" not in line
    return line


def test_defaults(home: Path) -> None:
    settings = read_settings()
    assert settings.home == home
    assert settings.telegram_url == "https://api.telegram.org"
    assert settings.discord_url == "https://discord.com/api/v10"
    assert settings.discord_guild is None
    assert settings.secrets == ()


def test_reading_makes_no_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_HOME", str(home / "not yet"))
    read_settings()
    assert not (home / "not yet").exists()


def test_the_environment_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "planb.toml").write_text('telegram_token = "1:from-file"\ndiscord_guild = 5\n')
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "1:from-environment")
    settings = read_settings()
    assert settings.telegram_token.get_secret_value() == "1:from-environment"
    assert settings.discord_guild == 5


def test_an_empty_variable_is_none_at_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "planb.toml").write_text('telegram_token = "1:from-file"\n')
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "")
    assert read_settings().telegram_token.get_secret_value() == "1:from-file"


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "1:secret\n")
    settings = read_settings()
    assert settings.secrets == ("1:secret",), "white space around it comes from copying"
    assert "1:secret" not in repr(settings)
    assert "1:secret" not in str(settings.model_dump())


def test_they_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().discord_guild = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLANB_TELEGRAM_TOKEN", "1:two words"),
        ("PLANB_TELEGRAM_TOKEN", "no-colon"),
        ("PLANB_TELEGRAM_TOKEN", "1:é"),
        ("PLANB_TELEGRAM_URL", "ftp://example.org/secret"),
        ("PLANB_TELEGRAM_URL", "http://"),
        ("PLANB_TELEGRAM_URL", "http://[bad"),
        ("PLANB_TELEGRAM_URL", "http://example.org:99999"),
        ("PLANB_TELEGRAM_URL", "http://exa mple.org"),
        ("PLANB_TELEGRAM_MODE", "carrier-pigeon"),
        ("PLANB_TELEGRAM_LISTEN", "localhost"),
        ("PLANB_TELEGRAM_LISTEN", "127.0.0.1:99999"),
        ("PLANB_TELEGRAM_PUBLIC_URL", "http://bot.example.org"),
        ("PLANB_TELEGRAM_SECRET", "two words"),
        ("PLANB_DISCORD_TOKEN", "a\x07bell"),
        ("PLANB_DISCORD_URL", "discord.example"),
        ("PLANB_DISCORD_GUILD", "my-server"),
    ],
)
def test_what_is_wrong_with_one_platform_leaves_the_other_and_is_named_but_not_shown(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "1:sound")
    monkeypatch.setenv("PLANB_DISCORD_TOKEN", "sound")
    monkeypatch.setenv(name, value)
    settings = read_settings()
    wrong = name.split("_")[1].lower()
    (platform,) = settings.unusable
    assert platform == wrong
    line = error_text(settings.unusable[platform], Language.EN)
    assert name in line
    assert value not in line
    tokens = {"telegram": settings.telegram_token, "discord": settings.discord_token}
    assert tokens.pop(wrong).get_secret_value() == "", "a token is never sent to an address that was not meant"
    assert [token.get_secret_value() for token in tokens.values()] in (["1:sound"], ["sound"])


def test_webhooks_need_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "1:sound")
    monkeypatch.setenv("PLANB_TELEGRAM_MODE", "webhook")
    assert "PLANB_TELEGRAM_PUBLIC_URL" in error_text(read_settings().unusable["telegram"], Language.EN)
    monkeypatch.setenv("PLANB_TELEGRAM_PUBLIC_URL", "https://bot.example.org/telegram")
    monkeypatch.setenv("PLANB_TELEGRAM_SECRET", "not-for-logs")
    settings = read_settings()
    assert settings.unusable == {}
    assert settings.secrets == ("1:sound", "not-for-logs")
    assert "not-for-logs" not in repr(settings)


def test_a_platform_without_a_token_has_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_DISCORD_GUILD", "my-server")
    settings = read_settings()
    assert (settings.unusable, settings.secrets) == ({}, ())


def test_both_may_be_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "1:two words")
    monkeypatch.setenv("PLANB_DISCORD_TOKEN", "two words")
    assert list(read_settings().unusable) == ["telegram", "discord"]


def test_the_file_is_checked_like_the_environment(home: Path) -> None:
    (home / "planb.toml").write_text("telegram_token = '1:a b'")
    assert "PLANB_TELEGRAM_TOKEN" in error_text(read_settings().unusable["telegram"], Language.EN)


@pytest.mark.parametrize(("text", "key"), [("colour = 1", "colour"), ("[telegram]\ntoken = '1:a'", "telegram")])
def test_an_unknown_key_is_named_with_its_file(home: Path, text: str, key: str) -> None:
    (home / "planb.toml").write_text(f"telegram_token = '1:a b'\n{text}")
    line = refused()
    assert f"“{key}”" in line
    assert str(home / "planb.toml") in line


@pytest.mark.parametrize("text", [b"telegram_token = 1:secret", b"\xff\xfe"])
def test_a_file_that_is_no_toml(home: Path, text: bytes) -> None:
    (home / "planb.toml").write_bytes(text)
    line = refused()
    assert "planb.toml" in line
    assert "secret" not in line
