"""Choose the sentences that spoke loudest for a label, as reasons an officer can check (R36)."""

from collections.abc import Iterable, Mapping

from cases.decision import Finding
from cases.labels import Label
from triage.classifier import LABELS, Classifier
from triage.features import in_sentence
from triage.marks import MarkedLetter

_MOST_SENTENCES = 60
"""Sentences weighed; a longer letter is weighed at its beginning."""
_SHOWN = 2


def evidence(letter: MarkedLetter, label: Label, classifier: Classifier) -> tuple[Finding, ...]:
    """Return the sentences with the highest sum of learned weights for the label."""
    column = len(LABELS) + LABELS.index(label)
    weighed = [
        (_sum(in_sentence(letter, number), column, classifier), number)
        for number in range(min(len(letter.letter.sentences), _MOST_SENTENCES))
    ]
    best = sorted(weighed, key=lambda item: (-item[0], item[1]))[:_SHOWN]
    total = sum(max(0.0, strength) for strength, _ in weighed) or 1.0
    return tuple(
        Finding(
            source=f"model.{label}",
            label=label,
            text=letter.letter.sentences[number].text,
            weight=round(max(0.0, strength) / total, 3),
        )
        for strength, number in best
    )


def _sum(names: Mapping[str, Iterable[str]], column: int, classifier: Classifier) -> float:
    learned = classifier.learned
    places = [
        place
        for block, inside in names.items()
        for name in inside
        if (place := classifier.places[block].get(name)) is not None
    ]
    return float((learned.weights[places, column] * learned.rarity[places]).sum())
