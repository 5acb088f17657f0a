"""What waits for a person, most urgent first (R5a, R10, R12)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, case, select, update

from cases.duties import RANK, Duty, DutyKind, Role
from cases.labels import Label
from store.columns import AnyRow, labels_in
from store.engine import insert_once
from store.tables import duties, journal_lines, warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDuty:
    """A duty that waits, with what its list shows. `hidden_from`: keyed hashes of names (R6)."""

    id: int
    kind: DutyKind
    detail: str
    journal: int
    case_number: str
    owner: Role
    opened_at: datetime
    due_on: date
    received_at: datetime
    language: str
    labels: tuple[Label, ...]
    hidden_from: tuple[str, ...] = field(repr=False)


def open_duty(
    tx: Connection,
    duty: Duty,
    *,
    journal: int,
    case_number: str = "",
    owner: Role = Role.OFFICER,
    at: datetime,
) -> bool:
    """Lay a duty before its owner; False when one of its kind is open for the message."""
    return insert_once(
        tx,
        duties,
        journal=journal,
        case_number=case_number or None,
        kind=duty.kind,
        detail=duty.detail,
        owner=owner,
        opened_at=at,
        due_on=duty.due_on,
    )


def done(tx: Connection, duty_id: int, *, by: str, at: datetime) -> bool:
    """Close a duty; False when it was closed before."""
    change = (
        update(duties)
        .where(duties.c.id == duty_id, duties.c.done_at.is_(None))
        .values(done_at=at, done_by=by)
    )
    return tx.execute(change).rowcount == 1


def close_kinds(
    tx: Connection, journal: int, kinds: Collection[DutyKind], *, by: str, at: datetime
) -> int:
    """Close a message's open duties of these kinds; return how many there were."""
    change = (
        update(duties)
        .where(duties.c.journal == journal, duties.c.kind.in_(kinds), duties.c.done_at.is_(None))
        .values(done_at=at, done_by=by)
    )
    return tx.execute(change).rowcount


def open_duties(
    tx: Connection, *, kinds: Collection[DutyKind] | None = None
) -> tuple[OpenDuty, ...]:
    """Return what waits, in the order of R5a and R24: by rank, then by limit, then by receipt."""
    query = _open().order_by(_rank(), duties.c.due_on, journal_lines.c.received_at, duties.c.id)
    if kinds is not None:
        query = query.where(duties.c.kind.in_(kinds))
    return tuple(_open_duty(row) for row in tx.execute(query))


def of_journal(tx: Connection, journal: int) -> tuple[OpenDuty, ...]:
    """Return what waits for a person about this message, most urgent first."""
    query = _open().where(duties.c.journal == journal)
    query = query.order_by(_rank(), duties.c.due_on, duties.c.id)
    return tuple(_open_duty(row) for row in tx.execute(query))


def hand_to(tx: Connection, duty_id: int, owner: Role) -> bool:
    """Make another role owe the duty; False when it was closed before or is owed by that role."""
    change = update(duties).where(
        duties.c.id == duty_id, duties.c.done_at.is_(None), duties.c.owner != owner
    )
    return tx.execute(change.values(owner=owner)).rowcount == 1


def note_warning(
    tx: Connection, duty_id: int, role: Role, after_working_days: int, *, at: datetime
) -> bool:
    """Note that a role was warned of a duty at this step; False when it was before."""
    return insert_once(
        tx,
        warnings,
        duty=duty_id,
        role=role,
        after_working_days=after_working_days,
        sent_at=at,
    )


def warnings_sent(tx: Connection) -> frozenset[tuple[int, Role, int]]:
    """Return duty, role and step of every warning that went out for a duty still open."""
    query = (
        select(warnings.c.duty, warnings.c.role, warnings.c.after_working_days)
        .join(duties, duties.c.id == warnings.c.duty)
        .where(duties.c.done_at.is_(None))
    )
    return frozenset((row[0], Role(row[1]), row[2]) for row in tx.execute(query))


def _open() -> Select[*tuple[object, ...]]:
    line = journal_lines.c
    return (
        select(duties, line.received_at, line.language, line.labels, line.hidden_from)
        .join(journal_lines, line.number == duties.c.journal)
        .where(duties.c.done_at.is_(None))
    )


def _rank() -> ColumnElement[int]:
    return case({kind.value: rank for kind, rank in RANK.items()}, value=duties.c.kind)


def _open_duty(row: AnyRow) -> OpenDuty:
    return OpenDuty(
        id=row.id,
        kind=DutyKind(row.kind),
        detail=row.detail,
        journal=row.journal,
        case_number=row.case_number or "",
        owner=Role(row.owner),
        opened_at=row.opened_at,
        due_on=row.due_on,
        received_at=row.received_at,
        language=row.language,
        labels=labels_in(row.labels),
        hidden_from=tuple(row.hidden_from.split()),
    )
