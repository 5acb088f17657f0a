"""Look at the final answer as the customer will, send it, print it, take it back (R19, R23)."""

from datetime import timedelta

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.answer import AnswerWay, hindrances
from correspondence.addresses import AddressError
from correspondence.documents import pdf, word
from correspondence.documents.document import Document
from desk.access import Permission
from desk.case_parts.answer_view import AnswerView, recipient_of, view_of
from desk.pages.cases.answers import CHANGED, read_answer, seen_in_form
from desk.pages.cases.notice_paper import file_of
from desk.reading_right import record_of
from desk.visit import Page, Visit, go_to, say
from desk.words.answers import HINDRANCES
from intake.case_letters import final_answer
from intake.case_letters.case_mail import CaseMail, NoJournalLineError
from intake.case_letters.final_answer import Sending
from store.case_records.case_letters import CaseLetter
from store.engine import writing

FORGOTTEN = "Zu diesem Vorgang gibt es keine Nachricht mehr: Es kann keine E-Mail hinausgehen."
TOO_LATE = "Nicht zurückgenommen: Die Antwort ist unterwegs, oder es gibt einen neuen Entwurf."


def preview_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the answer as the customer will read it, and what is still missing."""
    return _preview(visit, number)


def answer_as_pdf(visit: Visit, number: str) -> ResponseReturnValue:
    """Give out the letter as accessible PDF (R34)."""
    content = pdf.pdf_of(_paper(visit, _drafted(visit, number)))
    return file_of(content, pdf.CONTENT_TYPE, f"antwort-{number}.pdf")


def answer_as_word(visit: Visit, number: str) -> ResponseReturnValue:
    """Give out the letter for Word."""
    content = word.word_of(_paper(visit, _drafted(visit, number)))
    return file_of(content, word.CONTENT_TYPE, f"antwort-{number}.docx")


def send_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Send the answer by e-mail; it can be taken back for a moment."""
    view = read_answer(visit, number)
    if view.draft is None:
        return _gone(number)
    draft = view.draft
    if seen_in_form()[0] != draft.id:
        return _preview(visit, number, complaint=CHANGED), 409
    if view.by_mail:
        return _preview(visit, number, complaint=_missing(view, AnswerWay.EMAIL)), 400
    try:
        mail = _mail(visit, view, draft)
    except (AddressError, NoJournalLineError):
        return _preview(visit, number, complaint=FORGOTTEN), 400
    undo = timedelta(seconds=visit.tools.settings.undo_seconds)
    sending = _sending(visit, wait=undo)
    with writing(visit.tools.engine) as tx:
        fresh = view_of(tx, visit, record_of(tx, visit, number))
        is_sent = not fresh.by_mail and final_answer.send(tx, draft, mail, sending)
        if is_sent:
            visit.log(tx, "send_answer", case_number=number)
    if not is_sent:
        return _preview(visit, number, complaint=CHANGED), 409
    seconds = visit.tools.settings.undo_seconds
    say(f"Die Antwort geht in {seconds} Sekunden hinaus. Sie können den Vorgang abschließen.")
    return go_to("case", number=number)


def note_answer_posted(visit: Visit, number: str) -> ResponseReturnValue:
    """Note that the printed answer went as a letter, and on which day."""
    view = read_answer(visit, number)
    if view.draft is None:
        return _gone(number)
    if seen_in_form()[0] != view.draft.id:
        return _preview(visit, number, complaint=CHANGED), 409
    if view.by_post:
        return _preview(visit, number, complaint=_missing(view, AnswerWay.POST)), 400
    sending = _sending(visit, wait=timedelta())
    with writing(visit.tools.engine) as tx:
        fresh = view_of(tx, visit, record_of(tx, visit, number))
        is_noted = not fresh.by_post and final_answer.note_posted(tx, view.draft, sending)
        if is_noted:
            visit.log(tx, "post_answer", case_number=number)
    if not is_noted:
        return _preview(visit, number, complaint=CHANGED), 409
    say("Vermerkt: Die Antwort ging als Brief hinaus. Sie können den Vorgang abschließen.")
    return go_to("case", number=number)


def take_answer_back(visit: Visit, number: str) -> ResponseReturnValue:
    """Make the answer a draft again while its mail still waits."""
    view = read_answer(visit, number)
    wanted = request.form.get("letter", type=int)
    letter = next((each for each in view.sent if each.id == wanted), None)
    if letter is None or not view.standing.is_open:
        abort(409)
    with writing(visit.tools.engine) as tx:
        is_back = final_answer.take_back(tx, letter, by=visit.name, at=visit.now)
        if is_back:
            visit.log(tx, "take_answer_back", case_number=number)
    if not is_back:
        say(TOO_LATE)
        return go_to("case", number=number)
    say("Die Antwort ist zurückgenommen und wieder ein Entwurf.")
    return go_to("answer", number=number)


def _gone(number: str) -> ResponseReturnValue:
    """Go to the case, whose page tells what became of the answer."""
    say("Die Antwort ist schon verschickt oder verworfen.")
    return go_to("case", number=number)


def _drafted(visit: Visit, number: str) -> AnswerView:
    view = read_answer(visit, number)
    if view.draft is None:
        abort(404)
    return view


def _draft_of(view: AnswerView) -> CaseLetter:
    if view.draft is None:
        abort(404)
    return view.draft


def _sending(visit: Visit, *, wait: timedelta) -> Sending:
    _, version = seen_in_form()
    return Sending(by=visit.name, at=visit.now, row_version=version, not_before=visit.now + wait)


def _mail(visit: Visit, view: AnswerView, draft: CaseLetter) -> CaseMail:
    paper = _paper(visit, view) if request.form.get("with_pdf") == "yes" else None
    return final_answer.compose(view.record, draft, visit.tools.filing, paper=paper)


def _paper(visit: Visit, view: AnswerView) -> Document:
    return final_answer.document_of(
        view.record, _draft_of(view), visit.tools.filing, recipient=recipient_of(view.record)
    )


def _missing(view: AnswerView, way: AnswerWay) -> str:
    return " ".join(HINDRANCES[each] for each in hindrances(view.standing, way))


def _preview(visit: Visit, number: str, *, complaint: str = "") -> str:
    view = _drafted(visit, number)
    text = final_answer.mail_text(view.record, _draft_of(view), visit.tools.filing)
    return visit.page(
        "answer_preview.html",
        view=view,
        draft=view.draft,
        text=text,
        recipient=recipient_of(view.record),
        complaint=complaint,
        hindrance_words=HINDRANCES,
    )


PAGES = (
    Page("/vorgang/<number>/antwort/ansehen", "preview_answer", preview_answer, Permission.WORK),
    Page("/vorgang/<number>/antwort/brief.pdf", "answer_pdf", answer_as_pdf, Permission.WORK),
    Page("/vorgang/<number>/antwort/brief.docx", "answer_word", answer_as_word, Permission.WORK),
    Page(
        "/vorgang/<number>/antwort/senden",
        "send_answer",
        send_answer,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/antwort/verschickt",
        "answer_posted",
        note_answer_posted,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/antwort/zuruecknehmen",
        "take_answer_back",
        take_answer_back,
        Permission.WORK,
        method="POST",
    ),
)
