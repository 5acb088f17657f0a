"""Choose from which probability on a way is carried out, asked about, or left alone.

Costs say when to ask: a way is left alone only where asking would cost more than losing it.
Limits say when to act: only as far down as the letters judged by others keep the upper 95 % bound
of the share of mistakes under what the office allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from cases.labels import HAND_OVER_WAYS, Way
from triage.limits import Limits

WAYS = tuple(Way)
_CONFIDENCE = 0.95
_FIRST, _FURTHER = 0.5, 0.85
"""How likely the way of the primary label must be, and each further one, to be carried out."""
_NEVER = 2.0
"""A probability that nothing reaches."""
Flags = NDArray[np.bool_]
_NONE: Flags = np.zeros(0, dtype=np.bool_)
Numbers = NDArray[np.float32]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Where the verdicts on one way change, as probabilities.

    Below `clear` a letter may be decided without asking about this way; from `ask` on a letter
    that lies before the officer anyway asks about it. `sure`: how sure of its primary label a
    letter must be when this is the way of that label (for `other`, the register's).
    """

    clear: float
    ask: float
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a model would do with letters that it has not seen, and what is right: one row each.

    `ways` (n, 3) are probabilities, `taken` (n, 3) the ways that the labels ask for, `first` the
    place of the primary label's way, `sureness` (n) the probability that this label is right.
    `allowed` (n, 3) are the ways of all labels that a careful officer could choose.
    """

    sureness: Numbers = field(repr=False)
    first: NDArray[np.int8] = field(repr=False)
    ways: Numbers = field(repr=False)
    taken: Flags = field(repr=False)
    allowed: Flags = field(repr=False)
    right: Flags = field(repr=False)


NOTHING_JUDGED = Judged(
    sureness=np.zeros(0, dtype=np.float32),
    first=np.zeros(0, dtype=np.int8),
    ways=np.zeros((0, len(WAYS)), dtype=np.float32),
    taken=np.zeros((0, len(WAYS)), dtype=np.bool_),
    allowed=np.zeros((0, len(WAYS)), dtype=np.bool_),
    right=np.zeros(0, dtype=np.bool_),
)
"""Without a letter that was judged everything is asked about."""


def bounds_of(judged: Judged, limits: Limits) -> Mapping[Way, Bounds]:
    """Return the bounds that these letters support under these limits, way by way.

    A hand-over that is sure is made whatever else is asked (R8), so all letters tell how sure it
    must be. How far down records are made depends on how right all that is decided whole is then.
    """
    clear = {way: _clear(way, limits) for way in WAYS}
    whole = _is_whole(judged, clear)
    handed = np.isin(judged.first, [WAYS.index(way) for way in HAND_OVER_WAYS])
    made = handed & (judged.ways[np.arange(len(judged.first)), judged.first] >= _FIRST)
    over = _lowest(judged.sureness[made], judged.right[made], limits.wrong_hand_overs)
    kept = whole & ~handed
    record = _lowest(
        judged.sureness[kept],
        judged.right[kept],
        limits.wrong_acts,
        beside=judged.right[whole & handed & (judged.sureness >= over)],
    )
    return {
        way: Bounds(
            clear=clear[way],
            ask=limits.cost_of_alarm * clear[way],
            sure=over if way in HAND_OVER_WAYS else record,
        )
        for way in WAYS
    }


def after(first: Judged, bounds: Mapping[Way, Bounds], then: Judged) -> Judged:
    """Return what two models do one after the other: the second where the first is unsure.

    What the first decides counts as decided. The second's own rows where they are other letters.
    """
    if len(first.right) != len(then.right):
        return then
    clear = {way: bounds[way].clear for way in WAYS}
    sure = np.array([bounds[way].sure for way in WAYS])[first.first]
    taken = _is_whole(first, clear) & (first.sureness >= sure)
    rows = taken[:, np.newaxis]
    return Judged(
        sureness=np.where(taken, np.float32(1), then.sureness),
        first=np.where(taken, first.first, then.first).astype(np.int8),
        ways=np.where(rows, first.taken.astype(np.float32), then.ways),
        taken=np.where(rows, first.taken, then.taken),
        allowed=then.allowed,
        right=np.where(taken, first.right, then.right),
    )


def carries(likely: float, *, first: bool) -> bool:
    """Say whether a way that a label asks for is likely enough to be carried out with it."""
    return likely >= (_FIRST if first else _FURTHER)


def upper_bound(wrong: Counts, of: Counts) -> NDArray[np.float64]:
    """Return the shares that the true ones stay under with 95 % (Clopper and Pearson)."""
    right = np.maximum(of - wrong, 1)
    return np.where(wrong < of, betaincinv(wrong + 1, right, _CONFIDENCE), 1.0)


def _clear(way: Way, limits: Limits) -> float:
    hand_over = way in HAND_OVER_WAYS
    return 1 / (limits.cost_of_lost_hand_over if hand_over else limits.cost_of_lost_record)


def _is_whole(judged: Judged, clear: Mapping[Way, float]) -> Flags:
    """Mark the letters whose labels account for every way that is likely."""
    bound = np.array([clear[way] for way in WAYS], dtype=np.float32)
    first = np.arange(len(WAYS)) == judged.first[:, np.newaxis]
    enough = np.where(first, _FIRST, _FURTHER)
    accounted = np.where(judged.taken, judged.ways >= enough, judged.ways < bound)
    return np.asarray(accounted.all(axis=1), dtype=np.bool_)


def _lowest(likely: Numbers, right: Flags, limit: float, beside: Flags = _NONE) -> float:
    """Return the lowest value from which on the upper bound of the wrong stays under the limit.

    What is decided `beside` counts with it.
    """
    order = np.argsort(-likely, kind="stable")
    wrong = np.cumsum(~right[order], dtype=np.intp) + int((~beside).sum())
    counts = np.arange(1, len(order) + 1) + len(beside)
    values = likely[order]
    # Of equals either all are decided or none.
    is_last = np.append(values[1:] < values[:-1], True)[: len(values)]
    fine = np.flatnonzero((upper_bound(wrong, counts) <= limit) & is_last)
    return float(values[fine[-1]]) if len(fine) else _NEVER
