"""What wrong decisions may cost: the policy from which all bounds follow (R1, R5a, R36)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may go wrong without the officer, and what each mistake costs.

    The first two are shares in 0..1: the upper 95 % bound of what is wrong among automatic
    hand-overs, and among all that is decided without the officer, stays under them. Costs are
    counted in questions to the officer: one question costs 1.
    """

    wrong_hand_overs: float = 0.03
    wrong_acts: float = 0.02
    cost_of_lost_hand_over: float = 20.0
    cost_of_lost_record: float = 4.0
    cost_of_alarm: float = 0.1
    """One more way to look at in a letter that lies before the officer anyway (R5a)."""
