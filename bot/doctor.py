"""Checks what can be checked before anybody asks: content, data folder, embedder, index, tokens."""

from __future__ import annotations

import http.client
import json
import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import wording
from bot.app import App
from bot.platforms.redact import RedactSecrets
from bot.store import address, files
from knowledge import generations
from knowledge.deadline import Bounded
from knowledge.embedders import EmbedderFailedError
from knowledge.errors import PlanBError
from knowledge.languages import Language

_SECONDS = 10
"""Seconds that a platform has to answer, and to have answered to the end."""
_MOST = 1_000_000
"""Bytes of an answer that are read: what is asked for takes a few hundred."""
_NAME = re.compile(r"\w{1,64}", re.ASCII)
_ID = re.compile(r"[0-9]{1,20}")
_WORD = re.compile(r"[\x21-\x7e]{1,5000}")
_MATRIX_ID = re.compile(r"@[\x21-\x39\x3b-\x7e]{1,200}:[\x21-\x7e]{1,200}")
_ASKED = "is it down"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in one line."""

    sound: bool
    text: str


def examine(app: App, language: Language) -> list[Finding]:
    """Everything that can be checked, in the order in which it matters."""
    return [
        *_content(app, language),
        _home(app, language),
        *_store(app, language),
        _embedder(app, language),
        _index(app, language),
        *_platforms(app, language),
    ]


def _content(app: App, language: Language) -> Iterator[Finding]:
    try:
        library = app.cache.library()
    except PlanBError as error:
        yield Finding(False, wording.error_text(error, language))
        return
    passages, steps = len(library.passages()), sum(len(playbook.steps) for playbook in library.playbooks)
    yield Finding(
        True,
        wording.text(
            "doctor-content",
            language,
            sources=len(library.sources),
            passages=passages,
            playbooks=len(library.playbooks),
            steps=steps,
        ),
    )


def _home(app: App, language: Language) -> Finding:
    folder = app.settings.home
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
            probe.flush()
    except OSError as error:
        reason = error.strerror or str(error)
        return Finding(False, wording.text("error-not-writable", language, folder=str(folder), reason=reason))
    return Finding(True, wording.text("doctor-home", language, folder=str(folder)))


def _store(app: App, language: Language) -> Iterator[Finding]:
    where = address.read(app.settings.database_url.get_secret_value(), app.settings.home)
    if where.file is None:
        yield _server(app, where, language)
        return
    fault = files.fault_of(where.file)
    if not fault:
        yield Finding(True, wording.text("doctor-store", language))
    elif fault == "damaged":
        yield Finding(False, wording.text("doctor-store-damaged", language, file=where.file.name))
    else:
        yield Finding(False, wording.text("doctor-store-failed", language, file=where.file.name, reason=fault))


def _server(app: App, where: address.Address, language: Language) -> Finding:
    """Whether the database of the settings can be used."""
    from bot.store.engines import trouble  # noqa: PLC0415 - loads SQLAlchemy's engines

    try:
        reason = trouble(address.reachable(where))
    except PlanBError as error:
        return Finding(False, wording.error_text(error, language))
    if reason:
        hidden = RedactSecrets(app.settings.hidden).clean(reason)
        return Finding(False, wording.error_text(PlanBError("error-database", file=where.shown, reason=hidden), language))
    return Finding(True, wording.text("doctor-database", language, where=where.shown))


def _embedder(app: App, language: Language) -> Finding:
    name = app.embedder.identity
    if app.embedder.degraded:
        return Finding(False, wording.text("doctor-embedder-degraded", language, reason=app.embedder.degraded))
    try:
        app.embedder.query_vector(_ASKED)
    except EmbedderFailedError:
        return Finding(False, wording.text("doctor-embedder-failed", language, name=name))
    return Finding(True, wording.text("doctor-embedder", language, name=name))


def _index(app: App, language: Language) -> Finding:
    generation = generations.current(app.home.index)
    fault = generations.fault(generation, app.embedder.identity) if generation else "missing"
    if fault:
        return Finding(fault == "missing", wording.text(f"doctor-index-{fault}", language))
    return Finding(True, wording.text("doctor-index", language))


def _platforms(app: App, language: Language) -> Iterator[Finding]:
    settings = app.settings
    for error in settings.unusable.values():
        yield Finding(False, wording.error_text(error, language))
    if not settings.secrets and not settings.unusable:
        yield Finding(True, wording.text("doctor-no-platform", language))
    if token := settings.telegram_token.get_secret_value():
        yield _telegram(f"{settings.telegram_url}/bot{token}/getMe", language)
    if token := settings.discord_token.get_secret_value():
        yield _discord(f"{settings.discord_url}/oauth2/applications/@me", token, language)
    if token := settings.matrix_token.get_secret_value():
        yield _matrix(f"{settings.matrix_homeserver}/_matrix/client/v3/account/whoami", token, language)
    elif password := settings.matrix_password.get_secret_value():
        yield _matrix_password(f"{settings.matrix_homeserver}/_matrix/client/v3", settings.matrix_user, password, language)


def _telegram(address: str, language: Language) -> Finding:
    def sound(reply: Any) -> str:
        return wording.text("doctor-telegram", language, name=_matching(_NAME, reply["result"]["username"]))

    return _asked("Telegram", address, {}, sound, language)


def _discord(address: str, token: str, language: Language) -> Finding:
    from bot.platforms.discord import invitation  # noqa: PLC0415 - loads discord.py, only where it is used

    def sound(reply: Any) -> str:
        return wording.text("doctor-discord", language, link=invitation(int(_matching(_ID, reply["id"]))))

    headers = {"Authorization": f"Bot {token}", "User-Agent": "DiscordBot (planb, 0)"}
    return _asked("Discord", address, headers, sound, language)


def _matrix(address: str, token: str, language: Language) -> Finding:
    def sound(reply: Any) -> str:
        return wording.text("doctor-matrix", language, name=_matching(_MATRIX_ID, reply["user_id"]))

    return _asked("Matrix", address, {"Authorization": f"Bearer {token}"}, sound, language)


def _matrix_password(root: str, user: str, password: str, language: Language) -> Finding:
    """Signs in as a device of its own, and out again."""

    def sound(reply: Any) -> str:
        name = _matching(_MATRIX_ID, reply["user_id"])
        headers = {"Authorization": f"Bearer {_matching(_WORD, reply['access_token'])}"}
        _asked("Matrix", f"{root}/logout", headers, lambda _: "", language, told={})
        return wording.text("doctor-matrix", language, name=name)

    who = {"type": "m.id.user", "user": user}
    login = {"type": "m.login.password", "identifier": who, "password": password, "device_id": "PLANBDOCTOR"}
    return _asked("Matrix", f"{root}/login", {}, sound, language, told=login)


def _matching(form: re.Pattern[str], value: object) -> str:
    """A value of a reply that is printed: whatever else a server may send must not reach the terminal."""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError("not what was asked for")
    return value


def _asked(
    platform: str,
    address: str,
    headers: dict[str, str],
    sound: Callable[[Any], str],
    language: Language,
    *,
    told: Mapping[str, Any] | None = None,
) -> Finding:
    """One finding, whatever answers: nobody, a router's page, another server. Neither address nor reply is shown: the token may
    be in them. With `told`, that is sent along."""
    data = None if told is None else json.dumps(told).encode()
    try:
        reply = Bounded(_SECONDS)(lambda: _fetched(urllib.request.Request(address, data, headers)))  # noqa: S310 - http(s)
        return Finding(True, sound(json.loads(reply)))
    except urllib.error.HTTPError as error:
        refused = error.code in (401, 403, 404)
        key = f"doctor-{'password' if told else 'token'}-refused" if refused else "doctor-unreachable"
        facts = {"platform": platform, "reason": f"HTTP {error.code}"}
    except (OSError, http.client.HTTPException) as error:
        key, facts = "doctor-unreachable", {"platform": platform, "reason": type(error).__name__}
    except Exception as error:  # a reply can be wrong in more ways than can be listed
        setting = f"PLANB_{platform.upper()}_{'HOMESERVER' if platform == 'Matrix' else 'URL'}"
        key, facts = "doctor-strange", {"platform": platform, "reason": type(error).__name__, "setting": setting}
    return Finding(False, wording.text(key, language, **facts))


def _fetched(request: urllib.request.Request) -> bytes:
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=_SECONDS) as reply:
        content: bytes = reply.read(_MOST + 1)
    if len(content) > _MOST:
        raise ValueError("too long")
    return content


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to a server that nobody named."""

    def redirect_request(self, *_: Any) -> None:
        return None
