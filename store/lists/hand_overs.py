"""The list of hand-overs for a second look (R7)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Select, select

from cases.decision import DecidedBy
from cases.labels import Label, Way
from cases.letter import LetterKind
from store.columns import AnyRow, labels_in, ways_in
from store.dispatch_lines import DispatchState
from store.tables import dispatches, duties, journal_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One original sent on to SGG or the director, with its proof.

    `row_version` is that of the journal line, for deciding anew while it is not erased.
    """

    dispatch: int
    journal: int
    case_number: str
    labels: tuple[Label, ...]
    ways: tuple[Way, ...]
    received_at: datetime
    filed_at: datetime
    state: DispatchState
    attempts: int
    last_answer: str
    delivered_at: datetime | None
    bounced_at: datetime | None
    sha256: str
    recipient_hash: str = field(repr=False)
    hidden_from: tuple[str, ...] = field(repr=False)
    erasure_held: bool
    raw_erased_at: datetime | None
    row_version: int


def hand_overs(tx: Connection, *, since: datetime) -> tuple[HandOver, ...]:
    """Return the hand-overs filed since then or not yet erased, newest first (R7)."""
    line = journal_lines.c
    query = _with_line().where(
        (dispatches.c.filed_at >= since) | line.raw_erased_at.is_(None),
    )
    return tuple(_hand_over(row) for row in tx.execute(query))


def by_itself_since(tx: Connection, *, since: datetime, limit: int) -> tuple[HandOver, ...]:
    """Return the newest hand-overs filed since then that no person decided about (R5, R7)."""
    nobody = journal_lines.c.decided_by != DecidedBy.OFFICER
    query = _with_line().where(dispatches.c.filed_at >= since, nobody).limit(limit)
    return tuple(_hand_over(row) for row in tx.execute(query))


def waiting_past_director(tx: Connection, director_hash: str) -> frozenset[int]:
    """Return messages that wait for a person and that the substitute got, not the director (R6)."""
    line = dispatches.c
    query = (
        select(line.journal, line.ways)
        .join(duties, duties.c.journal == line.journal)
        .where(duties.c.done_at.is_(None))
        .where(line.kind == LetterKind.HAND_OVER, line.recipient_hash != director_hash)
    )
    return frozenset(row.journal for row in tx.execute(query) if Way.DIRECTOR in ways_in(row.ways))


def _with_line() -> Select[*tuple[object, ...]]:
    line = journal_lines.c
    return (
        select(
            dispatches,
            line.labels,
            line.received_at,
            line.hidden_from,
            line.erasure_held,
            line.raw_erased_at,
            line.row_version,
        )
        .join(journal_lines, line.number == dispatches.c.journal)
        .where(dispatches.c.kind == LetterKind.HAND_OVER)
        .order_by(dispatches.c.id.desc())
    )


def _hand_over(row: AnyRow) -> HandOver:
    return HandOver(
        dispatch=row.id,
        journal=row.journal,
        case_number=row.case_number or "",
        labels=labels_in(row.labels),
        ways=ways_in(row.ways),
        received_at=row.received_at,
        filed_at=row.filed_at,
        state=DispatchState(row.state),
        attempts=row.attempts,
        last_answer=row.last_answer,
        delivered_at=row.delivered_at,
        bounced_at=row.bounced_at,
        sha256=row.sha256,
        recipient_hash=row.recipient_hash,
        hidden_from=tuple(row.hidden_from.split()),
        erasure_held=row.erasure_held,
        raw_erased_at=row.raw_erased_at,
        row_version=row.row_version,
    )
