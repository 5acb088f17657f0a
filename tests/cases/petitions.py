"""Petitions for tests of the core; a test names only what matters to it."""

from datetime import UTC, date, datetime

from cases.labels import Label
from cases.petition import Authorisation, Competence, Petition, Sponsor, Step, StepTaken, Way

MONDAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 9, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)


def a_petition(**changes: object) -> Petition:
    """Return a petition received on Monday, 2 November 2026, its statement written."""
    values: dict[str, object] = {
        "labels": (Label.PETITION,),
        "received_on": MONDAY,
        "is_confirmed": True,
        "competence": Competence.AGENCY,
        "is_complete": True,
        "edited_at": NOON,
    }
    return Petition(**{**values, **changes})  # type: ignore[arg-type]


def an_authorisation(sponsor: Sponsor = Sponsor.AGENCY, **changes: object) -> Authorisation:
    """Return an authorisation of the AA's chair, or of the Landrat."""
    names = {Sponsor.AGENCY: "Dr. Anna Vorsitz", Sponsor.COUNTY: "Karl Landmann"}
    values: dict[str, object] = {
        "sponsor": sponsor,
        "name": names[sponsor],
        "on_day": TODAY,
        "way": Way.LETTER,
        "document": 1,
        "entered_at": NOON,
    }
    return Authorisation(**{**values, **changes})  # type: ignore[arg-type]


def taken(step: Step, on_day: date = TODAY) -> StepTaken:
    """Return a step that was taken."""
    return StepTaken(step=step, on_day=on_day, at=NOON)


BOTH = (an_authorisation(Sponsor.AGENCY), an_authorisation(Sponsor.COUNTY))
"""Two different persons, one for each sponsor."""
