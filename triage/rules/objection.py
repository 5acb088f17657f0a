"""Is a decision of the office contested? (labelling rules 1, 2, 4, 11)"""

from cases.decision import Finding
from cases.labels import Label
from triage.marks import MarkedLetter
from triage.rules.signs import Sign, findings

SIGNS = (
    Sign(
        name="objection.objects_to_decision",
        label=Label.OBJECTION,
        together=("objects", "decision"),
        weight=0.7,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign that a decision is contested."""
    return findings(SIGNS, letter)
