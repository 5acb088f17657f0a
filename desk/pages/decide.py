"""Deciding: one press of a button is one transaction (R5 to R9c)."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.decision import Decision, Verdict
from cases.labels import GERMAN, Way
from cases.mail import Mail
from cases.plan import Plan
from desk.access import Permission
from desk.decision_form import Choice, FormError, read_choice
from desk.message_view import OpenedMessage, open_message, view_message
from desk.pages.cases import CASE_DUTIES
from desk.pages.message import message_page
from desk.visit import Page, Visit, go_to, order_of, say
from store.engine import writing
from store.journal import JournalEntry

CHANGED = "Jemand war schneller: Die Nachricht wurde inzwischen geändert."


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
        return _show_again(visit, number, complaint=CHANGED, lost=choice, code=409)
    sentences = (_outcome(decision, plan, visit), _about_case(decision, opened))
    say(" ".join(filter(None, sentences)), journal=number, can_undo=True)
    return go_to("queue")


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


def _about_case(decision: Decision, opened: OpenedMessage) -> str:
    """Tell that a case of the decision before is still open; closing it takes a result (R21)."""
    is_open = any(duty.kind in CASE_DUTIES for duty in opened.duties)
    if not is_open or decision.verdict(Way.REGISTER) is Verdict.DO:
        return ""
    return f"Der Vorgang {opened.entry.case_number} bleibt offen, bis Sie ihn abschließen."


PAGES = (
    Page(
        "/eingang/<int:number>/entscheiden",
        "decide",
        decide,
        Permission.OPEN_MESSAGE,
        method="POST",
    ),
)
