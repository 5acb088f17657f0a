"""What came back: match a delivery report to the letter that failed (R5, R7, R15)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from cases.duties import Duty, DutyKind, duty_after_failure
from cases.mail import DeliveryReport, Mail
from cases.office import Office
from intake.follow_up import tokens_in
from store import dispatches, duties, failed_letters
from store.dispatches import DispatchLine
from store.keys import Keys

GIVEN_UP_AFTER = timedelta(days=6)
"""Mail servers try for five days (RFC 5321, 4.5.4.1); who reports later means something else."""


def note_bounce(
    tx: Connection, mail: Mail, *, number: int, office: Office, keys: Keys, at: datetime
) -> bool:
    """Lay a letter of ours that came back before the officer; False if the mail reports none.

    A delay notice reports nothing final. The letter is known by its Message-ID, in what the
    report returns or as the mail that it answers, or by its reply token; a hand-over that came
    back is not erased (`store.erasure` sees the bounce). A report that names no letter at all is
    about the last notice to the citizen whom it names, or a duty on its own line (`number`)
    where it names SGG, the director or a unit as not reached.
    """
    report = mail.delivery_report
    if report is None or not report.permanent:
        return False
    failed = _failed(tx, mail, report, keys, at=at)
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


def _failed(
    tx: Connection, mail: Mail, report: DeliveryReport, keys: Keys, *, at: datetime
) -> DispatchLine | None:
    """Note the letter that came back, the surest sign first; None if it is none of ours."""
    signed = failed_letters.with_tokens(tx, _tokens(mail))
    candidates: tuple[int | str, ...] = (*_named(mail, report), *signed)
    marked = (dispatches.mark_bounced(tx, which, at=at) for which in candidates)
    failed = next((line for line in marked if line), None)
    # A report that names a letter which is not ours is about a mail in our forged name.
    if failed is None and not candidates:
        return _last_notice(tx, report, keys, at=at)
    return failed


def _named(mail: Mail, report: DeliveryReport) -> tuple[str, ...]:
    named = dict.fromkeys((report.original_message_id, mail.in_reply_to, *mail.references))
    return tuple(each for each in named if each)


def _tokens(mail: Mail) -> tuple[str, ...]:
    """Return the reply tokens in the report and in the letter that it returns."""
    texts = (mail.text, *(inner.text for inner in mail.forwarded))
    return tuple(token for text in texts for token in tokens_in(text))


def _last_notice(
    tx: Connection, report: DeliveryReport, keys: Keys, *, at: datetime
) -> DispatchLine | None:
    for recipient in report.recipients:
        to = keys.hash("address", recipient)
        found = failed_letters.last_notice_to(tx, to, since=at - GIVEN_UP_AFTER)
        if found is not None:
            return dispatches.mark_bounced(tx, found, at=at)
    return None


def _names_a_receiver(report: DeliveryReport, office: Office) -> bool:
    receivers = {*office.routing.addresses, *(unit.leader.lower() for unit in office.units)}
    return not receivers.isdisjoint(address.lower() for address in report.recipients)
