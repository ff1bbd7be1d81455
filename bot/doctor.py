"""Checks what can be checked before anybody asks: content, data folder, embedder, index, tokens."""

from __future__ import annotations

import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot import wording
from bot.app import App
from knowledge import generations
from knowledge.embedders import EmbedderFailedError
from knowledge.errors import PlanBError
from knowledge.languages import Language

_SECONDS = 10
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
    if not app.settings.secrets:
        yield Finding(True, wording.text("doctor-no-platform", language))
    if token := app.settings.telegram_token.get_secret_value():
        yield _telegram(f"{app.settings.telegram_url}/bot{token}/getMe", language)
    if token := app.settings.discord_token.get_secret_value():
        yield _discord(f"{app.settings.discord_url}/oauth2/applications/@me", token, language)


def _telegram(address: str, language: Language) -> Finding:
    def sound(reply: dict[str, object]) -> str:
        me = reply["result"]
        assert isinstance(me, dict)  # noqa: S101 - the Bot API's documented form
        return wording.text("doctor-telegram", language, name=str(me["username"]))

    return _asked("Telegram", urllib.request.Request(address), sound, language)  # noqa: S310 - http(s), checked by the settings


def _discord(address: str, token: str, language: Language) -> Finding:
    from bot.platforms.discord import invitation  # noqa: PLC0415 - loads discord.py, only where it is used

    def sound(reply: dict[str, object]) -> str:
        return wording.text("doctor-discord", language, link=invitation(int(str(reply["id"]))))

    headers = {"Authorization": f"Bot {token}", "User-Agent": "DiscordBot (planb, 0)"}
    return _asked("Discord", urllib.request.Request(address, headers=headers), sound, language)  # noqa: S310


def _asked(
    platform: str, request: urllib.request.Request, sound: Callable[[dict[str, object]], str], language: Language
) -> Finding:
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as reply:  # noqa: S310
            return Finding(True, sound(json.load(reply)))
    except urllib.error.HTTPError as error:
        refused = error.code in (401, 404)
        key = "doctor-token-refused" if refused else "doctor-unreachable"
        return Finding(False, wording.text(key, language, platform=platform, reason=f"HTTP {error.code}"))
    except (OSError, ValueError, KeyError) as error:
        return Finding(False, wording.text("doctor-unreachable", language, platform=platform, reason=type(error).__name__))
