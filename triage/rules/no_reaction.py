"""Signs of everyday business: papers, dates, questions, applications (rules 2, 11, 12)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

_JUDGES = ("indignation", "contests", "wrong", "insults", "irony", "no_answer")

SIGNS = (
    Sign(
        name="other.papers",
        label=Label.OTHER,
        together=("hands_in",),
        without=_JUDGES,
        weight=0.5,
    ),
    Sign(
        name="other.appointment",
        label=Label.OTHER,
        together=("appointment",),
        without=_JUDGES,
        weight=0.4,
    ),
    Sign(name="other.change", label=Label.OTHER, together=("change",), without=_JUDGES, weight=0.4),
    Sign(name="other.question", label=Label.OTHER, together=("asks",), without=_JUDGES, weight=0.4),
    Sign(
        name="other.application",
        label=Label.OTHER,
        together=("applies",),
        without=(*_JUDGES, "waits"),
        weight=0.4,
    ),
    Sign(
        name="other.data_access",
        label=Label.OTHER,
        together=("data_access",),
        without=_JUDGES,
        weight=0.6,
    ),
    Sign(name="other.revocation", label=Label.OTHER, together=("revokes",), weight=0.7),
    Sign(
        name="other.job_application", label=Label.OTHER, together=("job_application",), weight=0.5
    ),
    Sign(name="other.invitation", label=Label.OTHER, together=("invites",), weight=0.4),
    Sign(name="other.about_others", label=Label.OTHER, together=("informs_on_others",), weight=0.4),
    Sign(name="other.misdirected", label=Label.OTHER, together=("misdirected",), weight=0.4),
    Sign(name="other.internal", label=Label.OTHER, together=("office_internal",), weight=0.3),
    Sign(name="other.settled", label=Label.OTHER, together=("closing_matter",), weight=0.4),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign of everyday business."""
    return findings(SIGNS, letter)
