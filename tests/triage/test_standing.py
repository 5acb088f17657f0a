"""A new model goes live only where it loses on no label, least of all a hand-over (R5, R6, R36)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Label, Way
from triage.learning.corpus import LabelledLetter
from triage.measuring.outcomes import Outcome
from triage.measuring.standing import Standing, Told, losses, standing_of


def a_standing(right: Mapping[Label, int] | None = None, **changes: object) -> Standing:
    """Return the standing of a model that has 90 of 100 right on every label, or so many."""
    told = tuple(Told(label=label, right=(right or {}).get(label, 90), of=100) for label in Label)
    values: dict[str, object] = {
        "frozen": "f",
        "letters": 900,
        "told": told,
        "lost": ("a", "b"),
        "wrong_hand_overs": ("c",),
        "wrong_acts": ("d",),
        "decided_alone": 100,
    }
    return Standing(**{**values, **changes})  # type: ignore[arg-type]


def test_a_model_that_does_the_same_does_not_lose() -> None:
    """Nor does one that does better."""
    better = a_standing({Label.COMPLAINT: 99}, lost=("a",), wrong_hand_overs=(), wrong_acts=())

    assert losses(a_standing(), a_standing()) == ()
    assert losses(a_standing(), better) == ()


def test_r5_one_hand_over_newly_lost_weighs_more_than_all_gains() -> None:
    """Fewer are lost in all, every label is told better: this one letter keeps it out."""
    better = a_standing(dict.fromkeys(Label, 100), lost=("x",), wrong_acts=())

    assert losses(a_standing(), better) == ("loses hand-overs that were not lost before: x",)


@pytest.mark.parametrize(
    ("label", "right", "loses"),
    [
        (Label.OBJECTION, 89, True),
        (Label.COURT_ACTION, 89, True),
        (Label.SUPERVISORY_COMPLAINT, 89, True),
        (Label.PETITION, 89, True),
        (Label.SUBMISSION, 89, True),
        (Label.COMPLAINT, 88, False),
        (Label.COMPLAINT, 87, True),
        (Label.OTHER, 88, False),
    ],
)
def test_r36_a_label_may_not_be_told_worse(label: Label, right: int, *, loses: bool) -> None:
    """Not by one letter where it leaves the house, by one in fifty where it stays."""
    expected = (f"tells {label} worse: 90 to {right} of 100",) if loses else ()

    assert losses(a_standing(), a_standing({label: right})) == expected


def test_more_letters_to_strangers_or_wrongly_decided_is_a_loss() -> None:
    """Which ones does not matter, their number does."""
    other = a_standing(wrong_hand_overs=("y",), wrong_acts=("z",))
    more = a_standing(wrong_hand_overs=("c", "y"), wrong_acts=("d", "z"))

    assert losses(a_standing(), other) == ()
    assert losses(a_standing(), more) == (
        "hands over more letters wrongly: 1 to 2",
        "decides more letters wrongly by itself: 1 to 2",
    )


def an_outcome(label: Label, decided: Label, **ways: Verdict) -> Outcome:
    """Return a letter with one label and what was decided about it."""
    letter = LabelledLetter(id=f"{label}-{decided}", subject="", body="b", labels=(label,))
    verdicts = {Way(way): verdict for way, verdict in ways.items()}
    decision = Decision(labels=(decided,), ways=verdicts, decided_by=DecidedBy.MODEL)
    return Outcome(letter=letter, decision=decision)


def test_what_a_model_did_is_counted() -> None:
    """Each letter by its own label; asking is neither lost nor wrong."""
    standing = standing_of(
        [
            an_outcome(Label.OBJECTION, Label.OBJECTION, sgg=Verdict.DO),
            an_outcome(Label.OBJECTION, Label.COMPLAINT, sgg=Verdict.ASK),
            an_outcome(Label.OBJECTION, Label.OTHER),
            an_outcome(Label.PRAISE, Label.OBJECTION, sgg=Verdict.DO),
        ],
        frozen="f",
    )

    assert (standing.letters, standing.right, standing.decided_alone) == (4, 1, 3)
    assert standing.lost == ("objection-other",)
    assert standing.wrong_hand_overs == ("praise-objection",)
    assert standing.wrong_acts == ("objection-other", "praise-objection")
    assert {each.label: (each.right, each.of) for each in standing.told if each.of} == {
        Label.OBJECTION: (1, 3),
        Label.PRAISE: (0, 1),
    }


def test_a_small_label_may_lose_none() -> None:
    """One in fifty of twenty is none."""
    told = Told(label=Label.PRAISE, right=15, of=20)

    assert (told.may_lose, replace(told, of=50).may_lose) == (0, 1)
