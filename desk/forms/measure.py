"""Who can own a measure, and what the form says (R21)."""

from flask import request

from cases.office import Office
from desk.forms.decision import FormError

MANAGEMENT = "Geschäftsführung"


def owners(office: Office) -> tuple[str, ...]:
    """Return who can be asked to carry out a measure: the units and the management."""
    return (*(unit.name for unit in office.units), MANAGEMENT)


def owner_in(name: str, office: Office) -> str:
    """Return the owner that was chosen; FormError without one."""
    owner = request.form.get(name, "")
    if owner not in owners(office):
        message = "Bitte wählen Sie aus, wer die Maßnahme umsetzt."
        raise FormError(message)
    return owner
