"""The register of cases (R3, R8, R21)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, update

from cases.labels import Label
from cases.plan import CaseOpening
from store.columns import AnyRow, joined, labels_in
from store.engine import insert_once
from store.tables import case_events, case_numbers, case_texts, deadlines, journal_lines
from store.tables import cases as case_rows


class CaseState(StrEnum):
    """Whether somebody still works on the case."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """One line of the register; `next_due_on` is its soonest limit that is not met."""

    number: str
    channel: str
    labels: tuple[Label, ...]
    received_on: date
    opened_at: datetime
    party_name: str = field(repr=False)
    party_address: str = field(repr=False)
    party_hash: str = field(repr=False)
    unit: str
    state: CaseState
    result: str
    measure: str = field(repr=False)
    closed_at: datetime | None
    row_version: int
    next_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """What the customer wrote, as far as it belongs to the case (R8)."""

    journal: int | None
    entered_at: datetime
    subject: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """Something that happened to a case; `what` is a short code, `by` an account name."""

    at: datetime
    what: str
    by: str
    journal: int | None


def draw_number(tx: Connection, number: str) -> bool:
    """Take a case number for good; False when it was drawn before."""
    return insert_once(tx, case_numbers, number=number)


def open_case(
    tx: Connection,
    number: str,
    opening: CaseOpening,
    *,
    received_on: date,
    party_hash: str,
    channel: str = "email",
    at: datetime,
    journal: int | None = None,
) -> None:
    """Enter a new case under a number drawn for it (R3)."""
    party = opening.party
    row = case_rows.insert().values(
        number=number,
        channel=channel,
        labels=joined(opening.labels),
        received_on=received_on,
        opened_at=at,
        party_name=party.name if party else "",
        party_address=party.address if party else "",
        party_hash=party_hash,
    )
    tx.execute(row)
    note_event(tx, number, "opened", at=at, journal=journal)


def enter_text(
    tx: Connection,
    case_number: str,
    journal: int | None,
    *,
    subject: str,
    text: str,
    at: datetime,
) -> bool:
    """Enter what the customer wrote, once for each message; False when it was there (R8)."""
    return insert_once(
        tx,
        case_texts,
        case_number=case_number,
        journal=journal,
        subject=subject,
        text=text,
        entered_at=at,
    )


def withdraw_text(
    tx: Connection, case_number: str, journal: int, *, at: datetime, by: str = ""
) -> bool:
    """Take a message's text out of a case, as when it proves to be an objection (R7)."""
    text = case_texts.c
    removal = delete(case_texts).where(text.case_number == case_number, text.journal == journal)
    if tx.execute(removal).rowcount != 1:
        return False
    note_event(tx, case_number, "text_withdrawn", at=at, by=by, journal=journal)
    return True


def attach(tx: Connection, case_number: str, journal: int, *, at: datetime, by: str = "") -> bool:
    """Add a message to a case (R9); False when it was added before."""
    change = update(journal_lines).where(journal_lines.c.number == journal)
    tx.execute(change.values(case_number=case_number))
    event = case_events.c
    is_noted = select(event.id).where(
        event.case_number == case_number, event.journal == journal, event.what == "attached"
    )
    if tx.execute(is_noted).first():
        return False
    note_event(tx, case_number, "attached", at=at, by=by, journal=journal)
    return True


def note_event(
    tx: Connection,
    case_number: str,
    what: str,
    *,
    at: datetime,
    by: str = "",
    journal: int | None = None,
) -> None:
    """Write a line of the case's history."""
    event = case_events.insert().values(
        case_number=case_number, what=what, at=at, by=by, journal=journal
    )
    tx.execute(event)


def case(tx: Connection, number: str) -> CaseRecord | None:
    """Return one case, or None if there is none of this number."""
    row = tx.execute(_records().where(case_rows.c.number == number)).one_or_none()
    return _record(row) if row else None


def cases(
    tx: Connection, *, state: CaseState | None = None, limit: int = 100
) -> tuple[CaseRecord, ...]:
    """Return cases by their soonest open limit, those without one last (R10)."""
    soonest = _next_due_on()
    query = _records().order_by(
        soonest.is_(None), soonest, case_rows.c.received_on, case_rows.c.number
    )
    if state is not None:
        query = query.where(case_rows.c.state == state)
    return tuple(_record(row) for row in tx.execute(query.limit(limit)))


def texts(tx: Connection, number: str) -> tuple[CaseText, ...]:
    """Return what the customer wrote, in the order of entry."""
    query = select(case_texts).where(case_texts.c.case_number == number).order_by(case_texts.c.id)
    return tuple(
        CaseText(journal=row.journal, entered_at=row.entered_at, subject=row.subject, text=row.text)
        for row in tx.execute(query)
    )


def events(tx: Connection, number: str) -> tuple[CaseEvent, ...]:
    """Return a case's history, oldest first."""
    of_case = case_events.c.case_number == number
    query = select(case_events).where(of_case).order_by(case_events.c.at, case_events.c.id)
    return tuple(
        CaseEvent(at=row.at, what=row.what, by=row.by, journal=row.journal)
        for row in tx.execute(query)
    )


def close(
    tx: Connection,
    number: str,
    *,
    result: str,
    measure: str,
    row_version: int,
    at: datetime,
    by: str,
) -> bool:
    """Close an open case as the officer saw it (R21); False when it has changed meanwhile."""
    change = (
        update(case_rows)
        .where(
            case_rows.c.number == number,
            case_rows.c.state == CaseState.OPEN,
            case_rows.c.row_version == row_version,
        )
        .values(
            state=CaseState.CLOSED,
            result=result,
            measure=measure,
            closed_at=at,
            row_version=row_version + 1,
        )
    )
    if tx.execute(change).rowcount != 1:
        return False
    note_event(tx, number, "closed", at=at, by=by)
    return True


def _records() -> Select[*tuple[object, ...]]:
    return select(case_rows, _next_due_on().label("next_due_on"))


def _next_due_on() -> ColumnElement[date | None]:
    return (
        select(func.min(deadlines.c.due_on))
        .where(deadlines.c.case_number == case_rows.c.number, deadlines.c.met_at.is_(None))
        .correlate(case_rows)
        .scalar_subquery()
    )


def _record(row: AnyRow) -> CaseRecord:
    return CaseRecord(
        number=row.number,
        channel=row.channel,
        labels=labels_in(row.labels),
        received_on=row.received_on,
        opened_at=row.opened_at,
        party_name=row.party_name,
        party_address=row.party_address,
        party_hash=row.party_hash,
        unit=row.unit,
        state=CaseState(row.state),
        result=row.result,
        measure=row.measure,
        closed_at=row.closed_at,
        row_version=row.row_version,
        next_due_on=row.next_due_on,
    )
