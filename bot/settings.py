"""All settings: environment variables `PLANB_*`, then `planb.toml` in the data folder. One frozen object; reading it writes
nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from knowledge.errors import PlanBError


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("planb", appauthor=False))


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

    @field_validator("telegram_token", "discord_token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr) -> SecretStr:
        value = token.get_secret_value().strip()
        if not value.isprintable() or " " in value:
            raise ValueError("a token is one word without spaces")
        return SecretStr(value)

    @field_validator("telegram_url", "discord_url")
    @classmethod
    def _url_is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("an address starts with http:// or https://")
        return url.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = Path(os.environ.get("PLANB_HOME") or _default_home())
        toml = TomlConfigSettingsSource(settings_cls, toml_file=home / "planb.toml")
        return (named["init_settings"], named["env_settings"], toml)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be in a log."""
        return tuple(t.get_secret_value() for t in (self.telegram_token, self.discord_token) if t.get_secret_value())


def read_settings(**overrides: Any) -> Settings:
    """The settings as they are now. Raises `PlanBError` naming the one that is not usable, never its value."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "PLANB_" + "_".join(map(str, first["loc"])).upper()
        raise PlanBError("error-settings", name=name, reason=first["msg"].removeprefix("Value error, ")) from None
    except (OSError, ValueError) as error:  # planb.toml is unreadable or no TOML
        raise PlanBError("error-settings", name="planb.toml", reason=str(error)) from None
