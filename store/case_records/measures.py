"""What follows from a case, with an owner and a day, until it is done (R21)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, select, update

from cases.case import CaseEventKind
from store.case_records.case_work import Turn
from store.case_tables import measures
from store.columns import AnyRow
from store.register import note_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure; `done_at` is None while it is still to be done."""

    id: int
    case_number: str
    owner_unit: str
    due_on: date
    entered_at: datetime
    entered_by: str
    done_at: datetime | None
    done_by: str
    text: str = field(repr=False)


def enter(tx: Connection, turn: Turn, *, text: str, owner_unit: str, due_on: date) -> None:
    """Enter a measure on a case; the turn was taken before."""
    row = measures.insert().values(
        case_number=turn.case_number,
        owner_unit=owner_unit,
        due_on=due_on,
        entered_at=turn.at,
        entered_by=turn.by,
        text=text,
    )
    tx.execute(row)


def finish(tx: Connection, measure_id: int, *, by: str, at: datetime) -> bool:
    """Note that a measure is done; False when it was before."""
    change = (
        update(measures)
        .where(measures.c.id == measure_id, measures.c.done_at.is_(None))
        .values(done_at=at, done_by=by)
        .returning(measures.c.case_number)
    )
    case_number = tx.execute(change).scalar_one_or_none()
    if case_number is None:
        return False
    note_event(tx, case_number, CaseEventKind.MEASURE_DONE, at=at, by=by)
    return True


def measure(tx: Connection, measure_id: int) -> Measure | None:
    """Return one measure, or None if there is none of this id."""
    return next(iter(_measures(tx, measures.c.id == measure_id)), None)


def of_case(tx: Connection, case_number: str) -> tuple[Measure, ...]:
    """Return a case's measures, the soonest first."""
    return _measures(tx, measures.c.case_number == case_number)


def still_open(tx: Connection) -> tuple[Measure, ...]:
    """Return every measure that is not done, the soonest first."""
    return _measures(tx, measures.c.done_at.is_(None))


def _measures(tx: Connection, which: ColumnElement[bool]) -> tuple[Measure, ...]:
    query = select(measures).where(which).order_by(measures.c.due_on, measures.c.id)
    return tuple(_measure(row) for row in tx.execute(query))


def _measure(row: AnyRow) -> Measure:
    return Measure(
        id=row.id,
        case_number=row.case_number,
        owner_unit=row.owner_unit,
        due_on=row.due_on,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        done_at=row.done_at,
        done_by=row.done_by,
        text=row.text,
    )
