"""Which limits run."""

from datetime import date

from sqlalchemy import Engine

from cases.deadlines import Deadline, DeadlineKind
from store import deadlines
from store.deadlines import OpenDeadline
from store.engine import writing
from tests.store.builders import NOW, a_case, a_taken_mail

FIRST, CLOSE = DeadlineKind.FIRST_REACTION, DeadlineKind.CLOSE


def a_deadline(kind: DeadlineKind = FIRST, day: int = 2) -> Deadline:
    """Return a limit on a day in December."""
    return Deadline(kind=kind, rule="R12", due_on=date(2026, 12, day))


def test_each_kind_of_limit_starts_once_for_a_message(engine: Engine) -> None:
    """Deciding anew does not give more time (R12)."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        deadlines.start(tx, number, "", [a_deadline(day=2)])
        deadlines.start(tx, number, "", iter([a_deadline(day=9), a_deadline(CLOSE, 11)]))
        found = deadlines.open_of(tx, number)

    assert found == (
        OpenDeadline(
            journal=number, case_number="", kind=FIRST, rule="R12", due_on=date(2026, 12, 2)
        ),
        OpenDeadline(
            journal=number, case_number="", kind=CLOSE, rule="R12", due_on=date(2026, 12, 11)
        ),
    )


def test_no_limits_are_no_error(engine: Engine) -> None:
    """Machine mail starts none."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        deadlines.start(tx, number, "", [])

        assert deadlines.open_of(tx, number) == ()


def test_a_limit_that_ran_before_the_case_learns_its_number(engine: Engine) -> None:
    """The officer opens the case on the third day; its first reaction is still due."""
    with writing(engine) as tx:
        number, case = a_taken_mail(tx), a_case(tx)
        deadlines.start(tx, number, "", [a_deadline(FIRST)])
        deadlines.start(tx, number, case, [a_deadline(CLOSE, 11)])
        found = deadlines.open_of_case(tx, case)

    assert [limit.kind for limit in found] == [FIRST, CLOSE]


def test_a_limit_is_met_once(engine: Engine) -> None:
    """What is met is no longer due; a second notice changes nothing."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        deadlines.start(tx, number, "", [a_deadline(FIRST), a_deadline(CLOSE)])
        counts = [deadlines.meet(tx, number, [FIRST], at=NOW) for _ in range(2)]
        found = deadlines.open_of(tx, number)

    assert counts == [1, 0]
    assert [limit.kind for limit in found] == [CLOSE]


def test_due_are_those_of_a_kind_up_to_a_day_soonest_first(engine: Engine) -> None:
    """The sweep asks each day, and late ones come back until they are met."""
    with writing(engine) as tx:
        numbers = [a_taken_mail(tx, uid) for uid in range(5)]
        for number, day in zip(numbers, (4, 2, 3, 5, 1), strict=True):
            deadlines.start(tx, number, "", [a_deadline(FIRST, day), a_deadline(CLOSE, 1)])
        deadlines.meet(tx, numbers[4], [FIRST], at=NOW)
        found = deadlines.due(tx, FIRST, on_or_before=date(2026, 12, 4))

    assert [limit.journal for limit in found] == [numbers[1], numbers[2], numbers[0]]


def test_r26_the_officer_may_set_another_last_day_while_it_is_open(engine: Engine) -> None:
    """The day confirmed as receipt of the request starts the term anew."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        deadlines.start(tx, number, "", [a_deadline(DeadlineKind.PETITION)])
        moved = deadlines.move(tx, number, DeadlineKind.PETITION, due_on=date(2026, 12, 24))
        (found,) = deadlines.open_of(tx, number)
        deadlines.meet(tx, number, [DeadlineKind.PETITION], at=NOW)
        again = deadlines.move(tx, number, DeadlineKind.PETITION, due_on=date(2026, 12, 31))

    assert (moved, again) == (True, False)
    assert found.due_on == date(2026, 12, 24)
