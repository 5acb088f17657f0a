"""What waits for a person, most urgent first (R5a, R10, R12)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, or_, select, update

from cases.duties import CONCERNS_DIRECTOR, OWNERS, RANK, Duty, DutyKind, Role
from cases.labels import Label
from cases.limits import WorkCalendar
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
    received_on: date | None
    language: str
    labels: tuple[Label, ...]
    other_kind: str
    hidden_from: tuple[str, ...] = field(repr=False)

    def first_day(self, calendar: WorkCalendar) -> date:
        """Return its message's first day: the officer's word, else the server's (R14)."""
        return self.received_on or calendar.day_of(self.received_at)


def open_duty(
    tx: Connection,
    duty: Duty,
    *,
    journal: int,
    case_number: str = "",
    owner: Role | None = None,
    at: datetime,
) -> bool:
    """Lay a duty before its owner; False when one of its kind is open for the message.

    Where none is named, its usual owner owes it.
    """
    return insert_once(
        tx,
        duties,
        journal=journal,
        case_number=case_number or None,
        kind=duty.kind,
        detail=duty.detail,
        owner=owner or OWNERS.get(duty.kind, Role.OFFICER),
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


def ended_by(tx: Connection, journal: int, *, at: datetime) -> str:
    """Return who ended what waited about a message at this instant; empty if nobody did."""
    query = select(duties.c.done_by).where(duties.c.journal == journal, duties.c.done_at == at)
    return tx.execute(query.limit(1)).scalar_one_or_none() or ""


def end_of_case(
    tx: Connection, case_number: str, kinds: Collection[DutyKind], *, by: str, at: datetime
) -> int:
    """Close a case's open duties of these kinds; return how many there were."""
    change = update(duties).where(_open_of_case(case_number, kinds)).values(done_at=at, done_by=by)
    return tx.execute(change).rowcount


def put_off(tx: Connection, case_number: str, kinds: Collection[DutyKind], *, due_on: date) -> int:
    """Give a case's open duties of these kinds another last day (R13); return how many.

    What was told of the old day is told anew before the new one.
    """
    of_case = _open_of_case(case_number, kinds)
    change = update(duties).where(of_case, duties.c.due_on != due_on).values(due_on=due_on)
    moved = tx.execute(change.returning(duties.c.id)).scalars().all()
    _forget_told(tx, moved)
    return len(moved)


def open_duties(
    tx: Connection, *, kinds: Collection[DutyKind] | None = None
) -> tuple[OpenDuty, ...]:
    """Return what waits, in the order of R5a and R24: by rank, then by limit, then by receipt."""
    query = open_with_line().order_by(
        rank_of_duty(), duties.c.due_on, journal_lines.c.received_at, duties.c.id
    )
    if kinds is not None:
        query = query.where(duties.c.kind.in_(kinds))
    return tuple(duty_of(row) for row in tx.execute(query))


def of_journal(tx: Connection, journal: int) -> tuple[OpenDuty, ...]:
    """Return what waits for a person about this message, most urgent first."""
    query = open_with_line().where(duties.c.journal == journal)
    query = query.order_by(rank_of_duty(), duties.c.due_on, duties.c.id)
    return tuple(duty_of(row) for row in tx.execute(query))


def concerns_director(tx: Connection, *, journals: Collection[int], sender_hash: str) -> bool:
    """Say whether a complaint that may be about the director lies undecided (R6).

    One of these messages, or one of this sender.
    """
    line = journal_lines.c
    is_theirs = and_(line.sender_hash == sender_hash, line.sender_hash != "")
    is_meant = or_(line.number.in_(journals), is_theirs)
    query = (
        select(duties.c.id)
        .join(journal_lines, line.number == duties.c.journal)
        .where(duties.c.detail == CONCERNS_DIRECTOR, duties.c.done_at.is_(None), is_meant)
    )
    return tx.execute(query.limit(1)).first() is not None


def hand_to(tx: Connection, duty_id: int, owner: Role) -> bool:
    """Make another role owe the duty; False when it was closed before or is owed by that role."""
    change = update(duties).where(
        duties.c.id == duty_id, duties.c.done_at.is_(None), duties.c.owner != owner
    )
    return tx.execute(change.values(owner=owner)).rowcount == 1


def move(tx: Connection, journal: int, kind: DutyKind, *, due_on: date) -> bool:
    """Set another last day for an open duty; what was told of the old day may be told anew."""
    open_one = duties.c.journal == journal, duties.c.kind == kind, duties.c.done_at.is_(None)
    change = update(duties).where(*open_one, duties.c.due_on != due_on).values(due_on=due_on)
    moved = tx.execute(change.returning(duties.c.id)).scalars().all()
    _forget_told(tx, moved)
    return bool(moved)


def move_one(tx: Connection, duty_id: int, *, due_on: date) -> None:
    """Set another last day for one duty still open; what was told of the old may be told anew."""
    open_one = duties.c.id == duty_id, duties.c.done_at.is_(None), duties.c.due_on != due_on
    change = update(duties).where(*open_one).values(due_on=due_on)
    _forget_told(tx, tx.execute(change.returning(duties.c.id)).scalars().all())


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


def _forget_told(tx: Connection, moved: Collection[int]) -> None:
    """Forget the warnings that were counted back from the old day (`Escalation.step`)."""
    of_them = warnings.c.duty.in_(moved), warnings.c.after_working_days < 0
    tx.execute(delete(warnings).where(*of_them))


def _open_of_case(case_number: str, kinds: Collection[DutyKind]) -> ColumnElement[bool]:
    return and_(
        duties.c.case_number == case_number, duties.c.kind.in_(kinds), duties.c.done_at.is_(None)
    )


def open_with_line() -> Select[*tuple[object, ...]]:
    """Return the query for open duties beside what their messages' lines tell."""
    line = journal_lines.c
    seen = (line.received_at, line.received_on, line.language, line.labels)
    return (
        select(duties, *seen, line.other_kind, line.hidden_from)
        .join(journal_lines, line.number == duties.c.journal)
        .where(duties.c.done_at.is_(None))
    )


def rank_of_duty() -> ColumnElement[int]:
    """Return the rank of a duty's kind (R5a, R24)."""
    return case({kind.value: rank for kind, rank in RANK.items()}, value=duties.c.kind)


def duty_of(row: AnyRow) -> OpenDuty:
    """Return the duty of a row of `open_with_line`."""
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
        received_on=row.received_on,
        language=row.language,
        labels=labels_in(row.labels),
        other_kind=row.other_kind,
        hidden_from=tuple(row.hidden_from.split()),
    )
