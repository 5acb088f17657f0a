"""What waits for a person, in which order, and who is told when nobody acts (R5a, R10, R12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from cases.letter import LetterKind
from cases.limits import WorkCalendar, working_days_passed


class DutyKind(StrEnum):
    """Why something lies before a person."""

    PETITION = "petition"  # date of receipt to confirm, statement to work (R24, R26)
    SUSPECTED_OBJECTION = "suspected_objection"  # R5a
    SUSPECTED_CONDUCT = "suspected_conduct"  # R6
    RETURNED = "returned"  # SGG or the director sent a hand-over back (R9b)
    HAND_OVER_FAILED = "hand_over_failed"  # refused, bounced or too large (R5)
    UNREADABLE = "unreadable"  # could not be worked after several tries
    DECIDE = "decide"  # the decision is unsure
    FOLLOW_UP = "follow_up"  # matter or party unclear (R9)
    MARK_EXCERPT = "mark_excerpt"  # the case needs its part of the text (R8)
    NOTICE_BY_HAND = "notice_by_hand"  # no notice can go by itself (R12, R15, R15a)
    PASS_ON = "pass_on"  # noqa: S105  (no secret: not a customer reaction, R9c)
    CASE = "case"  # an open case (R13)


class Role(StrEnum):
    """Who can owe a duty or be warned of it."""

    OFFICER = "officer"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    ADMIN = "admin"


RANK = MappingProxyType(
    {
        DutyKind.PETITION: 0,
        DutyKind.SUSPECTED_OBJECTION: 1,
        DutyKind.SUSPECTED_CONDUCT: 1,
        DutyKind.RETURNED: 1,
        DutyKind.HAND_OVER_FAILED: 1,
        DutyKind.UNREADABLE: 2,
        DutyKind.DECIDE: 2,
        DutyKind.FOLLOW_UP: 2,
        DutyKind.MARK_EXCERPT: 2,
        DutyKind.NOTICE_BY_HAND: 2,
        DutyKind.PASS_ON: 3,
        DutyKind.CASE: 3,
    }
)
"""Petitions first, then what may be an objection or conduct, then by the limit (R5a, R24)."""

CONCERNS_DIRECTOR = "concerns_director"
"""The detail of a suspected conduct matter that may be about the director (R6)."""

ENDS_SERVICE = "ends_service"
"""The detail of an unreadable message that ends every process which reads it (R1)."""

UNDECIDED = frozenset(
    {
        DutyKind.SUSPECTED_OBJECTION,
        DutyKind.SUSPECTED_CONDUCT,
        DutyKind.DECIDE,
        DutyKind.FOLLOW_UP,
        DutyKind.UNREADABLE,
        DutyKind.RETURNED,
    }
)
"""Duties that end with a decision about the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that waits, and the last day to do it. `detail` is a short code, never content."""

    kind: DutyKind
    due_on: date
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Tell a role when a duty is still open so many working days after receipt."""

    kind: DutyKind
    after_working_days: int
    role: Role


ESCALATIONS: tuple[Escalation, ...] = (
    Escalation(kind=DutyKind.SUSPECTED_OBJECTION, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.SUSPECTED_OBJECTION, after_working_days=0, role=Role.DEPUTY),
    Escalation(kind=DutyKind.SUSPECTED_CONDUCT, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.SUSPECTED_CONDUCT, after_working_days=0, role=Role.DEPUTY),
    Escalation(kind=DutyKind.HAND_OVER_FAILED, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.HAND_OVER_FAILED, after_working_days=0, role=Role.DEPUTY),
    Escalation(kind=DutyKind.HAND_OVER_FAILED, after_working_days=1, role=Role.DIRECTOR),
    Escalation(kind=DutyKind.RETURNED, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.PETITION, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.NOTICE_BY_HAND, after_working_days=3, role=Role.OFFICER),
    Escalation(kind=DutyKind.NOTICE_BY_HAND, after_working_days=5, role=Role.DEPUTY),
    Escalation(kind=DutyKind.NOTICE_BY_HAND, after_working_days=6, role=Role.DIRECTOR),
    Escalation(kind=DutyKind.DECIDE, after_working_days=3, role=Role.OFFICER),
    Escalation(kind=DutyKind.DECIDE, after_working_days=5, role=Role.DEPUTY),
    Escalation(kind=DutyKind.DECIDE, after_working_days=6, role=Role.DIRECTOR),
    Escalation(kind=DutyKind.UNREADABLE, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.UNREADABLE, after_working_days=1, role=Role.DIRECTOR),
    Escalation(kind=DutyKind.FOLLOW_UP, after_working_days=3, role=Role.OFFICER),
    Escalation(kind=DutyKind.FOLLOW_UP, after_working_days=5, role=Role.DEPUTY),
    Escalation(kind=DutyKind.MARK_EXCERPT, after_working_days=3, role=Role.OFFICER),
    Escalation(kind=DutyKind.MARK_EXCERPT, after_working_days=5, role=Role.DEPUTY),
    Escalation(kind=DutyKind.CASE, after_working_days=12, role=Role.OFFICER),
    Escalation(kind=DutyKind.CASE, after_working_days=14, role=Role.DIRECTOR),
)
"""R5a, R12, R13. The director's step for suspected hand-overs follows `terms` (intake/sweep.py)."""


def duty_after_failure(kind: LetterKind) -> DutyKind | None:
    """Return what a person must do when a letter of this kind was refused or came back (R15).

    None for a warning: the duty that it tells of is on the list already.
    """
    match kind:
        case LetterKind.HAND_OVER | LetterKind.PASS_ON:
            return DutyKind.HAND_OVER_FAILED
        case (
            LetterKind.ACKNOWLEDGEMENT
            | LetterKind.NEUTRAL_ACKNOWLEDGEMENT
            | LetterKind.TRANSFER_NOTICE
        ):
            return DutyKind.NOTICE_BY_HAND
        case LetterKind.WARNING:
            return None
        case _:
            assert_never(kind)


def warnings_due(
    kind: DutyKind, owner: Role, received_on: date, today: date, *, calendar: WorkCalendar
) -> tuple[Escalation, ...]:
    """Return every step reached by today for a duty still open; once sent, never again.

    A suspected hand-over that became the director's duty warns the director at once (R5a).
    """
    passed = working_days_passed(received_on, today, calendar)
    reached = tuple(
        step for step in ESCALATIONS if step.kind is kind and step.after_working_days <= passed
    )
    if owner is Role.DIRECTOR:
        return (*reached, Escalation(kind=kind, after_working_days=0, role=owner))
    return reached
