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
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, PrivateAttr, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from knowledge.errors import PlanBError

FILE = "planb.toml"
SECRETS = {"telegram": ("telegram_token",), "discord": ("discord_token",), "matrix": ("matrix_token", "matrix_password")}
"""What each platform is served with: any of these."""
PLATFORMS = tuple(SECRETS)
_ALL_SECRETS = frozenset(name for names in SECRETS.values() for name in names)
_TELEGRAM_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_MATRIX_USER = re.compile(r"@[^\s:]+:[^\s]+|[^\s:@]+")
_MATRIX_ALLOWED = re.compile(r"(?:@[^\s:]+|\*):[^\s*]+")
_TELEGRAM_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("planb", appauthor=False))


def _file() -> Path:
    return Path(os.environ.get("PLANB_HOME") or _default_home()) / FILE


class Settings(BaseSettings):
    """Each field is the environment variable `PLANB_` and its name in capitals, or its name in planb.toml."""

    model_config = SettingsConfigDict(env_prefix="PLANB_", frozen=True, extra="forbid", env_ignore_empty=True)

    home: Path = Field(default_factory=_default_home, description="The data folder: own documents, index, answers.")
    database_url: SecretStr = Field(
        SecretStr(""), description="Where conversations are kept: sqlite:///file or postgresql+psycopg://user:password@host/db."
    )
    embeddings: str = Field("builtin", description="builtin, onnx:<folder>, or a LangChain provider:model.")
    telegram_token: SecretStr = Field(SecretStr(""), description="Token of the Telegram bot, from @BotFather.")
    telegram_url: str = Field("https://api.telegram.org", description="Root of the Bot API server.")
    telegram_mode: Literal["polling", "webhook"] = Field("polling", description="Whether we fetch, or Telegram delivers.")
    telegram_listen: str = Field("127.0.0.1:8443", description="Where webhooks are listened for: host:port.")
    telegram_public_url: str = Field(
        "", description="The https address under which Telegram reaches that.", validate_default=True
    )
    telegram_secret: SecretStr = Field(SecretStr(""), description="What Telegram says with each webhook; made up if empty.")
    discord_token: SecretStr = Field(SecretStr(""), description="Token of the Discord bot.")
    discord_url: str = Field("https://discord.com/api/v10", description="Root of Discord's API, version included.")
    discord_guild: int | None = Field(None, description="A server's id: commands appear there at once instead of everywhere.")
    matrix_homeserver: str = Field("", description="Address of the homeserver of the Matrix account.")
    matrix_user: str = Field("", description="The Matrix account: @name:server.")
    matrix_password: SecretStr = Field(SecretStr(""), description="Its password.")
    matrix_token: SecretStr = Field(SecretStr(""), description="An access token of it, in place of the password.")
    matrix_allowed: str = Field("", description="Who may invite it: user ids or *:server, separated by commas.")

    _unusable: Mapping[str, PlanBError] = PrivateAttr(default_factory=dict)

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: SecretStr, info: ValidationInfo) -> SecretStr:
        value = url.get_secret_value().strip()
        if value:  # it loads SQLAlchemy: not for a single `ask` without it
            from bot.store.address import read  # noqa: PLC0415

            read(value, info.data.get("home") or _default_home())
        return SecretStr(value)

    @field_validator("telegram_token", "discord_token", "matrix_token")
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

    @field_validator("telegram_listen")
    @classmethod
    def _listens_on_a_port(cls, address: str) -> str:
        host, _, port = address.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:  # noqa: PLR2004
            raise ValueError("this is a host, a colon and a port: 127.0.0.1:8443")
        return address

    @field_validator("telegram_public_url")
    @classmethod
    def _webhooks_come_by_https(cls, url: str, info: ValidationInfo) -> str:
        if not url and info.data.get("telegram_mode") == "webhook":
            raise ValueError("PLANB_TELEGRAM_MODE=webhook needs it: the https:// address that Telegram delivers to")
        if url and not url.startswith("https://"):
            raise ValueError("Telegram delivers to https:// addresses only")
        return cls._url_is_http(url) if url else ""

    @field_validator("telegram_secret")
    @classmethod
    def _secret_is_telegrams(cls, secret: SecretStr) -> SecretStr:
        if secret.get_secret_value() and not _TELEGRAM_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("up to 256 letters, digits, _ and -")
        return secret

    @field_validator("matrix_user")
    @classmethod
    def _user_is_matrix(cls, user: str) -> str:
        if user and not _MATRIX_USER.fullmatch(user):
            raise ValueError("a Matrix user is @name:server")
        return user

    @field_validator("matrix_allowed")
    @classmethod
    def _allowed_are_users(cls, allowed: str) -> str:
        if not all(_MATRIX_ALLOWED.fullmatch(one) for one in _listed(allowed)):
            raise ValueError("user ids or *:server, separated by commas: @anna:example.org,*:example.com")
        return allowed

    @field_validator("matrix_homeserver")
    @classmethod
    def _homeserver_is_http(cls, url: str) -> str:
        return cls._url_is_http(url) if url else ""

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
        """What platforms are served with; without any, none is."""
        held = [getattr(self, name) for names in SECRETS.values() for name in names]
        if self.telegram_token.get_secret_value():  # without a bot there is nothing that it guards
            held.append(self.telegram_secret)
        return tuple(one.get_secret_value() for one in held if one.get_secret_value())

    @property
    def hidden(self) -> tuple[str, ...]:
        """What must never be in a log."""
        if not (url := self.database_url.get_secret_value()):
            return self.secrets
        from bot.store.address import secrets  # noqa: PLC0415

        return (*self.secrets, *secrets(url))

    @property
    def matrix_inviters(self) -> tuple[str, ...]:
        """Who may invite the Matrix account."""
        return tuple(_listed(self.matrix_allowed))

    @property
    def unusable(self) -> Mapping[str, PlanBError]:
        """Platforms that have a token and can't be served, with what is wrong in their settings; their token is left out."""
        return self._unusable


def read_settings(**overrides: Any) -> Settings:
    """The settings as they are now. Raises `PlanBError` naming the one that is not usable, never its value; what concerns one
    platform only is told by `Settings.unusable`."""
    try:
        settings = Settings(**overrides)
        return _left_out(settings, _missing(settings))
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
    platforms = {_platform(name) for name in wrong}
    doubted = (name for name in Settings.model_fields if _platform(name) in platforms and name not in _ALL_SECRETS)
    defaults = {name: Settings.model_fields[name].get_default() for name in (*doubted, *wrong)}  # one may need another
    settings = Settings(**{**overrides, **defaults})
    return _left_out(settings, {**_missing(settings), **wrong})


def _missing(settings: Settings) -> dict[str, PlanBError]:
    """What an account can't be used without."""
    if settings.matrix_homeserver and (settings.matrix_user or not settings.matrix_password.get_secret_value()):
        return {}
    name = "matrix_user" if settings.matrix_homeserver else "matrix_homeserver"
    if settings.matrix_token.get_secret_value() and name == "matrix_user":
        return {}
    reason = "@name:server goes with the password" if settings.matrix_homeserver else "a Matrix account needs its address"
    return {name: PlanBError("error-settings", name=f"PLANB_{name.upper()}", reason=reason)}


def _left_out(settings: Settings, wrong: Mapping[str, PlanBError]) -> Settings:
    """The settings without the secrets of each platform that has a wrong one; without a secret it is not served anyway."""
    unusable = {}
    for platform, secrets in SECRETS.items():
        faults = [reason for name, reason in wrong.items() if _platform(name) == platform]
        named = [wrong[name] for name in secrets if name in wrong]
        if named or (faults and any(getattr(settings, name).get_secret_value() for name in secrets)):
            unusable[platform] = (*named, *reversed(faults))[0]
    left = settings.model_copy(update={name: SecretStr("") for platform in unusable for name in SECRETS[platform]})
    left._unusable = unusable
    return left


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _platform(name: str) -> str:
    return name.partition("_")[0]


def _worded(error: Mapping[str, Any]) -> PlanBError:
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":  # the environment is asked for what there is; only the file can hold more
        return PlanBError("error-setting-unknown", name=name[:60], file=str(_file()))
    return PlanBError("error-settings", name=f"PLANB_{name.upper()}", reason=error["msg"].removeprefix("Value error, "))
