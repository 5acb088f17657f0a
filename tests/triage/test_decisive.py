"""Signs decide alone only where they are strong and nothing speaks for another way."""

from cases.decision import Finding
from cases.labels import Label, Way
from triage.classifier import Scores
from triage.decisive import decisive_ways

LODGED = Finding(source="objection.lodged", label=Label.OBJECTION, text="lege ein", weight=0.9)
INSULT = Finding(source="conduct.insult", label=Label.SUPERVISORY_COMPLAINT, weight=0.6)
LOST = Finding(source="complaint.lost", label=Label.COMPLAINT, text="verloren", weight=1.2)


def scores(primary: Label, likely: float = 0.95, **ways: float) -> Scores:
    """Return what a model says: one likely label, and how likely each way is."""
    rest = (1 - likely) / (len(Label) - 1)
    return Scores(
        among=dict.fromkeys(Label, 0.1),
        primary={label: likely if label is primary else rest for label in Label},
        ways={way: ways.get(way, 0.01) for way in Way},
    )


def test_r5_a_lodged_objection_that_the_model_confirms_is_handed_over() -> None:
    """One strong sign, nothing else."""
    assert decisive_ways([LODGED], scores(Label.OBJECTION, sgg=0.98)) == {Way.SGG}


def test_r5a_the_same_sign_decides_nothing_where_the_model_doubts() -> None:
    """The officer is asked."""
    assert decisive_ways([LODGED], scores(Label.OBJECTION, likely=0.6, sgg=0.7)) == frozenset()


def test_r6_a_sign_of_conduct_beside_it_leaves_the_whole_to_the_model() -> None:
    """A second hand-over may be in the letter; signs alone do not decide then."""
    assert decisive_ways([LODGED, INSULT], scores(Label.OBJECTION, sgg=0.98)) == frozenset()


def test_r6_a_way_that_only_the_model_sees_is_enough_to_hold_back() -> None:
    """Six in a hundred for the director's way."""
    seen = scores(Label.OBJECTION, sgg=0.98, director=0.06)

    assert decisive_ways([LODGED], seen) == frozenset()


def test_r8_two_ways_with_strong_signs_of_their_own_are_both_taken() -> None:
    """An objection, and lost papers told at length."""
    both = scores(Label.OBJECTION, sgg=0.98, register=0.95)

    assert decisive_ways([LODGED, LOST], both) == {Way.SGG, Way.REGISTER}


def test_r8_a_second_way_without_signs_of_its_own_is_not_taken_by_signs() -> None:
    """The model sees a record, no sign tells of one."""
    seen = scores(Label.OBJECTION, sgg=0.98, register=0.95)

    assert decisive_ways([LODGED], seen) == frozenset()


def test_r9c_nothing_is_decided_as_no_reaction_by_signs_alone() -> None:
    """`other` stays with the model: a missed objection would hide there."""
    hands_in = Finding(source="other.papers", label=Label.OTHER, weight=2.0)

    assert decisive_ways([hands_in], scores(Label.OTHER)) == frozenset()
