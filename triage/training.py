"""Train the classifier, by whole files, so that no writer judges his own twins.

The model is a ridge regression over all features, solved between letters instead of features
(the kernel form): with some thousand letters that takes seconds and has one exact solution, so
the same corpus gives the same model. Calibration and bounds are chosen on letters that the
judging model has not learned from.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cases.labels import Label, Way, ways_of
from triage.bounds import with_bounds
from triage.classifier import LABELS, OUTPUTS, WAYS, Bounds, Classifier, Weights
from triage.corpus import LabelledLetter
from triage.features import BLOCKS, features_of
from triage.letter import letter_of
from triage.marks import marked
from triage.vectors import Floats, known_features, places_of

LEARNED_ONLY = frozenset({"contrasts"})
"""Files that are learned from but never judge: too short and too clear to choose bounds by."""
LEAST_LETTERS = {"m": 2, "w": 2, "p": 3, "g": 4, "s": 2, "h": 1}
"""In how many letters a feature must occur to be learned, block by block."""
_PULL = 0.8
"""How strongly the weights are pulled towards zero."""
_UNDECIDED = Bounds(ask=0.05, do=0.95)
Features = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A labelled letter with its features, computed once for all folds."""

    letter: LabelledLetter
    file: str
    features: Features = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All lessons as one matrix, how alike each two of them are, and what should come out."""

    lessons: Sequence[Lesson]
    names: tuple[str, ...]
    rarity: Floats
    matrix: csr_matrix
    alike: NDArray[np.float64]
    wanted: NDArray[np.float64]


def lessons_of(name: str, letters: Sequence[LabelledLetter]) -> list[Lesson]:
    """Read the letters of one file and compute their features."""
    return [
        Lesson(
            letter=letter,
            file=name,
            features=features_of(marked(letter_of(letter.subject, letter.body))),
        )
        for letter in letters
    ]


def train(corpora: Mapping[str, Sequence[LabelledLetter]]) -> Classifier:
    """Return a classifier whose calibration and bounds were judged on files unseen by it."""
    return train_on([lesson for name in corpora for lesson in lessons_of(name, corpora[name])])


def train_on(lessons: Sequence[Lesson]) -> Classifier:
    """Train on letters whose features are known already."""
    return train_prepared(prepare(lessons))


def prepare(lessons: Sequence[Lesson]) -> Prepared:
    """Turn the lessons into a matrix and compare each with each."""
    names, rarity = _vocabulary(lessons)
    places = places_of(names)
    rows = [known_features(lesson.features, places, rarity) for lesson in lessons]
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([found for found, _ in rows]),
            np.cumsum([0, *(len(found) for found, _ in rows)]),
        ),
        shape=(len(rows), len(names)),
    )
    return Prepared(
        lessons=lessons,
        names=names,
        rarity=rarity,
        matrix=matrix,
        alike=(matrix @ matrix.T).toarray().astype(np.float64),
        wanted=np.array([_wanted(lesson.letter.labels) for lesson in lessons]),
    )


def train_prepared(prepared: Prepared, learned: Sequence[int] | None = None) -> Classifier:
    """Train on these rows (all by default); each file is judged by a model of the others."""
    everything = range(len(prepared.lessons))
    rows = np.array(everything if learned is None else learned, dtype=np.intp)
    files = [prepared.lessons[int(row)].file for row in rows]
    judging = [name for name in dict.fromkeys(files) if name not in LEARNED_ONLY] or [files[0]]
    judged: list[Lesson] = []
    raw: list[NDArray[np.float64]] = []
    for name in judging:
        mine = rows[[file == name for file in files]]
        others = rows[[file != name for file in files]]
        shares = _solve(prepared, others if len(others) else rows)
        raw.append(prepared.alike[np.ix_(mine, others if len(others) else rows)] @ shares)
        judged.extend(prepared.lessons[int(row)] for row in mine)
    classifier = _calibrate(_fitted(prepared, rows), np.concatenate(raw), judged)
    scores = [classifier.calibrated(row) for row in np.concatenate(raw)]
    return with_bounds(classifier, scores, [lesson.letter for lesson in judged])


def _wanted(labels: Sequence[Label]) -> list[float]:
    demanded = ways_of(labels)
    among = [label in labels for label in LABELS]
    primary = [label is labels[0] for label in LABELS]
    ways = [way in demanded for way in WAYS]
    return [1.0 if yes else -1.0 for yes in (*among, *primary, *ways)]


def _vocabulary(lessons: Sequence[Lesson]) -> tuple[tuple[str, ...], Floats]:
    counts: Counter[str] = Counter()
    for lesson in lessons:
        for block in BLOCKS:
            counts.update(f"{block}:{name}" for name in lesson.features[block])
    names = tuple(sorted(name for name, count in counts.items() if count >= LEAST_LETTERS[name[0]]))
    rarity = [1 + np.log((1 + len(lessons)) / (1 + counts[name])) for name in names]
    return names, np.array(rarity, dtype=np.float32)


def _solve(prepared: Prepared, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how much each letter learned from speaks for each output."""
    pull = [_pull(prepared.lessons[int(row)]) for row in rows]
    alike = prepared.alike[np.ix_(rows, rows)] + np.diag(pull)
    return np.linalg.solve(alike, prepared.wanted[rows]).astype(np.float64)


def _pull(lesson: Lesson) -> float:
    """Return how loosely a letter is held to; contrasts count half."""
    return 2 * _PULL if lesson.file in LEARNED_ONLY else _PULL


def _fitted(prepared: Prepared, rows: NDArray[np.intp]) -> Classifier:
    weights = prepared.matrix[rows].T @ _solve(prepared, rows)
    return Classifier(
        model_id=_model_id([prepared.lessons[int(row)] for row in rows]),
        learned=Weights(
            names=prepared.names, rarity=prepared.rarity, weights=weights.astype(np.float32)
        ),
        slopes=np.ones(OUTPUTS, dtype=np.float32),
        offsets=np.zeros(OUTPUTS, dtype=np.float32),
        temperature=1.0,
        bounds=dict.fromkeys(Way, _UNDECIDED),
        sure_primary=0.9,
        trained_with=f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    )


def _calibrate(
    classifier: Classifier, raw: NDArray[np.float64], judged: Sequence[Lesson]
) -> Classifier:
    wanted = np.array([_wanted(lesson.letter.labels) for lesson in judged]) > 0
    lines = [_line(raw[:, place], wanted[:, place]) for place in range(OUTPUTS)]
    count = len(LABELS)
    return replace(
        classifier,
        slopes=np.array([slope for slope, _ in lines], dtype=np.float32),
        offsets=np.array([offset for _, offset in lines], dtype=np.float32),
        temperature=_temperature(raw[:, count : 2 * count], wanted[:, count : 2 * count]),
    )


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


def _model_id(lessons: Sequence[Lesson]) -> str:
    digest = hashlib.sha256()
    for lesson in lessons:
        digest.update(repr((lesson.letter.id, lesson.letter.labels)).encode())
    return f"ridge-{len(lessons)}-{digest.hexdigest()[:12]}"
