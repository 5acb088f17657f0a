"""The parts of a case's page on which the officer works: each reads what it shows (R17 to R22)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from cases.case import CaseState, Deed, NoteKind, may
from cases.limits import Term, due_on
from desk.access import Permission
from desk.case_parts.counted_limits import CountedLimit, limits_of
from desk.case_parts.timeline import Row, timeline_of
from desk.forms.measure import owners
from desk.taking_back import Waiting, still_waiting
from desk.visit import Visit
from desk.words.days import Limit, limits_on
from store.case_records import case_work, measures
from store.case_records.case_work import CaseNote
from store.case_records.measures import Measure
from store.register import CaseRecord

USUAL_PATH = Term.parse("5 working days")
"""What the form proposes for an answer from the unit; the officer sets the day (R17)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPart:
    """Which unit is asked, and what the form proposes."""

    path: CaseNote | None
    units: tuple[str, ...]
    proposed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPart:
    """What must be on the case before its answer: agreement and alternatives (R19, R20)."""

    agreements: tuple[CaseNote, ...]
    alternatives: tuple[CaseNote, ...]
    employees: tuple[CaseNote, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPart:
    """The measures of the case, and who could own a new one."""

    lines: tuple[tuple[Measure, Limit], ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPart:
    """Whether the unit was asked for alternatives, and who could own a measure."""

    has_alternatives: bool
    owners: tuple[str, ...]


def limits(tx: Connection, visit: Visit, record: CaseRecord) -> tuple[CountedLimit, ...] | None:
    """Read the limits that run, each with its count (R14)."""
    return tuple(limits_of(tx, visit, record)) or None


def outgoing(tx: Connection, visit: Visit, record: CaseRecord) -> tuple[Waiting, ...] | None:
    """Read what this person can still take back."""
    return still_waiting(tx, visit, case_number=record.number) or None


def path(tx: Connection, visit: Visit, record: CaseRecord) -> PathPart | None:
    """Read which unit is asked, until when (R17)."""
    paths = _of_kind(tx, record, NoteKind.PATH)
    if not paths and not _works(visit, record, Deed.SET_PATH):
        return None
    office = visit.tools.office
    return PathPart(
        path=paths[-1] if paths else None,
        units=tuple(unit.name for unit in office.units),
        proposed=due_on(visit.today, USUAL_PATH, office.calendar),
    )


def party(_tx: Connection, visit: Visit, record: CaseRecord) -> CaseRecord | None:
    """Show the form for the customer's data while the case is open."""
    return record if _works(visit, record, Deed.CORRECT_PARTY) else None


def notes(tx: Connection, visit: Visit, record: CaseRecord) -> NotesPart:
    """Read agreement, alternatives and whom it concerns; the last one here and nowhere else."""
    return NotesPart(
        agreements=_of_kind(tx, record, NoteKind.AGREEMENT),
        alternatives=_of_kind(tx, record, NoteKind.ALTERNATIVES),
        employees=_of_kind(tx, record, NoteKind.EMPLOYEE),
        today=visit.today,
    )


def measures_of(tx: Connection, visit: Visit, record: CaseRecord) -> MeasuresPart | None:
    """Read the measures of the case (R21)."""
    found = measures.of_case(tx, record.number)
    if not found and not visit.may(Permission.WORK):
        return None
    limit = limits_on(visit.today, visit.tools.office.calendar)
    return MeasuresPart(
        lines=tuple((each, limit(each.due_on)) for each in found),
        owners=owners(visit.tools.office),
    )


def closing(tx: Connection, visit: Visit, record: CaseRecord) -> ClosingPart | None:
    """Show the form that ends the case, or opens it again."""
    if not visit.may(Permission.WORK) or record.erased_at:
        return None
    return ClosingPart(
        has_alternatives=bool(_of_kind(tx, record, NoteKind.ALTERNATIVES)),
        owners=owners(visit.tools.office),
    )


def protection(_tx: Connection, visit: Visit, record: CaseRecord) -> CaseRecord | None:
    """Show the form for a protection note, never a note itself (R32)."""
    is_known = record.erased_at is None
    return record if visit.may(Permission.PROTECT) and is_known else None


def timeline(tx: Connection, visit: Visit, record: CaseRecord) -> tuple[Row, ...]:
    """Read everything that happened."""
    return timeline_of(tx, visit, record)


def interim(_tx: Connection, visit: Visit, record: CaseRecord) -> CaseRecord | None:
    """Show the way to the interim notice while the case is open (R13)."""
    return record if _works(visit, record, Deed.GIVE_INTERIM_NOTICE) else None


def _works(visit: Visit, record: CaseRecord, deed: Deed) -> bool:
    return visit.may(Permission.WORK) and may(deed, CaseState(record.state))


def _of_kind(tx: Connection, record: CaseRecord, kind: NoteKind) -> tuple[CaseNote, ...]:
    return tuple(note for note in case_work.notes(tx, record.number) if note.kind is kind)
