"""When is it due? R14 and its neighbours, against calendars one can check by hand."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.limits import CountedDay, Term, count_out, due_on, latest_before, working_days_passed
from tests.builders import a_calendar

CALENDAR = a_calendar()
SEVEN = Term.parse("7 working days")


def test_r14_the_day_of_receipt_does_not_count() -> None:
    """Received on Monday, the first working day of the limit is Tuesday."""
    assert due_on(date(2026, 11, 2), Term.parse("1 working day"), CALENDAR) == date(2026, 11, 3)


def test_r12_seven_working_days_pass_over_the_weekend() -> None:
    """From Monday 2 November the seventh working day is Wednesday of the next week."""
    assert due_on(date(2026, 11, 2), SEVEN, CALENDAR) == date(2026, 11, 11)


def test_r14_christmas_days_and_new_year_do_not_count() -> None:
    """From Monday 21 December: 22, 23, 24, 28, 29, 30, 31; 24 and 31 are working days."""
    assert due_on(date(2026, 12, 21), SEVEN, CALENDAR) == date(2026, 12, 31)


def test_r14_corpus_christi_is_a_holiday_in_rheinland_pfalz_but_not_in_berlin() -> None:
    """Fronleichnam 2026 falls on 4 June."""
    one = Term.parse("1 working day")
    assert due_on(date(2026, 6, 3), one, CALENDAR) == date(2026, 6, 5)
    assert due_on(date(2026, 6, 3), one, a_calendar("BE")) == date(2026, 6, 4)


def test_r14_all_saints_on_a_sunday_changes_nothing() -> None:
    """1 November 2026 is a Sunday; Friday plus one working day is Monday."""
    term = Term.parse("1 working day")
    assert due_on(date(2026, 10, 30), term, CALENDAR) == date(2026, 11, 2)


def test_r14_a_mail_late_in_the_evening_belongs_to_the_day_in_berlin() -> None:
    """23:30 UTC in winter is the next day in Berlin."""
    instant = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    assert CALENDAR.day_of(instant) == date(2026, 11, 3)


def test_r14_an_instant_without_zone_is_refused() -> None:
    """A naive instant has no day."""
    with pytest.raises(ValueError, match="without time zone"):
        CALENDAR.day_of(datetime(2026, 11, 2, 23, 30))  # noqa: DTZ001  (the case under test)


def test_r14a_a_calendar_term_that_ends_on_a_holiday_moves_on() -> None:
    """14 days from 11 December end on 25 December; next working day is Monday the 28th."""
    term = Term.parse("14 calendar days")
    assert due_on(date(2026, 12, 11), term, CALENDAR) == date(2026, 12, 28)


def test_r14a_a_term_counted_backwards_moves_to_the_earlier_working_day() -> None:
    """14 days before 9 January 2027 is Saturday 26 December; the 24th is a working day."""
    term = Term.parse("14 calendar days")
    assert latest_before(date(2027, 1, 9), term, CALENDAR) == date(2026, 12, 24)


def test_r14_every_date_can_show_how_it_was_counted() -> None:
    """Thursday plus two working days over a weekend."""
    counted = count_out(date(2026, 11, 5), Term.parse("2 working days"), CALENDAR)

    assert counted == (
        CountedDay(day=date(2026, 11, 6), number=1),
        CountedDay(day=date(2026, 11, 7), number=None, because="Wochenende"),
        CountedDay(day=date(2026, 11, 8), number=None, because="Wochenende"),
        CountedDay(day=date(2026, 11, 9), number=2),
    )


def test_r14_closing_days_of_the_office_do_not_count() -> None:
    """A closing day on Tuesday moves the limit to Wednesday."""
    calendar = type(CALENDAR)(
        timezone=CALENDAR.timezone, closing_days=frozenset({date(2026, 11, 3)})
    )
    assert due_on(date(2026, 11, 2), Term.parse("1 working day"), calendar) == date(2026, 11, 4)


def test_a_term_that_cannot_be_read_says_how_to_write_one() -> None:
    """Hours are refused: terms are days (R14)."""
    with pytest.raises(ValueError, match="write for example '7 working days'"):
        Term.parse("48 hours")


@pytest.mark.parametrize("text", ["1 working day", "7 working days", "14 calendar days"])
def test_a_term_is_written_as_it_is_read(text: str) -> None:
    """Reading and writing a term gives the same words."""
    assert str(Term.parse(text)) == text


@given(start=st.dates(date(2020, 1, 1), date(2035, 1, 1)), count=st.integers(1, 40))
def test_r14_a_limit_ends_on_a_working_day_with_exactly_that_many_in_between(
    start: date, count: int
) -> None:
    """Counting forward by the limit and counting back what passed agree."""
    last = due_on(start, Term.parse(f"{count} working days"), CALENDAR)

    assert CALENDAR.is_working_day(last)
    assert working_days_passed(start, last, CALENDAR) == count
