"""Measures the figures named (`python -m benchmarks cold warm`) or all (`make bench`); ends with 1 where one is missed."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import figures as promised
from benchmarks.delivery import delivery
from benchmarks.figures import Figure
from benchmarks.incidents import incidents
from benchmarks.peers import peers
from benchmarks.retrieval import retrieval

FIGURES = {**promised.FIGURES, "delivery": delivery, "incidents": incidents, "peers": peers, "retrieval": retrieval}


def main(names: list[str]) -> int:
    """Measure the figures named, or all; the exit status."""
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{os.cpu_count()} cores, {gib:.0f} GiB of memory, Python {platform.python_version()}, {platform.system()}\n",
        flush=True,
    )
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names or FIGURES:
            for figure in FIGURES[name](Path(folder)):
                figures.append(figure)
                print(figure.line(), flush=True)
    missed = [figure.name for figure in figures if not figure.met]
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nevery figure is met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
