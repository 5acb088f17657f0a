"""The network: twelve layers of attention and two linear maps each (BERT), in numpy alone.

Float32 throughout; steps over long rows work in place, since fresh memory costs more than the
arithmetic. The inner order of sums is the linear algebra library's: see `Encoder.vectors`.
"""

from collections.abc import Sequence

import numpy as np

from triage.encoder.weights import (
    FIRST,
    HEADS,
    LAST,
    WIDTH,
    Layer,
    Linear,
    Norm,
    Weights,
    from_four_bits,
)
from triage.model.vectors import Floats

HEARD = (6, 8, 10, 12)
"""The layers whose means are given: the last one alone knows less of what a letter wants."""
_SMALL = np.float32(1e-12)
_ROWS = 32
"""Rows worked on at once, so that they stay in the processor's own memory."""


def means(pieces: Sequence[int], weights: Weights) -> Floats:
    """Return 4 x 384 numbers: the mean over the pieces after each layer of HEARD.

    At most 510 pieces; the marks of beginning and end are added here.
    """
    numbers = np.array([FIRST, *pieces, LAST])
    rows = from_four_bits(weights.words[numbers]).reshape(-1, WIDTH)
    rows = _normed(rows + weights.places[: len(rows)], weights.start)
    heard = []
    for number, layer in enumerate(weights.layers, start=1):
        rows = _looked(rows, layer)
        rows = _worked(rows, layer)
        if number in HEARD:
            heard.append(rows.mean(axis=0))
    return np.stack(heard)


def _looked(rows: Floats, layer: Layer) -> Floats:
    """Let every piece take from all pieces what it asks for (attention, twelve heads)."""
    parts = _mapped(rows, layer.look).reshape(len(rows), 3, HEADS, WIDTH // HEADS)
    questions, keys, values = parts.transpose(1, 2, 0, 3)
    shares: Floats = questions @ keys.transpose(0, 2, 1)
    shares -= shares.max(axis=2, keepdims=True)
    np.exp(shares, out=shares)
    taken: Floats = shares @ values
    taken /= shares.sum(axis=2, keepdims=True)
    gathered = _mapped(taken.transpose(1, 0, 2).reshape(rows.shape), layer.gather)
    gathered += rows
    return _normed(gathered, layer.looked)


def _worked(rows: Floats, layer: Layer) -> Floats:
    """Let each piece be worked on by itself: widened, bent, narrowed again."""
    wide = _mapped(rows, layer.widen)
    for start in range(0, len(wide), _ROWS):
        _bend(wide[start : start + _ROWS])
    narrow = _mapped(wide, layer.narrow)
    narrow += rows
    return _normed(narrow, layer.worked)


def _bend(values: Floats) -> None:
    """Replace each number x by GELU(x) = x · Φ(x), Φ the normal distribution; error below 1e-6.

    GELU(x) = max(x, 0) - |x| · Φ(-|x|), with the tail of Φ after Abramowitz and Stegun 7.1.26,
    its argument turned from |x|/√2, its factors halved.
    """
    away = np.abs(values)
    near = away * np.float32(0.3275911 / 2**0.5)
    near += 1
    np.reciprocal(near, out=near)
    tail = near * np.float32(0.5 * 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(0.5 * factor)
        tail *= near
    np.multiply(away, away, out=near)
    near *= np.float32(-0.5)
    np.exp(near, out=near)
    tail *= near
    tail *= away
    np.maximum(values, 0, out=values)
    values -= tail


def _mapped(rows: Floats, linear: Linear) -> Floats:
    mapped = rows @ linear.weight
    mapped += linear.bias
    return mapped


def _normed(rows: Floats, norm: Norm) -> Floats:
    """Give each row the mean 0 and the variance 1, then scale and shift it; works in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(WIDTH)
    rows /= np.sqrt(variance + _SMALL)[:, None]
    rows *= norm.scale
    rows += norm.shift
    return rows
