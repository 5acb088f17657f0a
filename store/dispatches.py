"""What leaves the house: filed once, delivered at least once, proven (R1, R5, R7, R15)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, String, case, cast, func, or_, select, update

from cases.labels import Way
from cases.letter import NOTICES, LetterKind
from store.columns import AnyRow, joined, ways_in
from store.dispatch_lines import DispatchLine, DispatchState, LeasedDispatch, Outgoing, line_of
from store.engine import insert_missing
from store.lists.hand_overs import HandOver, hand_overs
from store.tables import dispatch_wires, dispatches
from store.withdrawals import Withdrawal, is_taken_back, withdraw

__all__ = [
    "DispatchCounts",
    "DispatchLine",
    "DispatchState",
    "HandOver",
    "LeasedDispatch",
    "Outgoing",
    "Withdrawal",
    "counts",
    "done_for",
    "file",
    "hand_overs",
    "is_still_leased",
    "lease_next",
    "lines",
    "mark_bounced",
    "mark_delivered",
    "mark_refused",
    "notices_since",
    "of_journal",
    "try_later",
    "withdraw",
]

LONGEST_WAIT = timedelta(hours=2)
"""Longer than any pause between two tries, and than the time to take a decision back."""
FILED_AGAIN_AFTER_FAILURE = (LetterKind.HAND_OVER, LetterKind.PASS_ON)
"""What a new decision may send again under the same key; a notice never is (R15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCounts:
    """How the way out stands: what waits, what was refused, what waits after a failed try."""

    waiting: int
    refused: int
    late: int


def file(
    tx: Connection,
    outgoing: Outgoing,
    *,
    journal: int | None,
    case_number: str = "",
    at: datetime,
    not_before: datetime,
) -> int | None:
    """File a message for delivery; None when one with its key is already filed (R15)."""
    line = {
        "once_key": outgoing.once_key,
        "message_id": outgoing.message_id,
        "journal": journal,
        "case_number": case_number or None,
        "kind": outgoing.kind,
        "ways": joined(outgoing.ways),
        "recipient_hash": outgoing.recipient_hash,
        "reply_token": outgoing.reply_token,
        "sha256": outgoing.sha256,
        "filed_at": at,
        "not_before": not_before,
    }
    inserted = insert_missing(tx, dispatches, [line], returning=(dispatches.c.id,))
    if not inserted:
        _insist_on_own_message_id(tx, outgoing)
        return None
    number: int = inserted[0].id
    wire = dispatch_wires.insert().values(
        dispatch=number,
        envelope_sender=outgoing.envelope_sender,
        recipient=outgoing.recipient,
        content=outgoing.content,
    )
    tx.execute(wire)
    return number


def lease_next(tx: Connection, *, now: datetime, lease: timedelta) -> LeasedDispatch | None:
    """Reserve the next due message until `now + lease`, hand-overs first; None if none is due.

    A time that lies further ahead than any of ours is void: it was set by a clock that was ahead.
    """
    line = dispatches.c
    is_hand_over = line.kind == LetterKind.HAND_OVER
    due = (
        select(line.id)
        .where(
            line.state == DispatchState.WAITING,
            or_(line.not_before <= now, line.not_before > now + LONGEST_WAIT),
            or_(
                line.lease_until.is_(None),
                line.lease_until <= now,
                line.lease_until > now + 2 * lease,
            ),
        )
        .order_by(case((is_hand_over, 0), else_=1), line.not_before, line.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    change = (
        update(dispatches)
        .where(line.id.in_(select(due.c.id)))
        .values(lease_until=now + lease, attempts=line.attempts + 1)
        .returning(*line)
    )
    row = tx.execute(change).one_or_none()
    return _leased(tx, row) if row else None


def is_still_leased(tx: Connection, leased: LeasedDispatch) -> bool:
    """Say whether nobody else has reserved it since, nor learned its fate.

    Whoever did has counted one more attempt. The answer holds until the transaction ends.
    """
    line = dispatches.c
    is_it = (line.id == leased.id, line.attempts == leased.attempts)
    query = select(line.id).where(*is_it, line.state == DispatchState.WAITING)
    return tx.execute(query.with_for_update()).first() is not None


def mark_delivered(tx: Connection, dispatch_id: int, *, answer: str, at: datetime) -> bool:
    """Note that the server took it: the proof of R7; False when its fate was known already."""
    change = (
        update(dispatches)
        .where(dispatches.c.id == dispatch_id, dispatches.c.state == DispatchState.WAITING)
        .values(
            state=DispatchState.DELIVERED, delivered_at=at, last_answer=answer, lease_until=None
        )
    )
    return tx.execute(change).rowcount == 1


def mark_refused(tx: Connection, dispatch_id: int, *, answer: str, at: datetime) -> bool:
    """Note that the server will never take it; False when its fate was known already."""
    change = (
        update(dispatches)
        .where(dispatches.c.id == dispatch_id, dispatches.c.state == DispatchState.WAITING)
        .values(
            state=DispatchState.REFUSED,
            refused_at=at,
            last_answer=answer,
            lease_until=None,
            once_key=_key_after_failure(),
        )
    )
    return tx.execute(change).rowcount == 1


def try_later(tx: Connection, dispatch_id: int, *, answer: str, not_before: datetime) -> bool:
    """Put it off after a passing failure; False when its fate was known already."""
    change = (
        update(dispatches)
        .where(dispatches.c.id == dispatch_id, dispatches.c.state == DispatchState.WAITING)
        .values(last_answer=answer, not_before=not_before, lease_until=None)
    )
    return tx.execute(change).rowcount == 1


def mark_bounced(tx: Connection, which: int | str, *, at: datetime) -> DispatchLine | None:
    """Note that a dispatch, named by its id or Message-ID, came back.

    Return its line, for the duty that follows; None when it is not ours or known as bounced.
    """
    line = dispatches.c
    is_it = line.id == which if isinstance(which, int) else line.message_id == which
    change = (
        update(dispatches)
        .where(is_it, line.bounced_at.is_(None))
        .values(bounced_at=at, once_key=_key_after_failure())
        .returning(*line)
    )
    row = tx.execute(change).one_or_none()
    return line_of(row) if row else None


def done_for(
    tx: Connection, journal: int, *, without: Withdrawal | None = None
) -> frozenset[tuple[LetterKind, Way | None]]:
    """Return what left or will leave for a message: each kind, alone and with each of its ways.

    Refused and bounced ones do not count, nor what a new decision takes back.
    """
    query = select(dispatches.c.kind, dispatches.c.ways).where(
        dispatches.c.journal == journal,
        dispatches.c.state != DispatchState.REFUSED,
        dispatches.c.bounced_at.is_(None),
    )
    if without is not None:
        query = query.where(~is_taken_back(without))
    return frozenset(
        (LetterKind(row.kind), way)
        for row in tx.execute(query)
        for way in (None, *ways_in(row.ways))
    )


def notices_since(
    tx: Connection,
    *,
    recipient_hash: str | None = None,
    case_number: str | None = None,
    since: datetime,
    without: Withdrawal | None = None,
) -> int:
    """Count the notices filed since then: in all, to one address, or for one case (R15).

    What a new decision takes back does not count.
    """
    query = select(func.count()).where(
        dispatches.c.kind.in_(NOTICES), dispatches.c.filed_at >= since
    )
    if recipient_hash is not None:
        query = query.where(dispatches.c.recipient_hash == recipient_hash)
    if case_number is not None:
        query = query.where(dispatches.c.case_number == case_number)
    if without is not None:
        query = query.where(~is_taken_back(without))
    return tx.execute(query).scalar_one()


def of_journal(tx: Connection, journal: int) -> tuple[DispatchLine, ...]:
    """Return what left the house for a message, in the order of filing."""
    query = select(dispatches).where(dispatches.c.journal == journal).order_by(dispatches.c.id)
    return tuple(line_of(row) for row in tx.execute(query))


def lines(
    tx: Connection, limit: int = 100, *, before: int | None = None
) -> tuple[DispatchLine, ...]:
    """Return a page of dispatches, newest first; `before` is the last id of the page before."""
    query = select(dispatches).order_by(dispatches.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(dispatches.c.id < before)
    return tuple(line_of(row) for row in tx.execute(query))


def counts(tx: Connection) -> DispatchCounts:
    """Count for the health line; refused ones count until a new one replaced them or erasure."""
    line = dispatches.c
    waiting = line.state == DispatchState.WAITING
    row = tx.execute(
        select(
            func.count().filter(waiting).label("waiting"),
            func.count()
            .filter(line.state == DispatchState.REFUSED, line.erased_at.is_(None))
            .label("refused"),
            func.count().filter(waiting, line.last_answer != "").label("late"),
        ).where(line.state.in_((DispatchState.WAITING, DispatchState.REFUSED)))
    ).one()
    return DispatchCounts(waiting=row.waiting, refused=row.refused, late=row.late)


def _leased(tx: Connection, row: AnyRow) -> LeasedDispatch:
    wire = tx.execute(select(dispatch_wires).where(dispatch_wires.c.dispatch == row.id)).one()
    return LeasedDispatch(
        id=row.id,
        kind=LetterKind(row.kind),
        ways=ways_in(row.ways),
        message_id=row.message_id,
        journal=row.journal,
        case_number=row.case_number or "",
        envelope_sender=wire.envelope_sender,
        recipient=wire.recipient,
        content=wire.content,
        attempts=row.attempts,
        lease_until=row.lease_until,
    )


def _insist_on_own_message_id(tx: Connection, outgoing: Outgoing) -> None:
    """Raise ValueError if a message was not filed because another one has its Message-ID."""
    query = select(dispatches.c.id).where(dispatches.c.once_key == outgoing.once_key)
    if tx.execute(query).first() is None:
        message = f"another dispatch has the Message-ID of {outgoing.once_key}"
        raise ValueError(message)


def _key_after_failure() -> ColumnElement[str]:
    """Free the key of what a new decision may send again, in words that nothing else uses."""
    line = dispatches.c
    freed = line.once_key + "#" + cast(line.id, String)
    return case((line.kind.in_(FILED_AGAIN_AFTER_FAILURE), freed), else_=line.once_key)
