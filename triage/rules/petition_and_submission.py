"""Signs that a parliament or a state body is addressed, or asks (labelling rule 9)."""

from cases.decision import Finding
from cases.labels import Label
from triage.rules.signs import Sign, findings
from triage.text.letter import fold
from triage.words.marks import MarkedLetter, stands_in

_PASSING = ("online_petition", "announces", "event_or_leaflet")

SIGNS = (
    Sign(
        name="petition.addressed",
        label=Label.PETITION,
        together=("addressed_to_parliament", "parliament"),
        without=_PASSING,
        weight=0.8,
    ),
    Sign(
        name="petition.number",
        label=Label.PETITION,
        together=("petition_number",),
        weight=0.8,
    ),
    Sign(
        name="petition.statement_asked",
        label=Label.PETITION,
        together=("parliament", "asks_statement"),
        without=_PASSING,
        weight=0.8,
    ),
    Sign(
        name="petition.copy",
        label=Label.PETITION,
        together=("parliament", "copy_for_information"),
        without=_PASSING,
        weight=0.6,
    ),
    Sign(
        name="submission.addressed",
        label=Label.SUBMISSION,
        together=("addressed_to_ministry",),
        elsewhere=("ministry",),
        without=_PASSING,
        weight=0.8,
    ),
    Sign(
        name="submission.statement_asked",
        label=Label.SUBMISSION,
        together=("ministry", "asks_statement"),
        without=_PASSING,
        weight=0.8,
    ),
    Sign(
        name="submission.copy",
        label=Label.SUBMISSION,
        together=("ministry", "copy_for_information"),
        without=_PASSING,
        weight=0.5,
    ),
    Sign(
        name="petition.online_only",
        label=Label.OTHER,
        together=("online_petition",),
        weight=0.5,
    ),
    Sign(
        name="petition.single_deputy",
        label=Label.COMPLAINT,
        together=("deputy",),
        nowhere=("petition_number",),
        weight=0.4,
    ),
    Sign(
        name="petition.threatened",
        label=Label.COMPLAINT,
        together=("parliament", "announces"),
        weight=0.6,
    ),
    Sign(
        name="petition.threatened_if",
        label=Label.COMPLAINT,
        together=("parliament", "conditional"),
        weight=0.5,
    ),
    Sign(
        name="submission.event_or_leaflet",
        label=Label.OTHER,
        together=("ministry", "event_or_leaflet"),
        weight=0.5,
    ),
)


def check(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return each sign of such a letter, also where it stands in the part passed on."""
    return (*findings(SIGNS, letter), *_beside(letter))


def _beside(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Look at what is quoted: that body's request counts also when a citizen passes it on."""
    if not letter.letter.beside:
        return ()
    beside = fold(letter.letter.beside)
    if not stands_in("asks_statement", beside):
        return ()
    found = []
    if stands_in("parliament", beside):
        found.append(Label.PETITION)
    if stands_in("ministry", beside):
        found.append(Label.SUBMISSION)
    return tuple(
        Finding(source=f"{label}.passed_on", label=label, text="", weight=0.6) for label in found
    )
