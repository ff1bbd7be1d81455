"""`planb` with a clock that a test sets: `python -m tests.end_to_end.shifted serve`.

The clock is that of the system and as many minutes as the file `shift` in the data folder says, read anew each time: time
passes when a test writes it, and goes back where the number is smaller.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import cli, commands

MODULE = "tests.end_to_end.shifted"
COMMAND = (sys.executable, "-m", MODULE)
"""What stands in the place of `planb`."""
FILE = "shift"


def shift(home: Path, minutes: float) -> None:
    """So many minutes after the system's clock it is from now on."""
    new = home / f"{FILE}.new"
    new.write_text(str(minutes))
    new.replace(home / FILE)  # at once: the program may be reading


def clock() -> datetime:
    minutes = 0.0
    with suppress(OSError, ValueError):
        minutes = float((Path(os.environ["PLANB_HOME"]) / FILE).read_text())
    return datetime.now(UTC) + timedelta(minutes=minutes)


if __name__ == "__main__":
    commands.serve = partial(commands.serve, clock=clock)  # type: ignore[assignment]
    sys.exit(cli.main())
