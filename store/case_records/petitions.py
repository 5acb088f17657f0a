"""What is stored of petitions and submissions beyond their cases (R24 to R28)."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, or_, select

from cases.case import CaseState
from cases.labels import PARLIAMENT_MATTERS
from cases.letter import LetterKind
from cases.petition import Authorisation, Competence, Petition, Sponsor, Step, StepTaken, Way
from cases.petition_form import StatementForm, read_kept
from store import register
from store.case_records.petition_receipt import confirmed_day
from store.case_tables import authorisations, case_files, case_letters, petition_steps, petitions
from store.columns import AnyRow
from store.register import CaseRecord
from store.tables import cases as case_rows

SENT_FILE = "petition_statement"
"""The kind under which a statement is kept as it left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The statement's text with its version; `edited_at` is None before the first draft."""

    form: StatementForm = field(default_factory=StatementForm)
    version: int = 0
    edited_by: str = ""
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStatement:
    """How the statement went; `dispatch` is None when it went by post.

    `document` is the file as it left, None if it is gone.
    """

    letter: int
    way: str
    sent_at: datetime
    sent_by: str
    dispatch: int | None
    document: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionRecord:
    """A petition with its case; `row_version` is 0 before anything was entered."""

    case: CaseRecord
    petition: Petition
    form: Form
    sent: SentStatement | None
    row_version: int

    @property
    def number(self) -> str:
        """The case's number."""
        return self.case.number

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on the case."""
        return self.case.state is CaseState.OPEN


def find(tx: Connection, number: str) -> PetitionRecord | None:
    """Return the petition of this case; None if the case is none, or is no petition's."""
    record = register.case(tx, number)
    if record is None or PARLIAMENT_MATTERS.isdisjoint(record.labels):
        return None
    return of_case(tx, record)


def of_case(tx: Connection, record: CaseRecord) -> PetitionRecord:
    """Return what is stored beside a case that is a petition's."""
    row = tx.execute(select(petitions).where(petitions.c.case_number == record.number))
    stored = row.one_or_none()
    form = _form(stored)
    return PetitionRecord(
        case=record,
        petition=_petition(tx, record, stored, form),
        form=form,
        sent=_sent(tx, record.number),
        row_version=stored.row_version if stored else 0,
    )


def open_ones(tx: Connection) -> tuple[PetitionRecord, ...]:
    """Return every petition and submission whose case is open, in the order of receipt."""
    labels = case_rows.c.labels
    is_one = or_(*(labels.contains(label) for label in sorted(PARLIAMENT_MATTERS)))
    query = (
        select(case_rows.c.number)
        .where(case_rows.c.state == CaseState.OPEN, is_one)
        .order_by(case_rows.c.received_on, case_rows.c.number)
    )
    found = (find(tx, number) for number in tx.execute(query).scalars().all())
    return tuple(each for each in found if each)


def _petition(tx: Connection, record: CaseRecord, row: AnyRow | None, form: Form) -> Petition:
    confirmed_on = confirmed_day(tx, record.number)
    known = Petition(
        labels=record.labels,
        received_on=confirmed_on or record.received_on,
        is_confirmed=confirmed_on is not None,
        edited_at=form.edited_at,
        is_complete=form.form.is_complete,
    )
    if row is None:
        return known
    return replace(
        known,
        received_on=row.received_on or known.received_on,
        is_confirmed=row.confirmed_at is not None if row.received_on else known.is_confirmed,
        has_own_day=row.received_on is not None,
        competence=Competence(row.competence) if row.competence else None,
        committee_on=row.committee_on,
        is_own_copy=row.is_own_copy,
        steps=_steps(tx, record.number),
        authorisations=_authorisations(tx, record.number),
    )


def _form(row: AnyRow | None) -> Form:
    if row is None:
        return Form()
    return Form(
        form=read_kept(row.form),
        version=row.form_version,
        edited_by=row.form_edited_by,
        edited_at=row.form_edited_at,
    )


def _steps(tx: Connection, number: str) -> tuple[StepTaken, ...]:
    of_case_ = petition_steps.c.case_number == number
    query = select(petition_steps).where(of_case_).order_by(petition_steps.c.id)
    return tuple(
        StepTaken(step=Step(row.step), on_day=row.on_day, at=row.at) for row in tx.execute(query)
    )


def _authorisations(tx: Connection, number: str) -> tuple[Authorisation, ...]:
    of_case_ = authorisations.c.case_number == number
    query = select(authorisations).where(of_case_).order_by(authorisations.c.sponsor)
    return tuple(
        Authorisation(
            sponsor=Sponsor(row.sponsor),
            name=row.name,
            on_day=row.on_day,
            way=Way(row.way),
            document=row.document,
            entered_at=row.entered_at,
        )
        for row in tx.execute(query)
    )


def _sent(tx: Connection, number: str) -> SentStatement | None:
    letter = case_letters.c
    is_it = (
        letter.case_number == number,
        letter.kind == LetterKind.PETITION_STATEMENT,
        letter.state == "sent",
    )
    row = tx.execute(select(case_letters).where(*is_it).order_by(letter.id.desc())).first()
    if row is None:
        return None
    return SentStatement(
        letter=row.id,
        way=row.way,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        dispatch=row.dispatch,
        document=_document(tx, number, row.sent_at),
    )


def _document(tx: Connection, number: str, sent_at: datetime) -> int | None:
    file = case_files.c
    query = select(file.id).where(
        file.case_number == number, file.kind == SENT_FILE, file.at == sent_at
    )
    return tx.execute(query).scalars().first()
