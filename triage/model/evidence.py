"""Choose the sentences that spoke loudest for a label, as reasons an officer can check (R36)."""

from collections.abc import Iterable, Mapping

import numpy as np

from cases.decision import Finding
from cases.labels import Label
from triage.model.classifier import LABELS, Classifier
from triage.model.features import in_sentence
from triage.model.vectors import Floats
from triage.words.marks import MarkedLetter

_MOST_SENTENCES = 60
"""Sentences weighed; a longer letter is weighed at its beginning."""
_SHOWN = 2


def spoken(letter: MarkedLetter, classifier: Classifier) -> Floats:
    """Return how much each sentence speaks for each label: (sentences, labels)."""
    count = min(len(letter.letter.sentences), _MOST_SENTENCES)
    rows = [_sums(in_sentence(letter, number), classifier) for number in range(count)]
    return np.array(rows, dtype=np.float32).reshape(count, len(LABELS))


def evidence(letter: MarkedLetter, label: Label, sums: Floats) -> tuple[Finding, ...]:
    """Return the sentences that spoke loudest for the label, by what `spoken` returned."""
    column = np.maximum(sums[:, LABELS.index(label)], 0.0)
    total = float(column.sum()) or 1.0
    best = np.argsort(-sums[:, LABELS.index(label)], kind="stable")[:_SHOWN]
    return tuple(
        Finding(
            source=f"model.{label}",
            label=label,
            text=letter.letter.sentences[int(number)].text,
            weight=round(float(column[number]) / total, 3),
        )
        for number in best
    )


def _sums(names: Mapping[str, Iterable[str]], classifier: Classifier) -> Floats:
    learned, count = classifier.learned, len(LABELS)
    places = [
        place
        for block, inside in names.items()
        for name in inside
        if (place := classifier.places[block].get(name)) is not None
    ]
    weights = learned.weights[places, count : 2 * count]
    return np.asarray(learned.rarity[places] @ weights, dtype=np.float32)
