"""The statement: written in the form, read and taken along as PDF or DOCX (R26)."""

from dataclasses import dataclass
from io import BytesIO

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.petition_form import FormPart, StatementForm, changed_parts
from correspondence.documents import pdf, word
from correspondence.documents.document import Document
from correspondence.petition_statement import (
    HEADINGS,
    TO_AGENCY,
    cover_document,
    statement_document,
)
from desk.access import Permission
from desk.case_parts.petition_view import draft_of, facts_of, open_petition
from desk.forms.decision import FormError, row_version_in
from desk.forms.texts import plain
from desk.pages.petitions.petitions import entered_by
from desk.visit import Page, Visit, go_to, say
from desk.words import petitions as words
from store.case_records import filed_documents, petition_work
from store.case_records.petitions import PetitionRecord
from store.engine import writing

CHANGED = (
    "Jemand hat inzwischen gespeichert. Ihr Text steht noch unten; daneben steht, was gespeichert "
    "ist. Wenn Sie jetzt speichern, gilt Ihr Text."
)
NO_MORE = "Die Stellungnahme ist schon abgesandt oder der Vorgang abgeschlossen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text that was not kept, and why."""

    form: StatementForm
    complaint: str


def show_draft(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the form with what is written so far."""
    with writing(visit.tools.engine) as tx:
        record = open_petition(tx, visit, number, what="read_petition")
    if record.petition.is_sent or not record.is_open:
        return go_to("petition", number=number)
    return _page(visit, record)


def save_draft(visit: Visit, number: str) -> ResponseReturnValue:
    """Keep the text; of two editors the second sees what the first wrote, and loses nothing."""
    form = form_in()
    try:
        version = row_version_in(request.form)
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="work_petition")
        is_kept = petition_work.save_form(
            tx, number, form, form_version=version, entered=entered_by(visit)
        )
        record = open_petition(tx, visit, number, what="read_petition")
    if not is_kept:
        is_over = record.petition.is_sent or not record.is_open
        written = Written(form=form, complaint=NO_MORE if is_over else CHANGED)
        return _page(visit, record, written=written), 409
    say("Der Entwurf ist gespeichert.")
    return go_to("petition_draft", number=number)


def download_statement(visit: Visit, number: str) -> ResponseReturnValue:
    """Give statement or covering letter as PDF or DOCX, as they stand now."""
    is_cover = request.args.get("was") == "anschreiben"
    is_word = request.args.get("als") == "docx"
    with writing(visit.tools.engine) as tx:
        record = open_petition(tx, visit, number, what="download_statement")
    form, facts = draft_of(visit, record), facts_of(visit, record)
    if is_cover:
        document = cover_document(form, facts, TO_AGENCY)
    else:
        document = statement_document(form, facts)
    name = f"{'Anschreiben' if is_cover else 'Stellungnahme'}-{number}"
    return _as_file(document, name, is_word=is_word)


def download_document(visit: Visit, number: str, index: int) -> ResponseReturnValue:
    """Give a stored file of this case: a statement as it left, an authorisation (R28)."""
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="download_document")
        file = _of_petition(tx, number, index)
    if file is None:
        abort(404)
    return send_file(
        BytesIO(file.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file.name,
        max_age=0,
        etag=False,
    )


def form_in() -> StatementForm:
    """Return what stands in the form on the screen."""
    parts = {part: plain(request.form.get(part, "")) for part in FormPart}
    return StatementForm(parts=parts)


def _of_petition(tx: Connection, number: str, index: int) -> filed_documents.CaseFile | None:
    file = filed_documents.file_of_case(tx, number, index)
    return file if file and file.kind in {"authorisation", "petition_statement"} else None


def _page(visit: Visit, record: PetitionRecord, *, written: Written | None = None) -> str:
    kept = draft_of(visit, record)
    shown = written.form if written else kept
    return visit.page(
        "petition_draft.html",
        record=record,
        form=shown,
        kept=kept,
        others=changed_parts(shown, kept) if written else (),
        missing=shown.missing if record.form.version or written else (),
        complaint=written.complaint if written else "",
        headings=HEADINGS,
        words=words,
    )


def _as_file(document: Document, name: str, *, is_word: bool) -> ResponseReturnValue:
    content = word.word_of(document) if is_word else pdf.pdf_of(document)
    return send_file(
        BytesIO(content),
        mimetype=word.CONTENT_TYPE if is_word else pdf.CONTENT_TYPE,
        as_attachment=True,
        download_name=f"{name}.{'docx' if is_word else 'pdf'}",
        max_age=0,
        etag=False,
    )


PAGES = (
    Page("/petition/<number>/entwurf", "petition_draft", show_draft, Permission.WORK),
    Page(
        "/petition/<number>/entwurf",
        "save_petition_draft",
        save_draft,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/petition/<number>/stellungnahme",
        "petition_statement",
        download_statement,
        Permission.REGISTER,
    ),
    Page(
        "/petition/<number>/dokument/<int:index>",
        "petition_document",
        download_document,
        Permission.REGISTER,
    ),
)
