"""The first day in the house, where a person must confirm it (R14, R26)."""

from datetime import date, timedelta
from enum import StrEnum

from cases.duties import DutyKind
from cases.limits import due_on
from cases.office import Office

LONGEST_WAY = timedelta(days=366)
"""Nothing is on its way to us for more than a year."""

FROM_RECEIPT = {
    DutyKind.SUSPECTED_OBJECTION: "suspected_hand_over",
    DutyKind.SUSPECTED_CONDUCT: "suspected_hand_over",
    DutyKind.UNREADABLE: "suspected_hand_over",
    DutyKind.DECIDE: "acknowledge",
    DutyKind.FOLLOW_UP: "acknowledge",
    DutyKind.MARK_EXCERPT: "acknowledge",
    DutyKind.NOTICE_BY_HAND: "acknowledge",
    DutyKind.PASS_ON: "acknowledge",
}
"""The key of `[terms]` by which a duty is counted from the day of receipt."""


class ReceiptFault(StrEnum):
    """Why a day cannot be the first one in the house."""

    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"


def fault_of(day: date, *, today: date, taken_on: date) -> ReceiptFault | None:
    """Say why this cannot be the day; None when it can: not ahead, not after we had it (R14)."""
    if day > min(today, taken_on):
        return ReceiptFault.TOO_LATE
    return ReceiptFault.TOO_EARLY if day < taken_on - LONGEST_WAY else None


def duty_due_on(kind: DutyKind, received_on: date, office: Office) -> date | None:
    """Return when a duty ends that is counted from receipt by a term of its own; else None."""
    if kind not in FROM_RECEIPT:
        return None
    return due_on(received_on, getattr(office.terms, FROM_RECEIPT[kind]), office.calendar)
