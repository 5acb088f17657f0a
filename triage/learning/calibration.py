"""Turn raw sums into probabilities that hold for letters by unknown writers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from cases.labels import Way, ways_of
from triage.learning.lessons import Lesson, wanted_of
from triage.limits import Limits
from triage.model.bounds import WAYS, Judged
from triage.model.candidate import Candidate, candidate_of, sureness_of
from triage.model.classifier import LABELS, OUTPUTS, Classifier, Scores


def calibrate(
    classifier: Classifier, raw: NDArray[np.float64], judged: Sequence[Lesson]
) -> Classifier:
    """Return the classifier with the calibration that these unseen letters support.

    `raw` (n, outputs) are the sums that models of the other files gave to `judged` (n).
    """
    wanted = np.array([wanted_of(lesson.letter.labels) for lesson in judged]) > 0
    lines = [_line(raw[:, place], wanted[:, place]) for place in range(OUTPUTS)]
    count = len(LABELS)
    fitted = replace(
        classifier,
        slopes=np.array([slope for slope, _ in lines], dtype=np.float32),
        offsets=np.array([offset for _, offset in lines], dtype=np.float32),
        temperature=_temperature(raw[:, count : 2 * count], wanted[:, count : 2 * count]),
    )
    scores = [fitted.calibrated(row) for row in raw]
    return _with_agreement(fitted, scores, judged)


def _line(raw: NDArray[np.float64], wanted: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset that turn raw sums into log odds (Platt)."""
    if wanted.all() or not wanted.any():
        return 1.0, 9.0 if wanted.all() else -9.0
    model = LogisticRegression(C=100.0).fit(raw[:, np.newaxis], wanted)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _temperature(raw: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    def surprise(temperature: float) -> float:
        warmed = raw / temperature
        warmed = warmed - warmed.max(axis=1, keepdims=True)
        likely = warmed - np.log(np.exp(warmed).sum(axis=1, keepdims=True))
        return -float(likely[wanted].mean())

    return float(minimize_scalar(surprise, bounds=(0.02, 5.0), method="bounded").x)


def _with_agreement(
    classifier: Classifier, scores: Sequence[Scores], judged: Sequence[Lesson]
) -> Classifier:
    """Learn what the agreement of the signs is worth, and keep what was judged for the bounds."""
    candidates = [
        candidate_of(score, lesson.found) for score, lesson in zip(scores, judged, strict=True)
    ]
    right = np.array(
        [
            each.labels[0] in (lesson.letter.labels[0], *lesson.letter.acceptable)
            for each, lesson in zip(candidates, judged, strict=True)
        ],
        dtype=np.bool_,
    )
    fitted = replace(classifier, agreement=_agreement(candidates, right))
    kept = Judged(
        sureness=np.array([sureness_of(each, fitted) for each in candidates], dtype=np.float32),
        first=np.array([WAYS.index(each.way) for each in candidates], dtype=np.int8),
        ways=np.array([[score.ways[way] for way in WAYS] for score in scores], dtype=np.float32),
        taken=_flags([ways_of(each.labels) for each in candidates]),
        allowed=_flags([_allowed(lesson) for lesson in judged]),
        right=right,
    )
    return replace(fitted, judged=kept).under(Limits())


def _agreement(candidates: Sequence[Candidate], right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the weights of a constant, the log odds and the signs; the log odds alone if clear."""
    if right.all() or not right.any():
        return np.array([0.0, 1.0, 0.0, 0.0], dtype=np.float32)
    rows = [each.agreement for each in candidates]
    model = LogisticRegression(C=10.0, fit_intercept=False).fit(rows, right)
    return np.asarray(model.coef_[0], dtype=np.float32)


def _allowed(lesson: Lesson) -> frozenset[Way]:
    return ways_of((*lesson.letter.labels, *lesson.letter.acceptable))


def _flags(sets: Sequence[frozenset[Way]]) -> NDArray[np.bool_]:
    return np.array([[way in ways for way in WAYS] for ways in sets], dtype=np.bool_)
