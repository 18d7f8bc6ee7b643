"""Logistic regressions over hashed features, and their weights as the program keeps them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from sayso.evaluation.muc4.model import Layer


@dataclass(frozen=True)
class Recipe:
    """How a layer is learned: features in fewer rows are left out; ``strength`` is scikit-learn's C; so many features are kept."""

    fewest: int
    strength: float
    kept: int
    #: does a rare feature weigh more freely than one that half of the rows have?
    rare: bool = True


def matrix(rows: Sequence[np.ndarray], known: np.ndarray) -> sp.csr_matrix:
    """The rows as zeros and ones over the known features."""
    found, ends = [], [0]
    for row in rows:
        at = np.searchsorted(known, row)
        at[at == len(known)] = 0
        at = at[known[at] == row]
        found.append(at)
        ends.append(ends[-1] + len(at))
    ones = np.ones(ends[-1], dtype=np.float32)
    columns = np.concatenate(found).astype(np.int32) if found else np.zeros(0, np.int32)
    return sp.csr_matrix((ones, columns, ends), shape=(len(rows), len(known)))


def fit(
    rows: Sequence[np.ndarray], wanted: np.ndarray, recipe: Recipe, counting: np.ndarray | None = None
) -> Layer:
    """A layer with a head for each column of ``wanted``; counting: how much each row counts, else all alike."""
    features, counts = np.unique(np.concatenate(rows), return_counts=True)
    known, counts = features[counts >= recipe.fewest], counts[counts >= recipe.fewest]
    reach = _reach(counts, len(rows)) if recipe.rare else np.ones(len(counts), np.float32)
    seen = (matrix(rows, known) @ sp.diags(reach)).tocsr()
    heads = [_head(seen, wanted[:, column], recipe.strength, counting) for column in range(wanted.shape[1])]
    weights = np.stack([weight * reach for weight, _ in heads], axis=1).astype(np.float32)
    telling = np.abs(weights).max(axis=1) * np.sqrt(counts)
    kept = np.sort(np.argsort(-telling)[: recipe.kept])
    bias = np.array([base for _, base in heads], dtype=np.float32)
    return Layer(known[kept].astype(np.uint32), weights[kept], bias)


def _reach(counts: np.ndarray, rows: int) -> np.ndarray:
    """How freely each feature may weigh: the rarer, the more, as in the weighing of words by inverse document frequency."""
    found: np.ndarray = (np.log((rows + 1) / (counts + 1)) + 1).astype(np.float32)
    return found


def _head(
    seen: sp.csr_matrix, wanted: np.ndarray, strength: float, counting: np.ndarray | None
) -> tuple[np.ndarray, float]:
    if wanted.sum() < 3 or wanted.all():
        return np.zeros(seen.shape[1]), 8.0 if wanted.all() else -8.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=strength, max_iter=100, tol=1e-5)
        model.fit(seen, wanted, sample_weight=counting)
    return model.coef_[0], float(model.intercept_[0])


def out_of_fold(
    rows: Sequence[np.ndarray],
    wanted: np.ndarray,
    report_of: np.ndarray,
    recipe: Recipe,
    folds: int,
    counting: np.ndarray | None = None,
) -> np.ndarray:
    """What each row is given by a layer that has not seen its report: [row, head]."""
    shares = np.zeros(wanted.shape, dtype=np.float32)
    for fold in range(folds):
        out = report_of % folds == fold
        kept = [row for row, left in zip(rows, out, strict=True) if not left]
        layer = fit(kept, wanted[~out], recipe, None if counting is None else counting[~out])
        for at in np.flatnonzero(out):
            shares[at] = layer.shares(rows[at])
    return shares


def arrays(name: str, layer: Layer) -> dict[str, np.ndarray]:
    """The layer as it is kept: weights in eight bits, one scale a head."""
    scale = np.maximum(np.abs(layer.weights).max(axis=0), 1e-6) / 127
    return {
        f"{name}.known": layer.known,
        f"{name}.weights": np.round(layer.weights / scale).astype(np.int8),
        f"{name}.scale": scale.astype(np.float32),
        f"{name}.bias": layer.bias,
    }
