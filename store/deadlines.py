"""Which limits run, and which of them were met (R10, R12, R13, R26)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from cases.deadlines import RULE_AND_TERM, Deadline, DeadlineKind
from store.columns import AnyRow
from store.engine import insert_missing
from store.tables import deadlines as limits


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDeadline:
    """A limit that runs for a message."""

    journal: int
    case_number: str
    kind: DeadlineKind
    rule: str
    due_on: date


def start(tx: Connection, journal: int, case_number: str, deadlines: Iterable[Deadline]) -> None:
    """Let limits run, each kind once for a message; one that ran before learns its case."""
    rows = [
        {
            "journal": journal,
            "case_number": case_number or None,
            "kind": each.kind,
            "rule": each.rule,
            "due_on": each.due_on,
        }
        for each in deadlines
    ]
    insert_missing(tx, limits, rows, returning=(limits.c.id,))
    if case_number:
        nameless = limits.c.journal == journal, limits.c.case_number.is_(None)
        tx.execute(update(limits).where(*nameless).values(case_number=case_number))


def meet(tx: Connection, journal: int, kinds: Collection[DeadlineKind], *, at: datetime) -> int:
    """Note that limits of these kinds were met; return how many were still open."""
    change = (
        update(limits)
        .where(limits.c.journal == journal, limits.c.kind.in_(kinds), limits.c.met_at.is_(None))
        .values(met_at=at)
    )
    return tx.execute(change).rowcount


def move(tx: Connection, journal: int, kind: DeadlineKind, *, due_on: date) -> bool:
    """Set another last day, as when the officer confirms a date of receipt (R14, R26)."""
    change = update(limits).where(
        limits.c.journal == journal, limits.c.kind == kind, limits.c.met_at.is_(None)
    )
    return tx.execute(change.values(due_on=due_on)).rowcount == 1


def drop(tx: Connection, journal: int, kinds: Collection[DeadlineKind]) -> int:
    """Let limits that run no longer apply; return how many there were (R25)."""
    gone = limits.c.journal == journal, limits.c.kind.in_(kinds), limits.c.met_at.is_(None)
    return tx.execute(delete(limits).where(*gone)).rowcount


def reopen(
    tx: Connection, journal: int, kinds: Collection[DeadlineKind], *, met_at: datetime
) -> int:
    """Let limits run again that were met at that instant, as when a mail is taken back."""
    met = limits.c.journal == journal, limits.c.kind.in_(kinds), limits.c.met_at == met_at
    return tx.execute(update(limits).where(*met).values(met_at=None)).rowcount


def run_again(
    tx: Connection, journal: int, case_number: str, kind: DeadlineKind, *, due_on: date
) -> None:
    """Let a limit run to that day, also one that was met, as when a case is opened again (R21)."""
    rule, _ = RULE_AND_TERM[kind]
    start(tx, journal, case_number, [Deadline(kind=kind, rule=rule, due_on=due_on)])
    change = update(limits).where(limits.c.journal == journal, limits.c.kind == kind)
    tx.execute(change.values(due_on=due_on, met_at=None))


def move_of_case(tx: Connection, case_number: str, kind: DeadlineKind, *, due_on: date) -> int:
    """Set another last day of a case's running limits of a kind (R13); return how many."""
    change = update(limits).where(
        limits.c.case_number == case_number, limits.c.kind == kind, limits.c.met_at.is_(None)
    )
    return tx.execute(change.values(due_on=due_on)).rowcount


def open_of(tx: Connection, journal: int) -> tuple[OpenDeadline, ...]:
    """Return the limits that run for a message, the soonest first."""
    return _open(tx, limits.c.journal == journal)


def open_of_case(tx: Connection, case_number: str) -> tuple[OpenDeadline, ...]:
    """Return the limits that run for a case, the soonest first."""
    return _open(tx, limits.c.case_number == case_number)


def due(tx: Connection, kind: DeadlineKind, *, on_or_before: date) -> tuple[OpenDeadline, ...]:
    """Return the limits of a kind that end by that day and are not met, the soonest first."""
    return _open(tx, limits.c.kind == kind, limits.c.due_on <= on_or_before)


def _open(tx: Connection, *only_if: ColumnElement[bool]) -> tuple[OpenDeadline, ...]:
    query = (
        select(limits)
        .where(limits.c.met_at.is_(None), *only_if)
        .order_by(limits.c.due_on, limits.c.id)
    )
    return tuple(_open_deadline(row) for row in tx.execute(query))


def _open_deadline(row: AnyRow) -> OpenDeadline:
    return OpenDeadline(
        journal=row.journal,
        case_number=row.case_number or "",
        kind=DeadlineKind(row.kind),
        rule=row.rule,
        due_on=row.due_on,
    )
