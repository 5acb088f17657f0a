"""Which limits a decision starts (R5a, R12, R13, R26, R27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.decision import Decision, Verdict
from cases.labels import HAND_OVER_WAYS, PARLIAMENT_MATTERS, Label, Way
from cases.limits import Term, WorkCalendar, due_on
from cases.office import Office, Terms
from cases.received import NoNotice, Received


class DeadlineKind(StrEnum):
    """Which limit runs."""

    FIRST_REACTION = "first_reaction"
    NEUTRAL_ACKNOWLEDGEMENT = "neutral_acknowledgement"
    SUSPECTED_HAND_OVER = "suspected_hand_over"
    CLOSE = "close"
    PETITION = "petition"
    PETITION_SUPPORT_OFFICE = "petition_support_office"
    SUBMISSION = "submission"
    COMMITTEE = "committee"  # counted back from the day that a petition committee set


LIMITS_OF_CASES = frozenset(
    {
        DeadlineKind.CLOSE,
        DeadlineKind.PETITION,
        DeadlineKind.PETITION_SUPPORT_OFFICE,
        DeadlineKind.SUBMISSION,
    }
)
"""The limits that end with the case (R13, R26, R27)."""

RULE_AND_TERM = {
    DeadlineKind.FIRST_REACTION: ("R12", "acknowledge"),
    DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT: ("R12", "neutral_acknowledgement"),
    DeadlineKind.SUSPECTED_HAND_OVER: ("R5a", "suspected_hand_over"),
    DeadlineKind.CLOSE: ("R13", "close"),
    DeadlineKind.PETITION: ("R26", "petition"),
    DeadlineKind.PETITION_SUPPORT_OFFICE: ("R27", "petition_support_office"),
    DeadlineKind.SUBMISSION: ("R27", "submission"),
    DeadlineKind.COMMITTEE: ("R28", "committee_margin"),
}
"""The rule that sets each limit, and the key of `[terms]` that says how long it is."""

PETITION_DATES = frozenset(
    {
        DeadlineKind.PETITION,
        DeadlineKind.PETITION_SUPPORT_OFFICE,
        DeadlineKind.SUBMISSION,
        DeadlineKind.COMMITTEE,
    }
)
"""The limits by which a statement must be on its way (R26 to R28)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by whose end something must have happened, and the rule that says so."""

    kind: DeadlineKind
    rule: str
    due_on: date


def deadline_of(kind: DeadlineKind, received_on: date, office: Office) -> Deadline:
    """Return the limit of this kind for a message received on that day."""
    rule, _ = RULE_AND_TERM[kind]
    day = last_day(kind, received_on, office.terms, office.calendar)
    return Deadline(kind=kind, rule=rule, due_on=day)


def last_day(kind: DeadlineKind, received_on: date, terms: Terms, calendar: WorkCalendar) -> date:
    """Return the last day of the limit (R14).

    The neutral notice never goes later than the first reaction is due, however short an office
    has made that (R12).
    """
    _, term = RULE_AND_TERM[kind]
    length: Term = getattr(terms, term)
    day = due_on(received_on, length, calendar)
    if kind is DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT:
        return min(day, due_on(received_on, terms.acknowledge, calendar))
    return day


def deadlines_of_reaction(
    decision: Decision, received: Received, *, needs_neutral: bool
) -> Iterable[DeadlineKind]:
    """List the limits that run for a customer's reaction, in the order of their rules."""
    if any(decision.verdict(way) is Verdict.ASK for way in HAND_OVER_WAYS):
        yield DeadlineKind.SUSPECTED_HAND_OVER
    yield DeadlineKind.FIRST_REACTION
    if needs_neutral:
        yield DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT
    if decision.verdict(Way.REGISTER) is Verdict.DO:
        yield from deadlines_of_case(decision.labels, received)


def deadlines_of_case(labels: Iterable[Label], received: Received) -> Iterable[DeadlineKind]:
    """List R13 for every case of a citizen, R26 and R27 for petitions and submissions."""
    labels = frozenset(labels)
    is_from_authority = received.no_notice is NoNotice.AUTHORITY
    if not is_from_authority or labels.isdisjoint(PARLIAMENT_MATTERS):
        yield DeadlineKind.CLOSE
    if Label.PETITION in labels:
        yield DeadlineKind.PETITION
        yield DeadlineKind.PETITION_SUPPORT_OFFICE
    if Label.SUBMISSION in labels:
        yield DeadlineKind.SUBMISSION
