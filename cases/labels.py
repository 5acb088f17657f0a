"""What a message can be, and which way each kind takes (R2, R3, R5, R6, R9c)."""

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType


class Label(StrEnum):
    """A category of R2; the hard boundaries between them stand in docs/labelling.md."""

    COMPLAINT = "complaint"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    OBJECTION = "objection"
    COURT_ACTION = "court_action"
    SUPERVISORY_COMPLAINT = "supervisory_complaint"
    PETITION = "petition"
    SUBMISSION = "submission"
    OTHER = "other"


class Way(StrEnum):
    """Where a message can go; `other` goes none of these ways (R9c)."""

    SGG = "sgg"
    DIRECTOR = "director"
    REGISTER = "register"


HAND_OVER_WAYS = (Way.SGG, Way.DIRECTOR)

WAY_OF = MappingProxyType(
    {
        Label.COMPLAINT: Way.REGISTER,
        Label.PRAISE: Way.REGISTER,
        Label.SUGGESTION: Way.REGISTER,
        Label.OBJECTION: Way.SGG,
        Label.COURT_ACTION: Way.SGG,
        Label.SUPERVISORY_COMPLAINT: Way.DIRECTOR,
        Label.PETITION: Way.REGISTER,
        Label.SUBMISSION: Way.REGISTER,
    }
)
"""R3, R5, R6: the register holds every reaction but those handed over; `other` has no way."""

PARLIAMENT_MATTERS = frozenset({Label.PETITION, Label.SUBMISSION})
"""Worked with special urgency and on dates of their own (R24 to R28)."""

GERMAN = MappingProxyType(
    {
        Label.COMPLAINT: "Beschwerde",
        Label.PRAISE: "Lob",
        Label.SUGGESTION: "Anregung",
        Label.OBJECTION: "Widerspruch",
        Label.COURT_ACTION: "Klage",
        Label.SUPERVISORY_COMPLAINT: "Dienstaufsichtsbeschwerde",
        Label.PETITION: "Petition",
        Label.SUBMISSION: "Eingabe",
        Label.OTHER: "Sonstiges",
    }
)


def ways_of(labels: Iterable[Label]) -> frozenset[Way]:
    """Return every way that the labels demand (R8)."""
    return frozenset(WAY_OF[label] for label in labels if label in WAY_OF)


def labels_on(way: Way, labels: Iterable[Label]) -> tuple[Label, ...]:
    """Return those labels that take this way, in their order."""
    return tuple(label for label in labels if WAY_OF.get(label) is way)
