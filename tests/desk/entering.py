"""Letters, calls and visits entered by hand, as an officer fills the form in."""

from werkzeug.test import TestResponse

from tests.desk.builders import House

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n"


def typed(**other: object) -> dict[str, object]:
    """Return a form as an officer fills it in."""
    return {
        "form_id": "form-1",
        "channel": "letter",
        "received_on": "2026-11-20",
        "label": "complaint",
        "text": "Das Telefon ist nie besetzt.",
        "name": "Anna Muster",
        "postal": "Hauptstraße 1, 76726 Musterstadt",
        "phone": "07274 12345",
        "step": "3",
        **other,
    }


def enter(house: House, **other: object) -> TestResponse:
    """Send the form."""
    return house.sign_in().send("/erfassen", page="/erfassen", **typed(**other))
