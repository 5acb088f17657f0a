"""A statement leaves: the document made first, then one transaction (R26 to R28)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cases.letter import LetterKind
from cases.petition import Actor, Step
from cases.petition_form import FormPart
from cases.petition_way import Hindrance
from correspondence.documents import pdf
from correspondence.petition_statement import statement_document
from correspondence.written import Enclosure, Written
from desk.case_parts.petition_view import facts_of
from desk.visit import Visit
from intake.case_letters.case_mail import CaseMail, compose_about, file_about
from store.case_records.filed_documents import CaseFile
from store.case_records.petition_sending import Sending, mark_sent, note_dispatch
from store.case_records.petition_work import Entered
from store.case_records.petitions import SENT_FILE, PetitionRecord
from store.engine import writing


class Target(StrEnum):
    """Where a statement goes."""

    AGENCY = "agency"  # KRM of the AA (R26)
    SUPPORT_OFFICE = "support_office"  # R27
    POST = "post"


STEPS = {
    Target.AGENCY: (Step.TO_AGENCY,),
    Target.SUPPORT_OFFICE: (Step.TO_AGENCY, Step.TO_REGIONAL_OFFICE),
    Target.POST: (Step.TO_AGENCY,),
}
"""What the way has behind it once a statement is sent there."""


class NotFiledError(Exception):
    """The outbox has a mail with this key: nothing of this sending stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendForm:
    """What the person chose, and which state was on the screen."""

    target: Target
    on_day: date
    row_version: int
    form_version: int
    covers_latest: bool


def address_of(visit: Visit, target: Target) -> str:
    """Return where mail for the target goes; empty where the settings name nobody."""
    routing = visit.tools.office.routing
    addresses = {
        Target.AGENCY: routing.agency_krm,
        Target.SUPPORT_OFFICE: routing.support_office,
    }
    return addresses.get(target, "")


def send_statement(
    visit: Visit, record: PetitionRecord, form: SendForm, actor: Actor
) -> tuple[Hindrance, ...]:
    """Send the statement, or return everything that stands against it; then nothing happened.

    AddressError where no mail can go to the configured address.
    """
    sending = _sending(visit, record, form, actor)
    mail = None if form.target is Target.POST else _mail(visit, record, form, sending)
    undo = timedelta(seconds=visit.tools.settings.undo_seconds)
    entered = Entered(by=visit.name, at=visit.now)
    with writing(visit.tools.engine) as tx:
        found = mark_sent(tx, record.number, sending, entered=entered)
        if not found:
            visit.log(tx, "send_petition", case_number=record.number)
        if not found and mail:
            dispatch = file_about(tx, mail, at=visit.now, not_before=visit.now + undo)
            if dispatch is None:
                raise NotFiledError(record.number)
            note_dispatch(tx, record.number, dispatch)
    return found


def _sending(visit: Visit, record: PetitionRecord, form: SendForm, actor: Actor) -> Sending:
    facts = facts_of(visit, record)
    content = pdf.pdf_of(statement_document(record.form.form, facts))
    return Sending(
        actor=actor,
        way="post" if form.target is Target.POST else "email",
        on_day=form.on_day,
        steps=STEPS[form.target],
        row_version=form.row_version,
        form_version=form.form_version,
        covers_latest=form.covers_latest,
        subject=facts.subject,
        text=record.form.form.text(FormPart.COVER),
        document=CaseFile(
            kind=SENT_FILE,
            content_type=pdf.CONTENT_TYPE,
            name=f"Stellungnahme-{record.number}.pdf",
            content=content,
        ),
    )


def _mail(visit: Visit, record: PetitionRecord, form: SendForm, sending: Sending) -> CaseMail:
    file = sending.document
    written = Written(
        kind=LetterKind.PETITION_STATEMENT,
        to=address_of(visit, form.target),
        subject=sending.subject,
        text=f"{sending.text}\n",
        key=f"statement {form.row_version} {form.form_version}",
        enclosures=(
            Enclosure(name=file.name, content_type=file.content_type, content=file.content),
        ),
    )
    (mail,) = compose_about(record.number, [written], visit.tools.filing)
    return mail
