"""Who is told of what waits, and when (R5a, R9c, R12, R13, R18, R26)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from cases.duties import ESCALATIONS, Duty, DutyKind, Role, warnings_due
from cases.limits import Term, WorkCalendar

CALENDAR = WorkCalendar(timezone=ZoneInfo("Europe/Berlin"))
MONDAY = date(2026, 11, 2)


def told(
    kind: DutyKind, due_on: date, today: date, *, acknowledge: str = "7 working days"
) -> list[tuple[Role, int]]:
    """Return role and step of every warning that has come due for a message of that Monday."""
    duty, term = Duty(kind=kind, due_on=due_on), Term.parse(acknowledge)
    steps = warnings_due(duty, Role.OFFICER, MONDAY, today, acknowledge=term, days=CALENDAR)
    return [(step.role, step.step) for step in steps]


@pytest.mark.parametrize("kind", list(DutyKind))
def test_r10_somebody_is_told_of_every_kind_of_duty_that_waits(kind: DutyKind) -> None:
    """No kind can lie for ever without a mail to anybody."""
    assert any(step.kind is kind for step in ESCALATIONS)


def test_r9c_mail_to_pass_on_is_told_to_officer_and_then_deputy() -> None:
    """On working days 3 and 5, the Thursday and the Monday after."""
    due_on = date(2026, 11, 11)

    assert told(DutyKind.PASS_ON, due_on, date(2026, 11, 4)) == []
    assert told(DutyKind.PASS_ON, due_on, date(2026, 11, 5)) == [(Role.OFFICER, 3)]
    both = [(Role.OFFICER, 3), (Role.DEPUTY, 5)]
    assert told(DutyKind.PASS_ON, due_on, date(2026, 11, 9)) == both


def test_r12_who_must_react_within_three_days_is_warned_before_that_day() -> None:
    """The officer at once, the deputy after a day, the director on the day before the last."""
    due_on, term = date(2026, 11, 5), "3 working days"
    steps = [(Role.OFFICER, 3), (Role.DEPUTY, 5), (Role.DIRECTOR, 6)]

    days = (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4))
    told_by = [told(DutyKind.NOTICE_BY_HAND, due_on, day, acknowledge=term) for day in days]

    assert told_by == [steps[:1], steps[:2], steps]


def test_r12_a_longer_term_of_the_office_puts_no_warning_off() -> None:
    """Day 3 stays day 3 where 14 calendar days are allowed."""
    due_on, term = date(2026, 11, 16), "14 calendar days"

    told_by = told(DutyKind.DECIDE, due_on, date(2026, 11, 5), acknowledge=term)

    assert told_by == [(Role.OFFICER, 3)]


def test_r26_petitions_are_told_at_once_two_working_days_before_and_on_the_day() -> None:
    """Due on a Monday: the Thursday before, and that Monday the director, too."""
    due_on = date(2026, 11, 16)
    at_once = [(Role.OFFICER, 0)]
    before = [*at_once, (Role.OFFICER, -3), (Role.DEPUTY, -3)]

    assert told(DutyKind.PETITION, due_on, date(2026, 11, 11)) == at_once
    assert told(DutyKind.PETITION, due_on, date(2026, 11, 12)) == before
    on_the_day = [*before, (Role.OFFICER, -1), (Role.DIRECTOR, -1)]
    assert told(DutyKind.PETITION, due_on, due_on) == on_the_day


def test_r13_a_case_is_told_by_its_own_limit_however_long_the_office_made_it() -> None:
    """An office that closes within 7 calendar days is warned two working days before that."""
    due_on = date(2026, 11, 9)

    assert told(DutyKind.CASE, due_on, date(2026, 11, 4)) == []
    assert told(DutyKind.CASE, due_on, date(2026, 11, 5)) == [(Role.OFFICER, -3)]
    late = [(Role.OFFICER, -3), (Role.DIRECTOR, -1)]
    assert told(DutyKind.CASE, due_on, date(2026, 11, 9)) == late


def test_r18_a_statement_that_waits_is_told_to_the_officer_at_once() -> None:
    """It came in, or it is late: in both cases the officer acts."""
    assert told(DutyKind.STATEMENT, MONDAY, MONDAY) == [(Role.OFFICER, 0)]
