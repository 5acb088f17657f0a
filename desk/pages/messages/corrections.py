"""What the officer puts right about a message: the citizen, the first day here (R9a, R14, R26)."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.mail import Address, Mail
from correspondence.addresses import is_sendable
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.forms.receipt_day import read_receipt_day
from desk.messages.view import OpenedMessage, open_message, view_message
from desk.messages.who_was_first import CHANGED
from desk.pages.messages.message import message_page
from desk.visit import Page, Visit, go_to, order_of, say
from intake.filing_tools import Order
from intake.orders.party import correct_party as file_party
from intake.orders.receipt_day import confirm_receipt as file_receipt
from store.engine import writing

LONGEST_NAME = 200


def confirm_party(visit: Visit, number: int) -> ResponseReturnValue:
    """Keep name and address of the citizen, or that no address is known (R9a)."""
    party = _party()
    if isinstance(party, str):
        return _again(visit, number, complaint=party, code=400)
    opened, _ = _opened(visit, number, what="confirm_party")
    if not file_party(opened.entry, visit.tools.filing, party=party, order=_order(visit)):
        return _again(visit, number, complaint=CHANGED, code=409)
    say("Die Angaben zur Person sind gespeichert.")
    return go_to("message", number=number)


def confirm_receipt(visit: Visit, number: int) -> ResponseReturnValue:
    """Confirm the first day in the house; every limit is counted from it (R14, R26)."""
    opened, _ = _opened(visit, number, what="confirm_day")
    taken_on = visit.tools.office.calendar.day_of(opened.entry.taken_at)
    try:
        day = read_receipt_day(request.form.get("day", ""), today=visit.today, taken_on=taken_on)
    except FormError as error:
        return _again(visit, number, complaint=str(error), code=400)
    order = _order(visit)
    if not file_receipt(opened.entry, visit.tools.filing, day=day, order=order):
        return _again(visit, number, complaint=CHANGED, code=409)
    say(f"Eingangstag bestätigt: {day:%d.%m.%Y}. Die Fristen sind neu gezählt.")
    return go_to("message", number=number)


def _party() -> Address | str:
    """Return the party typed, or what is wrong with it."""
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    address = request.form.get("address", "").strip().lower()
    if request.form.get("no_address") == "yes":
        return Address(name=name, address="")
    if not address:
        return "Bitte geben Sie eine E-Mail-Adresse an, oder wählen Sie „keine Adresse bekannt“."
    if not is_sendable(address):
        return "Diese E-Mail-Adresse ist nicht vollständig."
    return Address(name=name, address=address)


def _opened(visit: Visit, number: int, *, what: str) -> tuple[OpenedMessage, Mail]:
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what=what)
    mail = opened.mail(visit)
    if mail is None:
        abort(404)
    return opened, mail


def _order(visit: Visit) -> Order:
    try:
        return order_of(visit, row_version=row_version_in(request.form))
    except FormError:
        abort(400)


def _again(visit: Visit, number: int, *, complaint: str, code: int) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("name", "address", "no_address", "day")}
    view = view_message(visit, number)
    return message_page(visit, view, complaint=complaint, typed=typed), code


PAGES = (
    Page(
        "/eingang/<int:number>/person",
        "confirm_party",
        confirm_party,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/eingang/<int:number>/eingangstag",
        "confirm_day",
        confirm_receipt,
        Permission.WORK,
        method="POST",
    ),
)
