"""Linear models over hashed features: weights of many heads, kept as a small file without any text in it."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights.npz"


def hashed(features: Iterable[str]) -> Hashes:
    """The features as numbers, sorted, each once."""
    return np.array(sorted({zlib.crc32(feature.encode()) for feature in features}), dtype=np.uint32)


def together(*parts: Hashes) -> Hashes:
    """All features of several, each once."""
    found: Hashes = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.uint32)
    return found


def steps(name: str, share: float) -> Iterator[str]:
    """A probability as features: one for each step of its log odds that it reaches."""
    kept = min(max(share, 1e-6), 1 - 1e-6)
    odds = float(np.log(kept / (1 - kept)))
    return (f"{name}>={step}" for step in range(-6, 5) if odds >= step)


@dataclass(frozen=True)
class Layer:
    """Heads that see the same features: [feature, head] weights of the features that are known."""

    known: Hashes
    weights: Floats
    bias: Floats

    def shares(self, features: Hashes) -> Floats:
        """The probability that each head gives: float32 [head], each by itself."""
        at = np.searchsorted(self.known, features)
        at[at == len(self.known)] = 0
        rows = at[self.known[at] == features] if len(self.known) else at[:0]
        odds = self.weights[rows].sum(axis=0) + self.bias
        found: Floats = 1 / (1 + np.exp(-odds))
        return found


@functools.cache
def layers(path: Path = WEIGHTS) -> dict[str, Layer]:
    """The layers of the weights file, by name."""
    with np.load(path, allow_pickle=False) as arrays:
        names = sorted({key.split(".")[0] for key in arrays.files})
        return {
            name: Layer(
                arrays[f"{name}.known"],
                arrays[f"{name}.weights"].astype(np.float32) * arrays[f"{name}.scale"],
                arrays[f"{name}.bias"],
            )
            for name in names
        }
