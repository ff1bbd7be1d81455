"""How much each share of the utterances gives: what more of them would be worth. `python -m knowledge.training --curve`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.training.data import ASKED, OUT_OF_SCOPE, Row
from knowledge.training.fitting import Matrix, alike, fit, weigh

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)
_HELD_OUT = 5
"""One in so many groups of texts alike is held out."""


def lines(counts: Sequence[Matrix], rows: Sequence[Row], topics: Sequence[str]) -> Iterator[str]:
    """A table: questions learnt from, then first topic right and right one in three, in percent of those held out."""
    groups = alike(rows)
    order = np.random.default_rng(0).permutation(int(groups.max()) + 1)
    place = order[groups] / len(order)
    asked = np.array([row.kind == ASKED for row in rows])
    gold = np.array([topics.index(row.topic) if row.topic != OUT_OF_SCOPE else -1 for row in rows])
    test = np.flatnonzero(asked & (gold >= 0) & (place < 1 / _HELD_OUT))
    yield "learnt from   first  in three"
    for share in SHARES:
        train = np.flatnonzero((place >= 1 / _HELD_OUT) & (place < 1 / _HELD_OUT + share * (1 - 1 / _HELD_OUT)))
        linear = fit([matrix[train] for matrix in counts], [rows[i] for i in train.tolist()], topics)
        margins = np.asarray(weigh([view[test] for view in counts], linear.idf) @ linear.weights) + linear.bias
        ranked = np.argsort(-margins[:, : len(topics)], axis=1)
        first, three = ranked[:, 0] == gold[test], (ranked[:, :3] == gold[test][:, None]).any(axis=1)
        yield f"{asked[train].sum():11}{100 * first.mean():8.1f}{100 * three.mean():10.1f}"
