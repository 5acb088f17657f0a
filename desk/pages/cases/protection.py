"""Protecting employees from very difficult customers (R32).

Officer or director enter a note on a case; only the director reads notes, those of one party at a
time, with a reason that is logged.
"""

from flask import abort, request
from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.case_parts.form import NOTHING_LOST, Lost, lost, optional_text, text_in
from desk.case_parts.page import refuse
from desk.forms.decision import FormError
from desk.reading_right import reader_of, record_of
from desk.visit import Page, Visit, go_to, say
from store import register
from store.case_records import protection
from store.case_records.protection import ProtectionNote
from store.engine import writing
from store.lists import case_list
from store.register import CaseRecord

FORM = "protect"
NO_REASON = "Bitte schreiben Sie, warum Sie die Vermerke lesen."
NO_CASE = "Diesen Vorgang gibt es nicht."


def enter_note(visit: Visit, number: str) -> ResponseReturnValue:
    """Enter an employee's name, wish or reason on a case; nobody reads it there again."""
    try:
        employee = text_in("protect_employee", "Bitte schreiben Sie, wer geschützt werden soll.")
        wish = text_in("protect_wish", "Bitte schreiben Sie den Wunsch oder den Grund.")
    except FormError as error:
        return refuse(visit, number, FORM, error)
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        if record.erased_at:
            abort(409)
        protection.enter(tx, record, employee=employee, wish=wish, by=visit.name, at=visit.now)
        visit.log(tx, "enter_protection", case_number=number)
    say("Der Schutzvermerk ist gespeichert. Lesen kann ihn nur die Geschäftsführung.")
    return go_to("case", number=number)


def ask(visit: Visit) -> ResponseReturnValue:
    """Ask for the case and the reason; nothing is shown before."""
    return visit.page("protection.html", number=request.args.get("vorgang", ""), lost=NOTHING_LOST)


def read_notes(visit: Visit) -> ResponseReturnValue:
    """Show the notes about the party of one case; the reason is logged (R33)."""
    number, reason = request.form.get("number", "").strip(), request.form.get("reason", "").strip()
    if not reason:
        given_back = lost("read", NO_REASON)
        return visit.page("protection.html", number=number, lost=given_back), 400
    found = _read(visit, number, reason)
    if found is None:
        given_back = lost("read", NO_CASE)
        return visit.page("protection.html", number=number, lost=given_back), 404
    return _notes_page(visit, found, reason)


def note_measure(visit: Visit, number: str, note_id: int) -> ResponseReturnValue:
    """Note the measure taken: relief, training, change of responsibility."""
    reason = request.form.get("reason", "").strip()
    measure = optional_text("protect_measure")
    is_noted = False
    if measure:
        with writing(visit.tools.engine) as tx:
            is_noted = protection.note_measure(
                tx, note_id, number, measure=measure, by=visit.name, at=visit.now
            )
            visit.log(tx, "note_protection_measure", case_number=number)
    if is_noted:
        say("Die Schutzmaßnahme ist vermerkt.")
        return go_to("protection", vorgang=number)
    found = _read(visit, number, reason or "Schutzmaßnahme vermerken")
    if found is None:
        abort(404)
    if not measure:
        given_back = lost(str(note_id), "Bitte schreiben Sie, was veranlasst wurde.")
        return _notes_page(visit, found, reason, given_back=given_back), 400
    complaint = "Jemand war schneller: Hier steht schon eine Schutzmaßnahme."
    given_back = lost(str(note_id), complaint, is_conflict=True)
    return _notes_page(visit, found, reason, given_back=given_back), 409


def _read(
    visit: Visit, number: str, reason: str
) -> tuple[CaseRecord, tuple[ProtectionNote, ...]] | None:
    with writing(visit.tools.engine) as tx:
        record = register.case(tx, number)
        if record is None or not case_list.is_open_to(tx, reader_of(visit), number):
            return None
        visit.log(tx, "read_protection", case_number=number, reason=reason)
        return record, protection.of_party(tx, record)


def _notes_page(
    visit: Visit,
    found: tuple[CaseRecord, tuple[ProtectionNote, ...]],
    reason: str,
    *,
    given_back: Lost = NOTHING_LOST,
) -> str:
    record, notes = found
    return visit.page(
        "protection_notes.html", record=record, notes=notes, reason=reason, lost=given_back
    )


PAGES = (
    Page("/vorgang/<number>/schutz", "protect", enter_note, Permission.PROTECT, method="POST"),
    Page("/schutz", "protection", ask, Permission.DIRECT),
    Page("/schutz", "read_protection", read_notes, Permission.DIRECT, method="POST"),
    Page(
        "/schutz/<number>/<int:note_id>",
        "protection_measure",
        note_measure,
        Permission.DIRECT,
        method="POST",
    ),
)
