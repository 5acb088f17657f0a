"""Who works on which undecided line, and which lines nobody may work on again (R1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, exists, or_, select, tuple_, update

from cases.duties import ENDS_SERVICE, DutyKind
from store.messages import in_hand
from store.messages.attached_texts import is_put_off, put_off
from store.messages.entries import JournalEntry, entry_of
from store.tables import duties, journal_lines


def lease_undecided(
    tx: Connection, *, now: datetime, lease: timedelta, limit: int
) -> tuple[JournalEntry, ...]:
    """Reserve undecided lines for the caller until `now + lease`; no two callers get the same.

    Lines never tried come first, oldest first, so that a line which fails every time holds up
    no other. Then comes one that was put off, alone. One that a process had in hand when it died
    comes last, alone, and no more once it has cost `MOST_DEATHS` of them; `deadly` tells of it
    then. A reservation that goes further than twice `lease` is void: it was made by a clock that
    was ahead.
    """
    is_slow = is_put_off(journal_lines.c.number)
    fresh = _lease(tx, ~in_hand.is_noted() & ~is_slow, now=now, lease=lease, limit=limit)
    if not fresh:
        fresh = _lease(tx, ~in_hand.is_noted() & is_slow, now=now, lease=lease, limit=1)
    if fresh:
        in_hand.take(tx, (each.place for each in fresh))
        return fresh
    suspected = _lease(tx, in_hand.is_noted_below_most(), now=now, lease=lease, limit=1)
    for each in suspected:
        in_hand.take_again(tx, each.place)
    return suspected


def keep_leased(
    tx: Connection, entries: Iterable[JournalEntry], *, now: datetime, lease: timedelta
) -> frozenset[int]:
    """Reserve leased lines for longer; return the numbers of those that are still the caller's.

    Whoever leased a line meanwhile has counted one more attempt.
    """
    line = journal_lines.c
    ours = [(each.number, each.attempts) for each in entries]
    change = (
        update(journal_lines)
        .where(tuple_(line.number, line.attempts).in_(ours), line.decided_at.is_(None))
        .values(lease_until=now + lease)
        .returning(line.number)
    )
    return frozenset(tx.execute(change).scalars())


def put_off_slow(tx: Connection, entry: JournalEntry) -> None:
    """Give a line back whose attachments take their time, behind all that need not wait for it.

    Nothing happens to a line that another worker has leased meanwhile.
    """
    line = journal_lines.c
    is_ours = (line.number == entry.number) & (line.attempts == entry.attempts)
    change = update(journal_lines).where(is_ours, line.decided_at.is_(None))
    if tx.execute(change.values(lease_until=None)).rowcount == 1:
        put_off(tx, entry.number)


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
