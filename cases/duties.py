"""What waits for a person, in which order, and who is told when nobody acts (R5a, R10, R12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from cases.letter import LetterKind
from cases.limits import (
    DayUnit,
    Term,
    WorkCalendar,
    due_on,
    latest_before,
    working_days_passed,
)


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
    STATEMENT = "statement"  # a team leader's statement is overdue, or came in (R18)
    LETTER_FAILED = "letter_failed"  # what a person wrote was refused or came back (R15)
    PRAISE = "praise"  # for the director to pass on (R22)
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
        DutyKind.LETTER_FAILED: 2,
        DutyKind.STATEMENT: 2,
        DutyKind.PRAISE: 2,
        DutyKind.PASS_ON: 2,
        DutyKind.CASE: 2,
    }
)
"""Petitions first, then what may be an objection or conduct, then by the limit (R5a, R10, R24)."""

OWNERS = MappingProxyType({DutyKind.PRAISE: Role.DIRECTOR})
"""Who owes a duty from the start (R22); all others are the officer's."""

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

CASE_DUTIES = frozenset({DutyKind.CASE, DutyKind.PETITION, DutyKind.STATEMENT})
"""Duties that are worked at the case and end with it (R20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that waits, and the last day to do it. `detail` is a short code, never content."""

    kind: DutyKind
    due_on: date
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Tell a role when a duty is still open so many working days after receipt.

    With `before_limit` the days are counted back from the duty's last day instead.
    """

    kind: DutyKind
    after_working_days: int = 0
    before_limit: int | None = None
    role: Role

    @property
    def step(self) -> int:
        """The number under which the store keeps that it was sent; below 0: before the limit."""
        return self.after_working_days if self.before_limit is None else -1 - self.before_limit

    def is_reached(
        self, received_on: date, due_on: date, today: date, days: WorkCalendar, *, earlier: int
    ) -> bool:
        """Say whether its day has come; one counted from receipt comes so many days earlier."""
        if self.before_limit is None:
            passed = working_days_passed(received_on, today, days)
            return max(0, self.after_working_days - earlier) <= passed
        term = Term(count=self.before_limit, unit=DayUnit.WORKING)
        return latest_before(due_on, term, days) <= today


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
    Escalation(kind=DutyKind.PETITION, before_limit=2, role=Role.OFFICER),
    Escalation(kind=DutyKind.PETITION, before_limit=2, role=Role.DEPUTY),
    Escalation(kind=DutyKind.PETITION, before_limit=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.PETITION, before_limit=0, role=Role.DIRECTOR),
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
    Escalation(kind=DutyKind.LETTER_FAILED, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.PASS_ON, after_working_days=3, role=Role.OFFICER),
    Escalation(kind=DutyKind.PASS_ON, after_working_days=5, role=Role.DEPUTY),
    Escalation(kind=DutyKind.STATEMENT, after_working_days=0, role=Role.OFFICER),
    Escalation(kind=DutyKind.PRAISE, after_working_days=3, role=Role.DIRECTOR),
    Escalation(kind=DutyKind.PRAISE, after_working_days=5, role=Role.OFFICER),
    Escalation(kind=DutyKind.CASE, before_limit=2, role=Role.OFFICER),
    Escalation(kind=DutyKind.CASE, before_limit=0, role=Role.DIRECTOR),
)
"""R5a, R9c, R12, R13, R18, R26.

The director's step for suspected hand-overs follows `terms` (intake/sweep.py).
"""

STANDARD_DAYS = 7
"""The working days for a first reaction to which the steps of `FOR_FIRST_REACTION` are set."""

FOR_FIRST_REACTION = frozenset(
    {
        DutyKind.DECIDE,
        DutyKind.FOLLOW_UP,
        DutyKind.MARK_EXCERPT,
        DutyKind.NOTICE_BY_HAND,
        DutyKind.PASS_ON,
        DutyKind.PRAISE,
    }
)
"""Duties that run to the first reaction: a shorter term brings their steps forward."""


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
        case (
            LetterKind.INTERIM_NOTICE
            | LetterKind.FINAL_ANSWER
            | LetterKind.STATEMENT_REQUEST
            | LetterKind.STATEMENT_REMINDER
            | LetterKind.PRAISE
            | LetterKind.PETITION_STATEMENT
        ):
            return DutyKind.LETTER_FAILED
        case LetterKind.WARNING:
            return None
        case _:
            assert_never(kind)


def warnings_due(
    duty: Duty,
    owner: Role,
    received_on: date,
    today: date,
    *,
    acknowledge: Term,
    days: WorkCalendar,
) -> tuple[Escalation, ...]:
    """Return every step reached by today for a duty still open; once sent, never again.

    `acknowledge` is the office's term for a first reaction. A suspected hand-over that became the
    director's duty warns the director at once (R5a); what was the director's from the start warns
    in its steps.
    """
    earlier = 0
    if duty.kind in FOR_FIRST_REACTION:
        last_day = due_on(received_on, acknowledge, days)
        earlier = max(0, STANDARD_DAYS - working_days_passed(received_on, last_day, days))
    reached = tuple(
        step
        for step in ESCALATIONS
        if step.kind is duty.kind
        and step.is_reached(received_on, duty.due_on, today, days, earlier=earlier)
    )
    if owner is Role.DIRECTOR and duty.kind not in OWNERS:
        return (*reached, Escalation(kind=duty.kind, after_working_days=0, role=owner))
    return reached
