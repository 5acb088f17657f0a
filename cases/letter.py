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
    INTERIM_NOTICE = "interim_notice"  # why it takes longer (R13)
    FINAL_ANSWER = "final_answer"  # R23
    STATEMENT_REQUEST = "statement_request"  # to a unit's leader (R18)
    STATEMENT_REMINDER = "statement_reminder"
    PRAISE = "praise"  # to the manager responsible (R22)
    PETITION_STATEMENT = "petition_statement"  # R26


NOTICES = frozenset(
    {LetterKind.ACKNOWLEDGEMENT, LetterKind.NEUTRAL_ACKNOWLEDGEMENT, LetterKind.TRANSFER_NOTICE}
)
"""Letters to the citizen; each of them names the contact person and so is a first reaction."""

WRITTEN = frozenset(
    {
        LetterKind.INTERIM_NOTICE,
        LetterKind.FINAL_ANSWER,
        LetterKind.STATEMENT_REQUEST,
        LetterKind.STATEMENT_REMINDER,
        LetterKind.PRAISE,
        LetterKind.PETITION_STATEMENT,
    }
)
"""What goes out by work on a case; a new decision about its message does not take it back."""


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
