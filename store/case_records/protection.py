"""Protection notes: the one place that names employees, joined only with the party (R32).

There is no function here that finds, counts or orders notes by employee.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from store.case_tables import protection_notes
from store.register import CaseRecord

_note = protection_notes.c


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionNote:
    """What an employee told or wished, and the measure taken; `measure_at` is None before."""

    id: int
    case_number: str
    entered_at: datetime
    entered_by: str
    measure_at: datetime | None
    measure_by: str
    employee: str = field(repr=False)
    wish: str = field(repr=False)
    measure: str = field(repr=False)


def enter(
    tx: Connection, record: CaseRecord, *, employee: str, wish: str, by: str, at: datetime
) -> bool:
    """Enter a note on purpose; it goes with the case's party. False when it stands there already.

    The last note once more, with no measure yet, is a second press of the button.
    """
    of_case = select(protection_notes).where(_note.case_number == record.number)
    last = tx.execute(of_case.order_by(_note.id.desc()).limit(1)).one_or_none()
    if last and (last.employee, last.wish, last.entered_by, last.measure_at) == (
        employee,
        wish,
        by,
        None,
    ):
        return False
    row = protection_notes.insert().values(
        case_number=record.number,
        party_hash=record.party_hash,
        entered_at=at,
        entered_by=by,
        employee=employee,
        wish=wish,
    )
    tx.execute(row)
    return True


def of_party(tx: Connection, record: CaseRecord) -> tuple[ProtectionNote, ...]:
    """Return the notes about the party of a case, in the order of entry.

    Where the party has no address, only those of the case itself.
    """
    of_case = _note.case_number == record.number
    which = or_(of_case, _note.party_hash == record.party_hash) if record.party_hash else of_case
    query = select(protection_notes).where(which).order_by(_note.id)
    return tuple(
        ProtectionNote(
            id=row.id,
            case_number=row.case_number,
            entered_at=row.entered_at,
            entered_by=row.entered_by,
            measure_at=row.measure_at,
            measure_by=row.measure_by,
            employee=row.employee,
            wish=row.wish,
            measure=row.measure,
        )
        for row in tx.execute(query)
    )


def follow_party(tx: Connection, case_number: str, party_hash: str) -> None:
    """Let the notes of a case go along when its party is corrected."""
    change = update(protection_notes).where(_note.case_number == case_number)
    tx.execute(change.values(party_hash=party_hash))


def note_measure(
    tx: Connection, note_id: int, case_number: str, *, measure: str, by: str, at: datetime
) -> bool:
    """Note the measure taken on a note of this case; False when one was noted before."""
    change = (
        update(protection_notes)
        .where(_note.id == note_id, _note.case_number == case_number, _note.measure_at.is_(None))
        .values(measure=measure, measure_by=by, measure_at=at)
    )
    return tx.execute(change).rowcount == 1
