"""Adding a message to a case: first the case is shown, then a person says yes (R9)."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.mail import Address, Mail
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.messages.view import OpenedMessage, open_message
from desk.messages.who_was_first import CHANGED
from desk.reading_right import reader_of
from desk.visit import Page, Visit, go_to, order_of, say
from intake.orders.attaching import attach as file_attachment
from intake.writer import writer_of
from store.engine import writing
from store.journal import JournalEntry
from store.lists import attachable
from store.messages import parties
from store.register import CaseRecord

UNKNOWN = "Diesen Vorgang gibt es nicht, oder er ist schon anonym."
ALREADY = "Die Nachricht gehört schon zu diesem Vorgang."


def show_attach(visit: Visit, number: int) -> ResponseReturnValue:
    """Propose cases of the same person, or show the one that was named, to confirm it."""
    return _page(visit, number, wanted=_wanted(request.args.get("vorgang", "")))


def attach(visit: Visit, number: int) -> ResponseReturnValue:
    """Add the message to the case that was shown, with the person's word."""
    wanted = _wanted(request.form.get("vorgang", ""))
    try:
        order = order_of(visit, row_version=row_version_in(request.form))
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        opened, mail = _open(tx, visit, number)
        record = attachable.one(tx, reader_of(visit), wanted)
        if record:
            visit.log(tx, "attach", journal=number, case_number=record.number)
    if record is None or opened.entry.case_number == wanted:
        return _page(visit, number, wanted=wanted), 400
    if not file_attachment(record, opened.entry, mail, visit.tools.filing, order=order):
        return _page(visit, number, wanted=wanted, complaint=CHANGED), 409
    say(
        f"Zugeordnet: Vorgang {record.number}.",
        journal=number,
        undo_version=order.row_version + 1,
    )
    return go_to("case", number=record.number)


def _page(visit: Visit, number: int, *, wanted: str, complaint: str = "") -> str:
    with writing(visit.tools.engine) as tx:
        opened, mail = _open(tx, visit, number)
        party = parties.of_journal(tx, number) or writer_of(mail, visit.tools.office)
        proposed = _proposed(tx, visit, opened.entry, party)
        record = attachable.one(tx, reader_of(visit), wanted) if wanted else None
        if record:
            visit.log(tx, "read_case", journal=number, case_number=record.number)
    if wanted and record is None:
        complaint = complaint or UNKNOWN
    if record and record.number == opened.entry.case_number:
        complaint, record = ALREADY, None
    return visit.page(
        "attach.html",
        entry=opened.entry,
        proposed=proposed,
        record=record,
        party=party,
        is_same_person=record is not None and record in proposed,
        wanted=wanted,
        complaint=complaint,
    )


def _proposed(
    tx: Connection, visit: Visit, entry: JournalEntry, party: Address | None
) -> tuple[CaseRecord, ...]:
    keys = visit.tools.keys
    of_party = keys.hash("address", party.address) if party and party.address else ""
    found = attachable.of_party(tx, reader_of(visit), [of_party])
    return tuple(each for each in found if each.number != entry.case_number)


def _open(tx: Connection, visit: Visit, number: int) -> tuple[OpenedMessage, Mail]:
    opened = open_message(tx, visit, number, what="propose_case")
    mail = opened.mail(visit)
    if mail is None:
        abort(404)
    return opened, mail


def _wanted(typed: str) -> str:
    return "".join(typed.split()).upper()[:40]


PAGES = (
    Page("/eingang/<int:number>/zuordnen", "show_attach", show_attach, Permission.WORK),
    Page("/eingang/<int:number>/zuordnen", "attach", attach, Permission.WORK, method="POST"),
)
