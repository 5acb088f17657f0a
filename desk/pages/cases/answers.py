"""Write the final answer: begin with a template, edit, keep; nobody overwrites anybody (R23)."""

from dataclasses import replace

from flask import abort, request
from flask.typing import ResponseReturnValue

from correspondence.letter_templates import ANSWERS
from desk.access import Permission
from desk.case_parts.answer_view import AnswerView, view_of
from desk.forms.decision import FormError, row_version_in
from desk.reading_right import record_of
from desk.visit import Page, Visit, go_to, say
from desk.words.answers import ANSWER_WAYS, HINDRANCES
from intake.case_letters.final_answer import beginning, with_plain_help
from store.case_records import case_letters
from store.case_records.case_letters import Words
from store.engine import writing

LONGEST_TEXT = 50_000
LONGEST_SUBJECT = 200
EMPTY_TEMPLATE = "leer"
CHANGED = (
    "Jemand war schneller: Die Antwort wurde inzwischen geändert. Im Feld steht Ihr Text, "
    "darunter der neue Stand. Nichts ging verloren."
)
HELP_ADDED = "Unter dem Text steht jetzt eine Hilfe in Leichter Sprache. Sie können sie ändern."
GONE = "Die Antwort ist inzwischen verschickt oder verworfen. Ihr Text steht unten."
WISHES = {"yes": True, "no": False}


def show_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the draft, or what an answer can start from."""
    return answer_page(visit, number)


def begin_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Begin the draft with a template's words."""
    wanted = request.form.get("template", "")
    if wanted not in {EMPTY_TEMPLATE, *(each.name for each in ANSWERS)}:
        return answer_page(visit, number, complaint="Bitte wählen Sie eine Vorlage aus."), 400
    view = read_answer(visit, number)
    tools = visit.tools.filing
    text = "" if wanted == EMPTY_TEMPLATE else beginning(wanted, view.record, tools)
    subject = f"Ihre Nachricht vom {view.record.received_on:%d.%m.%Y}"
    with writing(visit.tools.engine) as tx:
        words = Words(subject=subject, text=text)
        record_of(tx, visit, number)
        is_begun = case_letters.begin(tx, number, words, by=visit.name, at=visit.now)
        if is_begun:
            visit.log(tx, "write_answer", case_number=number)
    if not is_begun:
        say("Es gibt schon einen Entwurf, oder der Vorgang ist abgeschlossen.")
    return go_to("answer", number=number)


def keep_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Keep what was written, and show it as the customer will see it where that is wanted."""
    letter, version = seen_in_form()
    words = _words_in_form()
    if len(words.text) > LONGEST_TEXT or len(words.subject) > LONGEST_SUBJECT:
        complaint = "Betreff oder Text ist zu lang. Bitte kürzen Sie."
        return answer_page(visit, number, typed=words, complaint=complaint), 400
    wants_help = request.form.get("act") == "plain"
    if wants_help:
        record = read_answer(visit, number).record
        words = replace(words, text=with_plain_help(words.text, record, visit.tools.filing))
    with writing(visit.tools.engine) as tx:
        record_of(tx, visit, number)
        known = case_letters.one(tx, letter)
        is_here = known is not None and known.case_number == number
        is_kept = is_here and case_letters.save(
            tx, letter, words, row_version=version, by=visit.name, at=visit.now
        )
        if is_kept:
            visit.log(tx, "write_answer", case_number=number)
    if not is_kept:
        return answer_page(visit, number, typed=words, complaint=CHANGED), 409
    if request.form.get("act") == "preview":
        return go_to("preview_answer", number=number)
    say(HELP_ADDED if wants_help else "Der Entwurf ist gespeichert.")
    return go_to("answer", number=number)


def discard_answer(visit: Visit, number: str) -> ResponseReturnValue:
    """Throw the draft away."""
    letter, version = seen_in_form()
    view = read_answer(visit, number)
    if view.draft is None or view.draft.id != letter:
        return answer_page(visit, number, complaint=GONE), 409
    with writing(visit.tools.engine) as tx:
        is_gone = case_letters.discard(tx, letter, row_version=version)
        visit.log(tx, "write_answer", case_number=number)
    if not is_gone:
        return answer_page(visit, number, complaint=CHANGED), 409
    say("Der Entwurf ist verworfen.")
    return go_to("case", number=number)


def read_answer(visit: Visit, number: str) -> AnswerView:
    """Read the case with its answer, and log that (R33); 404 where this person sees none (R6)."""
    with writing(visit.tools.engine) as tx:
        view = view_of(tx, visit, record_of(tx, visit, number))
        visit.log(tx, "read_case", case_number=number)
    return view


def seen_in_form() -> tuple[int, int]:
    """Return which draft was on the screen, in which version; 400 without them."""
    letter = request.form.get("letter", type=int)
    try:
        version = row_version_in(request.form)
    except FormError:
        abort(400)
    if not letter:
        abort(400)
    return letter, version


def answer_page(
    visit: Visit, number: str, *, typed: Words | None = None, complaint: str = ""
) -> str:
    """Show the page; `typed` is what a person wrote that was not kept."""
    view = read_answer(visit, number)
    draft = view.draft
    kept = Words(subject=draft.subject, text=draft.text, wish_met=draft.wish_met) if draft else None
    return visit.page(
        "answer.html",
        view=view,
        words=typed or kept,
        typed=typed,
        complaint=GONE if typed and not draft else complaint,
        templates=[(each.name, each.title) for each in ANSWERS],
        empty=EMPTY_TEMPLATE,
        hindrance_words=HINDRANCES,
        ways=ANSWER_WAYS,
    )


def _words_in_form() -> Words:
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    return Words(
        subject=" ".join(request.form.get("subject", "").split()),
        text=text + "\n" if text else "",
        wish_met=WISHES.get(request.form.get("wish_met", "")),
    )


PAGES = (
    Page("/vorgang/<number>/antwort", "answer", show_answer, Permission.WORK),
    Page(
        "/vorgang/<number>/antwort/beginnen",
        "begin_answer",
        begin_answer,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/antwort/speichern",
        "keep_answer",
        keep_answer,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/antwort/verwerfen",
        "discard_answer",
        discard_answer,
        Permission.WORK,
        method="POST",
    ),
)
