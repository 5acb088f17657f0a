"""What a new decision takes back before it leaves the house."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from cases.letter import WRITTEN, LetterKind
from store.case_tables import case_letters
from store.dispatch_lines import DispatchLine, DispatchState, line_of
from store.tables import dispatch_wires, dispatches


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A new decision about a message at that instant: its untried letters are taken back."""

    journal: int
    now: datetime


def withdraw(tx: Connection, journal: int, *, now: datetime) -> int:
    """Take back a message's letters whose time has not come and that nobody has tried.

    Return how many there were. Warnings stay: they tell of the house's own work; so does what
    a person wrote on the case.
    """
    return _remove(tx, is_taken_back(Withdrawal(journal=journal, now=now)))


def withdraw_one(tx: Connection, dispatch: int, *, now: datetime) -> bool:
    """Take back one mail while its time to do so runs; False when it is on its way already.

    What points to it lets go in the same transaction.
    """
    if not _lock(tx, dispatches.c.id == dispatch, _is_untried(now)):
        return False
    letters = update(case_letters).where(case_letters.c.dispatch == dispatch)
    tx.execute(letters.values(dispatch=None))
    return _remove(tx, dispatches.c.id == dispatch) == 1


def still_here(
    tx: Connection, kinds: Collection[LetterKind], *, now: datetime, case_number: str = ""
) -> tuple[DispatchLine, ...]:
    """Return the mails of these kinds that can still be taken back, of one case or of all."""
    query = select(dispatches).where(dispatches.c.kind.in_(kinds), _is_untried(now))
    if case_number:
        query = query.where(dispatches.c.case_number == case_number)
    return tuple(line_of(row) for row in tx.execute(query.order_by(dispatches.c.id)))


def is_still_here(tx: Connection, dispatch: int, *, now: datetime) -> bool:
    """Say whether one mail can still be taken back; the answer holds until the transaction ends."""
    return bool(_lock(tx, dispatches.c.id == dispatch, _is_untried(now)))


def line(tx: Connection, dispatch: int, *, case_number: str) -> DispatchLine | None:
    """Return one dispatch of a case, or None."""
    query = select(dispatches).where(
        dispatches.c.id == dispatch, dispatches.c.case_number == case_number
    )
    row = tx.execute(query).one_or_none()
    return line_of(row) if row else None


def is_taken_back(withdrawal: Withdrawal) -> ColumnElement[bool]:
    """Return the condition on a dispatch that the withdrawal takes it back."""
    line = dispatches.c
    return and_(
        # Never unknown, so that it can be negated: some dispatches belong to no message.
        line.journal.is_not_distinct_from(withdrawal.journal),
        line.kind.not_in({LetterKind.WARNING, *WRITTEN}),
        _is_untried(withdrawal.now),
    )


def _is_untried(now: datetime) -> ColumnElement[bool]:
    line = dispatches.c
    return and_(
        line.state == DispatchState.WAITING,
        line.attempts == 0,
        line.lease_until.is_(None),
        line.not_before > now,
    )


def _lock(tx: Connection, *only_if: ColumnElement[bool]) -> Sequence[int]:
    query = select(dispatches.c.id).where(*only_if).with_for_update()
    return tx.execute(query).scalars().all()


def _remove(tx: Connection, which: ColumnElement[bool]) -> int:
    numbers = _lock(tx, which)
    tx.execute(delete(dispatch_wires).where(dispatch_wires.c.dispatch.in_(numbers)))
    return tx.execute(delete(dispatches).where(dispatches.c.id.in_(numbers))).rowcount
