"""Which decisions may be learned from (R7, R36)."""

import pytest

from cases.labels import Label
from cases.learning import may_teach

STAYS = [Label.COMPLAINT, Label.PRAISE, Label.SUGGESTION, Label.OTHER]


@pytest.mark.parametrize("label", STAYS)
def test_what_stays_in_the_house_may_teach(label: Label) -> None:
    """Complaint, praise, suggestion, other."""
    assert may_teach([label])


@pytest.mark.parametrize("label", [each for each in Label if each not in STAYS])
def test_r7_what_leaves_the_house_never_teaches(label: Label) -> None:
    """Nor does a complaint beside it: one word of it is in the same letter."""
    assert not may_teach([label])
    assert not may_teach([Label.COMPLAINT, label])


def test_without_a_label_nothing_teaches() -> None:
    """An undecided letter has none."""
    assert not may_teach([])
