"""Who works on which undecided line, and which lines nobody may work on again (R1)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from cases.duties import ENDS_SERVICE, DutyKind
from store import in_hand
from store.entries import JournalEntry, entry_of
from store.tables import duties, journal_lines


def lease_undecided(
    tx: Connection, *, now: datetime, lease: timedelta, limit: int
) -> tuple[JournalEntry, ...]:
    """Reserve undecided lines for the caller until `now + lease`; no two callers get the same.

    Lines never tried come first, oldest first, so that a line which fails every time holds up
    no other. One that a process had in hand when it died comes last, alone, and no more once it
    has cost `MOST_DEATHS` of them; `deadly` tells of it then. A reservation that goes further
    than twice `lease` is void: it was made by a clock that was ahead.
    """
    fresh = _lease(tx, ~in_hand.is_noted(), now=now, lease=lease, limit=limit)
    if fresh:
        in_hand.take(tx, (each.place for each in fresh))
        return fresh
    suspected = _lease(tx, in_hand.is_noted_below_most(), now=now, lease=lease, limit=1)
    for each in suspected:
        in_hand.take_again(tx, each.place)
    return suspected


def deadly(tx: Connection, *, now: datetime) -> tuple[JournalEntry, ...]:
    """Return lines that have cost too many processes and never lay before the officer as such."""
    line = journal_lines.c
    is_known = exists().where(
        duties.c.journal == line.number,
        duties.c.kind == DutyKind.UNREADABLE,
        or_(duties.c.done_at.is_(None), duties.c.detail == ENDS_SERVICE),
    )
    is_free = or_(line.lease_until.is_(None), line.lease_until <= now)
    query = select(journal_lines).where(
        line.decided_at.is_(None), is_free, in_hand.is_deadly(), ~is_known
    )
    return tuple(entry_of(row) for row in tx.execute(query.order_by(line.number)))


def _lease(
    tx: Connection, only_if: ColumnElement[bool], *, now: datetime, lease: timedelta, limit: int
) -> tuple[JournalEntry, ...]:
    line = journal_lines.c
    until = line.lease_until
    is_free = or_(until.is_(None), until <= now, until > now + 2 * lease)
    due = (
        select(line.number)
        .where(line.decided_at.is_(None), is_free, only_if)
        .order_by(line.attempts, line.number)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    change = (
        update(journal_lines)
        .where(line.number.in_(select(due.c.number)))
        .values(lease_until=now + lease, attempts=line.attempts + 1)
        .returning(*line)
    )
    leased = [entry_of(row) for row in tx.execute(change)]
    return tuple(sorted(leased, key=lambda each: (each.attempts, each.number)))
