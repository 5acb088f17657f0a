"""What the officer does at a message beside deciding: excerpt, notice by hand, done (R8, R12)."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.duties import ENDS_SERVICE, DutyKind
from cases.received import NoNotice
from correspondence.addresses import AddressError
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.messages.view import OpenedMessage, open_message, view_message
from desk.pages.messages.message import message_page
from desk.visit import Page, Visit, go_to, order_of, say
from desk.words.core import DONE_WORDS
from intake.filing_tools import Order
from store import duties, journal
from store.engine import reading, writing
from store.messages import parties

CHANGED = "Jemand war schneller: Die Nachricht wurde inzwischen geändert."


def keep_excerpt(visit: Visit, number: int) -> ResponseReturnValue:
    """Keep the part of the letter that belongs to the case; the rest can be erased then (R8)."""
    text = request.form.get("text", "").strip()
    if not text:
        return _message(visit, number, complaint="Bitte fügen Sie den Auszug ein.", code=400)
    opened = _opened(visit, number, what="mark_excerpt")
    if not visit.tools.work.mark_excerpt(opened.entry, text=text, order=_order(visit)):
        return _message(visit, number, complaint=CHANGED, code=409, excerpt=text)
    say("Der Auszug steht jetzt im Vorgang.", journal=number)
    return go_to("queue")


def show_notice(visit: Visit, number: int) -> ResponseReturnValue:
    """Show the first answer, ready to print or to send (R12)."""
    return _notice_page(visit, _opened(visit, number, what="read_notice"))


def send_notice(visit: Visit, number: int) -> ResponseReturnValue:
    """Send the first answer to an address that the officer has confirmed (R9a, R15a)."""
    address = request.form.get("address", "").strip()
    opened = _opened(visit, number, what="send_notice")
    complaint = _objection(visit, address)
    if complaint:
        return _notice_page(visit, opened, complaint=complaint, address=address), 400
    mail = visit.tools.read_mail(opened.content or b"")
    try:
        is_sent = visit.tools.work.send_notice(
            opened.entry, mail, address=address, order=_order(visit)
        )
    except AddressError:
        complaint = "Diese Adresse ist nicht vollständig."
        return _notice_page(visit, opened, complaint=complaint, address=address), 400
    if not is_sent:
        return _notice_page(visit, opened, complaint=CHANGED, address=address), 409
    say("Die Bestätigung geht per E-Mail hinaus.", journal=number)
    return go_to("queue")


def note_posted(visit: Visit, number: int) -> ResponseReturnValue:
    """Note that the first answer went as a letter (R12)."""
    opened = _opened(visit, number, what="note_posted")
    if not visit.tools.work.note_posted(opened.entry, order=_order(visit)):
        return _notice_page(visit, opened, complaint=CHANGED), 409
    say("Vermerkt: Die Bestätigung ging als Brief hinaus.", journal=number)
    return go_to("queue")


def call_done(visit: Visit, number: int) -> ResponseReturnValue:
    """Close a duty that ends by a person's word; a hand-over that came back may be erased again."""
    wanted = request.form.get("duty", type=int)
    with writing(visit.tools.engine) as tx:
        on_it = open_message(tx, visit, number, what="call_done").duties
        duty = next((each for each in on_it if each.id == wanted), None)
        if duty is None or not (duty.kind in DONE_WORDS or duty.detail == ENDS_SERVICE):
            abort(409)
        duties.done(tx, duty.id, by=visit.name, at=visit.now)
        if duty.kind is DutyKind.RETURNED:
            journal.hold_erasure(tx, number, held=False)
    say("Erledigt.", journal=number)
    return go_to("queue")


def _objection(visit: Visit, address: str) -> str:
    """Return why no citizen's notice goes there, or an empty string."""
    office = visit.tools.office
    if request.form.get("is_checked") != "yes":
        return "Bitte bestätigen Sie, dass die Adresse der richtigen Person gehört."
    if office.replies.forbids(address) or office.is_own(address):
        return "An diese Adresse geht keine Nachricht an Kunden. Bitte nehmen Sie den Brief."
    return ""


def _order(visit: Visit) -> Order:
    try:
        return order_of(visit, row_version=row_version_in(request.form))
    except FormError:
        abort(400)


def _opened(visit: Visit, number: int, *, what: str) -> OpenedMessage:
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what=what)
    if opened.content is None:
        abort(404)
    return opened


def _message(
    visit: Visit, number: int, *, complaint: str, code: int, excerpt: str = ""
) -> ResponseReturnValue:
    view = view_message(visit, number)
    return message_page(visit, view, complaint=complaint, excerpt=excerpt), code


def _notice_page(
    visit: Visit, opened: OpenedMessage, *, complaint: str = "", address: str | None = None
) -> str:
    mail = visit.tools.read_mail(opened.content or b"")
    with reading(visit.tools.engine) as tx:
        party = parties.of_journal(tx, opened.entry.number) or mail.sender
    known = party.address if party else ""
    due = [duty for duty in opened.duties if duty.kind is DutyKind.NOTICE_BY_HAND]
    return visit.page(
        "notice.html",
        entry=opened.entry,
        text=visit.tools.work.notice_text(opened.entry, mail),
        complaint=complaint,
        address=known if address is None else address,
        is_due=bool(due),
        is_for_authority=any(duty.detail == NoNotice.AUTHORITY for duty in due),
    )


PAGES = (
    Page("/eingang/<int:number>/auszug", "excerpt", keep_excerpt, Permission.WORK, method="POST"),
    Page("/eingang/<int:number>/bestaetigung", "notice", show_notice, Permission.WORK),
    Page(
        "/eingang/<int:number>/bestaetigung/senden",
        "send_notice",
        send_notice,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/eingang/<int:number>/bestaetigung/brief",
        "note_posted",
        note_posted,
        Permission.WORK,
        method="POST",
    ),
    Page("/eingang/<int:number>/erledigt", "call_done", call_done, Permission.WORK, method="POST"),
)
