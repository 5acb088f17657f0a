"""The mistakes that cost most, with the letter and the reasons: where to look first (R36)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.labels import HAND_OVER_WAYS, Label
from triage.measuring.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One letter that was judged wrongly, as a reader needs it to understand why."""

    id: str
    harm: str
    decided: tuple[Label, ...]
    right: tuple[Label, ...]
    confidence: float
    decided_by: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    why: str
    reasons: tuple[str, ...] = field(repr=False)


HARMS = ("lost", "wrong hand-over", "wrong act", "asked")
"""From worst to least: nobody sees it; a stranger gets it; filed wrongly; only a question."""


def worst_mistakes(outcomes: Sequence[Outcome], most: int = 20) -> tuple[Mistake, ...]:
    """Return the mistakes by harm, among equals those first of which the judge was surest."""
    wrong = [
        (_harm(outcome), outcome) for outcome in outcomes if not outcome.is_right or _harm(outcome)
    ]
    wrong.sort(key=lambda pair: (HARMS.index(pair[0] or HARMS[-1]), -pair[1].decision.confidence))
    return tuple(_mistake(harm or HARMS[-1], outcome) for harm, outcome in wrong[:most])


def _harm(outcome: Outcome) -> str:
    """Name the harm done; empty where there is none, or only a question."""
    if any(way in HAND_OVER_WAYS for way in outcome.lost_ways):
        return "lost"
    if outcome.wrong_hand_overs:
        return "wrong hand-over"
    return "wrong act" if outcome.is_wrong_act else ""


def _mistake(harm: str, outcome: Outcome) -> Mistake:
    letter, decision = outcome.letter, outcome.decision
    return Mistake(
        id=letter.id,
        harm=harm,
        decided=decision.labels,
        right=letter.labels,
        confidence=decision.confidence,
        decided_by=str(decision.decided_by),
        subject=letter.subject,
        body=letter.body,
        why=letter.why,
        reasons=tuple(f"{each.source}: {each.text}" for each in decision.because),
    )
