"""Every limit that runs: of messages, cases, statements and measures, the soonest first (R10)."""

from collections.abc import Iterable
from datetime import date, tzinfo

from sqlalchemy import ColumnElement, Connection, select

from cases.deadlines import DeadlineKind
from cases.running import OtherLimit, RunningLimit
from cases.statement import StatementState
from store.case_tables import measures, petitions, statement_requests
from store.columns import AnyRow
from store.tables import cases, deadlines, journal_lines


def running(tx: Connection, zone: tzinfo) -> tuple[RunningLimit, ...]:
    """Return what is not met; `zone` is the office's, for the day of receipt (R14)."""
    found = (*_of_messages(tx, zone), *_of_statements(tx), *_of_measures(tx))
    return tuple(sorted(found, key=lambda limit: (limit.due_on, limit.key)))


def running_of_case(tx: Connection, zone: tzinfo, case_number: str) -> tuple[RunningLimit, ...]:
    """Return what the messages of one case wait for, the soonest first."""
    found = _of_messages(tx, zone, deadlines.c.case_number == case_number)
    return tuple(sorted(found, key=lambda limit: (limit.due_on, limit.key)))


def _of_messages(
    tx: Connection, zone: tzinfo, *only_if: ColumnElement[bool]
) -> Iterable[RunningLimit]:
    line = journal_lines.c
    query = (
        select(
            deadlines,
            line.received_at,
            line.received_on.label("line_day"),
            line.hidden_from,
            cases.c.received_on,
            petitions.c.received_on.label("confirmed_on"),
        )
        .join(journal_lines, line.number == deadlines.c.journal)
        .outerjoin(cases, cases.c.number == deadlines.c.case_number)
        .outerjoin(petitions, petitions.c.case_number == deadlines.c.case_number)
        .where(deadlines.c.met_at.is_(None), *only_if)
    )
    for row in tx.execute(query):
        yield RunningLimit(
            key=f"{row.kind}-{row.journal}",
            kind=DeadlineKind(row.kind),
            due_on=row.due_on,
            case_number=row.case_number or "",
            journal=row.journal,
            starts=_starts(row, zone),
            hidden_from=tuple(row.hidden_from.split()),
        )


def _starts(row: AnyRow, zone: tzinfo) -> tuple[date, ...]:
    """List the days from which it may count: a confirmed one goes before the first receipt."""
    received_on: date = row.received_at.astimezone(zone).date()
    days = (row.confirmed_on, row.line_day, row.received_on, received_on)
    return tuple(dict.fromkeys(day for day in days if day))


def _of_statements(tx: Connection) -> Iterable[RunningLimit]:
    asked = statement_requests.c
    query = select(asked.id, asked.case_number, asked.due_on)
    for row in tx.execute(query.where(asked.state == StatementState.WAITING)):
        kind = OtherLimit.STATEMENT
        yield RunningLimit(
            key=f"{kind}-{row.id}", kind=kind, due_on=row.due_on, case_number=row.case_number
        )


def _of_measures(tx: Connection) -> Iterable[RunningLimit]:
    measure = measures.c
    query = select(measure.id, measure.case_number, measure.due_on)
    for row in tx.execute(query.where(measure.done_at.is_(None))):
        kind = OtherLimit.MEASURE
        yield RunningLimit(
            key=f"{kind}-{row.id}", kind=kind, due_on=row.due_on, case_number=row.case_number
        )
