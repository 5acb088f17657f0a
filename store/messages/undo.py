"""Put a message back into the state before an order, as long as nothing has happened since."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, or_, select, update

from store.case_tables import undo_points
from store.dispatch_lines import DispatchState
from store.engine import insert_or_replace
from store.messages import copies
from store.messages.message_state import State, case_columns, read_state, values_in
from store.tables import (
    case_events,
    case_texts,
    cases,
    deadlines,
    dispatch_wires,
    dispatches,
    duties,
    journal_lines,
    reasons,
    warnings,
)

ROWS = (duties, deadlines, case_texts, case_events)
"""What an order adds, changes and takes away row by row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPoint:
    """Until when an order about a message can be taken back, and whose it was."""

    by: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The state of a message before an order, with the cases that the order may touch."""

    journal: int
    case_numbers: frozenset[str]
    state: State = field(repr=False)


def before(tx: Connection, journal: int, case_numbers: Collection[str]) -> Before:
    """Look at a message before an order changes it."""
    numbers = frozenset(number for number in case_numbers if number)
    state = read_state(tx, journal, numbers)
    return Before(journal=journal, case_numbers=numbers, state=state)


def keep(tx: Connection, first: Before, *, by: str, until: datetime, now: datetime) -> bool:
    """Keep the way back, in the transaction of the order; False when there is none.

    There is none after an order that took letters back: these are gone for good.
    """
    forget(tx, now=now, journals=(first.journal,))
    state = read_state(tx, first.journal, first.case_numbers)
    is_lossless = set(first.state["dispatches"]) <= set(state["dispatches"])
    if until <= now or not is_lossless:
        return False
    kept = {"case_numbers": sorted(first.case_numbers), "state": first.state}
    insert_or_replace(
        tx,
        undo_points,
        journal=first.journal,
        by=by,
        until=until,
        after_hash=_hash(state),
        before=json.dumps(kept, ensure_ascii=False),
    )
    return True


def offered(tx: Connection, journal: int, *, now: datetime) -> UndoPoint | None:
    """Return the order that can still be taken back, or None."""
    point = undo_points.c
    row = tx.execute(
        select(point.by, point.until).where(point.journal == journal, point.until > now)
    ).one_or_none()
    return UndoPoint(by=row.by, until=row.until) if row else None


def undo(tx: Connection, journal: int, *, row_version: int, now: datetime) -> bool:
    """Restore the state before the last order; False when it is too late for that.

    Too late: its time is over, one of its letters is under way, or something has happened since.
    """
    point = undo_points.c
    row = tx.execute(
        select(undo_points).where(point.journal == journal, point.until > now).with_for_update()
    ).one_or_none()
    if row is None or not _is_as_seen(tx, journal, row_version):
        return False
    kept = json.loads(row.before)
    state: State = kept["state"]
    today = read_state(tx, journal, frozenset(kept["case_numbers"]))
    if _hash(today) != row.after_hash:
        return False
    if not _take_letters_back(tx, set(today["dispatches"]) - set(state["dispatches"])):
        return False
    _restore(tx, journal, state, today)
    copies.follow(tx, journal)
    forget(tx, now=now, journals=(journal,))
    return True


def forget(tx: Connection, *, now: datetime, journals: Sequence[int] = ()) -> None:
    """Erase the ways back of these messages, and all whose time is over (R7)."""
    is_over = or_(undo_points.c.until <= now, undo_points.c.journal.in_(journals))
    tx.execute(delete(undo_points).where(is_over))


def _hash(state: State) -> str:
    return sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def _is_as_seen(tx: Connection, journal: int, row_version: int) -> bool:
    line = journal_lines.c
    query = select(line.number).where(
        line.number == journal, line.row_version == row_version, line.raw_erased_at.is_(None)
    )
    return tx.execute(query.with_for_update()).first() is not None


def _take_letters_back(tx: Connection, numbers: Collection[int]) -> bool:
    """Delete letters that nobody has tried to send; False if the post has one of them."""
    line = dispatches.c
    waiting = (
        select(line.id)
        .where(
            line.id.in_(numbers),
            line.state == DispatchState.WAITING,
            line.attempts == 0,
            line.lease_until.is_(None),
        )
        .with_for_update()
    )
    if set(tx.execute(waiting).scalars()) != set(numbers):
        return False
    tx.execute(delete(dispatch_wires).where(dispatch_wires.c.dispatch.in_(numbers)))
    tx.execute(delete(dispatches).where(line.id.in_(numbers)))
    return True


def _restore(tx: Connection, journal: int, state: State, today: State) -> None:
    """Write the earlier rows over those of today; what is new goes."""
    versions = {row["number"]: row["row_version"] for row in today["cases"]}
    for row in state["cases"]:
        version = versions.get(row["number"], row["row_version"]) + 1
        insert_or_replace(tx, cases, **values_in(cases, {**row, "row_version": version}))
    for table in ROWS:
        was = {row["id"] for row in state[table.name]}
        added = [row["id"] for row in today[table.name] if row["id"] not in was]
        if table is duties:
            tx.execute(delete(warnings).where(warnings.c.duty.in_(added)))
        tx.execute(delete(table).where(table.c.id.in_(added)))
        for row in state[table.name]:
            insert_or_replace(tx, table, **values_in(table, row))
    tx.execute(delete(reasons).where(reasons.c.journal == journal))
    for row in state["reasons"]:
        insert_or_replace(tx, reasons, **values_in(reasons, row))
    (line,) = state["line"]
    change = update(journal_lines).where(journal_lines.c.number == journal)
    values = {**values_in(journal_lines, line), "row_version": journal_lines.c.row_version + 1}
    tx.execute(change.values(values))
    were = {row["number"] for row in state["cases"]}
    _remove_cases(tx, [number for number in versions if number not in were])


def _remove_cases(tx: Connection, numbers: Sequence[str]) -> None:
    """Delete cases that the order opened, with the little that hangs on them."""
    for table, column in case_columns():
        if table is not journal_lines and table is not dispatches:
            tx.execute(delete(table).where(column.in_(numbers)))
    tx.execute(delete(cases).where(cases.c.number.in_(numbers)))
