"""Working a petition: receipt, competence, own copy, text, steps (R25 to R27).

Each function locks the petition first, so that of two people one is the first, also on an
engine that lets both write at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from cases.deadlines import PETITION_DATES, DeadlineKind, deadline_of
from cases.duties import Duty, DutyKind, Role
from cases.office import Office
from cases.petition import Competence, Step, dates_of
from cases.petition_form import StatementForm, kept
from cases.petition_way import StepFault, step_fault, takes_back_fault
from store import deadlines, duties, register
from store.case_records.petition_receipt import journal_of
from store.case_records.petitions import PetitionRecord, find
from store.case_tables import petition_steps, petitions
from store.engine import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Who enters something, and when."""

    by: str
    at: datetime


def follow_message(tx: Connection, number: str, *, office: Office, entered: Entered) -> bool:
    """Count from the message's day that was just confirmed (R14, R26).

    False if the case is no petition's, its statement is sent, or its request has its own day.
    """
    record = lock(tx, number)
    if record is None or record.petition.is_sent or record.petition.has_own_day:
        return False
    change(tx, number)
    _watch(tx, number, office)
    note(tx, number, "petition_receipt", entered)
    return True


def confirm_request(
    tx: Connection,
    number: str,
    received_on: date,
    *,
    row_version: int,
    office: Office,
    entered: Entered,
) -> bool:
    """Give the request a day of its own, as when it followed the customer's copy (R25, R26).

    Every limit moves; False if somebody was first.
    """
    confirmed = {
        "received_on": received_on,
        "confirmed_by": entered.by,
        "confirmed_at": entered.at,
    }
    if not _change_as_seen(tx, number, confirmed, row_version=row_version):
        return False
    _watch(tx, number, office)
    note(tx, number, "petition_receipt", entered)
    return True


def set_competence(
    tx: Connection,
    number: str,
    competence: Competence,
    committee_on: date | None,
    *,
    row_version: int,
    office: Office,
    entered: Entered,
) -> bool:
    """Set who answers, and the committee's date (R25, R28); False if somebody was first."""
    values = {"competence": competence, "committee_on": committee_on}
    if not _change_as_seen(tx, number, values, row_version=row_version):
        return False
    _watch(tx, number, office)
    note(tx, number, f"petition_for_{competence}", entered)
    return True


def set_own_copy(
    tx: Connection,
    number: str,
    *,
    is_own_copy: bool,
    row_version: int,
    office: Office,
    entered: Entered,
) -> bool:
    """Make it a case under R13, or a petition again (R25); False if somebody was first."""
    if not _change_as_seen(tx, number, {"is_own_copy": is_own_copy}, row_version=row_version):
        return False
    if is_own_copy:
        _work_as_case(tx, number, office, entered)
    else:
        _work_as_petition(tx, number, office, entered)
    note(tx, number, "petition_own_copy" if is_own_copy else "petition_asked_for", entered)
    return True


def save_form(
    tx: Connection, number: str, form: StatementForm, *, form_version: int, entered: Entered
) -> bool:
    """Keep the statement's text; False if somebody saved another one since that version."""
    record = lock(tx, number)
    if record is None or record.petition.is_sent:
        return False
    values = {
        "form": kept(form),
        "form_version": form_version + 1,
        "form_edited_at": entered.at,
        "form_edited_by": entered.by,
    }
    same = petitions.c.case_number == number, petitions.c.form_version == form_version
    if tx.execute(update(petitions).where(*same).values(values)).rowcount != 1:
        return False
    _lay_before(tx, number)
    return True


def enter_step(
    tx: Connection, number: str, step: Step, on_day: date, *, today: date, entered: Entered
) -> StepFault | None:
    """Note a step of the way; the fault if it cannot be, as when somebody was first."""
    record = lock(tx, number)
    if record is None:
        return StepFault.CLOSED
    fault = step_fault(record.petition, step, on_day, today=today)
    if fault is None:
        add_step(tx, number, step, on_day, entered=entered)
        change(tx, number)
        note(tx, number, f"petition_{step}", entered)
    return fault


def take_step_back(tx: Connection, number: str, step: Step, entered: Entered) -> StepFault | None:
    """Take an entered step back; the fault if that cannot be."""
    record = lock(tx, number)
    if record is None:
        return StepFault.CLOSED
    fault = takes_back_fault(record.petition, step)
    if fault is None:
        taken = petition_steps.c.case_number == number, petition_steps.c.step == step
        tx.execute(delete(petition_steps).where(*taken))
        change(tx, number)
        note(tx, number, f"petition_{step}_back", entered)
    return fault


def run_again(tx: Connection, number: str, *, office: Office, at: datetime) -> bool:
    """Let the limits of a statement still owed run again, as when its case is opened again.

    False if none is owed: it was sent, nobody asked for one, or the case is no petition's.
    """
    record = find(tx, number)
    dates = dates_of(record.petition, office) if record else ()
    if record is None or record.petition.is_sent or not dates:
        return False
    journal = journal_of(tx, number)
    for each in dates:
        deadlines.run_again(tx, journal, number, each.kind, due_on=each.due_on)
    open_petition_duty(tx, number, journal, office, at=at)
    return True


def lock(tx: Connection, number: str) -> PetitionRecord | None:
    """Hold the petition until the transaction ends and return it as it is then.

    None if the case is no petition's, or is closed.
    """
    if find(tx, number) is None:
        return None
    insert_once(tx, petitions, case_number=number, row_version=0)
    row = select(petitions.c.case_number).where(petitions.c.case_number == number)
    tx.execute(row.with_for_update())
    record = find(tx, number)
    return record if record and record.is_open else None


def change(tx: Connection, number: str, **values: Any) -> None:  # noqa: ANN401 (column values)
    """Write values and raise the version: whoever looked before has lost. Lock first."""
    raised = {**values, "row_version": petitions.c.row_version + 1}
    tx.execute(update(petitions).where(petitions.c.case_number == number).values(raised))


def add_step(tx: Connection, number: str, step: Step, on_day: date, *, entered: Entered) -> None:
    """Write a step down."""
    row = petition_steps.insert().values(
        case_number=number, step=step, on_day=on_day, at=entered.at, by=entered.by
    )
    tx.execute(row)


def note(tx: Connection, number: str, what: str, entered: Entered) -> None:
    """Write a line of the case's history."""
    register.note_event(tx, number, what, at=entered.at, by=entered.by)


def _change_as_seen(
    tx: Connection, number: str, values: Mapping[str, Any], *, row_version: int
) -> bool:
    """Write values unless the petition has changed since that version, or was sent."""
    record = lock(tx, number)
    if record is None or record.row_version != row_version or record.petition.is_sent:
        return False
    change(tx, number, **values)
    return True


def _watch(tx: Connection, number: str, office: Office) -> None:
    """Let exactly those limits run that the petition has now, and its duty end with the first."""
    record = find(tx, number)
    if record is None:
        return
    journal = journal_of(tx, number)
    wanted = [each.deadline for each in dates_of(record.petition, office)]
    deadlines.drop(tx, journal, PETITION_DATES - {each.kind for each in wanted})
    deadlines.start(tx, journal, number, wanted)
    for each in wanted:
        deadlines.move(tx, journal, each.kind, due_on=each.due_on)
    if wanted:
        duties.move(tx, journal, DutyKind.PETITION, due_on=wanted[0].due_on)
    _lay_before(tx, number)


def _lay_before(tx: Connection, number: str) -> None:
    """Make it the director's turn once a statement of the board is written (R28)."""
    record = find(tx, number)
    if record is None:
        return
    is_directors = record.petition.is_boards and record.petition.is_complete
    owner = Role.DIRECTOR if is_directors else Role.OFFICER
    for duty in duties.of_journal(tx, journal_of(tx, number)):
        if duty.kind is DutyKind.PETITION:
            duties.hand_to(tx, duty.id, owner)


def _work_as_case(tx: Connection, number: str, office: Office, entered: Entered) -> None:
    """Let R13 run instead of R26 and R27 (R25)."""
    record, journal = find(tx, number), journal_of(tx, number)
    if record is None:
        return
    close = deadline_of(DeadlineKind.CLOSE, record.petition.received_on, office)
    running = {each.kind for each in deadlines.open_of_case(tx, number)}
    deadlines.start(tx, journal, number, [close])
    change(tx, number, copy_started_close=DeadlineKind.CLOSE not in running)
    deadlines.drop(tx, journal, PETITION_DATES)
    duties.close_kinds(tx, journal, {DutyKind.PETITION}, by=entered.by, at=entered.at)
    duty = Duty(kind=DutyKind.CASE, due_on=close.due_on)
    duties.open_duty(tx, duty, journal=journal, case_number=number, at=entered.at)


def _work_as_petition(tx: Connection, number: str, office: Office, entered: Entered) -> None:
    """Let R26 and R27 run again; what only the copy needed ends.

    The request has a day of its own: until the officer says which, the copy's earlier one counts.
    """
    record, journal = find(tx, number), journal_of(tx, number)
    if record is None:
        return
    change(tx, number, received_on=record.petition.received_on, confirmed_at=None, confirmed_by="")
    started = select(petitions.c.copy_started_close).where(petitions.c.case_number == number)
    if tx.execute(started).scalar_one():
        deadlines.drop(tx, journal, {DeadlineKind.CLOSE})
        change(tx, number, copy_started_close=False)
    duties.close_kinds(tx, journal, {DutyKind.CASE}, by=entered.by, at=entered.at)
    open_petition_duty(tx, number, journal, office, at=entered.at)
    _watch(tx, number, office)


def open_petition_duty(
    tx: Connection, number: str, journal: int, office: Office, *, at: datetime
) -> None:
    """Lay the petition before the officer again, with the earliest of its limits (R24)."""
    record = find(tx, number)
    dates = dates_of(record.petition, office) if record else ()
    if dates:
        duty = Duty(kind=DutyKind.PETITION, due_on=dates[0].due_on)
        duties.open_duty(tx, duty, journal=journal, case_number=number, at=at)
        _lay_before(tx, number)
