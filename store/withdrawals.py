"""What a new decision takes back before it leaves the house."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from cases.letter import LetterKind
from store.dispatch_lines import DispatchState
from store.tables import dispatch_wires, dispatches


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A new decision about a message at that instant: its untried letters are taken back."""

    journal: int
    now: datetime


def withdraw(tx: Connection, journal: int, *, now: datetime) -> int:
    """Take back a message's letters whose time has not come and that nobody has tried.

    Return how many there were. Warnings stay: they tell of the house's own work.
    """
    taken_back = is_taken_back(Withdrawal(journal=journal, now=now))
    query = select(dispatches.c.id).where(taken_back).with_for_update()
    numbers = tx.execute(query).scalars().all()
    tx.execute(delete(dispatch_wires).where(dispatch_wires.c.dispatch.in_(numbers)))
    return tx.execute(delete(dispatches).where(dispatches.c.id.in_(numbers))).rowcount


def is_taken_back(withdrawal: Withdrawal) -> ColumnElement[bool]:
    """Return the condition on a dispatch that the withdrawal takes it back."""
    line = dispatches.c
    return and_(
        # Never unknown, so that it can be negated: some dispatches belong to no message.
        line.journal.is_not_distinct_from(withdrawal.journal),
        line.kind != LetterKind.WARNING,
        line.state == DispatchState.WAITING,
        line.attempts == 0,
        line.lease_until.is_(None),
        line.not_before > withdrawal.now,
    )
