"""The program as people start it: a process of its own, fed through its arguments, standard input and environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot")
PATIENCE = 100
"""Seconds before a process counts as hung; on a busy machine building an index takes a while."""


@dataclass(frozen=True)
class Done:
    """How a process ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON: fails where there is anything else on it."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error; fails where there are more, or none."""
        (line,) = self.err.splitlines()
        return line


def _without_patience(err: str) -> str:
    """What was said on standard error, without the lines that a slow machine adds while it builds the index."""
    return re.sub(r"^Still working .*\n", "", err, flags=re.MULTILINE)


def environment(home: Path, settings: Mapping[str, str] | None = None, **others: str) -> dict[str, str]:
    """A clean one: nothing of ours but `settings` (each `PLANB_` and its name), no proxy, a locale without a language."""
    alien = ("PLANB_", "LC_", "LANG", "PYTEST", "PYTHONPATH", "COV")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(alien) and "proxy" not in key.lower()}
    ours = {f"PLANB_{name.upper()}": value for name, value in (settings or {}).items()}
    return {**kept, "HOME": str(home.parent), "LANG": "C.UTF-8", "PLANB_HOME": str(home), **ours, **others}


def planb(
    *arguments: str | bytes,
    home: Path,
    stdin: bytes = b"",
    settings: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
    cwd: Path = ROOT,
    limit: Any = None,
    **others: str,
) -> Done:
    """Run `planb` with `arguments` to its end. `limit` runs in the child before it becomes planb; `others` are environment."""
    done = subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        cwd=cwd,
        env=environment(home, settings, **others),
        preexec_fn=limit,
        check=False,
    )
    out, err = done.stdout.decode(), _without_patience(done.stderr.decode())
    assert "Traceback" not in err, err
    return Done(done.returncode, out, err)
