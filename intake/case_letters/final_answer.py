"""The final answer on its way to the customer: words, paper, mail, and back again (R19, R23)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from cases.answer import AnswerWay
from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.letter import LetterKind
from correspondence.courtesy_words import COURTESY_LINE
from correspondence.documents import pdf
from correspondence.documents.document import Document, Paragraph, letterhead_of, paragraphs_of
from correspondence.wording import fill, words_of
from correspondence.written import Enclosure, Written
from intake.case_letters.case_mail import CaseMail, compose_about, file_about
from intake.filing_tools import FilingTools
from store import deadlines, duties, register, withdrawals
from store.case_records import case_letters
from store.case_records.case_letters import CaseLetter
from store.register import CaseRecord

ENDS_WITH_ANSWER = frozenset(
    {
        DeadlineKind.CLOSE,
        DeadlineKind.FIRST_REACTION,
        DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT,
    }
)
"""An answer is a first reaction, too: it names the contact person (R12, R13)."""

EVENTS = {AnswerWay.EMAIL: "answer_sent", AnswerWay.POST: "answer_posted"}
TAKEN_BACK = "answer_taken_back"
GREETING = "Mit freundlichen Grüßen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Somebody's order that an answer goes out: when, and until when it can be taken back."""

    by: str
    at: datetime
    row_version: int
    not_before: datetime


def beginning(template: str, record: CaseRecord, tools: FilingTools) -> str:
    """Return the text that an answer starts from."""
    name = " ".join(record.party_name.split())
    facts = _facts(record, tools) | {
        "salutation": f"Guten Tag {name}," if name else "Guten Tag,",
        "received_on": f"{record.received_on:%d.%m.%Y}",
    }
    return words_of(template, facts, edited=tools.edited()).strip() + "\n"


def with_plain_help(text: str, record: CaseRecord, tools: FilingTools) -> str:
    """Return the answer with a help in plain German below, once (Leichte Sprache, R34)."""
    facts = _facts(record, tools) | {"received_on": f"{record.received_on:%d.%m.%Y}"}
    help_below = words_of("answer_help", facts, edited=tools.edited()).strip()
    if help_below in text:
        return text
    return "\n\n".join(filter(None, (text.rstrip(), COURTESY_LINE, help_below))) + "\n"


def mail_text(record: CaseRecord, letter: CaseLetter, tools: FilingTools) -> str:
    """Return the answer as it stands in the mail: with contact, number, how to reply (R11)."""
    facts = _facts(record, tools) | {"text": letter.text.strip()}
    return fill("answer_mail", facts, edited=tools.edited())


def document_of(
    record: CaseRecord, letter: CaseLetter, tools: FilingTools, *, recipient: tuple[str, ...]
) -> Document:
    """Return the answer as a letter on paper."""
    office, today = tools.office_on_duty(), tools.office.calendar.day_of(tools.now())
    contact = office.contact_on(today)
    hint = "Bitte nennen Sie bei Rückfragen unser Zeichen."
    return Document(
        letterhead=letterhead_of(office, contact),
        written_on=today,
        subject=letter.subject,
        recipient=recipient,
        references=(
            ("Unser Zeichen", record.number),
            ("Ihre Nachricht vom", f"{record.received_on:%d.%m.%Y}"),
        ),
        blocks=(*paragraphs_of(letter.text), Paragraph(text=hint)),
        closing=GREETING,
        signature=f"{contact.name}\nKundenreaktionsmanagement",
    )


def compose(
    record: CaseRecord, letter: CaseLetter, tools: FilingTools, *, paper: Document | None
) -> CaseMail:
    """Return the finished mail, with the letter as PDF where one is given.

    The subject holds our number only: a mail's subject is read on the way. AddressError and
    NoJournalLineError as `compose_about`.
    """
    enclosures: tuple[Enclosure, ...] = ()
    if paper is not None:
        name = f"antwort-{record.number}.pdf"
        content = pdf.pdf_of(paper)
        enclosures = (Enclosure(name=name, content_type=pdf.CONTENT_TYPE, content=content),)
    written = Written(
        kind=LetterKind.FINAL_ANSWER,
        to=record.party_address,
        subject=f"Antwort vom {tools.office.name}",
        text=mail_text(record, letter, tools),
        key=f"{letter.id} {letter.row_version}",
        enclosures=enclosures,
        has_sign=True,
    )
    (mail,) = compose_about(record.number, [written], tools)
    return mail


def send(tx: Connection, letter: CaseLetter, mail: CaseMail, sending: Sending) -> bool:
    """File the mail and end the limits (R13); False if the draft has changed since it was seen."""
    if not _mark_sent(tx, letter, AnswerWay.EMAIL, sending):
        return False
    dispatch = file_about(tx, mail, at=sending.at, not_before=sending.not_before)
    case_letters.note_dispatch(tx, letter.id, dispatch)
    return True


def note_posted(tx: Connection, letter: CaseLetter, sending: Sending) -> bool:
    """Note that the answer went as a letter; False if the draft has changed since.

    No notice has to be written by hand any more (R12).
    """
    if not _mark_sent(tx, letter, AnswerWay.POST, sending):
        return False
    for journal in register.journals_of(tx, letter.case_number):
        duties.close_kinds(tx, journal, {DutyKind.NOTICE_BY_HAND}, by=sending.by, at=sending.at)
    return True


def take_back(tx: Connection, letter: CaseLetter, *, by: str, at: datetime) -> bool:
    """Make it a draft again while its mail waits; False when it is on its way or taken back.

    False as well where somebody has begun another draft meanwhile: nobody's words are lost.
    """
    known = case_letters.one(tx, letter.id)
    if known != letter or letter.dispatch is None or letter.sent_at is None:
        return False
    if case_letters.draft(tx, letter.case_number):
        return False
    if not withdrawals.withdraw_one(tx, letter.dispatch, now=at):
        return False
    case_letters.back_to_draft(tx, letter.id)
    for journal in register.journals_of(tx, letter.case_number):
        deadlines.reopen(tx, journal, ENDS_WITH_ANSWER, met_at=letter.sent_at)
    register.note_event(tx, letter.case_number, TAKEN_BACK, at=at, by=by)
    return True


def _mark_sent(tx: Connection, letter: CaseLetter, way: AnswerWay, sending: Sending) -> bool:
    is_ours = case_letters.mark_sent(
        tx, letter.id, way=way, row_version=sending.row_version, by=sending.by, at=sending.at
    )
    if not is_ours:
        return False
    for journal in register.journals_of(tx, letter.case_number):
        deadlines.meet(tx, journal, ENDS_WITH_ANSWER, at=sending.at)
    register.note_event(tx, letter.case_number, EVENTS[way], at=sending.at, by=sending.by)
    return True


def _facts(record: CaseRecord, tools: FilingTools) -> dict[str, object]:
    office = tools.office_on_duty()
    return {
        "office_name": office.name,
        "contact": office.contact_on(office.calendar.day_of(tools.now())),
        "contact_email": office.contact.email,
        "number": record.number,
    }
