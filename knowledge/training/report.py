"""What the held-out rows say of the model: by language, and in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.languages import Language
from knowledge.topic_model import LANGUAGES, Calibration, scope_evidence, softmax
from knowledge.training.data import ASKED, OUT_OF_SCOPE, Row
from knowledge.training.fitting import HeldOut


def lines(held_out: HeldOut, rows: Sequence[Row], topics: Sequence[str], calibration: Calibration) -> Iterator[str]:
    """A table: first topic right, right one among three, and what a threshold of one half on scope gives."""
    inside = np.array([row.topic != OUT_OF_SCOPE for row in rows])
    asked = np.array([row.kind == ASKED for row in rows])
    ranked = np.argsort(-held_out.margins[:, : len(topics)], axis=1)
    gold = np.array([topics.index(row.topic) if row.topic in topics else -1 for row in rows])
    first, three = ranked[:, 0] == gold, (ranked[:, :3] == gold[:, None]).any(axis=1)
    *slopes, constant = calibration.scope
    logit = scope_evidence(held_out.topical, held_out.unseen) @ np.array(slopes) + constant
    yield f"{len(rows)} rows, {asked.sum()} questions; held out, in percent"
    spoken = held_out.margins[:, -len(LANGUAGES) :].argmax(axis=1) == [LANGUAGES.index(row.language) for row in rows]
    yield "            first  in three  declined wrongly  out of scope declined  language"
    for name in (*(language.value for language in Language), "playbooks", "all"):
        chosen = asked & np.array([name in (row.language.value, row.origin, "all") for row in rows])
        ours, others = chosen & inside, chosen & ~inside
        figures = [first[ours], three[ours], logit[ours] < 0, logit[others] < 0, spoken[chosen]]
        yield f"{name:10}" + "  ".join(f"{100 * figure.mean():7.1f}" if figure.size else "      –" for figure in figures)
    probabilities = softmax(held_out.margins[:, : len(topics)] * calibration.steepness)
    mean = probabilities[asked & inside].max(axis=1).mean()
    yield f"mean confidence in the first topic {100 * mean:.1f}, right {100 * first[asked & inside].mean():.1f}"
