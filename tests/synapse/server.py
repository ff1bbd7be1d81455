"""Starts Synapse on loopback with SQLite, and stops it again: that process and no other."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-synapse"
PYTHON = ENVIRONMENT / "bin" / "python"
REASON = ENVIRONMENT / "reason"
"""Why it could not be installed, in one line."""
REQUIRED = "PLANB_TESTS_NEED_SYNAPSE"
"""Set where tests on a real homeserver must not be left out."""
SERVER = "planb.test"
PATIENCE = 60.0
_MANY: dict[str, Any] = {"per_second": 10_000, "burst_count": 10_000}
_SHARED = "shared-secret-of-the-tests"
_LOG = {
    "version": 1,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["err"]},
}


def missing() -> str:
    """Why there is no homeserver to test on; empty where there is one."""
    if PYTHON.exists() and not REASON.exists():
        return ""
    reason = REASON.read_text("utf-8").strip() if REASON.exists() else f"`make test` makes {ENVIRONMENT.name}"
    return f"Synapse is not installed: {reason}"


def require() -> None:
    """Leave a test out where there is no homeserver, with the reason; fail where there has to be one."""
    if reason := missing():
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)


@dataclass
class Synapse:
    """A homeserver in a folder of its own. It can be stopped and started again, and goes on as it was."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    names: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*_command(self.folder)], cwd=self.folder, stdout=log, stderr=log)
        give_up = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text("utf-8")[-2_000:]
            assert time.monotonic() < give_up, "Synapse does not answer"
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def register(self, name: str, *, displayed: str = "") -> tuple[str, str, str]:
        """A new account: its id, password and access token."""
        password = secrets.token_hex(8)
        nonce = self._asked("/_synapse/admin/v1/register")["nonce"]
        signed = "\0".join((nonce, name, password, "notadmin")).encode()
        mac = hmac.new(_SHARED.encode(), signed, hashlib.sha1).hexdigest()
        account = {"nonce": nonce, "username": name, "password": password, "admin": False, "mac": mac}
        made = self._asked("/_synapse/admin/v1/register", {**account, "displayname": displayed or name})
        return made["user_id"], password, made["access_token"]

    def _asked(self, path: str, told: dict[str, Any] | None = None) -> Any:
        data = json.dumps(told).encode() if told else None
        with urllib.request.urlopen(self.url + path, data, timeout=20) as reply:
            return json.load(reply)

    def _answers(self) -> bool:
        try:
            self._asked("/_matrix/client/versions")
        except (urllib.error.URLError, OSError):
            return False
        return True


@contextmanager
def synapse(folder: Path, **settings: Any) -> Iterator[Synapse]:
    """A homeserver for as long as the body runs; `settings` change its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Synapse(folder, probe.getsockname()[1])
    (folder / "log.yaml").write_text(json.dumps(_LOG))
    (folder / "hs.yaml").write_text(json.dumps(_configured(server) | settings))  # YAML is JSON and more
    subprocess.run([*_command(folder), "--generate-keys"], cwd=folder, check=True, capture_output=True)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _command(folder: Path) -> tuple[str, ...]:
    return (str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(folder / "hs.yaml"))


def _configured(server: Synapse) -> dict[str, Any]:
    """Nothing is limited, nobody else is asked, nothing leaves this machine."""
    listener = {"port": server.port, "bind_addresses": ["127.0.0.1"], "type": "http"}
    return {
        "server_name": SERVER,
        "report_stats": False,
        "listeners": [{**listener, "resources": [{"names": ["client", "media"]}]}],
        "database": {"name": "sqlite3", "args": {"database": str(server.folder / "hs.db")}},
        "media_store_path": str(server.folder / "media"),
        "signing_key_path": str(server.folder / "signing.key"),
        "log_config": str(server.folder / "log.yaml"),
        "registration_shared_secret": _SHARED,
        "suppress_key_server_warning": True,
        "trusted_key_servers": [],
        "url_preview_enabled": False,
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,  # a password is made in a moment
        "caches": {"sync_response_cache_duration": "0s"},  # else it remembers what it told before for who forgot it
        "rc_message": _MANY,
        "rc_registration": _MANY,
        "rc_admin_redaction": _MANY,
        "rc_login": {"address": _MANY, "account": _MANY, "failed_attempts": _MANY},
        "rc_joins": {"local": _MANY, "remote": _MANY},
        "rc_joins_per_room": _MANY,
        "rc_invites": {"per_room": _MANY, "per_user": _MANY, "per_issuer": _MANY},
    }
