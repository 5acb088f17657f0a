"""Signs that a decision on an objection is contested or a lawsuit filed (rule 15)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

_NOT_NOW = ("withdraws", "announces", "conditional", "accepts")

SIGNS = (
    Sign(
        name="court_action.sues_over_objection",
        label=Label.COURT_ACTION,
        together=("decision_on_objection", "sues"),
        without=_NOT_NOW,
        weight=0.9,
    ),
    Sign(
        name="court_action.contests_decision_on_objection",
        label=Label.COURT_ACTION,
        together=("decision_on_objection", "contests"),
        without=_NOT_NOW,
        weight=0.7,
    ),
    Sign(
        name="court_action.decision_on_objection_is_wrong",
        label=Label.COURT_ACTION,
        together=("decision_on_objection", "wrong"),
        without=_NOT_NOW,
        weight=0.7,
    ),
    Sign(
        name="court_action.wants_a_judge",
        label=Label.COURT_ACTION,
        together=("sues",),
        elsewhere=("decision_on_objection",),
        without=_NOT_NOW,
        weight=0.7,
    ),
    Sign(
        name="court_action.filed",
        label=Label.COURT_ACTION,
        together=("sues", "filed"),
        without=_NOT_NOW,
        weight=0.8,
    ),
    Sign(
        name="court_action.case_number",
        label=Label.COURT_ACTION,
        together=("court_case_number",),
        weight=0.5,
    ),
    Sign(
        name="court_action.against_first_decision",
        label=Label.OBJECTION,
        together=("sues", "decision"),
        without=(*_NOT_NOW, "decision_on_objection"),
        nowhere=("decision_on_objection",),
        weight=0.7,
    ),
    Sign(
        name="court_action.announced",
        label=Label.COMPLAINT,
        together=("sues", "conditional"),
        weight=0.6,
    ),
    Sign(
        name="court_action.announced_next",
        label=Label.COMPLAINT,
        together=("sues", "announces"),
        weight=0.6,
    ),
    Sign(
        name="court_action.limit_asked",
        label=Label.OTHER,
        together=("lost_in_time", "asks"),
        weight=0.6,
    ),
    Sign(
        name="court_action.won_but_unpaid",
        label=Label.COMPLAINT,
        together=("won_case",),
        weight=0.6,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign of a lawsuit, or of what only sounds like one."""
    return findings(SIGNS, letter)
