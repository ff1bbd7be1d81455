"""Fits the linear model and its calibration. Needs scikit-learn; what it makes needs numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.utils.parallel import Parallel, delayed

from knowledge.features import BUCKETS, Features
from knowledge.text import clean, fold
from knowledge.topic_model import (
    LANGUAGES,
    SCOPE,
    VIEW_WEIGHTS,
    Calibration,
    Floats,
    Quantised,
    TopicModel,
    scope_evidence,
    softmax,
)
from knowledge.training.data import ASKED, OUT_OF_SCOPE, Row

_FOLDS = 5
_SOFTNESS = 0.3
"""The C of the support vector machine."""
_ALIKE = 0.5
"""Cosine over runs of four characters from which two texts count as the same one asked twice."""
_STEEPNESSES = np.linspace(1.0, 12.0, 111)

Matrix = Any
"""A sparse matrix of SciPy, which has no types of its own."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (a row a bucket, a column a margin), constants and the rarity of each bucket."""

    weights: Floats
    bias: Floats
    idf: Floats


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models said of rows they had not seen: margins, and the share of each row that was new to them."""

    margins: Floats
    unseen: Floats

    @property
    def topical(self) -> Floats:
        """The margins of topics and scope."""
        return self.margins[:, : -len(LANGUAGES)]


def count(rows: Sequence[Row], features: Features) -> list[Matrix]:
    """A matrix a view: 1 + log of how often each bucket occurs in each row."""
    cut = [features(row.text) for row in rows]
    return [_counted([views[number] for views in cut]) for number in range(len(VIEW_WEIGHTS))]


def _counted(texts: Sequence[NDArray[np.uint32]]) -> Matrix:
    ends = np.cumsum([0, *(len(text) for text in texts)])
    matrix = sparse.csr_matrix((np.ones(ends[-1], dtype=np.float32), np.concatenate(texts), ends), (len(texts), BUCKETS))
    matrix.sum_duplicates()
    matrix.data = 1.0 + np.log(matrix.data)
    return matrix


def rarity(counts: Sequence[Matrix]) -> Floats:
    """Inverse document frequency, smoothed; of a bucket never seen, the largest."""
    seen = sum(np.asarray((matrix > 0).sum(axis=0)).ravel() for matrix in counts)
    # rounded to what the file holds, so that what was never seen stays apart
    idf: Floats = (np.log((1 + counts[0].shape[0]) / (1 + seen)) + 1).astype(np.float16).astype(np.float32)
    return idf


def weigh(counts: Sequence[Matrix], idf: Floats) -> Matrix:
    """The matrix that is learnt from: each view by rarity, of length one, by its weight."""
    views = []
    for matrix, weight in zip(counts, VIEW_WEIGHTS, strict=True):
        view = matrix @ sparse.diags(idf)
        lengths = np.sqrt(np.asarray(view.multiply(view).sum(axis=1)).ravel())
        views.append(sparse.diags(weight / np.maximum(lengths, 1e-9)) @ view)
    return sum(views[1:], views[0]).tocsr().astype(np.float32)


def fit(counts: Sequence[Matrix], rows: Sequence[Row], topics: Sequence[str]) -> Linear:
    """The margins of `topics`, of `out of scope`, of `in scope` against the rest, and of the languages."""
    idf = rarity(counts)
    matrix = weigh(counts, idf)
    weights = np.array([row.weight for row in rows])
    labels = np.array([row.topic for row in rows])
    classes = LinearSVC(C=_SOFTNESS, random_state=0).fit(matrix, labels, sample_weight=weights)
    scope = LinearSVC(C=_SOFTNESS, class_weight="balanced", random_state=0).fit(
        matrix, labels != OUT_OF_SCOPE, sample_weight=weights
    )
    spoken = LinearSVC(C=_SOFTNESS, random_state=0).fit(matrix, [row.language.value for row in rows])
    order = [list(classes.classes_).index(name) for name in (*topics, OUT_OF_SCOPE)]
    tongues = [list(spoken.classes_).index(language.value) for language in LANGUAGES]
    return Linear(
        np.vstack([classes.coef_[order], scope.coef_, spoken.coef_[tongues]]).T.astype(np.float32),
        np.concatenate([classes.intercept_[order], scope.intercept_, spoken.intercept_[tongues]]).astype(np.float32),
        idf,
    )


def hold_out(counts: Sequence[Matrix], rows: Sequence[Row], topics: Sequence[str]) -> HeldOut:
    """Every row judged by a model that has seen neither it nor anything alike."""
    groups = alike(rows)
    taught = np.array([row.kind != ASKED for row in rows])
    margins = np.zeros((len(rows), len(topics) + SCOPE + len(LANGUAGES)), dtype=np.float32)
    unseen = np.zeros(len(rows), dtype=np.float32)

    def judge(train: NDArray[Any], test: NDArray[Any]) -> tuple[Floats, Floats]:
        train = np.union1d(train, np.flatnonzero(taught & ~np.isin(groups, groups[test])))
        linear = fit([matrix[train] for matrix in counts], [rows[i] for i in train], topics)
        matrix = weigh([view[test] for view in counts], linear.idf)
        squares = matrix.multiply(matrix)
        new = np.asarray(squares @ (linear.idf >= linear.idf.max()).astype(np.float32)) / np.maximum(
            np.asarray(squares.sum(axis=1)).ravel(), 1e-9
        )
        return np.asarray(matrix @ linear.weights) + linear.bias, new

    splits = list(GroupKFold(_FOLDS).split(groups, groups=groups))
    judged = Parallel(n_jobs=2, prefer="processes")(delayed(judge)(train, test) for train, test in splits)
    for (_, test), (said, new) in zip(splits, judged, strict=True):
        margins[test], unseen[test] = said, new
    return HeldOut(margins, unseen)


def alike(rows: Sequence[Row]) -> NDArray[Any]:
    """A group for each row: texts alike, chained, are in one, so that none tests what another has taught."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), dtype=np.float32)
    matrix = vectorizer.fit_transform(fold(clean(row.text)) for row in rows)
    parts = []
    for start in range(0, matrix.shape[0], 1000):
        near = matrix[start : start + 1000] @ matrix.T
        near.data[near.data < _ALIKE] = 0
        near.eliminate_zeros()
        parts.append(near)
    groups: NDArray[Any] = connected_components(sparse.vstack(parts), directed=False)[1]
    return groups


def calibrate(held_out: HeldOut, rows: Sequence[Row], topics: Sequence[str]) -> Calibration:
    """Fit what turns margins into probabilities, on rows that were held out."""
    asked = np.array([row.kind == ASKED for row in rows])
    inside = np.array([row.topic != OUT_OF_SCOPE for row in rows])
    ours = np.flatnonzero(asked & inside).tolist()
    gold = np.array([topics.index(rows[i].topic) for i in ours])
    margins = held_out.margins[ours][:, : len(topics)]
    losses = [-np.log(softmax(margins * steepness)[np.arange(len(gold)), gold]).mean() for steepness in _STEEPNESSES]
    scaler = StandardScaler()
    evidence = scaler.fit_transform(scope_evidence(held_out.topical, held_out.unseen)[asked])
    logistic = LogisticRegression(class_weight="balanced").fit(evidence, inside[asked])
    slopes = logistic.coef_[0] / scaler.scale_
    constant = float(logistic.intercept_[0] - slopes @ scaler.mean_)
    return Calibration(float(_STEEPNESSES[int(np.argmin(losses))]), (*(float(slope) for slope in slopes), constant))


def quantised(linear: Linear, topics: Sequence[str], calibration: Calibration, concepts: str, fingerprint: str) -> TopicModel:
    """The model as it is shipped: weights of eight bits, a scale a margin."""
    scales = np.maximum(np.abs(linear.weights).max(axis=0), 1e-9) / 127
    weights = np.rint(linear.weights / scales).astype(np.int8)
    margins = Quantised(weights, scales.astype(np.float32), linear.bias, linear.idf)
    return TopicModel(topics, margins, calibration, concepts=concepts, fingerprint=fingerprint)
