"""What an officer entered by hand, as far as it differs from mail (R4, R14)."""

from datetime import date, datetime

from sqlalchemy import Connection, update

from store.tables import cases, journal_lines


def reserve(tx: Connection, journal: int, *, received_on: date, until: datetime) -> None:
    """Keep the line for the officer's decision; its first day here is confirmed already (R14)."""
    change = update(journal_lines).where(journal_lines.c.number == journal)
    tx.execute(change.values(received_on=received_on, lease_until=until))


def note_on_case(tx: Connection, case_number: str, *, unit: str, step: int | None) -> None:
    """Write unit and escalation step on a case that was opened by hand."""
    change = update(cases).where(cases.c.number == case_number)
    tx.execute(change.values(unit=unit, escalation_step=step))
