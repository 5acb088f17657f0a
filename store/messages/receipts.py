"""The first day in the house by the officer's word (R14)."""

from datetime import date

from sqlalchemy import Connection, update

from store.tables import cases, journal_lines


def confirm(tx: Connection, journal: int, *, day: date, row_version: int) -> bool:
    """Write the confirmed day; False if the line has changed since the officer saw it."""
    line = journal_lines.c
    change = update(journal_lines).where(line.number == journal, line.row_version == row_version)
    values = {"received_on": day, "row_version": row_version + 1}
    return tx.execute(change.values(values)).rowcount == 1


def set_day(tx: Connection, journal: int, *, day: date) -> None:
    """Write the confirmed day, whoever saw the line before."""
    line = journal_lines.c
    values = {"received_on": day, "row_version": line.row_version + 1}
    tx.execute(update(journal_lines).where(line.number == journal).values(values))


def set_case_day(tx: Connection, case_number: str, *, day: date) -> None:
    """Write the day on the case that the message opened."""
    change = update(cases).where(cases.c.number == case_number)
    tx.execute(change.values(received_on=day, row_version=cases.c.row_version + 1))
