"""A PostgreSQL server of the tests' own, where one is installed: with an empty database for each test."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

SECONDS = 30.0
USER, PASSWORD = "planb", "not-for-logs"


class Server:
    """Starts and stops with the tests; it does not run as root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._names = (f"planb{number}" for number in count())
        self._running: subprocess.Popen[bytes] | None = None
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        (folder / "password").write_text(PASSWORD)
        self._run("initdb", "-D", "data", "-U", USER, "--auth=scram-sha-256", "--pwfile=password", "-E", "UTF8", "--locale=C")

    @cached_property
    def port(self) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
            return port

    def database(self) -> str:
        """The address of a new, empty database."""
        name = next(self._names)
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        host = ("-h", "127.0.0.1", "-p", str(self.port), "-U", USER)
        subprocess.run([self._programs / "createdb", *host, name], env=environment, check=True)
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        options = ("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-p", str(self.port), "-k", ".")
        self._running = subprocess.Popen(
            [self._programs / "postgres", "-D", "data", *options],
            cwd=self._folder,
            user=self._user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ready = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        until = time.monotonic() + SECONDS
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < until, "PostgreSQL does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        if self._running:
            self._running.send_signal(2)  # at once, but in order
            self._running.wait(SECONDS)
            self._running = None

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, *arguments]
        subprocess.run(command, cwd=self._folder, user=self._user, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def server() -> Iterator[Server]:
    """A running server. Skips where there is none to run."""
    if find_spec("psycopg") is None:
        pytest.skip("PostgreSQL: psycopg is not installed")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL: no server is installed")
    if os.geteuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        pytest.skip(f"PostgreSQL: it does not run as {getpass.getuser()}")
    folder = Path(tempfile.mkdtemp(prefix="planb-pg-"))
    started = None
    try:
        started = Server(programs, folder)
        started.start()
        yield started
    finally:
        if started:
            started.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    there = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(there, key=lambda path: int(path.parent.name), default=None)
