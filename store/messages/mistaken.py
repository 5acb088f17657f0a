"""A case that a decision opened and a later one shows to be none (R5, R6, R9c, R21)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from cases.case import CaseState
from cases.letter import LetterKind
from cases.plan import CaseOpening
from store import register
from store.columns import joined
from store.messages.copies import copies_filed_with
from store.messages.message_state import case_columns
from store.tables import (
    case_events,
    case_texts,
    deadlines,
    dispatches,
    duties,
    journal_lines,
)
from store.tables import cases as case_rows

NOT_KRM = "not_krm"
OPENED_BY_MISTAKE = "opened_by_mistake"
WITH_THEIR_MESSAGE = (case_texts, case_events, deadlines, duties, dispatches)
"""Tables whose rows say to which message they belong."""


def hangs_alone(tx: Connection, case_number: str, journal: int) -> bool:
    """Say whether nothing but this one message belongs to an open case: no other work on it.

    Copies of the same letter are that message (R1).
    """
    state = select(case_rows.c.state).where(case_rows.c.number == case_number)
    if tx.execute(state).scalar_one_or_none() != CaseState.OPEN:
        return False
    line = journal_lines.c
    its_own = (journal, *copies_filed_with(tx, journal))
    is_other = line.case_number == case_number, line.number.not_in(its_own)
    others = select(func.count()).where(*is_other)
    if tx.execute(others).scalar_one():
        return False
    for table in WITH_THEIR_MESSAGE:
        foreign = select(func.count()).where(
            table.c.case_number == case_number, table.c.journal.not_in(its_own)
        )
        if tx.execute(foreign).scalar_one():
            return False
    return not _has_work(tx, case_number)


def end(tx: Connection, case_number: str, journal: int, *, at: datetime, by: str) -> None:
    """Take a mistaken case out of the register; what its number has left the house with is closed.

    The name of the party goes in either case: what is handed over is not recorded (R5, R6).
    """
    tx.execute(delete(case_texts).where(case_texts.c.case_number == case_number))
    for table in (deadlines, duties):
        change = update(table).where(table.c.case_number == case_number)
        tx.execute(change.values(case_number=None))
    left = select(func.count()).where(
        dispatches.c.case_number == case_number, dispatches.c.kind != LetterKind.WARNING
    )
    if tx.execute(left).scalar_one():
        _close(tx, case_number, journal, at=at, by=by)
        return
    warnings = update(dispatches).where(dispatches.c.case_number == case_number)
    tx.execute(warnings.values(case_number=None))
    tx.execute(delete(case_events).where(case_events.c.case_number == case_number))
    tx.execute(delete(case_rows).where(case_rows.c.number == case_number))


def number_of(tx: Connection, journal: int) -> str:
    """Return the case that was opened for this message and closed as a mistake, or nothing."""
    event = case_events.c
    query = (
        select(event.case_number)
        .join(case_rows, case_rows.c.number == event.case_number)
        .where(event.journal == journal, event.what == OPENED_BY_MISTAKE)
        .where(case_rows.c.state == CaseState.CLOSED, case_rows.c.result == NOT_KRM)
        .order_by(event.id.desc())
    )
    return tx.execute(query.limit(1)).scalar_one_or_none() or ""


def reopen(
    tx: Connection,
    case_number: str,
    opening: CaseOpening,
    *,
    party_hash: str,
    at: datetime,
    journal: int,
) -> bool:
    """Open such a case again when it was none after all; False if there is none of this number."""
    party = opening.party
    change = (
        update(case_rows)
        .where(case_rows.c.number == case_number, case_rows.c.state == CaseState.CLOSED)
        .values(
            state=CaseState.OPEN,
            result="",
            closed_at=None,
            labels=joined(opening.labels),
            party_name=party.name if party else "",
            party_address=party.address if party else "",
            party_hash=party_hash,
            row_version=case_rows.c.row_version + 1,
        )
    )
    if tx.execute(change).rowcount != 1:
        return False
    register.note_event(tx, case_number, "reopened", at=at, journal=journal)
    return True


def relabel(tx: Connection, case_number: str, journal: int, labels: Collection[str]) -> bool:
    """Record a case under other labels, if this message opened it; return whether that changed."""
    if register.first_journal(tx, case_number) != journal:
        return False
    row, wanted = case_rows.c, joined(labels)
    change = update(case_rows).where(row.number == case_number, row.labels != wanted)
    values = {"labels": wanted, "row_version": row.row_version + 1}
    return tx.execute(change.values(values)).rowcount == 1


def _close(tx: Connection, case_number: str, journal: int, *, at: datetime, by: str) -> None:
    change = update(case_rows).where(case_rows.c.number == case_number)
    tx.execute(
        change.values(
            state=CaseState.CLOSED,
            result=NOT_KRM,
            closed_at=at,
            party_name="",
            party_address="",
            party_hash="",
            party_phone="",
            party_postal="",
            email_consent_on=None,
            row_version=case_rows.c.row_version + 1,
        )
    )
    register.note_event(tx, case_number, OPENED_BY_MISTAKE, at=at, by=by, journal=journal)


def _has_work(tx: Connection, case_number: str) -> bool:
    """Say whether somebody wrote, asked, or filed something on the case."""
    for table, column in case_columns():
        if table in {journal_lines, *WITH_THEIR_MESSAGE}:
            continue
        query = select(func.count()).select_from(table).where(column == case_number)
        if tx.execute(query).scalar_one():
            return True
    return False
