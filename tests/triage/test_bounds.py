"""Bounds follow from costs and limits, and from how many letters were judged."""

from dataclasses import fields

import numpy as np
import pytest

from cases.labels import Way
from triage.limits import Limits
from triage.model.bounds import NOTHING_JUDGED, WAYS, Judged, after, bounds_of, upper_bound

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
    assert too_few[Way.SGG].sure > 1


def test_the_upper_bound_is_that_of_clopper_and_pearson() -> None:
    """One wrong of 100: 4.66 %; all wrong: everything."""
    bounds = upper_bound(np.array([1, 3]), np.array([100, 3]))

    assert bounds == pytest.approx([0.0466, 1.0], abs=0.0001)


def test_r5a_a_dearer_loss_asks_earlier() -> None:
    """One question is worth a twentieth of a lost hand-over by default."""
    usual = bounds_of(NOTHING_JUDGED, Limits())[Way.SGG]
    careful = bounds_of(NOTHING_JUDGED, Limits(cost_of_lost_hand_over=100))[Way.SGG]

    assert (usual.clear, usual.ask) == (pytest.approx(0.05), pytest.approx(0.005))
    assert (careful.clear, careful.ask) == (pytest.approx(0.01), pytest.approx(0.001))


def test_without_judged_letters_everything_is_asked_about() -> None:
    """No bound can be reached."""
    assert all(bound.sure > 1 for bound in bounds_of(NOTHING_JUDGED, Limits()).values())


def test_r8_a_hand_over_counts_for_its_bound_whatever_else_is_asked() -> None:
    """It is made beside the question; a record waits for the answer."""
    hand_overs = judged(Way.SGG, right=200, wrong=0)
    hand_overs.ways[:, REGISTER] = 0.6

    assert bounds_of(hand_overs, Limits())[Way.SGG].sure == pytest.approx(0.99)
    assert bounds_of(hand_overs, Limits())[Way.REGISTER].sure > 1


def test_a_letter_with_a_second_way_that_is_likely_counts_for_no_bound() -> None:
    """Its labels do not account for it, so it would have been asked about anyway."""
    letters = judged(Way.REGISTER, right=500, wrong=0)
    letters.ways[:, SGG] = 0.2

    assert bounds_of(letters, Limits())[Way.REGISTER].sure > 1
    assert bounds_of(letters, Limits(cost_of_lost_hand_over=4))[Way.REGISTER].sure < 1


def test_what_the_first_model_decides_counts_before_what_the_second_does() -> None:
    """The second's mistakes where the first was sure are none of the two together."""
    first = judged(Way.REGISTER, right=300, wrong=0)
    second = judged(Way.REGISTER, right=0, wrong=300)
    bounds = bounds_of(first, Limits())

    assert after(first, bounds, second).right.all()
    assert not after(second, bounds_of(second, Limits()), second).right.any()


def test_other_letters_of_the_second_model_are_taken_as_they_are() -> None:
    """A first model that was judged by fewer letters says nothing about them."""
    first = judged(Way.REGISTER, right=10, wrong=0)
    second = judged(Way.REGISTER, right=20, wrong=0)

    assert after(first, bounds_of(first, Limits()), second) is second


def test_safe_hand_overs_make_room_for_records() -> None:
    """Three wrong of 200 are too many by themselves, and few enough of 500."""
    records = judged(Way.REGISTER, right=197, wrong=3, sureness=0.98)
    hand_overs = judged(Way.SGG, right=300, wrong=0)
    both = Judged(
        **{
            each.name: np.concatenate([getattr(records, each.name), getattr(hand_overs, each.name)])
            for each in fields(Judged)
        }
    )

    assert bounds_of(records, Limits())[Way.REGISTER].sure > 1
    assert bounds_of(both, Limits())[Way.REGISTER].sure == pytest.approx(0.98)
