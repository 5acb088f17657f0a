"""What leaves the house, and to whom (R5, R9c, R11, R12, R16)."""

from dataclasses import dataclass
from enum import StrEnum

from cases.labels import Label, Way


class LetterKind(StrEnum):
    """Every kind of message that leaves the house."""

    ACKNOWLEDGEMENT = "acknowledgement"
    NEUTRAL_ACKNOWLEDGEMENT = "neutral_acknowledgement"
    TRANSFER_NOTICE = "transfer_notice"
    HAND_OVER = "hand_over"
    PASS_ON = "pass_on"  # noqa: S105  (no secret: the original to another unit, R9c)
    WARNING = "warning"


NOTICES = frozenset(
    {LetterKind.ACKNOWLEDGEMENT, LetterKind.NEUTRAL_ACKNOWLEDGEMENT, LetterKind.TRANSFER_NOTICE}
)
"""Letters to the citizen; each of them names the contact person and so is a first reaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to send.

    `way` is set for a hand-over; `ways` are the hand-overs that a notice speaks of.
    """

    kind: LetterKind
    to: str
    way: Way | None = None
    ways: tuple[Way, ...] = ()
    labels: tuple[Label, ...] = ()
