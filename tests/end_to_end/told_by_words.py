"""Classifiers for tests in which the model must not matter: what a letter says, it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from cases.decision import Finding
from cases.labels import Label, Way
from triage.artefact import save
from triage.classifier import LABELS, Bounds, Classifier, Floats, Scores, Weights
from triage.marks import MarkedLetter

Judge = TypeVar("Judge", bound=Classifier)

SURE, DOUBTFUL, NEVER = 0.99, 0.5, 0.01
WORDS = {
    "widerspruch ein": (Label.OBJECTION, SURE),
    "angeschrien": (Label.SUPERVISORY_COMPLAINT, SURE),
    "verloren": (Label.COMPLAINT, SURE),
    "dankbar": (Label.PRAISE, SURE),
    "petitionsausschuss": (Label.PETITION, SURE),
    "seltsam berechnet": (Label.OBJECTION, DOUBTFUL),
    "unklar": (Label.COMPLAINT, DOUBTFUL),
}
"""What the letters of these tests say, in small letters, and how sure it makes the judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldByWords(Classifier):
    """Judge by the words of WORDS; a letter without any of them is `other`."""

    def score_marked(self, letter: MarkedLetter, found: Sequence[Finding]) -> Scores:
        """Return how likely the words make each label; the first found is the main one."""
        text = letter.letter.text.lower()
        told = {label: chance for word, (label, chance) in WORDS.items() if word in text}
        among = {label: told.get(label, NEVER) for label in LABELS}
        if not told:
            among[Label.OTHER] = SURE
        first = next(iter(told), Label.OTHER)
        primary = dict.fromkeys(LABELS, NEVER) | {first: told.get(first, SURE)}
        return Scores(among=among, primary=primary)


def told_by_words() -> ToldByWords:
    """Return the judge of these tests."""
    return a_judge(ToldByWords)


def a_judge(kind: type[Judge]) -> Judge:
    """Return a judge of this kind that has learned nothing."""
    return _judge(kind, np.zeros(2 * len(LABELS), dtype=np.float32))


def write_one_answer_model(path: Path, label: Label) -> None:
    """Write a model file that calls every letter the same, surely."""
    intercepts = np.full(2 * len(LABELS), -9, dtype=np.float32)
    place = LABELS.index(label)
    intercepts[[place, len(LABELS) + place]] = 9
    save(_judge(Classifier, intercepts), path)


def _judge(kind: type[Judge], intercepts: Floats) -> Judge:
    """Return a model that looks at no word, only at its intercepts."""
    count = len(LABELS)
    return kind(
        model_id="test",
        learned=Weights(
            names=("w:wort",),
            rarity=np.ones(1, dtype=np.float32),
            weights=np.zeros((1, 2 * count), dtype=np.float32),
            intercepts=intercepts,
        ),
        slopes=np.ones(count, dtype=np.float32),
        offsets=np.zeros(count, dtype=np.float32),
        temperature=1.0,
        bounds={way: Bounds(ask=0.3, do=0.9) for way in Way},
        sure_primary=0.6,
    )
