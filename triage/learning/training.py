"""Train the classifier, by whole files, so that no writer judges his own twins.

The model is a ridge regression over all features, solved between letters instead of features
(the kernel form): with some thousand letters that takes seconds and has one exact solution, so
the same corpus gives the same model. Calibration and bounds are chosen on letters that the
judging model has not learned from.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from cases.labels import HAND_OVER_WAYS
from cases.learning import LEARNABLE
from triage.learning.calibration import calibrate
from triage.learning.corpus import LabelledLetter
from triage.learning.lessons import EXAMPLES, LEARNED_ONLY, LIGHT, Lesson, lessons_of, wanted_of
from triage.limits import Limits
from triage.model.bounds import NOTHING_JUDGED, WAYS, bounds_of
from triage.model.classifier import LABELS, OUTPUTS, Classifier, Encoder, Weights
from triage.model.features import BLOCKS
from triage.model.nearness import Nearness, Space, Whole, nearness, space_of
from triage.model.vectors import Floats, known_features, places_of

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
_PRIMARY_OF_EXAMPLES = np.array(
    [len(LABELS) + place for place, label in enumerate(LABELS) if label in LEARNABLE],
    dtype=np.intp,
)
"""The outputs among which examples choose, without making all of them likelier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All lessons as one matrix, how alike each two of them are, and what should come out."""

    lessons: Sequence[Lesson]
    names: tuple[str, ...]
    rarity: Floats
    matrix: csr_matrix
    alike: NDArray[np.float64]
    wanted: NDArray[np.float64]
    space: Space | None = None
    places: Whole | None = None


def train(
    corpora: Mapping[str, Sequence[LabelledLetter]], encoder: Encoder | None = None
) -> Classifier:
    """Return a classifier whose calibration and bounds were judged on files unseen by it.

    With an encoder a second model that compares meanings is trained, and asked next.
    """
    prepared = prepare([lesson for name in corpora for lesson in lessons_of(name, corpora[name])])
    return train_stages(prepared, with_meanings(prepared, encoder) if encoder else None, encoder)


def train_stages(
    prepared: Prepared,
    deep: Prepared | None,
    encoder: Encoder | None,
    learned: Sequence[int] | None = None,
) -> Classifier:
    """Train on these rows (all by default), and the model asked next on the same."""
    first = train_prepared(prepared, learned)
    return first.followed_by(train_prepared(deep, learned) if deep else None, encoder)


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
        wanted=np.array([wanted_of(lesson.letter.labels) for lesson in lessons]),
    )


def with_meanings(prepared: Prepared, encoder: Encoder) -> Prepared:
    """Compare the lessons by their meanings too; takes about 0.2 s a lesson."""
    vectors = np.stack([encoder.vectors(lesson.text) for lesson in prepared.lessons])
    judges = [lesson.file not in LEARNED_ONLY for lesson in prepared.lessons]
    space = space_of(vectors[judges] if any(judges) else vectors)
    places = space.placed(vectors)
    alike = prepared.alike + nearness(places, places)
    return replace(prepared, alike=alike, space=space, places=places)


def train_prepared(prepared: Prepared, learned: Sequence[int] | None = None) -> Classifier:
    """Train on these rows (all by default); each file is judged by a model of the others."""
    everything = range(len(prepared.lessons))
    rows = np.array(everything if learned is None else learned, dtype=np.intp)
    ours = rows[[prepared.lessons[int(row)].file != EXAMPLES for row in rows]]
    judged = [_rows_of(name, prepared, rows) for name in _judges(prepared, rows)]
    shares, raw = _taught(prepared, ours, judged)
    if len(ours) < len(rows):
        told = _taught(prepared, rows, judged)
        shares += _of_examples(told[0] - shares)
        raw += _of_examples(told[1] - raw)
    lessons = [prepared.lessons[int(row)] for row in np.concatenate(judged)]
    return calibrate(_fitted(prepared, rows, shares), raw, lessons)


def _taught(
    prepared: Prepared, rows: NDArray[np.intp], judged: Sequence[NDArray[np.intp]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how much each lesson speaks for each output, and the sums of those judged unseen."""
    solved = _solved(prepared, rows)
    shares = np.zeros((len(prepared.lessons), OUTPUTS))
    shares[rows] = solved.shares
    return shares, np.concatenate([_unseen(solved, places, prepared) for places in judged])


def _of_examples(change: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what of a change by examples may count: a choice between matters of the house."""
    allowed = change.copy()
    allowed[:, _WITHOUT_EXAMPLES] = 0.0
    allowed[:, _PRIMARY_OF_EXAMPLES] -= change[:, _PRIMARY_OF_EXAMPLES].mean(axis=1, keepdims=True)
    return allowed


def _vocabulary(lessons: Sequence[Lesson]) -> tuple[tuple[str, ...], Floats]:
    ours = [lesson for lesson in lessons if lesson.file != EXAMPLES]
    counts: Counter[str] = Counter()
    for lesson in ours:
        for block in BLOCKS:
            counts.update(f"{block}:{name}" for name in lesson.features[block])
    names = tuple(sorted(name for name, count in counts.items() if count >= LEAST_LETTERS[name[0]]))
    rarity = [1 + np.log((1 + len(ours)) / (1 + counts[name])) for name in names]
    return names, np.array(rarity, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """How much each row speaks for each output, and what tells the same of rows left out."""

    rows: NDArray[np.intp]
    shares: NDArray[np.float64]
    inverse: NDArray[np.float64]


def _solved(prepared: Prepared, rows: NDArray[np.intp]) -> _Solved:
    pull = [_pull(prepared.lessons[int(row)]) for row in rows]
    alike = prepared.alike[np.ix_(rows, rows)] + np.diag(pull)
    inverse = np.linalg.inv(alike).astype(np.float64)
    return _Solved(rows=rows, shares=inverse @ prepared.wanted[rows], inverse=inverse)


def _unseen(solved: _Solved, judged: NDArray[np.intp], prepared: Prepared) -> NDArray[np.float64]:
    """Return the sums that a model of all other rows would give to these.

    Leaving rows out of a ridge regression needs no second solution: the residual of what is
    left out is its block of the inverse, solved for its own shares.
    """
    places = np.flatnonzero(np.isin(solved.rows, judged))
    wanted = prepared.wanted[solved.rows[places]]
    if len(places) == len(solved.rows):
        return prepared.alike[np.ix_(solved.rows, solved.rows)] @ solved.shares
    block = solved.inverse[np.ix_(places, places)]
    return wanted - np.linalg.solve(block, solved.shares[places])


def _judges(prepared: Prepared, rows: NDArray[np.intp]) -> list[str]:
    """Return the files that judge; the first one where all are only learned from."""
    files = list(dict.fromkeys(prepared.lessons[int(row)].file for row in rows))
    return [name for name in files if name not in LEARNED_ONLY] or files[:1]


def _rows_of(name: str, prepared: Prepared, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.array([row for row in rows if prepared.lessons[int(row)].file == name], dtype=np.intp)


def _pull(lesson: Lesson) -> float:
    """Return how loosely a letter is held to."""
    return 2 * _PULL if lesson.file in LIGHT else _PULL


def _fitted(prepared: Prepared, rows: NDArray[np.intp], shares: NDArray[np.float64]) -> Classifier:
    weights = prepared.matrix.T @ shares
    return Classifier(
        model_id=_model_id(prepared, rows),
        learned=Weights(
            names=prepared.names, rarity=prepared.rarity, weights=weights.astype(np.float32)
        ),
        slopes=np.ones(OUTPUTS, dtype=np.float32),
        offsets=np.zeros(OUTPUTS, dtype=np.float32),
        temperature=1.0,
        agreement=np.array([0.0, 1.0, 0.0, 0.0], dtype=np.float32),
        judged=NOTHING_JUDGED,
        bounds=bounds_of(NOTHING_JUDGED, Limits()),
        trained_with=f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        near=_near(prepared, rows, shares),
    )


def _near(
    prepared: Prepared, rows: NDArray[np.intp], shares: NDArray[np.float64]
) -> Nearness | None:
    if prepared.space is None or prepared.places is None:
        return None
    return Nearness(
        space=prepared.space, kept=prepared.places[rows], shares=shares[rows].astype(np.float32)
    )


def _model_id(prepared: Prepared, rows: NDArray[np.intp]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        letter = prepared.lessons[int(row)].letter
        digest.update(repr((letter.id, letter.labels)).encode())
    kind = "ridge" if prepared.space is None else "meaning"
    return f"{kind}-{len(rows)}-{digest.hexdigest()[:12]}"
