"""The officer confirms the first day in the house: every limit is counted anew (R14, R26)."""

from datetime import date

from sqlalchemy import Connection

from cases.deadlines import LIMITS_OF_CASES, DeadlineKind, last_day
from cases.duties import DutyKind
from cases.office import Office
from cases.receipt import duty_due_on
from intake.filing_tools import FilingTools, Order
from store import deadlines, duties, journal, register
from store.case_records import petition_work
from store.case_records.petition_receipt import journal_of
from store.case_records.petition_work import Entered
from store.engine import writing
from store.journal import JournalEntry
from store.messages import receipts

OF_CASE = frozenset({DutyKind.CASE, DutyKind.PETITION})
"""Duties that end with the soonest limit of their case."""


def confirm_receipt(entry: JournalEntry, tools: FilingTools, *, day: date, order: Order) -> bool:
    """Write the confirmed day on the journal line and move what is counted from it.

    Return False if somebody else was first. `cases.receipt.fault_of` says which days can be.
    """
    with writing(tools.engine) as tx:
        if not receipts.confirm(tx, entry.number, day=day, row_version=order.row_version):
            return False
        _count_from(tx, entry, day, tools, by=order.by)
    return True


def confirm_request(number: str, tools: FilingTools, *, day: date, order: Order) -> bool:
    """Confirm the day from which a petition counts: its message's, so both are one (R14, R26).

    A request that followed the customer's copy has a day of its own, and the copy keeps its day
    (R25). Return False if somebody else was first.
    """
    entered = Entered(by=order.by, at=tools.now())
    with writing(tools.engine) as tx:
        record = petition_work.lock(tx, number)
        if record is None or record.row_version != order.row_version or record.petition.is_sent:
            return False
        if record.petition.has_own_day:
            return petition_work.confirm_request(
                tx, number, day, row_version=order.row_version, office=tools.office, entered=entered
            )
        entry = journal.entry(tx, journal_of(tx, number))
        if entry is None:
            return False
        receipts.set_day(tx, entry.number, day=day)
        _count_from(tx, entry, day, tools, by=order.by)
    return True


def _count_from(
    tx: Connection, entry: JournalEntry, day: date, tools: FilingTools, *, by: str
) -> None:
    """Let everything count from that day: message, case, petition."""
    _move_limits(tx, entry, day, tools.office)
    case, at = entry.case_number, tools.now()
    if not case:
        return
    is_petitions = journal_of(tx, case) == entry.number and petition_work.follow_message(
        tx, case, office=tools.office, entered=Entered(by=by, at=at)
    )
    if register.first_journal(tx, case) == entry.number:
        receipts.set_case_day(tx, case, day=day)
        if not is_petitions:
            register.note_event(tx, case, "receipt_confirmed", at=at, by=by, journal=entry.number)


def _move_limits(tx: Connection, entry: JournalEntry, day: date, office: Office) -> None:
    """Count every limit and duty of a message that still runs from `day`.

    A day that a person has named to the customer stays (R13), and so does the committee's (R28).
    """
    old_day = entry.first_day(office.calendar)
    before = _soonest(tx, entry.number)
    for limit in deadlines.open_of(tx, entry.number):
        as_counted = last_day(limit.kind, old_day, office.terms, office.calendar)
        if limit.kind is not DeadlineKind.COMMITTEE and limit.due_on == as_counted:
            due = last_day(limit.kind, day, office.terms, office.calendar)
            deadlines.move(tx, entry.number, limit.kind, due_on=due)
    after = _soonest(tx, entry.number)
    for duty in duties.of_journal(tx, entry.number):
        if duty.kind in OF_CASE:
            counted, moved = before, after
        else:
            counted = duty_due_on(duty.kind, old_day, office)
            moved = duty_due_on(duty.kind, day, office)
        if moved and duty.due_on == counted:
            duties.move_one(tx, duty.id, due_on=moved)


def _soonest(tx: Connection, journal_number: int) -> date | None:
    """Return the soonest limit of the message's case that still runs."""
    running = deadlines.open_of(tx, journal_number)
    return min((each.due_on for each in running if each.kind in LIMITS_OF_CASES), default=None)
