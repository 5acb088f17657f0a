"""Authorising and sending a statement: what R28 asks for is checked where it is written."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from cases.deadlines import PETITION_DATES, DeadlineKind
from cases.duties import Duty, DutyKind
from cases.letter import LetterKind
from cases.office import Office
from cases.petition import Actor, Authorisation, Sponsor, Step
from cases.petition_way import (
    AuthorisationFault,
    Hindrance,
    StepFault,
    authorisation_fault,
    hindrances,
    sender_of,
    unsend_fault,
)
from store import deadlines, duties
from store.case_records import filed_documents
from store.case_records.filed_documents import CaseFile
from store.case_records.petition_receipt import journal_of
from store.case_records.petition_work import (
    Entered,
    add_step,
    change,
    lock,
    note,
    open_petition_duty,
)
from store.case_records.petitions import SENT_FILE, PetitionRecord, SentStatement
from store.case_tables import authorisations, case_files, case_letters, petition_steps
from store.dispatch_lines import DispatchState
from store.tables import dispatches
from store.withdrawals import withdraw_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How a statement is sent: by whom, when, what was seen, and the text as it leaves."""

    actor: Actor
    way: str  # email, post
    on_day: date
    steps: tuple[Step, ...]
    row_version: int
    form_version: int
    covers_latest: bool = False
    subject: str = field(repr=False)
    text: str = field(repr=False)
    document: CaseFile = field(repr=False)


def authorise(
    tx: Connection,
    number: str,
    wanted: Authorisation,
    file: CaseFile | None,
    *,
    today: date,
    entered: Entered,
) -> AuthorisationFault | None:
    """Note who authorised, with the document (R28); the fault if it cannot stand."""
    record = lock(tx, number)
    if record is None:
        return AuthorisationFault.CLOSED
    checked = replace(wanted, document=0 if file else None)
    fault = authorisation_fault(record.petition, checked, today=today)
    if fault or file is None:
        return fault
    row = authorisations.insert().values(
        case_number=number,
        sponsor=wanted.sponsor,
        name=wanted.name,
        on_day=wanted.on_day,
        way=wanted.way,
        document=filed_documents.keep(tx, number, file, by=entered.by, at=entered.at),
        entered_by=entered.by,
        entered_at=entered.at,
    )
    tx.execute(row)
    change(tx, number)
    note(tx, number, f"petition_authorised_{wanted.sponsor}", entered)
    return None


def withdraw_authorisation(tx: Connection, number: str, sponsor: Sponsor, entered: Entered) -> bool:
    """Take an authorisation and its document back; False when it is sent, or there is none."""
    record = lock(tx, number)
    there = record.petition.authorisation(sponsor) if record else None
    if record is None or there is None or record.petition.is_sent:
        return False
    row = authorisations.c.case_number == number, authorisations.c.sponsor == sponsor
    tx.execute(delete(authorisations).where(*row))
    if there.document is not None:
        filed_documents.forget(tx, there.document)
    change(tx, number)
    note(tx, number, f"petition_authorised_{sponsor}_back", entered)
    return True


def mark_sent(
    tx: Connection, number: str, sending: Sending, *, entered: Entered
) -> tuple[Hindrance, ...]:
    """Note that the statement leaves; return what forbids it, then nothing was written (R28).

    The limits are met and the duty ends; a duty stays to see the case to its end. The mail
    itself is filed by the caller, in the same transaction (`note_dispatch`).
    """
    record = lock(tx, number)
    if record is None:
        return (Hindrance.CLOSED,)
    seen = (record.row_version, record.form.version)
    if seen != (sending.row_version, sending.form_version):
        return (Hindrance.OTHER_TEXT,)
    found = hindrances(record.petition, actor=sending.actor, covers_latest=sending.covers_latest)
    if found:
        return found
    for step in sending.steps:
        add_step(tx, number, step, sending.on_day, entered=entered)
    change(tx, number)
    _keep_letter(tx, number, sending, entered)
    _end_limits(tx, record, entered)
    note(tx, number, f"petition_sent_{sending.way}", entered)
    return ()


def note_dispatch(tx: Connection, number: str, dispatch: int) -> None:
    """Tie the statement that was just noted to its mail."""
    letter = case_letters.c
    of_case = letter.case_number == number, letter.kind == LetterKind.PETITION_STATEMENT
    is_new = letter.state == "sent", letter.dispatch.is_(None), letter.way == "email"
    tx.execute(update(case_letters).where(*of_case, *is_new).values(dispatch=dispatch))


def take_sending_back(
    tx: Connection, number: str, *, actor: Actor, office: Office, entered: Entered
) -> StepFault | None:
    """Make it unsent again: a mail while it still waits, a letter by post if it was a mistake."""
    record = lock(tx, number)
    if record is None or record.sent is None:
        return StepFault.NOT_TAKEN
    is_senders = actor is sender_of(record.petition)
    fault = unsend_fault(record.petition) if is_senders else StepFault.NOT_SENDER
    if fault:
        return fault
    sent = record.sent
    if sent.dispatch is not None and not withdraw_one(tx, sent.dispatch, now=entered.at):
        return StepFault.GONE
    letter = update(case_letters).where(case_letters.c.id == sent.letter)
    tx.execute(letter.values(state="taken_back"))
    file = case_files.c.kind == SENT_FILE, case_files.c.at == sent.sent_at
    tx.execute(delete(case_files).where(case_files.c.case_number == number, *file))
    _run_again(tx, number, sent, office=office, entered=entered)
    note(tx, number, "petition_sent_back", entered)
    return None


def failed(tx: Connection) -> tuple[str, ...]:
    """Return the open petitions whose statement was refused or came back (R15)."""
    query = (
        select(case_letters.c.case_number)
        .join(dispatches, dispatches.c.id == case_letters.c.dispatch)
        .where(
            case_letters.c.kind == LetterKind.PETITION_STATEMENT,
            case_letters.c.state == "sent",
            (dispatches.c.state == DispatchState.REFUSED) | dispatches.c.bounced_at.is_not(None),
        )
    )
    return tuple(tx.execute(query.order_by(case_letters.c.id)).scalars())


def reopen_failed(tx: Connection, number: str, *, office: Office, entered: Entered) -> bool:
    """Let the limits of a statement that did not arrive run again; False if that was done."""
    record = lock(tx, number)
    if record is None or record.sent is None or number not in failed(tx):
        return False
    if unsend_fault(record.petition):
        return False
    letter = case_letters.c.id == record.sent.letter
    tx.execute(update(case_letters).where(letter).values(state="failed"))
    _run_again(tx, number, record.sent, office=office, entered=entered)
    note(tx, number, "petition_failed", entered)
    return True


def _keep_letter(tx: Connection, number: str, sending: Sending, entered: Entered) -> None:
    filed_documents.keep(tx, number, sending.document, by=entered.by, at=entered.at)
    letter = case_letters.insert().values(
        case_number=number,
        kind=LetterKind.PETITION_STATEMENT,
        state="sent",
        way=sending.way,
        edited_at=entered.at,
        edited_by=entered.by,
        sent_at=entered.at,
        sent_by=entered.by,
        subject=sending.subject,
        text=sending.text,
    )
    tx.execute(letter)


def _end_limits(tx: Connection, record: PetitionRecord, entered: Entered) -> None:
    """Meet R26 to R28; what is left of the case stays on the list (R21)."""
    number = record.number
    journal = journal_of(tx, number)
    running = deadlines.open_of_case(tx, number)
    closes = [each.due_on for each in running if each.kind is DeadlineKind.CLOSE]
    dates = [each.due_on for each in running if each.kind in PETITION_DATES]
    deadlines.meet(tx, journal, PETITION_DATES, at=entered.at)
    duties.close_kinds(tx, journal, {DutyKind.PETITION}, by=entered.by, at=entered.at)
    if closes or dates:
        duty = Duty(kind=DutyKind.CASE, due_on=max(closes or dates))
        duties.open_duty(tx, duty, journal=journal, case_number=number, at=entered.at)


def _run_again(
    tx: Connection, number: str, sent: SentStatement, *, office: Office, entered: Entered
) -> None:
    """Take the steps of a sending away, and let its limits and its duty run again."""
    steps = petition_steps.c.case_number == number, petition_steps.c.at == sent.sent_at
    tx.execute(delete(petition_steps).where(*steps))
    change(tx, number)
    journal = journal_of(tx, number)
    deadlines.reopen(tx, journal, PETITION_DATES, met_at=sent.sent_at)
    duties.close_kinds(tx, journal, {DutyKind.CASE}, by=entered.by, at=entered.at)
    open_petition_duty(tx, number, journal, office, at=entered.at)
