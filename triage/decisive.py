"""Rules first: where the signs of one way are strong and nothing speaks for another (R5 to R8).

Two views must agree: the signs that a person can read, and the model, which here can only
object. Both were measured together on files that the model had not seen (docs/model-card.md).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cases.decision import Finding
from cases.labels import HAND_OVER_WAYS, WAY_OF, Label, Way
from triage.classifier import Scores

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

CONFIRMED = 0.92
"""The model gives the primary label at least this probability, where one way alone is taken."""

SUSPICIOUS = 1.2
"""From this weight on, signs are laid before the officer even in what looks like a machine's."""

LIKELY_WAY = 0.9
"""The model gives a further way that the signs decide at least this probability."""

UNLIKELY = MappingProxyType({Way.SGG: 0.05, Way.DIRECTOR: 0.05, Way.REGISTER: 0.5})
"""Above this the model sees a way that the signs do not, and they decide nothing."""


def decisive_ways(found: Sequence[Finding], scores: Scores) -> frozenset[Way]:
    """Return the ways that the signs decide and the model does not object to; none if unsure."""
    primary = max(scores.primary, key=lambda label: scores.primary[label])
    weights = _weights(found)
    if primary not in DECISIVE or weights[primary] < DECISIVE[primary]:
        return frozenset()
    decided = frozenset(
        WAY_OF[label]
        for label, enough in DECISIVE.items()
        if weights[label] >= enough
        and (WAY_OF[label] is WAY_OF[primary] or scores.ways[WAY_OF[label]] >= LIKELY_WAY)
    )
    is_confirmed = len(decided) > 1 or scores.primary[primary] >= CONFIRMED
    is_whole = all(_is_excluded(way, found, scores) for way in Way if way not in decided)
    return decided if WAY_OF[primary] in decided and is_confirmed and is_whole else frozenset()


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


def _is_excluded(way: Way, found: Sequence[Finding], scores: Scores) -> bool:
    """Say whether nothing speaks for a way: no sign of a hand-over, and not the model."""
    is_told = way in HAND_OVER_WAYS and any(WAY_OF.get(each.label) is way for each in found)
    return not is_told and scores.ways[way] <= UNLIKELY[way]
