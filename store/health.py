"""How the service does: what the last rounds saw, and how mail and limits stand."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from cases.deadlines import DeadlineKind
from store.engine import insert_or_replace
from store.tables import deadlines, heartbeats, journal_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """How a part of the service was when it last reported; `note` names no person.

    `since`: from when on each of its words was the same, well or ill; None if it is not known.
    """

    what: str
    at: datetime
    is_well: bool
    since: datetime | None
    note: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How mail and limits stand, without any person.

    `model` made the last decision that a model made, empty if none did yet.
    """

    undecided: int
    last_taken_at: datetime | None
    model: str
    late: int
    due_today: int


def beat(
    tx: Connection, what: str, *, at: datetime, is_well: bool, note: str, count: int = 0
) -> None:
    """Note how a part of the service is; its last word replaces the one before."""
    last = tx.execute(select(heartbeats).where(heartbeats.c.what == what)).one_or_none()
    since = last.since if last and last.is_well == is_well else at
    insert_or_replace(
        tx, heartbeats, what=what, at=at, is_well=is_well, since=since, note=note, count=count
    )


def beats(tx: Connection) -> tuple[Heartbeat, ...]:
    """Return every part's last word, by name."""
    rows = tx.execute(select(heartbeats).order_by(heartbeats.c.what)).mappings()
    return tuple(Heartbeat(**row) for row in rows)


def standing(tx: Connection, *, today: date) -> Standing:
    """Return how mail and limits stand; each question is answered by an index."""
    line = journal_lines.c
    newest = line.number.desc()
    undecided = select(func.count()).where(line.decided_at.is_(None))
    taken = select(line.taken_at).order_by(newest).limit(1)
    model = select(line.model).where(line.model != "").order_by(newest).limit(1)
    due_on = deadlines.c.due_on
    limits = select(
        func.count().filter(due_on < today).label("late"),
        func.count().filter(due_on == today).label("due_today"),
    ).where(
        # That notice goes out by itself; nobody can miss its day.
        deadlines.c.met_at.is_(None),
        deadlines.c.kind != DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT,
    )
    counted = tx.execute(limits).one()
    return Standing(
        undecided=tx.execute(undecided).scalar_one(),
        last_taken_at=tx.execute(taken).scalar_one_or_none(),
        model=tx.execute(model).scalar_one_or_none() or "",
        late=counted.late,
        due_today=counted.due_today,
    )
