"""A leader's statement on a case: until when, when to remind, when the link ends (R18)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.limits import (
    DayUnit,
    Term,
    WorkCalendar,
    due_on,
    latest_before,
    working_days_passed,
)

ONE_DAY = Term(count=1, unit=DayUnit.WORKING)
OPEN_AFTER = Term(count=10, unit=DayUnit.WORKING)
"""So long after its date the link still opens: a late statement is better than none."""
DAYS_TO_DIRECTOR = 2
"""So many working days after its date the director is told."""


class StatementState(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class AnswerWay(StrEnum):
    """On which way the statement came."""

    LINK = "link"
    MAIL = "mail"
    OFFICER = "officer"  # on paper or by telephone, entered by hand


class Step(StrEnum):
    """What is done once when no statement comes."""

    BEFORE = "before"  # remind before the date
    LATE = "late"  # remind after the date; the officer has the duty
    DIRECTOR = "director"  # tell the director


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """When was asked, until when, and which steps were done."""

    asked_on: date
    due_on: date
    done: frozenset[Step]


def proposed_day(today: date, limit: date | None, term: Term, calendar: WorkCalendar) -> date:
    """Return until when to ask: the office's term, but before the case's limit if it can be."""
    day = due_on(today, term, calendar)
    if is_in_time(day, limit) or limit is None:
        return day
    before = latest_before(limit, ONE_DAY, calendar)
    return before if before > today else day


def is_in_time(day: date, limit: date | None) -> bool:
    """Say whether the statement would come before the case's limit; None: no limit runs."""
    return limit is None or day < limit


def closes_on(day: date, calendar: WorkCalendar) -> date:
    """Return the last day on which the link of a request for that day opens."""
    return due_on(day, OPEN_AFTER, calendar)


def is_open(state: StatementState, last_day: date, today: date) -> bool:
    """Say whether an answer through the link would be taken."""
    return state is StatementState.WAITING and today <= last_day


def steps_due(progress: Progress, today: date, calendar: WorkCalendar) -> tuple[Step, ...]:
    """Return what to do today about a statement that waits, each step once (R18).

    Nothing on free days: nobody would read it. No reminder on the day of the question.
    """
    if not calendar.is_working_day(today):
        return ()
    late = working_days_passed(progress.due_on, today, calendar)
    remind_on = latest_before(progress.due_on, ONE_DAY, calendar)
    reached = {
        Step.BEFORE: remind_on <= today <= progress.due_on and progress.asked_on < today,
        Step.LATE: late > 0,
        Step.DIRECTOR: late >= DAYS_TO_DIRECTOR,
    }
    return tuple(step for step, is_due in reached.items() if is_due and step not in progress.done)
