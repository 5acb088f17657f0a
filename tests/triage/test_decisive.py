"""Signs back a label only where they are strong and tell of no other hand-over."""

from cases.decision import Finding
from cases.labels import Label, Way
from triage.model.decisive import are_backed, are_opposed, suspected_hand_overs

LODGED = Finding(source="objection.lodged", label=Label.OBJECTION, text="lege ein", weight=0.9)
INSULT = Finding(source="conduct.insult", label=Label.SUPERVISORY_COMPLAINT, weight=0.6)
LOST = Finding(source="complaint.lost", label=Label.COMPLAINT, text="verloren", weight=1.2)


def test_r5_a_strong_sign_backs_an_objection_and_a_weak_one_does_not() -> None:
    """Nine tenths are enough, eight are not."""
    weak = Finding(source="objection.hint", label=Label.OBJECTION, weight=0.8)

    assert are_backed([Label.OBJECTION], [LODGED])
    assert not are_backed([Label.OBJECTION], [weak])


def test_r6_a_sign_of_conduct_beside_it_backs_the_objection_alone_no_more() -> None:
    """A second hand-over may be in the letter."""
    assert not are_backed([Label.OBJECTION], [LODGED, INSULT])
    assert are_opposed([Label.OBJECTION], [LODGED, INSULT])


def test_r8_it_is_backed_where_the_labels_ask_for_that_hand_over_too() -> None:
    """Both ways are taken then."""
    both = [Label.OBJECTION, Label.SUPERVISORY_COMPLAINT]

    assert are_backed(both, [LODGED, INSULT])
    assert not are_opposed(both, [LODGED, INSULT])


def test_r8_a_sign_of_a_record_opposes_no_hand_over() -> None:
    """Nothing is lost if the officer reads it later."""
    assert not are_opposed([Label.OBJECTION], [LODGED, LOST])


def test_r9c_nothing_is_backed_as_no_reaction() -> None:
    """`other` stays with the model: a missed objection would hide there."""
    hands_in = Finding(source="other.papers", label=Label.OTHER, weight=2.0)

    assert not are_backed([Label.OTHER], [hands_in])


def test_r5a_only_strong_signs_of_a_hand_over_are_suspicions() -> None:
    """Together they must weigh 1.2; a record never is one."""
    assert suspected_hand_overs([LODGED, INSULT, LOST]) == frozenset()
    assert suspected_hand_overs([LODGED, LODGED]) == {Way.SGG}
