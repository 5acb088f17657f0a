"""How is the classifier trained? By whole files, so that no writer judges his own twins."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cases.labels import HAND_OVER_WAYS, Label, Way, labels_on
from triage.classifier import (
    LABELS,
    Bounds,
    Classifier,
    Floats,
    Weights,
    known_features,
)
from triage.corpus import LabelledLetter
from triage.features import BLOCKS, features_of
from triage.letter import letter_of
from triage.marks import marked
from triage.rules import every_finding

LEAST_LETTERS = {"m": 2, "f": 2, "w": 3, "g": 5, "s": 3, "h": 1}
"""In how many letters a feature must occur to be learned, block by block."""
STRENGTH = 20.0
"""Inverse of the pull towards zero."""
Features = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A labelled letter with its features, computed once for all folds."""

    letter: LabelledLetter
    features: Features


def lessons_of(letters: Sequence[LabelledLetter]) -> list[Lesson]:
    """Read the letters and compute their features."""
    lessons = []
    for letter in letters:
        ready = marked(letter_of(letter.subject, letter.body))
        features = features_of(ready, every_finding(ready))
        lessons.append(Lesson(letter=letter, features=features))
    return lessons


def train(corpora: Mapping[str, Sequence[LabelledLetter]]) -> Classifier:
    """Return a classifier whose calibration and bounds were judged on files unseen by it."""
    return train_on({name: lessons_of(letters) for name, letters in corpora.items()})


def train_on(lessons: Mapping[str, Sequence[Lesson]]) -> Classifier:
    """Train on letters whose features are known already."""
    held_out = [_judged_by_others(name, lessons) for name in lessons]
    judged = [lesson for name in lessons for lesson in lessons[name]]
    calibrated = _calibrate(_fit(judged), np.concatenate(held_out), judged)
    return _with_bounds(calibrated, np.concatenate(held_out), judged)


def _judged_by_others(name: str, lessons: Mapping[str, Sequence[Lesson]]) -> Floats:
    others = [lesson for other, found in lessons.items() if other != name for lesson in found]
    classifier = _fit(others or lessons[name])
    return np.stack([classifier.raw(lesson.features) for lesson in lessons[name]])


def _fit(lessons: Sequence[Lesson]) -> Classifier:
    names, rarity = _vocabulary(lessons)
    places = {name: place for place, name in enumerate(names)}
    rows = [known_features(lesson.features, places, rarity) for lesson in lessons]
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([found for found, _ in rows]),
            np.cumsum([0, *(len(found) for found, _ in rows)]),
        ),
        shape=(len(rows), len(names)),
    )
    among = [
        _separate(matrix, [label in lesson.letter.labels for lesson in lessons]) for label in LABELS
    ]
    primary = [
        _separate(matrix, [lesson.letter.labels[0] is label for lesson in lessons])
        for label in LABELS
    ]
    return Classifier(
        model_id=_model_id(lessons),
        learned=Weights(
            names=names,
            rarity=rarity,
            weights=np.stack([weights for weights, _ in among + primary], axis=1),
            intercepts=np.array([intercept for _, intercept in among + primary], dtype=np.float32),
        ),
        slopes=np.ones(len(LABELS), dtype=np.float32),
        offsets=np.zeros(len(LABELS), dtype=np.float32),
        temperature=1.0,
        bounds={way: Bounds(ask=0.05, do=0.95) for way in Way},
        sure_primary=0.9,
        trained_with=f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    )


def _vocabulary(lessons: Sequence[Lesson]) -> tuple[tuple[str, ...], Floats]:
    counts: Counter[str] = Counter()
    for lesson in lessons:
        for block in BLOCKS:
            counts.update(f"{block}:{name}" for name in lesson.features[block])
    names = tuple(sorted(n for n, count in counts.items() if count >= LEAST_LETTERS[n[0]]))
    rarity = [
        1 + np.log((1 + len(lessons)) / (1 + counts[name])) if name[0] in "wgs" else 1.0
        for name in names
    ]
    return names, np.array(rarity, dtype=np.float32)


def _separate(matrix: csr_matrix, belongs: Sequence[bool]) -> tuple[Floats, float]:
    if not any(belongs) or all(belongs):
        return np.zeros(matrix.shape[1], dtype=np.float32), 9.0 if all(belongs) else -9.0
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", class_weight="balanced", max_iter=1000, random_state=0
    )
    model.fit(matrix, belongs)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _calibrate(classifier: Classifier, raw: Floats, judged: Sequence[Lesson]) -> Classifier:
    slopes, offsets = [], []
    for number, label in enumerate(LABELS):
        belongs = [label in lesson.letter.labels for lesson in judged]
        if not any(belongs) or all(belongs):
            slopes.append(1.0)
            offsets.append(0.0)
            continue
        model = LogisticRegression(C=100.0).fit(raw[:, number : number + 1], belongs)
        slopes.append(float(model.coef_[0][0]))
        offsets.append(float(model.intercept_[0]))
    primary = [LABELS.index(lesson.letter.labels[0]) for lesson in judged]
    return replace(
        classifier,
        slopes=np.array(slopes, dtype=np.float32),
        offsets=np.array(offsets, dtype=np.float32),
        temperature=_temperature(raw[:, len(LABELS) :], primary),
    )


def _temperature(raw: Floats, primary: Sequence[int]) -> float:
    def surprise(temperature: float) -> float:
        warmed = raw / temperature
        warmed = warmed - warmed.max(axis=1, keepdims=True)
        likely = warmed - np.log(np.exp(warmed).sum(axis=1, keepdims=True))
        return -float(np.mean([row[place] for row, place in zip(likely, primary, strict=True)]))

    return float(minimize_scalar(surprise, bounds=(0.1, 5.0), method="bounded").x)


def _with_bounds(classifier: Classifier, raw: Floats, judged: Sequence[Lesson]) -> Classifier:
    scores = [classifier.calibrated(row) for row in raw]
    bounds = {}
    for way in Way:
        likely = np.array([score.on_way(labels_on(way, LABELS)) for score in scores])
        demanded = np.array([bool(labels_on(way, l.letter.labels)) for l in judged])
        allowed = np.array(
            [bool(labels_on(way, (*l.letter.labels, *l.letter.acceptable))) for l in judged]
        )
        bounds[way] = Bounds(
            ask=_no_more_lost(likely, demanded, lost=0 if way in HAND_OVER_WAYS else 0.004),
            do=_few_wrong(likely, allowed, share=0.005 if way in HAND_OVER_WAYS else 0.01),
        )
    top = np.array([max(score.primary.values()) for score in scores])
    right = np.array(
        [
            max(score.primary, key=lambda label: score.primary[label])
            in (lesson.letter.labels[0], *lesson.letter.acceptable)
            for score, lesson in zip(scores, judged, strict=True)
        ]
    )
    return replace(classifier, bounds=bounds, sure_primary=_few_wrong(top, right, share=0.01))


def _few_wrong(likely: NDArray[np.float64], right: NDArray[np.bool_], *, share: float) -> float:
    """Return the lowest bound above which no more than this share is wrong."""
    order = np.argsort(-likely, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    fine = np.flatnonzero(wrong <= share)
    return float(likely[order][fine[-1]]) if len(fine) else 1.0


def _no_more_lost(
    likely: NDArray[np.float64], demanded: NDArray[np.bool_], *, lost: float
) -> float:
    """Return the highest bound below which no more than this share of the demanded lies."""
    wanted = np.sort(likely[demanded])
    if not len(wanted):
        return 0.5
    return float(wanted[int(lost * len(wanted))]) * 0.9


def _model_id(lessons: Sequence[Lesson]) -> str:
    digest = hashlib.sha256()
    for lesson in lessons:
        digest.update(repr(lesson.letter.id).encode() + repr(lesson.letter.labels).encode())
    return f"words-{len(lessons)}-{digest.hexdigest()[:12]}"
