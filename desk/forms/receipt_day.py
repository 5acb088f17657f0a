"""The first day in the house as it is typed, on whichever page (R14, R26)."""

from datetime import date

from cases.receipt import ReceiptFault, fault_of
from desk.forms.days import read_day
from desk.forms.decision import FormError

NO_DAY = "Bitte geben Sie den Eingangstag als Datum an, zum Beispiel 23.11.2026."
FAULTS = {
    ReceiptFault.TOO_LATE: "Der Eingangstag kann nicht nach dem Tag liegen, an dem es hier war.",
    ReceiptFault.TOO_EARLY: "Der Eingangstag liegt mehr als ein Jahr zurück. Bitte prüfen Sie ihn.",
}


def read_receipt_day(text: str, *, today: date, taken_on: date) -> date:
    """Return the day; FormError tells the person why it cannot be."""
    day = read_day(text)
    if day is None:
        raise FormError(NO_DAY)
    fault = fault_of(day, today=today, taken_on=taken_on)
    if fault:
        raise FormError(FAULTS[fault])
    return day
