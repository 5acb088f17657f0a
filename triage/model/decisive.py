"""Where the signs back what the model says: they are strong and nothing speaks for another way.

Two views must agree: the signs that a person can read, and the model. How much their agreement
is worth is measured on letters that the model has not seen (`triage/learning/training.py`).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cases.decision import Finding
from cases.labels import HAND_OVER_WAYS, WAY_OF, Label, Way, ways_of

DECISIVE: Mapping[Label, float] = MappingProxyType(
    {
        Label.SUBMISSION: 0.7,
        Label.COURT_ACTION: 0.7,
        Label.PETITION: 0.9,
        Label.OBJECTION: 0.9,
        Label.SUPERVISORY_COMPLAINT: 0.9,
        Label.PRAISE: 0.9,
        Label.SUGGESTION: 0.9,
        Label.COMPLAINT: 1.2,
    }
)
"""How much the signs for a label must weigh together. `other` is never decided by signs."""

DENIES = frozenset(
    {
        "objection.withdrawn",
        "objection.to_another_authority",
        "objection.hearing_answered",
    }
)
"""Signs that the words are no objection here (labelling rules 2, 3 and 5): the officer says."""

SUSPICIOUS = 1.2
"""From this weight on, signs are laid before the officer even in what looks like a machine's."""


def are_backed(labels: Sequence[Label], found: Sequence[Finding]) -> bool:
    """Say whether strong signs speak for the primary label and no hand-over is told besides."""
    primary = labels[0]
    return (
        primary in DECISIVE
        and _weights(found)[primary] >= DECISIVE[primary]
        and not are_opposed(labels, found)
    )


def are_opposed(labels: Sequence[Label], found: Sequence[Finding]) -> bool:
    """Say whether a sign tells of a hand-over that the labels do not ask for."""
    told = ways_of(finding.label for finding in found).intersection(HAND_OVER_WAYS)
    return not told <= ways_of(labels)


def are_denied(labels: Sequence[Label], found: Sequence[Finding]) -> bool:
    """Say whether a sign denies the hand-over to SGG that the labels ask for."""
    return Way.SGG in ways_of(labels) and any(finding.source in DENIES for finding in found)


def suspected_hand_overs(found: Sequence[Finding], *, enough: float = SUSPICIOUS) -> frozenset[Way]:
    """Return the hand-overs that strong signs speak for, whatever a model would say (R5a)."""
    weights = _weights(found)
    return frozenset(
        WAY_OF[label]
        for label in DECISIVE
        if weights[label] >= enough and WAY_OF[label] in HAND_OVER_WAYS
    )


def _weights(found: Sequence[Finding]) -> Mapping[Label, float]:
    return {
        label: sum(finding.weight for finding in found if finding.label is label) for label in Label
    }
