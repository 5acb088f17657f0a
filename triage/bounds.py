"""Choose from which probability on a way is carried out, asked about, or left alone.

The costs are unequal: a lost objection may cost a citizen a legal time limit, a question costs
the officer a minute. So the lower bounds allow (nearly) no loss, the upper ones little error.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cases.labels import HAND_OVER_WAYS, Way, ways_of
from triage.classifier import Bounds, Classifier, Scores
from triage.corpus import LabelledLetter

LOST_HAND_OVERS = 0.006
"""Share of demanded hand-overs that may fall below the lower bound."""
LOST_RECORDS = 0.015
WRONG_HAND_OVERS = 0.003
"""Share of wrong ones among those above the upper bound."""
WRONG_RECORDS = 0.012
WRONG_PRIMARY = 0.03
_MARGIN = 0.85
"""The lower bounds are set this much lower, for letters that resemble none of those judged."""


def with_bounds(
    classifier: Classifier, scores: Sequence[Scores], letters: Sequence[LabelledLetter]
) -> Classifier:
    """Return the classifier with the bounds that these judged letters support."""
    bounds = {}
    for way in Way:
        hand_over = way in HAND_OVER_WAYS
        likely = np.array([score.ways[way] for score in scores])
        demanded = np.array([way in ways_of(letter.labels) for letter in letters])
        allowed = np.array(
            [way in ways_of((*letter.labels, *letter.acceptable)) for letter in letters]
        )
        bounds[way] = Bounds(
            ask=few_lost(likely, demanded, share=LOST_HAND_OVERS if hand_over else LOST_RECORDS),
            do=few_wrong(likely, allowed, share=WRONG_HAND_OVERS if hand_over else WRONG_RECORDS),
        )
    sure = few_wrong(*_primary(scores, letters), share=WRONG_PRIMARY)
    return replace(classifier, bounds=bounds, sure_primary=sure)


def _primary(
    scores: Sequence[Scores], letters: Sequence[LabelledLetter]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    tops = [max(score.primary.items(), key=lambda item: item[1]) for score in scores]
    right = [
        label in (letter.labels[0], *letter.acceptable)
        for (label, _), letter in zip(tops, letters, strict=True)
    ]
    return np.array([likely for _, likely in tops]), np.array(right)


def few_wrong(likely: NDArray[np.float64], right: NDArray[np.bool_], *, share: float) -> float:
    """Return the lowest bound above which no more than this share is wrong; 1 if there is none."""
    order = np.argsort(-likely, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    fine = np.flatnonzero(wrong <= share)
    return float(likely[order][fine[-1]]) if len(fine) else 1.0


def few_lost(likely: NDArray[np.float64], demanded: NDArray[np.bool_], *, share: float) -> float:
    """Return a bound below which no more than this share of the demanded lies."""
    wanted = np.sort(likely[demanded])
    return float(wanted[int(share * len(wanted))]) * _MARGIN if len(wanted) else 0.5
