"""All settings: environment variables `PLANB_*`, then `planb.toml` in the data folder. One frozen object; reading it writes
nothing.

What is not usable stops the program, except where it concerns one platform: then that platform is left out, with the reason in
`unusable`, and all else works.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, PrivateAttr, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from knowledge.errors import PlanBError

FILE = "planb.toml"
PLATFORMS = ("telegram", "discord")
_TELEGRAM_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("planb", appauthor=False))


def _file() -> Path:
    return Path(os.environ.get("PLANB_HOME") or _default_home()) / FILE


class Settings(BaseSettings):
    """Each field is the environment variable `PLANB_` and its name in capitals, or its name in planb.toml."""

    model_config = SettingsConfigDict(env_prefix="PLANB_", frozen=True, extra="forbid", env_ignore_empty=True)

    home: Path = Field(default_factory=_default_home, description="The data folder: own documents, index, answers.")
    embeddings: str = Field("builtin", description="builtin, onnx:<folder>, or a LangChain provider:model.")
    telegram_token: SecretStr = Field(SecretStr(""), description="Token of the Telegram bot, from @BotFather.")
    telegram_url: str = Field("https://api.telegram.org", description="Root of the Bot API server.")
    discord_token: SecretStr = Field(SecretStr(""), description="Token of the Discord bot.")
    discord_url: str = Field("https://discord.com/api/v10", description="Root of Discord's API, version included.")
    discord_guild: int | None = Field(None, description="A server's id: commands appear there at once instead of everywhere.")

    _unusable: Mapping[str, PlanBError] = PrivateAttr(default_factory=dict)

    @field_validator("telegram_token", "discord_token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr) -> SecretStr:
        value = token.get_secret_value().strip()
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("a token is one word without spaces or accents")
        return SecretStr(value)

    @field_validator("telegram_token")
    @classmethod
    def _token_is_telegrams(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not _TELEGRAM_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("a Telegram token is a number, a colon and letters, as @BotFather gives it")
        return token

    @field_validator("telegram_url", "discord_url")
    @classmethod
    def _url_is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("an address starts with http:// or https://")
        try:
            parts = urlsplit(url)
            sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            sound = False
        if not sound or not url.isascii() or not url.isprintable() or re.search(r"[\s?#]", url):
            raise ValueError("this is no address of a server")
        return url.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=_file())
        return (named["init_settings"], named["env_settings"], toml)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be in a log."""
        return tuple(t.get_secret_value() for t in (self.telegram_token, self.discord_token) if t.get_secret_value())

    @property
    def unusable(self) -> Mapping[str, PlanBError]:
        """Platforms that have a token and can't be served, with what is wrong in their settings; their token is left out."""
        return self._unusable


def read_settings(**overrides: Any) -> Settings:
    """The settings as they are now. Raises `PlanBError` naming the one that is not usable, never its value; what concerns one
    platform only is told by `Settings.unusable`."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        return _without_wrong(error, overrides)
    except (OSError, ValueError) as error:  # planb.toml is unreadable or no TOML
        raise PlanBError("error-settings", name=FILE, reason=str(error)) from None


def _without_wrong(error: ValidationError, overrides: Mapping[str, Any]) -> Settings:
    """The settings without what is wrong in those of a platform. Raises `PlanBError` where anything else is."""
    wrong = {str(one["loc"][0]): _worded(one) for one in error.errors(include_input=False)}
    for name, reason in wrong.items():
        if _platform(name) not in PLATFORMS or name not in Settings.model_fields:
            raise reason from None
    defaults = {name: Settings.model_fields[name].get_default() for name in wrong}
    settings = Settings(**{**overrides, **defaults})
    return _left_out(settings, wrong)


def _left_out(settings: Settings, wrong: Mapping[str, PlanBError]) -> Settings:
    """The settings without the token of each platform that has a wrong one; without a token it is not served anyway."""
    unusable = {}
    for platform in PLATFORMS:
        token = f"{platform}_token"
        faults = [reason for name, reason in wrong.items() if _platform(name) == platform]
        if faults and (token in wrong or getattr(settings, token).get_secret_value()):
            unusable[platform] = wrong.get(token, faults[0])
    left = settings.model_copy(update={f"{platform}_token": SecretStr("") for platform in unusable})
    left._unusable = unusable
    return left


def _platform(name: str) -> str:
    return name.partition("_")[0]


def _worded(error: Mapping[str, Any]) -> PlanBError:
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":  # the environment is asked for what there is; only the file can hold more
        return PlanBError("error-setting-unknown", name=name[:60], file=str(_file()))
    return PlanBError("error-settings", name=f"PLANB_{name.upper()}", reason=error["msg"].removeprefix("Value error, "))
