"""Deciding: one press of a button is one transaction (R5 to R9c)."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.case import CaseState
from cases.decision import Decision, Verdict
from cases.labels import GERMAN, Way
from cases.mail import Mail
from cases.plan import Plan
from desk.access import Permission
from desk.forms.decision import Choice, FormError, read_choice, row_version_in
from desk.messages.view import OpenedMessage, open_message, view_message
from desk.messages.who_was_first import who_was_first
from desk.pages.messages.message import message_page
from desk.visit import Page, Visit, go_to, order_of, say
from store import register
from store.engine import reading, writing
from store.journal import JournalEntry

TOO_LATE = (
    "Dafür ist es zu spät: Ein Schreiben ist schon unterwegs, oder es wurde schon "
    "weitergearbeitet. Sie können unten neu entscheiden."
)


def decide(visit: Visit, number: int) -> ResponseReturnValue:
    """File a person's decision, unless the message has changed since it was on the screen."""
    try:
        choice = read_choice(request.form)
    except FormError as error:
        return _show_again(visit, number, complaint=str(error), code=400)
    opened, mail = _message(visit, number)
    decision = choice.decision(language=opened.entry.language or "de")
    plan = _file(visit, decision, choice, entry=opened.entry, mail=mail)
    if plan is None:
        with reading(visit.tools.engine) as tx:
            complaint = who_was_first(tx, visit, number)
        return _show_again(visit, number, complaint=complaint, lost=choice, code=409)
    sentences = (_outcome(decision, plan, visit), _about_case(visit, decision, opened.entry))
    version = choice.row_version + 1
    say(" ".join(filter(None, sentences)), journal=number, undo_version=version)
    return go_to("queue")


def undo(visit: Visit, number: int) -> ResponseReturnValue:
    """Take the last order about a message back, while nothing of it has left the house."""
    try:
        order = order_of(visit, row_version=row_version_in(request.form))
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        entry = open_message(tx, visit, number, what="undo").entry
    if not visit.tools.work.take_back(entry, order=order):
        return _show_again(visit, number, complaint=TOO_LATE, code=409)
    say("Rückgängig gemacht: Alles ist wieder wie vor Ihrer Entscheidung.", journal=number)
    return go_to("message", number=number)


def _message(visit: Visit, number: int) -> tuple[OpenedMessage, Mail]:
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="decide")
    mail = opened.mail(visit)
    if mail is None:
        abort(404)
    return opened, mail


def _file(
    visit: Visit, decision: Decision, choice: Choice, *, entry: JournalEntry, mail: Mail
) -> Plan | None:
    order = order_of(visit, row_version=choice.row_version, to_substitute=choice.to_substitute)
    return visit.tools.work.file_decision(decision, entry, mail, order=order)


def _show_again(
    visit: Visit, number: int, *, complaint: str, code: int, lost: Choice | None = None
) -> ResponseReturnValue:
    """Show the message as it is now, with what the person chose, so that nothing is lost."""
    view = view_message(visit, number)
    return message_page(visit, view, lost=lost, complaint=complaint), code


def _outcome(decision: Decision, plan: Plan, visit: Visit) -> str:
    labels = ", ".join(GERMAN[label] for label in decision.labels)
    sentence = f"Entschieden: {labels}."
    if plan.letters:
        seconds = visit.tools.settings.undo_seconds
        count = (
            "1 Schreiben geht" if len(plan.letters) == 1 else f"{len(plan.letters)} Schreiben gehen"
        )
        sentence = f"{sentence} {count} in {seconds} Sekunden hinaus."
    return sentence


def _about_case(visit: Visit, decision: Decision, entry: JournalEntry) -> str:
    """Tell what became of the case of the decision before (R21)."""
    number = entry.case_number
    if not number or decision.verdict(Way.REGISTER) is Verdict.DO:
        return ""
    with reading(visit.tools.engine) as tx:
        record = register.case(tx, number)
    if record is None:
        return f"Der Vorgang {number} ist gelöscht: Er war ein Irrtum."
    if record.state is CaseState.OPEN:
        return f"Der Vorgang {number} bleibt offen, denn daran hängt noch anderes."
    return f"Der Vorgang {number} ist als Irrtum abgeschlossen."


PAGES = (
    Page(
        "/eingang/<int:number>/entscheiden",
        "decide",
        decide,
        Permission.OPEN_MESSAGE,
        method="POST",
    ),
    Page("/eingang/<int:number>/zurueck", "undo", undo, Permission.WORK, method="POST"),
)
