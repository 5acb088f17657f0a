"""Time and chance, as the service asks for them."""

import re
from datetime import UTC, datetime
from itertools import pairwise

from service import clock


def test_now_is_aware_and_in_utc() -> None:
    """A naive instant could not be stored."""
    before = datetime.now(UTC)
    now = clock.now()

    assert now.tzinfo is UTC
    assert before <= now <= datetime.now(UTC)


def test_case_numbers_hold_the_year_and_are_not_in_sequence() -> None:
    """Ten digits that one can say on the telephone; nobody can count cases by them."""
    numbers = [clock.fresh_case_number(2026) for _ in range(50)]

    assert all(re.fullmatch(r"2026-\d{6}", number) for number in numbers)
    steps = {int(after[5:]) - int(before[5:]) for before, after in pairwise(numbers)}
    assert len(steps) > 25


def test_what_is_fresh_never_comes_twice() -> None:
    """Ids, keys and passwords."""
    for fresh in (clock.fresh_id, clock.fresh_key, clock.fresh_password):
        assert len({fresh() for _ in range(100)}) == 100


def test_generated_passwords_can_be_read_off_a_screen() -> None:
    """Twenty letters and digits, none that looks like another."""
    password = clock.fresh_password()

    assert len(password) == 20
    assert not set(password) & set("0O1lIio")


def test_jitter_lies_between_nothing_and_the_whole() -> None:
    """It scatters."""
    found = [clock.jitter() for _ in range(100)]

    assert all(0 <= each < 1 for each in found)
    assert len(set(found)) > 90
