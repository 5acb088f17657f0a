"""What is kept for years, and then no longer: cases, journal lines, the access log (R33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, or_, select, update

from store.case_tables import (
    authorisations,
    case_files,
    case_letters,
    case_notes,
    petition_steps,
    petitions,
    protection_notes,
    statement_requests,
)
from store.erasing.erasable import months_before
from store.settings import RetentionSettings
from store.tables import (
    access_log,
    case_events,
    case_texts,
    cases,
    deadlines,
    dispatch_wires,
    dispatches,
    duties,
    journal_lines,
    server_copies,
    training_examples,
    warnings,
)

BATCH = 500
CASE_CONTENT = (
    case_texts,
    case_notes,
    statement_requests,
    case_letters,
    authorisations,
    petition_steps,
    petitions,
    protection_notes,
    case_files,
)
"""What goes with a case's party, each before what it points to (R33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What one round has forgotten: cases made anonymous, journal lines and accesses deleted."""

    cases: tuple[str, ...]
    journal_lines: tuple[int, ...]
    accesses: int


def forget_old_records(
    tx: Connection, *, now: datetime, retention: RetentionSettings, limit: int = BATCH
) -> Forgotten:
    """Forget what its time is over for; at most `limit` cases and lines at once (R33).

    A case keeps what the evaluation counts (labels, days, unit, result, measure), without party
    and texts. A journal line goes whole, with its proofs, once nothing of its message is kept.
    """
    return Forgotten(
        cases=_forget_cases(tx, now, months_before(now, retention.closed_cases_months), limit),
        journal_lines=_delete_lines(tx, months_before(now, retention.journal_months), limit),
        accesses=_delete_accesses(tx, months_before(now, retention.access_log_months)),
    )


def _forget_cases(tx: Connection, now: datetime, cut: datetime, limit: int) -> tuple[str, ...]:
    query = (
        select(cases.c.number)
        .where(cases.c.closed_at <= cut, cases.c.erased_at.is_(None), ~_is_worked_on())
        .order_by(cases.c.closed_at, cases.c.number)
        .limit(limit)
    )
    numbers = tx.execute(query.with_for_update(skip_locked=True)).scalars().all()
    if not numbers:
        return ()
    for table in CASE_CONTENT:
        _delete_of(tx, table, table.c.case_number, numbers)
    of_cases = select(journal_lines.c.number).where(journal_lines.c.case_number.in_(numbers))
    tx.execute(delete(training_examples).where(training_examples.c.journal.in_(of_cases)))
    _delete_wires(tx, dispatches.c.case_number.in_(numbers))
    party = ("party_name", "party_address", "party_hash", "party_phone", "party_postal")
    anonymous = dict.fromkeys(party, "") | {"email_consent_on": None}
    change = update(cases).where(cases.c.number.in_(numbers))
    tx.execute(change.values(**anonymous, erased_at=now, row_version=cases.c.row_version + 1))
    return tuple(numbers)


def _is_worked_on() -> ColumnElement[bool]:
    """Say that somebody still has a duty on a message of the case: it is erased after that."""
    line, duty = journal_lines.c, duties.c
    on_it = select(duty.id).join(journal_lines, line.number == duty.journal)
    return on_it.where(line.case_number == cases.c.number, duty.done_at.is_(None)).exists()


def _delete_lines(tx: Connection, cut: datetime, limit: int) -> tuple[int, ...]:
    line = journal_lines.c
    query = (
        select(line.number)
        .outerjoin(cases, cases.c.number == line.case_number)
        .where(line.received_at <= cut, line.raw_erased_at.is_not(None))
        .where(or_(line.case_number.is_(None), cases.c.erased_at.is_not(None)))
        .where(~exists().where(server_copies.c.journal == line.number))
        .where(~exists().where(duties.c.journal == line.number, duties.c.done_at.is_(None)))
        .order_by(line.number)
        .limit(limit)
    )
    locked = query.with_for_update(of=journal_lines, skip_locked=True)
    numbers = tx.execute(locked).scalars().all()
    if numbers:
        _unlink(tx, numbers)
        _delete_lines_with_proofs(tx, numbers)
    return tuple(numbers)


def _unlink(tx: Connection, numbers: Sequence[int]) -> None:
    """Let what stays point to none of the lines that go."""
    columns = (
        journal_lines.c.same_letter_as,
        journal_lines.c.answers_journal,
        case_events.c.journal,
        case_texts.c.journal,
        case_files.c.journal,
    )
    for column in columns:
        tx.execute(update(column.table).where(column.in_(numbers)).values({column.name: None}))


def _delete_lines_with_proofs(tx: Connection, numbers: Sequence[int]) -> None:
    owed = select(duties.c.id).where(duties.c.journal.in_(numbers))
    tx.execute(delete(warnings).where(warnings.c.duty.in_(owed)))
    _delete_wires(tx, dispatches.c.journal.in_(numbers))
    sent = select(dispatches.c.id).where(dispatches.c.journal.in_(numbers))
    tx.execute(update(case_letters).where(case_letters.c.dispatch.in_(sent)).values(dispatch=None))
    for table in (duties, deadlines, dispatches, training_examples):
        _delete_of(tx, table, table.c.journal, numbers)
    _delete_of(tx, journal_lines, journal_lines.c.number, numbers)


def _delete_wires(tx: Connection, which: ColumnElement[bool]) -> None:
    ids = select(dispatches.c.id).where(which)
    tx.execute(delete(dispatch_wires).where(dispatch_wires.c.dispatch.in_(ids)))


def _delete_of(
    tx: Connection, table: Table, column: ColumnElement[Any], numbers: Sequence[int | str]
) -> None:
    tx.execute(delete(table).where(column.in_(numbers)))


def _delete_accesses(tx: Connection, cut: datetime) -> int:
    return tx.execute(delete(access_log).where(access_log.c.at <= cut)).rowcount
