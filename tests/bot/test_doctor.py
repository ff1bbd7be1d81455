"""The doctor finds what is wrong, and never fails over it: whatever a server answers, and whatever the data folder holds."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from bot.app import App
from bot.doctor import Finding, examine
from bot.settings import Settings, read_settings
from bot.store.files import FILE
from bot.wording import text
from knowledge.languages import Language

TOKEN = "123456:AAsecret-token_of-nobody"


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers every request with `reply`: a status, headers and a body."""

    reply: ClassVar[tuple[int, dict[str, str], bytes]] = (200, {}, b"")
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        status, headers, body = type(self).reply
        type(self).asked.append(self.path)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Odd.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def findings(home: Path, **settings: str) -> list[Finding]:
    return examine(App(Settings(home=home, **settings), lambda _key, **_facts: None), Language.EN)


def of_platforms(home: Path, url: str) -> tuple[Finding, Finding]:
    found = findings(home, telegram_token=TOKEN, discord_token=TOKEN, telegram_url=url, discord_url=url)
    telegram, discord = found[-2:]
    assert all(TOKEN not in finding.text and "\n" not in finding.text for finding in found)
    return telegram, discord


ODD = {
    "a page": (200, {"Content-Type": "text/html"}, b"<html><body>Please sign in to the network</body></html>"),
    "nothing": (200, {}, b""),
    "a list": (200, {}, b"[1, 2]"),
    "null": (200, {}, b"null"),
    "a number": (200, {}, b"7"),
    "wrong types": (200, {}, b'{"result": [], "id": {}}'),
    "no names": (200, {}, b'{"result": {}, "ok": true}'),
    "names of wrong types": (200, {}, b'{"result": {"username": 7}, "id": 7}'),
    "control characters": (200, {}, json.dumps({"result": {"username": "\x1b[31mbot"}, "id": "\x1b7"}).encode()),
    "a huge number": (200, {}, b'{"result": {"username": ""}, "id": "' + b"9" * 10_000 + b'"}'),
    "not UTF-8": (200, {}, b"\xff\xfe\x00"),
    "huge": (200, {}, b" " * 3_000_000),
    "deep": (200, {}, b"[" * 200_000),
    "cut off": (200, {"Content-Length": "5000"}, b'{"result"'),
    "a redirect": (302, {"Location": "/elsewhere"}, b""),
    "broken": (500, {}, b"oops"),
    "no status": (999, {}, b""),
}


@pytest.mark.parametrize("reply", ODD.values(), ids=ODD)
def test_an_odd_reply_is_a_finding(tmp_path: Path, server: str, reply: tuple[int, dict[str, str], bytes]) -> None:
    Odd.reply = reply
    telegram, discord = of_platforms(tmp_path, server)
    assert (telegram.sound, discord.sound) == (False, False)
    assert telegram.text.startswith("Telegram")
    assert discord.text.startswith("Discord")
    assert len(Odd.asked) == 2, "a redirect is not followed: it would carry the token along"


def test_a_refused_token_and_one_that_is_right(tmp_path: Path, server: str) -> None:
    Odd.reply = (401, {}, b'{"ok": false}')
    assert [finding.text for finding in of_platforms(tmp_path, server)] == [
        text("doctor-token-refused", Language.EN, platform=name) for name in ("Telegram", "Discord")
    ]
    Odd.reply = (200, {}, b'{"ok": true, "result": {"username": "planb_bot"}, "id": "4711"}')
    telegram, discord = of_platforms(tmp_path, server)
    assert (telegram.sound, discord.sound) == (True, True)
    assert "planb_bot" in telegram.text
    assert "client_id=4711" in discord.text


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://127.0.0.1:9"])
def test_nobody_there(tmp_path: Path, url: str) -> None:
    telegram, discord = of_platforms(tmp_path, url)
    assert (telegram.sound, discord.sound) == (False, False)


def test_a_malformed_token_is_a_finding_and_the_other_platform_is_asked(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANB_HOME", str(tmp_path))
    monkeypatch.setenv("PLANB_TELEGRAM_TOKEN", "two words")
    monkeypatch.setenv("PLANB_DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("PLANB_DISCORD_URL", server)
    Odd.reply = (200, {}, b'{"id": "4711"}')
    *_, malformed, discord = examine(App(read_settings(), lambda _key, **_facts: None), Language.EN)
    assert (malformed.sound, discord.sound) == (False, True)
    assert "PLANB_TELEGRAM_TOKEN" in malformed.text
    assert "two words" not in malformed.text


def test_a_damaged_store_and_a_damaged_list_are_findings(tmp_path: Path) -> None:
    assert text("doctor-store", Language.EN) in [finding.text for finding in findings(tmp_path)]
    (tmp_path / FILE).write_bytes(b"garbage " * 500)
    (tmp_path / "forgotten.json").write_text("3")
    wrong = [finding.text for finding in findings(tmp_path) if not finding.sound]
    assert wrong == [
        text("error-forgotten", Language.EN, file=str(tmp_path / "forgotten.json")),
        text("doctor-store-damaged", Language.EN, file=FILE),
    ]
    assert (tmp_path / FILE).read_bytes() == b"garbage " * 500, "the doctor only looks"
