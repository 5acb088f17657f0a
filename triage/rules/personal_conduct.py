"""Signs that the personal conduct of staff is attacked (labelling rules 1, 6)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.words.marks import MarkedLetter

_OTHERS = ("outside_persons", "no_conduct")

SIGNS = (
    Sign(
        name="conduct.staff_attacks",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("staff", "attacks"),
        without=_OTHERS,
        weight=0.7,
    ),
    Sign(
        name="conduct.staff_insults",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("staff", "insults"),
        without=_OTHERS,
        weight=0.7,
    ),
    Sign(
        name="conduct.insult_told",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("attacks", "insults"),
        without=_OTHERS,
        weight=0.7,
    ),
    Sign(
        name="conduct.insult_quoted",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("speech", "insults"),
        without=_OTHERS,
        weight=0.6,
    ),
    Sign(
        name="conduct.confidence_breached",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("breaches_confidence", "staff"),
        weight=0.6,
    ),
    Sign(
        name="conduct.hurt",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("hurt",),
        elsewhere=("staff",),
        weight=0.5,
    ),
    Sign(
        name="conduct.consequences_wanted",
        label=Label.SUPERVISORY_COMPLAINT,
        together=("wants_consequences",),
        elsewhere=("attacks",),
        weight=0.6,
    ),
    Sign(
        name="conduct.none_meant",
        label=Label.COMPLAINT,
        together=("no_conduct",),
        weight=0.6,
    ),
    Sign(
        name="conduct.incompetence",
        label=Label.COMPLAINT,
        together=("incompetent",),
        weight=0.5,
    ),
    Sign(
        name="conduct.by_outsiders",
        label=Label.COMPLAINT,
        together=("outside_persons", "attacks"),
        weight=0.5,
    ),
    Sign(
        name="conduct.staff_kind",
        label=Label.PRAISE,
        together=("staff", "praises"),
        without=("attacks", "insults", "incompetent", "irony"),
        weight=0.5,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign that somebody was insulted, mocked, threatened or given away."""
    return findings(SIGNS, letter)
