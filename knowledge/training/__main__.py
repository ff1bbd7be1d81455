"""Train, say how well it does on what it has not seen, and write `knowledge/embedder.npz`. Under two minutes on two cores."""

from __future__ import annotations

import sys
import time

import numpy as np

from knowledge.features import Features
from knowledge.topic_model import PACKAGED
from knowledge.training import curve, report
from knowledge.training.data import CONCEPTS, OUT_OF_SCOPE, BadUtteranceError, fingerprint, load_rows
from knowledge.training.fitting import calibrate, count, fit, hold_out, quantised


def main() -> int:
    """Exit status 1 where a file can't be learnt from."""
    started = time.monotonic()
    made_from = fingerprint()  # before reading: what changes meanwhile is then noticed by the test
    try:
        rows = load_rows()
    except BadUtteranceError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command line
        return 1
    concepts = CONCEPTS.read_text("utf-8")
    topics = sorted({row.topic for row in rows} - {OUT_OF_SCOPE})
    counts = count(rows, Features(concepts))
    if "--curve" in sys.argv[1:]:
        for line in curve.lines(counts, rows, topics):
            print(line)  # noqa: T201
        return 0
    held_out = hold_out(counts, rows, topics)
    calibration = calibrate(held_out, rows, topics)
    for line in report.lines(held_out, rows, topics, calibration):
        print(line)  # noqa: T201
    quantised(fit(counts, rows, topics), topics, calibration, concepts, made_from).save(PACKAGED)
    print(f"{PACKAGED.name}: {PACKAGED.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")  # noqa: T201
    if "--keep" in sys.argv[1:]:
        np.savez(sys.argv[sys.argv.index("--keep") + 1], margins=held_out.margins, unseen=held_out.unseen)
    return 0


sys.exit(main())
