"""The register of cases (R3, R8, R21)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, select, update

from cases.case import CaseEventKind, CaseState, Channel, Result
from cases.deadlines import PETITION_DATES
from cases.labels import Label
from cases.plan import CaseOpening
from store.columns import AnyRow, joined, labels_in
from store.engine import insert_once
from store.tables import case_events, case_numbers, case_texts, deadlines, journal_lines
from store.tables import cases as case_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """One line of the register; `next_due_on` is its soonest limit that is not met.

    `email_consent_on`: the day on which the party agreed to answers by e-mail (R23), or None.
    """

    number: str
    channel: Channel
    labels: tuple[Label, ...]
    received_on: date
    opened_at: datetime
    party_name: str = field(repr=False)
    party_address: str = field(repr=False)
    party_hash: str = field(repr=False)
    party_phone: str = field(repr=False)
    party_postal: str = field(repr=False)
    email_consent_on: date | None
    unit: str
    state: CaseState
    result: Result | None
    measure: str = field(repr=False)
    closed_at: datetime | None
    erased_at: datetime | None
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

    id: int
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
    channel: Channel = Channel.EMAIL,
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
    note_event(tx, number, CaseEventKind.OPENED, at=at, journal=journal)


def is_kept(tx: Connection, number: str) -> bool:
    """Say whether the case is there and its data are not erased (R33)."""
    record = case(tx, number) if number else None
    return record is not None and record.erased_at is None


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
    note_event(tx, case_number, CaseEventKind.TEXT_WITHDRAWN, at=at, by=by, journal=journal)
    return True


def attach(tx: Connection, case_number: str, journal: int, *, at: datetime, by: str = "") -> bool:
    """Add a message to a case (R9); False when it was added before."""
    change = update(journal_lines).where(journal_lines.c.number == journal)
    tx.execute(change.values(case_number=case_number))
    event = case_events.c
    is_noted = select(event.id).where(
        event.case_number == case_number,
        event.journal == journal,
        event.what == CaseEventKind.ATTACHED,
    )
    if tx.execute(is_noted).first():
        return False
    note_event(tx, case_number, CaseEventKind.ATTACHED, at=at, by=by, journal=journal)
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
    row = tx.execute(records_query().where(case_rows.c.number == number)).one_or_none()
    return record_of(row) if row else None


def cases(
    tx: Connection, *, state: CaseState | None = None, limit: int = 100
) -> tuple[CaseRecord, ...]:
    """Return cases by their soonest open limit, petitions before all others (R10, R24)."""
    soonest = _next_due_on()
    query = records_query().order_by(
        ~_has_petition_date(),
        soonest.is_(None),
        soonest,
        case_rows.c.received_on,
        case_rows.c.number,
    )
    if state is not None:
        query = query.where(case_rows.c.state == state)
    return tuple(record_of(row) for row in tx.execute(query.limit(limit)))


def first_journal(tx: Connection, number: str) -> int | None:
    """Return the journal line that opened the case, else its first; None if none is left (R33).

    One that was added later may have arrived before it.
    """
    line, event = journal_lines.c, case_events.c
    opened_it = exists().where(
        event.case_number == number,
        event.what == CaseEventKind.OPENED,
        event.journal == line.number,
    )
    query = select(line.number).where(line.case_number == number)
    return tx.execute(query.order_by(~opened_it, line.number).limit(1)).scalar_one_or_none()


def journals_of(tx: Connection, number: str) -> tuple[int, ...]:
    """Return the journal lines of a case, in the order of arrival."""
    of_case = journal_lines.c.case_number == number
    query = select(journal_lines.c.number).where(of_case).order_by(journal_lines.c.number)
    return tuple(tx.execute(query).scalars())


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
    return tuple(event_of(row) for row in tx.execute(query))


def event_of(row: AnyRow) -> CaseEvent:
    """Return the event of a row of `case_events`."""
    return CaseEvent(id=row.id, at=row.at, what=row.what, by=row.by, journal=row.journal)


def records_query() -> Select[*tuple[object, ...]]:
    """Return the query for cases with their soonest open limits."""
    return select(case_rows, _next_due_on().label("next_due_on"))


def _next_due_on() -> ColumnElement[date | None]:
    """Return a case's soonest limit that is not met."""
    return (
        select(func.min(deadlines.c.due_on))
        .where(deadlines.c.case_number == case_rows.c.number, deadlines.c.met_at.is_(None))
        .correlate(case_rows)
        .scalar_subquery()
    )


def _has_petition_date() -> ColumnElement[bool]:
    """Return the condition that a statement on a petition is still to be sent (R24)."""
    return (
        select(deadlines.c.id)
        .where(
            deadlines.c.case_number == case_rows.c.number,
            deadlines.c.met_at.is_(None),
            deadlines.c.kind.in_(PETITION_DATES),
        )
        .correlate(case_rows)
        .exists()
    )


def record_of(row: AnyRow) -> CaseRecord:
    """Return the case of a row of `records_query`."""
    return CaseRecord(
        number=row.number,
        channel=Channel(row.channel),
        labels=labels_in(row.labels),
        received_on=row.received_on,
        opened_at=row.opened_at,
        party_name=row.party_name,
        party_address=row.party_address,
        party_hash=row.party_hash,
        party_phone=row.party_phone,
        party_postal=row.party_postal,
        email_consent_on=row.email_consent_on,
        unit=row.unit,
        state=CaseState(row.state),
        result=Result(row.result) if row.result else None,
        measure=row.measure,
        closed_at=row.closed_at,
        erased_at=row.erased_at,
        row_version=row.row_version,
        next_due_on=row.next_due_on,
    )
