"""How a running limit was counted (R14)."""

from datetime import date

import pytest

from cases.deadlines import DeadlineKind
from cases.running import LimitKind, OtherLimit, RunningLimit, how_counted, kind_called
from tests.desk.builders import an_office

MONDAY = date(2026, 11, 23)


def a_limit(kind: LimitKind, due_on: date, *starts: date) -> RunningLimit:
    """Return a limit that may count from these days."""
    return RunningLimit(key="x", kind=kind, due_on=due_on, starts=starts)


def test_r14_the_count_that_leads_to_the_day_is_told() -> None:
    """Seven working days from Monday end on Wednesday of the next week."""
    limit = a_limit(DeadlineKind.FIRST_REACTION, date(2026, 12, 2), MONDAY)

    counted = how_counted(limit, an_office())

    assert counted
    assert (counted.start, str(counted.term)) == (MONDAY, "7 working days")
    assert [day.number for day in counted.days if day.number] == [1, 2, 3, 4, 5, 6, 7]


def test_r26_the_day_that_the_officer_confirmed_goes_before_the_receipt() -> None:
    """Both are known; the one that fits is told."""
    confirmed, received = date(2026, 11, 20), MONDAY
    limit = a_limit(DeadlineKind.PETITION, date(2026, 12, 4), confirmed, received)

    counted = how_counted(limit, an_office())

    assert counted
    assert counted.start == confirmed


@pytest.mark.parametrize("kind", [DeadlineKind.CLOSE, OtherLimit.STATEMENT, OtherLimit.MEASURE])
def test_r14_a_day_that_somebody_set_has_no_count(kind: LimitKind) -> None:
    """No count is made up for it."""
    assert how_counted(a_limit(kind, date(2026, 12, 24), MONDAY), an_office()) is None


def test_kinds_are_found_by_name() -> None:
    """Those of the directive and those set at the desk; nothing else."""
    assert kind_called("close") is DeadlineKind.CLOSE
    assert kind_called("statement") is OtherLimit.STATEMENT
    assert kind_called("employee") is None
