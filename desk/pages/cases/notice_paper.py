"""The first answer on paper: as accessible PDF, and for Word (R12, R34)."""

from flask import abort
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from correspondence.documents import pdf, word
from correspondence.documents.document import Document, letterhead_of, paragraphs_of
from correspondence.wording import unfolded
from desk.access import Permission
from desk.case_parts.answer_view import recipient_of
from desk.messages.view import open_message
from desk.visit import Page, Visit
from desk.words.marking import one_line
from intake.writer import writer_of
from store import register
from store.engine import writing
from store.journal import JournalEntry
from store.messages import parties
from store.register import CaseRecord


def notice_as_pdf(visit: Visit, number: int) -> ResponseReturnValue:
    """Give out the notice as PDF."""
    content = pdf.pdf_of(_paper(visit, number))
    return file_of(content, pdf.CONTENT_TYPE, f"bestaetigung-{number}.pdf")


def notice_as_word(visit: Visit, number: int) -> ResponseReturnValue:
    """Give out the notice for Word."""
    content = word.word_of(_paper(visit, number))
    return file_of(content, word.CONTENT_TYPE, f"bestaetigung-{number}.docx")


def file_of(content: bytes, content_type: str, name: str) -> Response:
    """Answer with a file to keep."""
    answer = Response(content, content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _paper(visit: Visit, number: int) -> Document:
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="read_notice")
        party = parties.of_journal(tx, number)
        record = _case_opened_by(tx, opened.entry)
    mail = opened.mail(visit)
    if mail is None:
        abort(404)
    office = visit.tools.filing.office_on_duty()
    writer = party or writer_of(mail, office)
    name = one_line(writer.name) if writer else ""
    text = unfolded(visit.tools.work.notice_text(opened.entry, mail))
    return Document(
        letterhead=letterhead_of(office, office.contact_on(visit.today)),
        written_on=visit.today,
        subject=f"Ihre Nachricht an das {office.name}",
        recipient=recipient_of(record) if record else (name,) if name else (),
        references=(("Unser Zeichen", opened.entry.case_number or f"Eingang {number}"),),
        blocks=paragraphs_of(text),
    )


def _case_opened_by(tx: Connection, entry: JournalEntry) -> CaseRecord | None:
    """Return the case whose customer is the writer: who writes to a case later may be another."""
    number = entry.case_number
    if not number or register.first_journal(tx, number) != entry.number:
        return None
    return register.case(tx, number)


PAGES = (
    Page(
        "/eingang/<int:number>/bestaetigung/brief.pdf",
        "notice_pdf",
        notice_as_pdf,
        Permission.WORK,
    ),
    Page(
        "/eingang/<int:number>/bestaetigung/brief.docx",
        "notice_word",
        notice_as_word,
        Permission.WORK,
    ),
)
