"""The case list, a page at a time, by what can be filtered without reading a word (R10, R35)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, func, literal, select

from cases.case import CaseState
from cases.deadlines import PETITION_DATES
from cases.labels import Label
from store.lists.queue_lines import Reader
from store.register import CaseRecord, record_of
from store.tables import IS_HIDDEN_FROM_SOMEBODY, deadlines, journal_lines
from store.tables import cases as case_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWish:
    """Which cases are wanted; None and empty want all."""

    state: CaseState | None = None
    label: Label | None = None
    unit: str = ""
    channel: str = ""
    due_from: date | None = None
    due_until: date | None = None
    received_from: date | None = None
    received_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A page of cases; `is_last` says that no more follow."""

    records: tuple[CaseRecord, ...]
    is_last: bool


def page_of_cases(
    tx: Connection, reader: Reader, wish: CaseWish, *, size: int, after: int = 0
) -> CasePage:
    """Return petitions first, then open cases by limit; closed ones the last closed first (R24)."""
    limits = _running_limits()
    soonest = limits.c.next_due_on
    query = (
        select(case_rows, soonest)
        .outerjoin(limits, limits.c.case_number == case_rows.c.number)
        .where(open_to(reader), *_is_wanted(wish, soonest))
    )
    if wish.state is CaseState.CLOSED:
        query = query.order_by(case_rows.c.closed_at.desc(), case_rows.c.number)
    else:
        is_petition = func.coalesce(limits.c.has_petition_date, 0)
        query = query.order_by(
            is_petition.desc(),
            soonest.is_(None),
            soonest,
            case_rows.c.received_on,
            case_rows.c.number,
        )
    rows = tx.execute(query.limit(size + 1).offset(after)).all()
    return CasePage(records=tuple(record_of(row) for row in rows[:size]), is_last=len(rows) <= size)


def is_open_to(tx: Connection, reader: Reader, number: str) -> bool:
    """Say whether none of the case's messages may be a complaint about this reader (R6)."""
    query = select(case_rows.c.number).where(case_rows.c.number == number, open_to(reader))
    return tx.execute(query).first() is not None


def hidden_from(tx: Connection, reader: Reader) -> frozenset[str]:
    """Return the numbers of the cases that this reader must not know of (R6)."""
    return frozenset(tx.execute(_hidden_from(reader)).scalars()) - {""}


def open_to(reader: Reader) -> ColumnElement[bool]:
    """Leave out cases of which a message may be a complaint about this reader (R6)."""
    return case_rows.c.number.not_in(_hidden_from(reader))


def _hidden_from(reader: Reader) -> Select[str]:
    line = journal_lines.c
    # No `IS NOT NULL`: SQLite would take the index of all case numbers for it.
    return select(func.coalesce(line.case_number, "")).where(
        IS_HIDDEN_FROM_SOMEBODY, line.hidden_from.contains(reader.name_hash)
    )


def _running_limits() -> Subquery:
    """Gather the limits of all cases at once, not case by case."""
    is_petition = case((deadlines.c.kind.in_(PETITION_DATES), 1), else_=0)
    return (
        select(
            deadlines.c.case_number,
            func.min(deadlines.c.due_on).label("next_due_on"),
            func.max(is_petition).label("has_petition_date"),
        )
        .where(deadlines.c.met_at.is_(None), deadlines.c.case_number.is_not(None))
        .group_by(deadlines.c.case_number)
        .subquery("limits")
    )


def _is_wanted(wish: CaseWish, soonest: ColumnElement[date]) -> Iterable[ColumnElement[bool]]:
    line = case_rows.c
    equal = ((line.state, wish.state), (line.unit, wish.unit), (line.channel, wish.channel))
    yield from (column == value for column, value in equal if value)
    if wish.label is not None:
        yield (literal(" ") + line.labels + " ").contains(f" {wish.label} ")
    yield from _is_within(line.received_on, wish.received_from, wish.received_until)
    yield from _is_within(soonest, wish.due_from, wish.due_until)


def _is_within(
    day: ColumnElement[date], first: date | None, last: date | None
) -> Iterable[ColumnElement[bool]]:
    if first is not None:
        yield day >= first
    if last is not None:
        yield day <= last
