"""Bounds follow from costs and limits, and from how many letters were judged."""

import numpy as np
import pytest

from cases.labels import Way
from triage.bounds import NOTHING_JUDGED, WAYS, Judged, bounds_of, upper_bound
from triage.limits import Limits

SGG, REGISTER = WAYS.index(Way.SGG), WAYS.index(Way.REGISTER)


def judged(way: Way, *, right: int, wrong: int, sureness: float = 0.99) -> Judged:
    """Return letters of one way, all alike but for those that are wrong."""
    count = right + wrong
    taken = np.zeros((count, len(WAYS)), dtype=np.bool_)
    taken[:, WAYS.index(way)] = True
    is_right = np.arange(count) < right
    return Judged(
        sureness=np.full(count, sureness, dtype=np.float32),
        first=np.full(count, WAYS.index(way), dtype=np.int8),
        ways=np.where(taken, 0.99, 0.001).astype(np.float32),
        taken=taken,
        allowed=taken & is_right[:, np.newaxis],
        right=is_right,
    )


def test_ninety_nine_right_hand_overs_are_enough_for_three_in_a_hundred_and_98_are_not() -> None:
    """1 - 0.05 ** (1 / n) is the upper bound where nothing went wrong."""
    enough = bounds_of(judged(Way.SGG, right=99, wrong=0), Limits())
    too_few = bounds_of(judged(Way.SGG, right=98, wrong=0), Limits())

    assert enough[Way.SGG].sure == pytest.approx(0.99)
    assert enough[Way.SGG].do == pytest.approx(0.99)
    assert too_few[Way.SGG].sure > 1


def test_the_upper_bound_is_that_of_clopper_and_pearson() -> None:
    """One wrong of 100: 4.66 %; all wrong: everything."""
    assert upper_bound(1, 100) == pytest.approx(0.0466, abs=0.0001)
    assert upper_bound(3, 3) == 1.0


def test_r5a_a_dearer_loss_asks_earlier() -> None:
    """One question is worth a twentieth of a lost hand-over by default."""
    usual = bounds_of(NOTHING_JUDGED, Limits())[Way.SGG]
    careful = bounds_of(NOTHING_JUDGED, Limits(cost_of_lost_hand_over=100))[Way.SGG]

    assert (usual.clear, usual.ask) == (pytest.approx(0.05), pytest.approx(0.01))
    assert (careful.clear, careful.ask) == (pytest.approx(0.01), pytest.approx(0.002))


def test_without_judged_letters_everything_is_asked_about() -> None:
    """No bound can be reached."""
    assert all(
        bound.sure > 1 and bound.do > 1 for bound in bounds_of(NOTHING_JUDGED, Limits()).values()
    )


def test_r8_a_record_is_never_carried_out_while_something_else_is_asked() -> None:
    """However likely: nothing is lost by waiting for the officer."""
    bounds = bounds_of(judged(Way.REGISTER, right=5000, wrong=0), Limits())

    assert bounds[Way.REGISTER].do > 1
    assert bounds[Way.REGISTER].sure == pytest.approx(0.99)


def test_a_letter_with_a_second_way_that_is_likely_counts_for_no_bound() -> None:
    """Its labels do not account for it, so it would have been asked about anyway."""
    letters = judged(Way.REGISTER, right=500, wrong=0)
    letters.ways[:, SGG] = 0.2

    assert bounds_of(letters, Limits())[Way.REGISTER].sure > 1
    assert bounds_of(letters, Limits(cost_of_lost_hand_over=4))[Way.REGISTER].sure < 1
