"""What came back: match a delivery report to the letter that failed (R5, R7, R15)."""

from datetime import datetime

from sqlalchemy import Connection

from cases.duties import Duty, DutyKind, duty_after_failure
from cases.mail import DeliveryReport, Mail
from cases.office import Office
from store import dispatches, duties


def note_bounce(tx: Connection, mail: Mail, *, number: int, office: Office, at: datetime) -> bool:
    """Lay a letter of ours that came back before the officer; False if the mail reports none.

    A delay notice reports nothing final. The report must name our own Message-ID, in what it
    returns or, where it returns nothing, as the mail that it answers; a hand-over that came back
    is not erased (`store.erasure` sees the bounce). A report that names no letter is a duty on
    its own line (`number`) where it names SGG, the director or a unit as not reached.
    """
    report = mail.delivery_report
    if report is None or not report.permanent:
        return False
    named = dict.fromkeys((report.original_message_id, mail.in_reply_to, *mail.references))
    marked = (dispatches.mark_bounced(tx, each, at=at) for each in named if each)
    failed = next((line for line in marked if line), None)
    due_on = office.calendar.next_working_day(office.calendar.day_of(at))
    if failed is None and _names_a_receiver(report, office):
        lost = Duty(kind=DutyKind.HAND_OVER_FAILED, due_on=due_on, detail="bounced")
        return duties.open_duty(tx, lost, journal=number, at=at)
    if failed is None or failed.journal is None:
        return False
    kind = duty_after_failure(failed.kind)
    if kind is None:
        return False
    duty = Duty(kind=kind, due_on=due_on, detail="bounced")
    return duties.open_duty(tx, duty, journal=failed.journal, case_number=failed.case_number, at=at)


def _names_a_receiver(report: DeliveryReport, office: Office) -> bool:
    receivers = {*office.routing.addresses, *(unit.leader.lower() for unit in office.units)}
    return not receivers.isdisjoint(address.lower() for address in report.recipients)
