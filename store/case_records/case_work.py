"""What a person changes on a case; of two people the first one wins (R17 to R21)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from cases.case import CaseEventKind, CaseState, NoteKind, Result
from store.case_records import protection, statements
from store.case_tables import case_notes
from store.columns import AnyRow
from store.register import CaseEvent, event_of, note_event
from store.tables import case_events
from store.tables import cases as case_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody's turn at a case, seen in this version."""

    case_number: str
    row_version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who the customer is, as the officer has it. `email_consent_on`: R23, or None."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    address_hash: str = field(repr=False)
    phone: str = field(repr=False)
    postal: str = field(repr=False)
    email_consent_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNote:
    """What somebody wrote down on a case. `on_day`: when it was, where that matters."""

    id: int
    at: datetime
    by: str
    kind: NoteKind
    on_day: date | None
    text: str = field(repr=False)


def take(tx: Connection, turn: Turn, what: CaseEventKind) -> bool:
    """Take the turn and note what it is for; False if the case changed since it was seen."""
    return _take(tx, turn, what, {})


def set_path(tx: Connection, turn: Turn, *, unit: str, until: date | None) -> bool:
    """Fix which unit is asked and until when (R17); False if somebody was first."""
    if not _take(tx, turn, CaseEventKind.PATH_SET, {"unit": unit}):
        return False
    enter_note(tx, turn, NoteKind.PATH, unit, on_day=until)
    return True


def correct_party(tx: Connection, turn: Turn, party: Party) -> bool:
    """Enter who the customer is; False if somebody was first. Protection goes along (R32)."""
    values = {
        "party_name": party.name,
        "party_address": party.address,
        "party_hash": party.address_hash,
        "party_phone": party.phone,
        "party_postal": party.postal,
        "email_consent_on": party.email_consent_on,
    }
    if not _take(tx, turn, CaseEventKind.PARTY_CORRECTED, values):
        return False
    protection.follow_party(tx, turn.case_number, party.address_hash)
    return True


def close(tx: Connection, turn: Turn, *, result: Result, measure: str) -> bool:
    """Close an open case (R21); False if it has changed since it was seen.

    Nobody is asked for a statement any more (R18).
    """
    values = {
        "state": CaseState.CLOSED,
        "result": result,
        "measure": measure,
        "closed_at": turn.at,
    }
    if not _take(tx, turn, CaseEventKind.CLOSED, values, state=CaseState.OPEN):
        return False
    statements.withdraw_of_case(tx, turn.case_number)
    enter_note(tx, turn, NoteKind.CLOSING, result)
    return True


def reopen(tx: Connection, turn: Turn, *, reason: str) -> bool:
    """Open a closed case again, with the reason; False if it has changed since it was seen."""
    values = {"state": CaseState.OPEN, "result": "", "closed_at": None}
    if not _take(tx, turn, CaseEventKind.REOPENED, values, state=CaseState.CLOSED):
        return False
    enter_note(tx, turn, NoteKind.REOPENING, reason)
    return True


def enter_note(
    tx: Connection, turn: Turn, kind: NoteKind, text: str, *, on_day: date | None = None
) -> None:
    """Write a note on the case; the turn was taken before."""
    row = case_notes.insert().values(
        case_number=turn.case_number, at=turn.at, by=turn.by, kind=kind, on_day=on_day, text=text
    )
    tx.execute(row)


def notes(tx: Connection, case_number: str) -> tuple[CaseNote, ...]:
    """Return what was written down on a case, oldest first."""
    of_case = case_notes.c.case_number == case_number
    query = select(case_notes).where(of_case).order_by(case_notes.c.id)
    return tuple(_note(row) for row in tx.execute(query))


def is_agreed(tx: Connection, case_number: str) -> bool:
    """Say whether the answer's agreement with the specialist is on the case (R19)."""
    return any(note.kind is NoteKind.AGREEMENT for note in notes(tx, case_number))


def events_after(tx: Connection, case_number: str, last_seen: int) -> tuple[CaseEvent, ...]:
    """Return what happened to a case since somebody saw it, oldest first."""
    event = case_events.c
    query = select(case_events).where(event.case_number == case_number, event.id > last_seen)
    return tuple(event_of(row) for row in tx.execute(query.order_by(event.id)))


def _take(
    tx: Connection,
    turn: Turn,
    what: CaseEventKind,
    values: Mapping[str, object],
    *,
    state: CaseState | None = None,
) -> bool:
    row = case_rows.c
    change = update(case_rows).where(
        row.number == turn.case_number,
        row.row_version == turn.row_version,
        row.erased_at.is_(None),  # what were written now, nobody would ever erase (R33)
    )
    if state is not None:
        change = change.where(row.state == state)
    changed = tx.execute(change.values(**values, row_version=turn.row_version + 1))
    if changed.rowcount != 1:
        return False
    note_event(tx, turn.case_number, what, at=turn.at, by=turn.by)
    return True


def _note(row: AnyRow) -> CaseNote:
    return CaseNote(
        id=row.id, at=row.at, by=row.by, kind=NoteKind(row.kind), on_day=row.on_day, text=row.text
    )
