"""Signs of dissatisfaction, praise or a proposal (labelling rules 5, 7, 10, 13)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

SIGNS = (
    Sign(
        name="complaint.indignation",
        label=Label.COMPLAINT,
        together=("indignation",),
        weight=0.5,
    ),
    Sign(
        name="complaint.waits_for_answer",
        label=Label.COMPLAINT,
        together=("waits", "no_answer"),
        weight=0.7,
    ),
    Sign(
        name="complaint.unreachable",
        label=Label.COMPLAINT,
        together=("no_answer",),
        weight=0.5,
    ),
    Sign(
        name="complaint.money_missing",
        label=Label.COMPLAINT,
        together=("money_missing",),
        without=("asks",),
        weight=0.5,
    ),
    Sign(
        name="complaint.papers_lost",
        label=Label.COMPLAINT,
        together=("lost_papers",),
        weight=0.5,
    ),
    Sign(
        name="complaint.house_or_means",
        label=Label.COMPLAINT,
        together=("building", "indignation"),
        weight=0.6,
    ),
    Sign(
        name="complaint.irony",
        label=Label.COMPLAINT,
        together=("irony", "waits"),
        weight=0.6,
    ),
    Sign(
        name="complaint.mock_praise",
        label=Label.COMPLAINT,
        together=("irony", "no_answer"),
        weight=0.6,
    ),
    Sign(
        name="praise.warm",
        label=Label.PRAISE,
        together=("praises",),
        without=("polite_thanks", "irony", "indignation", "hands_in"),
        weight=0.4,
    ),
    Sign(
        name="suggestion.proposal",
        label=Label.SUGGESTION,
        together=("proposes",),
        without=("irony", "asks"),
        weight=0.4,
    ),
    Sign(
        name="suggestion.for_all",
        label=Label.SUGGESTION,
        together=("proposes", "for_all"),
        without=("irony",),
        weight=0.6,
    ),
    Sign(
        name="suggestion.house_or_means",
        label=Label.SUGGESTION,
        together=("proposes", "building"),
        without=("irony",),
        weight=0.6,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign of a judgement on the service, or of a proposal."""
    return findings(SIGNS, letter)
