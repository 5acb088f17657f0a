"""Praise on its way through the director to the manager in charge (R22)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from store.case_records.case_work import Turn
from store.case_tables import praise_ways
from store.engine import insert_or_replace


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseWay:
    """To which unit's management a praise went, when, and by whose hand."""

    case_number: str
    unit: str
    sent_at: datetime
    sent_by: str


def keep_way(tx: Connection, turn: Turn, *, unit: str) -> None:
    """Note where a praise went; the turn was taken before."""
    insert_or_replace(
        tx,
        praise_ways,
        case_number=turn.case_number,
        unit=unit,
        sent_at=turn.at,
        sent_by=turn.by,
        row_version=1,
    )


def forget_way(tx: Connection, case_number: str) -> None:
    """Forget it: the mail was taken back before it left."""
    tx.execute(delete(praise_ways).where(praise_ways.c.case_number == case_number))


def way_of(tx: Connection, case_number: str) -> PraiseWay | None:
    """Return where a praise went, or None while it waits."""
    query = select(praise_ways).where(
        praise_ways.c.case_number == case_number, praise_ways.c.sent_at.is_not(None)
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    return PraiseWay(
        case_number=row.case_number, unit=row.unit, sent_at=row.sent_at, sent_by=row.sent_by
    )
