"""Which messages may be due for erasure, with all that decides about it (R7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from cases.duties import DutyKind
from cases.letter import LetterKind
from cases.plan import Retention
from store.columns import AnyRow
from store.dispatch_lines import DispatchLine, line_of
from store.erasing.erasable import Candidate, months_before
from store.messages.entries import entry_of
from store.settings import RetentionSettings
from store.tables import cases, dispatches, duties, journal_lines, server_copies

PAGE = 500
line = journal_lines.c
first = journal_lines.alias("first")
answered = journal_lines.alias("answered")

GO_ON_WITHOUT_RAW = (
    DutyKind.CASE,
    DutyKind.PETITION,
    DutyKind.PRAISE,
    DutyKind.STATEMENT,
)
"""Duties that work with the case: its text is in the register, marked where R8 asks for it."""


def candidates(
    tx: Connection, *, after: int, now: datetime, retention: RetentionSettings
) -> tuple[Candidate, ...]:
    """Return the next page of messages old enough that no open duty hangs on, by number."""
    query = (
        _with_neighbours()
        .where(line.number > after, line.raw_erased_at.is_(None))
        .where(~_open_duty(), ~_lies_we_know_not_where(), _old_enough(now, retention))
        .order_by(line.number)
        .limit(PAGE)
        .with_for_update(of=journal_lines, skip_locked=True)
    )
    rows = tx.execute(query).all()
    if not rows:
        return ()
    own = _dispatches(tx, {row.number for row in rows})
    of_first = _dispatches(tx, {row.same_letter_as for row in rows if row.same_letter_as})
    done = _last_duties_done(tx, [row.number for row in rows])
    return tuple(_candidate(row, own, of_first, done) for row in rows)


def _with_neighbours() -> Select[*tuple[object, ...]]:
    return (
        select(
            journal_lines,
            first.c.erasure_held.label("first_is_held"),
            answered.c.retention.label("answered_retention"),
            answered.c.raw_erased_at.label("answered_erased_at"),
            cases.c.closed_at.label("case_closed_at"),
        )
        .outerjoin(first, first.c.number == line.same_letter_as)
        .outerjoin(answered, answered.c.number == line.answers_journal)
        .outerjoin(cases, cases.c.number == line.case_number)
    )


def _open_duty() -> ColumnElement[bool]:
    """Match a line on which somebody still works; its case has its text already (R8)."""
    return exists().where(
        duties.c.journal == line.number,
        duties.c.done_at.is_(None),
        duties.c.kind.not_in(GO_ON_WITHOUT_RAW),
    )


def _lies_we_know_not_where() -> ColumnElement[bool]:
    """Match a line whose copy on the server is yet to be found: by its bytes, which we keep."""
    copy = server_copies.c
    return exists().where(copy.journal == line.number, copy.uid.is_(None))


def _old_enough(now: datetime, retention: RetentionSettings) -> ColumnElement[bool]:
    """Leave out at once what is too young, whatever became of it."""
    handed_over = now - timedelta(days=retention.handed_over_days)
    other = now - timedelta(days=retention.other_days)
    machine = now - timedelta(days=retention.machine_days)
    closed = months_before(now, retention.closed_cases_months)
    return or_(
        and_(line.retention == Retention.HANDED_OVER, line.decided_at <= handed_over),
        and_(line.retention == Retention.OTHER, line.decided_at <= other),
        and_(
            line.retention == Retention.MACHINE,
            or_(line.decided_at <= machine, answered.c.raw_erased_at.is_not(None)),
        ),
        and_(line.retention == Retention.CASE, cases.c.closed_at <= closed),
    )


def _dispatches(tx: Connection, journals: Iterable[int]) -> Mapping[int, list[DispatchLine]]:
    query = select(dispatches).where(dispatches.c.journal.in_(journals)).order_by(dispatches.c.id)
    found: dict[int, list[DispatchLine]] = defaultdict(list)
    for row in tx.execute(query):
        found[row.journal].append(line_of(row))
    return found


def _last_duties_done(tx: Connection, journals: Sequence[int]) -> Mapping[int, datetime]:
    query = (
        select(duties.c.journal, func.max(duties.c.done_at).label("last_done_at"))
        .where(duties.c.journal.in_(journals), duties.c.done_at.is_not(None))
        .group_by(duties.c.journal)
    )
    return {row.journal: row.last_done_at for row in tx.execute(query)}


def _candidate(
    row: AnyRow,
    own: Mapping[int, list[DispatchLine]],
    of_first: Mapping[int, list[DispatchLine]],
    done: Mapping[int, datetime],
) -> Candidate:
    sent = own.get(row.number, [])
    hand_overs = _hand_overs(sent) or _hand_overs(of_first.get(row.same_letter_as, []))
    answered_retention = row.answered_retention
    return Candidate(
        entry=entry_of(row),
        dispatches=tuple(sent),
        proofs=hand_overs,
        last_duty_done_at=done.get(row.number),
        first_is_held=bool(row.first_is_held),
        answered_retention=Retention(answered_retention) if answered_retention else None,
        answered_is_erased=row.answered_erased_at is not None,
        case_closed_at=row.case_closed_at,
    )


def _hand_overs(lines: Iterable[DispatchLine]) -> tuple[DispatchLine, ...]:
    return tuple(each for each in lines if each.kind is LetterKind.HAND_OVER)
