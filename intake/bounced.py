"""What came back: match a delivery report to the letter that failed (R5, R7, R15)."""

from datetime import datetime

from sqlalchemy import Connection

from cases.duties import Duty, duty_after_failure
from cases.limits import WorkCalendar
from cases.mail import Mail
from store import dispatches, duties


def note_bounce(tx: Connection, mail: Mail, *, calendar: WorkCalendar, at: datetime) -> bool:
    """Lay a letter of ours that came back before the officer; False if the mail reports none.

    A delay notice reports nothing final. The report must name our own Message-ID, in what it
    returns or, where it returns nothing, as the mail that it answers; a hand-over that came back
    is not erased (`store.erasure` sees the bounce).
    """
    report = mail.delivery_report
    if report is None or not report.permanent:
        return False
    named = dict.fromkeys((report.original_message_id, mail.in_reply_to, *mail.references))
    marked = (dispatches.mark_bounced(tx, each, at=at) for each in named if each)
    failed = next((line for line in marked if line), None)
    if failed is None or failed.journal is None:
        return False
    kind = duty_after_failure(failed.kind)
    if kind is None:
        return False
    due_on = calendar.next_working_day(calendar.day_of(at))
    duty = Duty(kind=kind, due_on=due_on, detail="bounced")
    return duties.open_duty(tx, duty, journal=failed.journal, case_number=failed.case_number, at=at)
