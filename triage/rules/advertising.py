"""Signs of advertising and fraud; filed unanswered only when sure (R9c)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

SIGNS = (
    Sign(
        name="advertising.offer",
        label=Label.OTHER,
        together=("advertises", "sells"),
        weight=0.8,
    ),
    Sign(
        name="advertising.fraud",
        label=Label.OTHER,
        together=("phishes",),
        weight=0.8,
    ),
    Sign(name="advertising.words", label=Label.OTHER, together=("advertises",), weight=0.3),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign that somebody sells or phishes."""
    return findings(SIGNS, letter)
