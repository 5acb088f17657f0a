"""The officer confirms the first day in the house: every limit is counted anew (R14, R26)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from cases.case import NoteKind
from cases.deadlines import LIMITS_OF_CASES, PETITION_DATES, DeadlineKind, last_day
from cases.duties import DutyKind
from cases.office import Office
from cases.receipt import FROM_RECEIPT, duty_due_on
from intake.filing_tools import FilingTools, Order
from store import deadlines, duties, journal, register
from store.case_records import case_work, petition_work
from store.case_records.petition_receipt import journal_of
from store.case_records.petition_work import Entered
from store.engine import writing
from store.journal import JournalEntry
from store.messages import receipts

OF_CASE = frozenset({DutyKind.CASE, DutyKind.PETITION})
"""Duties that end with the soonest limit of their case."""

_NAMED = frozenset({DeadlineKind.CLOSE})
_NEW_DAY = frozenset({NoteKind.NEW_LIMIT, NoteKind.REOPENING})


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
    Terms and closing days may be others than when the message came: what was counted by those of
    that time moves, too (R14).
    """
    old_day = entry.first_day(office.calendar)
    before = {each.kind: each.due_on for each in deadlines.open_of(tx, entry.number)}
    fixed = PETITION_DATES | (_NAMED if _is_named(tx, entry.case_number) else frozenset())
    for kind, due in before.items():
        as_counted = last_day(kind, old_day, office.terms, office.calendar)
        if kind is not DeadlineKind.COMMITTEE and (kind not in fixed or due == as_counted):
            moved_to = last_day(kind, day, office.terms, office.calendar)
            deadlines.move(tx, entry.number, kind, due_on=moved_to)
    after = {each.kind: each.due_on for each in deadlines.open_of(tx, entry.number)}
    for duty in duties.of_journal(tx, entry.number):
        if duty.kind in OF_CASE:
            counted, moved = {_soonest(before)}, _soonest(after)
        else:
            counted = {duty_due_on(duty.kind, old_day, office), before.get(_limit_of(duty.kind))}
            moved = duty_due_on(duty.kind, day, office)
        if moved and duty.due_on in counted:
            duties.move_one(tx, duty.id, due_on=moved)


def _is_named(tx: Connection, case_number: str) -> bool:
    """Say whether a person has set the day of the answer: told the customer, or begun anew."""
    return any(note.kind in _NEW_DAY for note in case_work.notes(tx, case_number))


def _limit_of(kind: DutyKind) -> DeadlineKind:
    """Return the limit that ends on the same day as a duty counted from receipt."""
    is_suspicion = FROM_RECEIPT.get(kind) == "suspected_hand_over"
    return DeadlineKind.SUSPECTED_HAND_OVER if is_suspicion else DeadlineKind.FIRST_REACTION


def _soonest(running: Mapping[DeadlineKind, date]) -> date | None:
    """Return the soonest limit of the message's case that still runs."""
    return min((day for kind, day in running.items() if kind in LIMITS_OF_CASES), default=None)
