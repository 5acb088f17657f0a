"""How near a letter lies in meaning to those learned from: what words alone do not show.

A letter's meaning is what `triage.encoder` gives: token means after four layers. They are brought
to one scale, joined, turned into fewer numbers, and compared by angle; the nearer a letter learned
from, the more it speaks. Together with the words' own sums this is one ridge regression.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from triage.model.vectors import Floats

AXES = 256
"""Numbers kept of a letter; with all 1536 the measured figures are the same."""
_HEIGHT, _WIDTH = 6.0, 0.5
_FINEST = 127
_LEAST_SPREAD = 1e-6
Whole = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where meanings are compared: scale (layers, width) and axes (layers * width, `AXES`)."""

    means: Floats = field(repr=False)
    spreads: Floats = field(repr=False)
    axes: Floats = field(repr=False)

    def placed(self, vectors: Floats) -> Whole:
        """Return the places (n, `AXES`) of meanings (n, layers, width), in 127ths."""
        joined = _joined(vectors, self.means, self.spreads) @ self.axes
        length = np.maximum(np.linalg.norm(joined, axis=1, keepdims=True), _LEAST_SPREAD)
        return np.asarray(np.rint(joined / length * _FINEST), dtype=np.int8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """The letters learned from, by their places, and how much each speaks for each output."""

    space: Space
    kept: Whole = field(repr=False)
    shares: Floats = field(repr=False)

    def raw(self, vectors: Floats) -> Floats:
        """Return the uncalibrated sums (outputs) for the meaning (layers, width) of a letter."""
        near = nearness(self.space.placed(vectors[np.newaxis]), self.kept)
        return np.asarray(near[0] @ self.shares, dtype=np.float32)


def space_of(vectors: Floats) -> Space:
    """Return the space that tells these meanings (n, layers, width) apart best."""
    means, spreads = vectors.mean(axis=0), vectors.std(axis=0) + _LEAST_SPREAD
    joined = _joined(vectors, means, spreads)
    _, _, axes = np.linalg.svd(joined - joined.mean(axis=0), full_matrices=False)
    # Half precision is what a model's file keeps: what is trained must be what is used.
    return Space(
        means=_half(means), spreads=_half(spreads), axes=_half(np.ascontiguousarray(axes[:AXES].T))
    )


def nearness(some: Whole, others: Whole) -> Floats:
    """Return how near each of some places (n) is to each of others (m): (n, m), 6 where alike."""
    angles = some.astype(np.float32) @ others.astype(np.float32).T / _FINEST**2
    return np.asarray(_HEIGHT * np.exp((angles - 1) / _WIDTH), dtype=np.float32)


def encoded_text(subject: str, deciding: str) -> str:
    """Return the text whose meaning is taken."""
    return f"{subject}. {deciding}" if subject.strip() else deciding


def _joined(vectors: Floats, means: Floats, spreads: Floats) -> Floats:
    scaled = (vectors - means) / spreads
    scaled = scaled / np.maximum(np.linalg.norm(scaled, axis=2, keepdims=True), _LEAST_SPREAD)
    joined: Floats = scaled.reshape(len(vectors), -1) / np.float32(np.sqrt(vectors.shape[1]))
    return joined.astype(np.float32)


def _half(numbers: Floats) -> Floats:
    return numbers.astype(np.float16).astype(np.float32)
