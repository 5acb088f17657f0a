"""Until when a leader is asked, and what happens when no statement comes (R18)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from cases.limits import Term, WorkCalendar
from cases.statement import (
    Progress,
    StatementState,
    Step,
    closes_on,
    is_in_time,
    is_open,
    proposed_day,
    steps_due,
)

CALENDAR = WorkCalendar(
    timezone=ZoneInfo("Europe/Berlin"), holidays={date(2026, 11, 25): "Ein Feiertag"}
)
FIVE = Term.parse("5 working days")
MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
NEXT_MONDAY = date(2026, 11, 23)


def steps_on(day: date, *done: Step, asked_on: date = MONDAY) -> tuple[Step, ...]:
    """Return what is done on a day about a statement that was due on Friday."""
    progress = Progress(asked_on=asked_on, due_on=FRIDAY, done=frozenset(done))
    return steps_due(progress, day, CALENDAR)


def test_r18_the_office_term_is_proposed() -> None:
    """Five working days from Monday: the next Monday."""
    assert proposed_day(MONDAY, date(2026, 12, 4), FIVE, CALENDAR) == NEXT_MONDAY


def test_r18_the_day_proposed_lies_before_the_limit_of_the_case() -> None:
    """The case ends on Friday: the statement is asked for Thursday."""
    assert proposed_day(MONDAY, FRIDAY, FIVE, CALENDAR) == date(2026, 11, 19)


def test_r18_where_no_day_is_left_before_the_limit_the_term_is_proposed() -> None:
    """The case ends today or tomorrow: the person at the desk is warned and decides."""
    assert proposed_day(MONDAY, MONDAY, FIVE, CALENDAR) == NEXT_MONDAY
    assert proposed_day(MONDAY, date(2026, 11, 17), FIVE, CALENDAR) == NEXT_MONDAY


def test_r18_a_case_without_limit_takes_every_day() -> None:
    """Nothing runs, so nothing can be missed."""
    assert proposed_day(MONDAY, None, FIVE, CALENDAR) == NEXT_MONDAY
    assert is_in_time(NEXT_MONDAY, None)


def test_r18_the_day_of_the_limit_itself_is_too_late() -> None:
    """The answer must still be written after the statement."""
    assert not is_in_time(FRIDAY, FRIDAY)
    assert is_in_time(date(2026, 11, 19), FRIDAY)


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        (date(2026, 11, 18), ()),
        (date(2026, 11, 19), (Step.BEFORE,)),
        (FRIDAY, (Step.BEFORE,)),
        (date(2026, 11, 21), ()),  # a Saturday
        (NEXT_MONDAY, (Step.LATE,)),
        (date(2026, 11, 24), (Step.LATE, Step.DIRECTOR)),
        (date(2026, 11, 25), ()),  # a holiday
    ],
)
def test_r18_reminded_before_and_after_the_day_then_the_director(
    day: date, steps: tuple[Step, ...]
) -> None:
    """One working day before, one after, two after."""
    assert steps_on(day) == steps


def test_r18_every_step_is_done_once() -> None:
    """What was done is not done again."""
    assert steps_on(FRIDAY, Step.BEFORE) == ()
    assert steps_on(date(2026, 11, 26), Step.LATE) == (Step.DIRECTOR,)
    assert steps_on(date(2026, 11, 26), Step.LATE, Step.DIRECTOR) == ()


def test_r18_who_was_asked_today_is_not_reminded_today() -> None:
    """A short date brings one mail on the first day, not two."""
    assert steps_on(date(2026, 11, 19), asked_on=date(2026, 11, 19)) == ()
    assert steps_on(FRIDAY, asked_on=date(2026, 11, 19)) == (Step.BEFORE,)


def test_r18_the_link_opens_for_ten_working_days_after_the_date() -> None:
    """With the holiday of that time it ends on a Monday."""
    last = closes_on(FRIDAY, CALENDAR)

    assert last == date(2026, 12, 7)
    assert is_open(StatementState.WAITING, last, last)
    assert not is_open(StatementState.WAITING, last, date(2026, 12, 8))


@pytest.mark.parametrize("state", [StatementState.ANSWERED, StatementState.WITHDRAWN])
def test_r18_an_answer_or_a_withdrawal_ends_the_link(state: StatementState) -> None:
    """It opens for what waits alone."""
    assert not is_open(state, FRIDAY, MONDAY)
