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

from cases.labels import HAND_OVER_WAYS, Label, Way, ways_of
from cases.learning import LEARNABLE
from triage.bounds import with_bounds
from triage.classifier import LABELS, OUTPUTS, WAYS, Bounds, Classifier, Weights
from triage.corpus import LabelledLetter
from triage.features import BLOCKS, features_of
from triage.letter import letter_of
from triage.marks import marked
from triage.vectors import Floats, known_features, places_of

EXAMPLES = "our examples"
"""The office's own masked letters. They turn weights only: no word enters a model that is not in
the built-in letters (R7, R35), and they say nothing on hand-overs, of which they hold none."""
LIGHT = frozenset({"contrasts"})
"""Files of short and very clear letters, which count half."""
LEARNED_ONLY = LIGHT | {EXAMPLES}
"""Files that are learned from but never judge: not like what a bound must hold against."""
LEAST_LETTERS = {"m": 2, "w": 2, "p": 3, "g": 4, "s": 2, "h": 1}
"""In how many letters a feature must occur to be learned, block by block."""
_PULL = 0.8
"""How strongly the weights are pulled towards zero."""
_WITHOUT_EXAMPLES = np.array(
    [
        *(place for place, label in enumerate((*LABELS, *LABELS)) if label not in LEARNABLE),
        *(2 * len(LABELS) + place for place, way in enumerate(WAYS) if way in HAND_OVER_WAYS),
    ],
    dtype=np.intp,
)
"""The outputs on which examples say nothing: an office that hands over every objection would
otherwise teach that it gets none."""
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
    ours = [lesson for lesson in lessons if lesson.file != EXAMPLES]
    counts: Counter[str] = Counter()
    for lesson in ours:
        for block in BLOCKS:
            counts.update(f"{block}:{name}" for name in lesson.features[block])
    names = tuple(sorted(name for name, count in counts.items() if count >= LEAST_LETTERS[name[0]]))
    rarity = [1 + np.log((1 + len(ours)) / (1 + counts[name])) for name in names]
    return names, np.array(rarity, dtype=np.float32)


def _solve(prepared: Prepared, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how much each letter learned from speaks for each output."""
    pull = [_pull(prepared.lessons[int(row)]) for row in rows]
    alike = prepared.alike[np.ix_(rows, rows)] + np.diag(pull)
    wanted = prepared.wanted[rows]
    shares = np.linalg.solve(alike, wanted).astype(np.float64)
    ours = np.array([prepared.lessons[int(row)].file != EXAMPLES for row in rows])
    if not ours.all():
        shares[:, _WITHOUT_EXAMPLES] = 0.0
        wanted_there = wanted[np.ix_(ours, _WITHOUT_EXAMPLES)]
        shares[np.ix_(ours, _WITHOUT_EXAMPLES)] = np.linalg.solve(
            alike[np.ix_(ours, ours)], wanted_there
        )
    return shares


def _pull(lesson: Lesson) -> float:
    """Return how loosely a letter is held to."""
    return 2 * _PULL if lesson.file in LIGHT else _PULL


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
