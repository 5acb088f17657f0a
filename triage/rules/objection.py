"""Signs that a decision of the office is contested (labelling rules 1, 2, 4, 5, 11)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

_NOT_NOW = ("withdraws", "other_authority", "accepts", "announces", "conditional")

_SILENCED_BY = (
    "accepts",
    "addressed_to_ministry",
    "addressed_to_parliament",
    "announces",
    "decision_on_objection",
    "foreign_matter",
    "irony",
    "other_authority",
    "sues",
    "withdraws",
)

SIGNS = (
    Sign(
        name="objection.lodged_in_words",
        label=Label.OBJECTION,
        together=("lodges", "decision"),
        without=("asks", "conditional"),
        nowhere=_SILENCED_BY,
        weight=1.0,
    ),
    Sign(
        name="objection.lodged",
        label=Label.OBJECTION,
        together=("contests", "decision"),
        without=(*_NOT_NOW, "decision_on_objection", "asks"),
        nowhere=("withdraws",),
        weight=0.9,
    ),
    Sign(
        name="objection.against_reduction",
        label=Label.OBJECTION,
        together=("contests", "adverse"),
        without=(*_NOT_NOW, "decision_on_objection"),
        weight=0.8,
    ),
    Sign(
        name="objection.decision_is_wrong",
        label=Label.OBJECTION,
        together=("decision", "wrong"),
        without=(*_NOT_NOW, "decision_on_objection"),
        weight=0.7,
    ),
    Sign(
        name="objection.wants_it_changed",
        label=Label.OBJECTION,
        together=("decision", "redo"),
        without=(*_NOT_NOW, "decision_on_objection", "proposes"),
        weight=0.7,
    ),
    Sign(
        name="objection.reduction_is_wrong",
        label=Label.OBJECTION,
        together=("adverse", "wrong"),
        without=_NOT_NOW,
        weight=0.6,
    ),
    Sign(
        name="objection.wants_reduction_undone",
        label=Label.OBJECTION,
        together=("adverse", "redo"),
        without=_NOT_NOW,
        weight=0.6,
    ),
    Sign(
        name="objection.review_of_old_decisions",
        label=Label.OBJECTION,
        together=("review_request",),
        without=("asks", "other_authority"),
        weight=0.8,
    ),
    Sign(
        name="objection.amount_contested",
        label=Label.OBJECTION,
        together=("housing_and_income", "wrong"),
        without=(*_NOT_NOW, "proposes"),
        weight=0.5,
    ),
    Sign(
        name="objection.amount_to_be_redone",
        label=Label.OBJECTION,
        together=("housing_and_income", "redo"),
        without=(*_NOT_NOW, "proposes"),
        weight=0.5,
    ),
    Sign(
        name="objection.announced",
        label=Label.COMPLAINT,
        together=("announces",),
        weight=0.4,
    ),
    Sign(
        name="objection.to_another_authority",
        label=Label.OTHER,
        together=("contests", "other_authority"),
        weight=0.8,
    ),
    Sign(
        name="objection.withdrawn",
        label=Label.OTHER,
        together=("withdraws",),
        without=("conditional",),
        weight=0.8,
    ),
    Sign(
        name="objection.pending_and_slow",
        label=Label.COMPLAINT,
        together=("earlier_matter", "waits"),
        weight=0.6,
    ),
    Sign(
        name="objection.state_asked",
        label=Label.OTHER,
        together=("earlier_matter", "state_of_matter"),
        weight=0.6,
    ),
    Sign(
        name="objection.decision_accepted",
        label=Label.OTHER,
        together=("accepts",),
        weight=0.5,
    ),
    Sign(
        name="objection.nothing_decided_yet",
        label=Label.COMPLAINT,
        together=("nothing_decided",),
        weight=0.5,
    ),
    Sign(
        name="objection.decision_asked_about",
        label=Label.OTHER,
        together=("decision", "asks"),
        without=("wrong", "redo", "contests"),
        weight=0.5,
    ),
    Sign(
        name="objection.hearing_answered",
        label=Label.OTHER,
        together=("hearing",),
        weight=0.5,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign that a decision is contested, or only seems to be."""
    return findings(SIGNS, letter)
