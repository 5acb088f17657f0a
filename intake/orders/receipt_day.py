"""The officer confirms the first day in the house: every limit is counted anew (R14, R26)."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from cases.deadlines import last_day
from cases.mail import Mail
from cases.receipt import duty_due_on
from cases.received import Received
from intake.filing import facts_for
from intake.filing_tools import FilingTools, Order
from store import deadlines, duties, register
from store.engine import writing
from store.journal import JournalEntry
from store.messages import receipts


def confirm_receipt(
    entry: JournalEntry, mail: Mail, tools: FilingTools, *, day: date, order: Order
) -> bool:
    """Write the confirmed day on the journal line and move what is counted from it.

    Return False if somebody else was first. `cases.receipt.fault_of` says which days can be.
    """
    received = replace(facts_for(entry, mail, tools), received_on=day)
    with writing(tools.engine) as tx:
        if not receipts.confirm(tx, entry.number, day=day, row_version=order.row_version):
            return False
        move_limits(tx, entry, received, tools)
        if entry.case_number and register.first_journal(tx, entry.case_number) == entry.number:
            receipts.set_case_day(tx, entry.case_number, day=day)
            register.note_event(
                tx,
                entry.case_number,
                "receipt_confirmed",
                at=tools.now(),
                by=order.by,
                journal=entry.number,
            )
    return True


def move_limits(
    tx: Connection, entry: JournalEntry, received: Received, tools: FilingTools
) -> None:
    """Count every limit and duty of a message that still runs from `received.received_on`.

    A day that a person has named to the customer stays (R13).
    """
    office = tools.office
    old_day = entry.first_day(office.calendar)
    for limit in deadlines.open_of(tx, entry.number):
        if limit.due_on != last_day(limit.kind, old_day, office.terms, office.calendar):
            continue
        due = last_day(limit.kind, received.received_on, office.terms, office.calendar)
        deadlines.move(tx, entry.number, limit.kind, due_on=due)
    for duty in duties.of_journal(tx, entry.number):
        as_counted = duty_due_on(
            duty.kind, replace(received, received_on=old_day), entry.labels, office
        )
        moved = duty_due_on(duty.kind, received, entry.labels, office)
        if moved and duty.due_on == as_counted:
            receipts.move_duty(tx, duty.id, due_on=moved)
