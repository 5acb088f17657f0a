"""How far a reaction had come in the house, and whether it is recorded (R3, R4)."""

from enum import IntEnum

from cases.case import Channel


class EscalationStep(IntEnum):
    """Whom the customer had spoken to when the reaction was entered."""

    EMPLOYEE = 1
    TEAM_LEADER = 2  # or deputy
    KRM = 3  # officer or director


def may_stay_unrecorded(channel: Channel, step: EscalationStep) -> bool:
    """Say whether a matter settled on the spot is not recorded (R3, R4).

    What was written always is, and so is a call that reached KRM itself.
    """
    if channel is Channel.PERSONAL:
        return True
    return channel is Channel.TELEPHONE and step is not EscalationStep.KRM
