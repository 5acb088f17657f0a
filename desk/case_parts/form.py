"""From a form on a case's page to values; what was not taken stands in the form again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import abort, request

from desk.forms.decision import FormError, row_version_in
from desk.visit import Visit
from store.case_records.case_work import Turn

LONGEST_TEXT = 20_000
LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A form that was not taken, why, and what the person typed.

    `is_conflict`: somebody else was first; the page tells who, as far as `last_seen` says.
    """

    form: str = ""
    complaint: str = ""
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_conflict: bool = False

    def value(self, form: str, name: str, default: object = "") -> object:
        """Return what was typed into a field of this form, else what it shows at first."""
        if form != self.form:
            return "" if default is None else default
        return self.typed.get(name, "")

    def is_in(self, form: str) -> bool:
        """Say whether this is the form that was not taken."""
        return form == self.form

    @property
    def last_seen(self) -> int:
        """The number of the last event that the person had on the screen."""
        seen = self.typed.get("seen", "")
        return int(seen) if seen.isascii() and seen.isdecimal() else 0

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed at length, to be kept where its form is no longer shown."""
        hidden = {"csrf_token", "row_version", "seen", "kind"}
        return tuple(text for name, text in self.typed.items() if name not in hidden and text)


NOTHING_LOST = Lost()


def lost(form: str, complaint: str, *, is_conflict: bool = False) -> Lost:
    """Return the form of this request as one that was not taken."""
    typed = {name: request.form.get(name, "") for name in request.form}
    return Lost(form=form, complaint=complaint, typed=typed, is_conflict=is_conflict)


def turn_in(visit: Visit, number: str) -> Turn:
    """Return the person's turn at the version that was on the screen; 400 without one."""
    try:
        version = row_version_in(request.form)
    except FormError:
        abort(400)
    return Turn(case_number=number, row_version=version, by=visit.name, at=visit.now)


def text_in(name: str, complaint: str) -> str:
    """Return a text that must be there; FormError with the complaint where it is not."""
    text = optional_text(name)
    if not text:
        raise FormError(complaint)
    return text


def optional_text(name: str) -> str:
    """Return a text, perhaps an empty one, with plain line ends; FormError for a very long one."""
    text = request.form.get(name, "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        message = "Der Text ist zu lang."
        raise FormError(message)
    return text


def day_in(name: str, complaint: str) -> date:
    """Return a day that must be there; FormError where it is missing or none."""
    day = optional_day(name)
    if day is None:
        raise FormError(complaint)
    return day


def optional_day(name: str) -> date | None:
    """Return a day, or None where the field is empty; FormError for what is no day."""
    written = request.form.get(name, "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        message = "Bitte geben Sie das Datum vollständig an."
        raise FormError(message) from error


def coming_day_in(name: str, complaint: str, *, visit: Visit) -> date:
    """Return a day from today on; FormError for one that is over or more than a year ahead."""
    day = day_in(name, complaint)
    if not visit.today <= day <= visit.today + LONGEST_WAIT:
        message = "Der Tag muss in den nächsten zwölf Monaten liegen."
        raise FormError(message)
    return day


def past_day_in(name: str, complaint: str, *, visit: Visit) -> date:
    """Return a day up to today; FormError for one that is still to come."""
    day = day_in(name, complaint)
    if day > visit.today:
        message = "Der Tag liegt in der Zukunft."
        raise FormError(message)
    return day
