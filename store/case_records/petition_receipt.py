"""Under which message a petition's limits run, and the day that was confirmed of it (R14, R26)."""

from datetime import date

from sqlalchemy import Connection, func, select

from cases.deadlines import PETITION_DATES
from store import register
from store.tables import deadlines, journal_lines


def journal_of(tx: Connection, number: str) -> int:
    """Return the message under which the petition's limits run; LookupError if it is forgotten."""
    journal = _journal(tx, number)
    if journal is None:
        raise LookupError(number)
    return journal


def confirmed_day(tx: Connection, number: str) -> date | None:
    """Return the first day in the house of that message by the officer's word; else None."""
    line = journal_lines.c
    query = select(line.received_on).where(line.number == _journal(tx, number))
    return tx.execute(query).scalar_one_or_none()


def _journal(tx: Connection, number: str) -> int | None:
    limit = deadlines.c
    query = select(func.min(limit.journal)).where(
        limit.case_number == number, limit.kind.in_(PETITION_DATES)
    )
    journal: int | None = tx.execute(query).scalar_one()
    return journal or register.first_journal(tx, number)
