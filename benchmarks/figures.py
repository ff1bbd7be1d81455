"""The figures that are promised, each a function that measures it in a folder of its own."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTION = "WhatsApp est en panne, mes clients commandent par WhatsApp, je fais quoi ?"
RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and the most or the least it may be; neither where a figure is only told."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def line(self) -> str:
        bounds = [f"at {name} {bound:g}" for name, bound in (("most", self.most), ("least", self.least)) if bound is not None]
        verdict = f"   {' and '.join(bounds)}   {'met' if self.met else 'MISSED'}" if bounds else ""
        return f"{self.name:<58}{self.value:>10.2f} {self.unit:<4}{verdict}"


def cold(folder: Path) -> Iterator[Figure]:
    """A cold `planb ask` against importing Chroma and LangChain's store alone, in turn."""
    home = _home(folder)
    ask = [sys.executable, "-m", "bot", "ask", QUESTION]
    imports = [sys.executable, "-c", "import chromadb, langchain_chroma"]
    pairs = [(_seconds(ask, home), _seconds(imports, home)) for _ in range(RUNS)]
    yield Figure("importing chromadb and langchain_chroma", statistics.median(peer for _, peer in pairs), "s")
    yield Figure("cold planb ask", statistics.median(own for own, _ in pairs), "s")
    yield Figure("cold planb ask, beyond that import", statistics.median(own - peer for own, peer in pairs), "s", 1.2)


def warm(folder: Path) -> Iterator[Figure]:
    """Answers from a program that is already running: understand, retrieve and choose, and word."""
    code = (
        "import sys, time; from pathlib import Path; from bot.app import App; from bot.compose import compose;"
        "from bot.advisor import Question; from bot.settings import read_settings;"
        "advisor = App(read_settings(), print).advisor(); asks = sys.stdin.read().splitlines();"
        "[compose(advisor.advise(Question(ask))) for ask in asks[:20]]\n"
        "for ask in asks:\n"
        "    started = time.perf_counter(); compose(advisor.advise(Question(ask)))\n"
        "    print((time.perf_counter() - started) * 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="\n".join(asks(2)),
        capture_output=True,
        text=True,
        check=True,
        env=_home(folder),
    )
    times = sorted(map(float, done.stdout.split()))
    yield Figure("warm answer, p50", times[len(times) // 2], "ms", 20)
    yield Figure("warm answer, p95", times[int(len(times) * 0.95)], "ms")


def memory(folder: Path) -> Iterator[Figure]:
    """`planb serve` with both platforms, at rest after it has answered on each."""
    from benchmarks.serving import resident_at_rest  # noqa: PLC0415 - needs the fakes of the tests

    yield Figure("memory of planb serve, both platforms, at rest", resident_at_rest(_home(folder)) / 2**20, "MiB", 300)


def index(folder: Path) -> Iterator[Figure]:
    """Building the index of all packaged content from nothing, and its size."""
    home = folder / "built"
    env = {**os.environ, "PLANB_HOME": str(home)}
    yield Figure("building the index", _seconds([sys.executable, "-m", "bot", "ask", QUESTION], env), "s")
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    yield Figure("size of the data folder", size / 2**20, "MiB")


def setup(folder: Path) -> Iterator[Figure]:
    """The first `make run` in a clean copy, with an empty package cache; needs the package index."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    env = {**os.environ, "PLANB_HOME": str(folder / "setup"), "PIP_CACHE_DIR": str(folder / "cache"), "PIP_NO_CACHE_DIR": "0"}
    env.pop("VIRTUAL_ENV", None)
    started = time.perf_counter()
    subprocess.run(["make", "run"], cwd=clone, env=env, input=QUESTION, text=True, check=True, capture_output=True)
    yield Figure("first make run, empty cache", (time.perf_counter() - started) / 60, "min", 4)
    shutil.rmtree(clone)


def tests(_folder: Path) -> Iterator[Figure]:
    """`make test` after set-up."""
    started = time.perf_counter()
    subprocess.run(["make", "test"], cwd=ROOT, check=True, capture_output=True)
    yield Figure("make test, after set-up", (time.perf_counter() - started) / 60, "min", 5)


FIGURES: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "cold": cold,
    "warm": warm,
    "memory": memory,
    "index": index,
    "setup": setup,
    "tests": tests,
}


def _home(folder: Path) -> dict[str, str]:
    """The environment with a data folder in which the index is built."""
    env = {**os.environ, "PLANB_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    if not (folder / "home").exists():
        subprocess.run([sys.executable, "-m", "bot", "ask", QUESTION], env=env, check=True, capture_output=True)
    return env


def _seconds(command: list[str], env: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def asks(each: int) -> list[str]:
    """How people ask, from the playbooks: as many a topic and language."""
    from knowledge.library import load_library  # noqa: PLC0415
    from knowledge.platforms import load_platforms  # noqa: PLC0415

    playbooks = load_library(load_platforms()).playbooks
    return [ask for playbook in playbooks for ways in playbook.asks.values() for ask in ways[:each]]
