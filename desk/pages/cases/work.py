"""What the officer enters on a case: path, party, notes of every kind (R17, R19, R20, R23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.case import CaseEventKind, Deed, NoteKind
from correspondence.addresses import is_sendable
from desk.access import Permission
from desk.case_parts.form import (
    coming_day_in,
    optional_day,
    optional_text,
    past_day_in,
    text_in,
)
from desk.case_parts.page import DeedForm, carry_out, refuse
from desk.forms.decision import FormError
from desk.visit import Page, Visit
from store.case_records import case_work
from store.case_records.case_work import Party, Turn

PATH = DeedForm(deed=Deed.SET_PATH, form="path", access="set_path", said="Der Weg ist festgelegt.")
PARTY = DeedForm(
    deed=Deed.CORRECT_PARTY,
    form="party",
    access="correct_party",
    said="Die Angaben zum Kunden sind gespeichert.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """One kind of note: the deed it is, what the history keeps, what must be written."""

    deed: Deed
    event: CaseEventKind
    complaint: str
    said: str
    has_day: bool = False


NOTES: Mapping[NoteKind, NoteForm] = MappingProxyType(
    {
        NoteKind.NOTE: NoteForm(
            deed=Deed.NOTE,
            event=CaseEventKind.NOTED,
            complaint="Bitte schreiben Sie die Notiz.",
            said="Die Notiz steht im Verlauf.",
        ),
        NoteKind.EMPLOYEE: NoteForm(
            deed=Deed.NAME_EMPLOYEE,
            event=CaseEventKind.EMPLOYEE_NOTED,
            complaint="Bitte schreiben Sie, um wen es geht.",
            said="Die beteiligte Person ist im Vorgang vermerkt.",
        ),
        NoteKind.AGREEMENT: NoteForm(
            deed=Deed.AGREE,
            event=CaseEventKind.AGREED,
            complaint="Bitte schreiben Sie, mit wem die Antwort abgestimmt ist.",
            said="Die Abstimmung ist vermerkt.",
            has_day=True,
        ),
        NoteKind.ALTERNATIVES: NoteForm(
            deed=Deed.NOTE_ALTERNATIVES,
            event=CaseEventKind.ALTERNATIVES_NOTED,
            complaint="Bitte schreiben Sie, was die Stelle dazu gesagt hat.",
            said="Die Alternativen sind vermerkt.",
            has_day=True,
        ),
    }
)
"""The notes that a person writes; other kinds are written along with other work."""


def set_path(visit: Visit, number: str) -> ResponseReturnValue:
    """Fix which unit is asked and until when (R17)."""
    try:
        unit = _unit_in(visit)
        until = coming_day_in("until", "Bitte geben Sie an, bis wann.", visit=visit)
    except FormError as error:
        return refuse(visit, number, PATH.form, error)

    def work(tx: Connection, turn: Turn) -> bool:
        return case_work.set_path(tx, turn, unit=unit, until=until)

    return carry_out(visit, number, PATH, work)


def correct_party(visit: Visit, number: str) -> ResponseReturnValue:
    """Enter who the customer is, how to reach them, and their consent to e-mail (R23)."""
    try:
        party = _party_in(visit)
    except FormError as error:
        return refuse(visit, number, PARTY.form, error)

    def work(tx: Connection, turn: Turn) -> bool:
        return case_work.correct_party(tx, turn, party)

    return carry_out(visit, number, PARTY, work)


def write_note(visit: Visit, number: str) -> ResponseReturnValue:
    """Write a note of the kind that the form names."""
    kind = request.form.get("kind", "")
    if kind not in NOTES:
        abort(400)
    form = NOTES[NoteKind(kind)]
    try:
        text = text_in(f"{kind}_text", form.complaint)
        day = _day_of_note(kind, visit) if form.has_day else None
    except FormError as error:
        return refuse(visit, number, kind, error)

    def work(tx: Connection, turn: Turn) -> bool:
        if not case_work.take(tx, turn, form.event):
            return False
        case_work.enter_note(tx, turn, NoteKind(kind), text, on_day=day)
        return True

    what = DeedForm(deed=form.deed, form=kind, access="write_note", said=form.said)
    return carry_out(visit, number, what, work)


def _unit_in(visit: Visit) -> str:
    unit = request.form.get("unit", "")
    if unit not in {each.name for each in visit.tools.office.units}:
        message = "Bitte wählen Sie die Stelle aus, die gefragt wird."
        raise FormError(message)
    return unit


def _day_of_note(kind: str, visit: Visit) -> date:
    return past_day_in(f"{kind}_on", "Bitte geben Sie an, an welchem Tag.", visit=visit)


def _party_in(visit: Visit) -> Party:
    address = " ".join(optional_text("party_address").split())
    if address and not is_sendable(address):
        message = "Diese E-Mail-Adresse ist nicht vollständig."
        raise FormError(message)
    consent_on = optional_day("email_consent_on")
    if consent_on and not address:
        message = "Zur Einwilligung gehört eine E-Mail-Adresse."
        raise FormError(message)
    if consent_on and consent_on > visit.today:
        message = "Die Einwilligung liegt in der Zukunft."
        raise FormError(message)
    return Party(
        name=" ".join(optional_text("party_name").split()),
        address=address,
        address_hash=visit.tools.keys.hash("address", address) if address else "",
        phone=" ".join(optional_text("party_phone").split()),
        postal=optional_text("party_postal"),
        email_consent_on=consent_on,
    )


PAGES = (
    Page("/vorgang/<number>/weg", "set_path", set_path, Permission.WORK, method="POST"),
    Page("/vorgang/<number>/kunde", "correct_party", correct_party, Permission.WORK, method="POST"),
    Page("/vorgang/<number>/notiz", "write_note", write_note, Permission.WORK, method="POST"),
)
