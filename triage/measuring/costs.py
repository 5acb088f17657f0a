"""What the decisions cost, counted in questions to the officer: what limits and costs imply."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.decision import Verdict
from cases.labels import HAND_OVER_WAYS, Way
from triage.limits import Limits
from triage.measuring.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """How often each thing happened; `total` is in questions to the officer."""

    letters: int
    questions: int
    alarms: int
    lost_hand_overs: int
    lost_records: int
    total: float

    def __str__(self) -> str:
        """Write them as one line, the total for a hundred letters."""
        per_hundred = 100 * self.total / (self.letters or 1)
        return (
            f"costs {per_hundred:.0f} questions for 100 letters: {self.questions} asked, "
            f"{self.alarms} more ways to look at, {self.lost_hand_overs} hand-overs and "
            f"{self.lost_records} records lost"
        )


def costs_of(outcomes: Sequence[Outcome], limits: Limits) -> Costs:
    """Count what was asked and what was lost, and add it up."""
    asked = [_asked(outcome) for outcome in outcomes]
    lost = [way for outcome in outcomes for way in outcome.lost_ways]
    questions = sum(map(bool, asked))
    alarms = sum(asked) - questions
    hand_overs = sum(way in HAND_OVER_WAYS for way in lost)
    records = len(lost) - hand_overs
    return Costs(
        letters=len(outcomes),
        questions=questions,
        alarms=alarms,
        lost_hand_overs=hand_overs,
        lost_records=records,
        total=questions
        + alarms * limits.cost_of_alarm
        + hand_overs * limits.cost_of_lost_hand_over
        + records * limits.cost_of_lost_record,
    )


def _asked(outcome: Outcome) -> int:
    return sum(outcome.decision.verdict(way) is Verdict.ASK for way in Way)
