"""Petitions: their list, the page of one, its dates, competence and way (R24 to R27)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.petition import Competence, Step
from cases.petition_way import StepFault
from correspondence.petition_statement import HEADINGS
from desk.access import Permission
from desk.case_parts.form import LONGEST_WAIT
from desk.case_parts.petition_view import PetitionView, open_petition, view_of
from desk.forms.days import read_day
from desk.forms.decision import FormError, row_version_in
from desk.forms.receipt_day import read_receipt_day
from desk.reading_right import reader_of
from desk.visit import Page, Visit, go_to, order_of, say
from desk.words import petitions as words
from intake.orders.receipt_day import confirm_request
from store import journal
from store.case_records import petition_work, petitions
from store.case_records.petition_receipt import journal_of
from store.case_records.petition_work import Entered
from store.engine import writing
from store.lists import case_list

CHANGED = "Jemand war schneller: Die Petition wurde inzwischen geändert. Bitte prüfen Sie sie neu."
NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 23.11.2026."
FAR_DAY = "Der Tag des Ausschusses ist mehr als ein Jahr entfernt. Bitte prüfen Sie ihn."
NO_FORM: Mapping[str, str] = {}
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceForm:
    """Who answers, and the committee's date; None if it set none."""

    row_version: int
    competence: Competence
    committee_on: date | None


def show_petitions(visit: Visit) -> ResponseReturnValue:
    """List the open petitions: those still to be sent first, by their earliest limit (R24)."""
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_petitions")
        views = [
            view_of(tx, visit, record)
            for record in petitions.open_ones(tx)
            if case_list.is_open_to(tx, reader_of(visit), record.number)
        ]
    return visit.page("petitions.html", lines=sorted(views, key=_urgency), words=words)


def show_petition(visit: Visit, number: str) -> ResponseReturnValue:
    """Show one petition; reading it is logged (R33)."""
    return petition_page(visit, number)


def confirm_receipt(visit: Visit, number: str) -> ResponseReturnValue:
    """Set the day that every limit counts from: the message's own, so both are one (R14, R26)."""
    with writing(visit.tools.engine) as tx:
        record = open_petition(tx, visit, number, what="work_petition")
        latest = visit.today if record.petition.has_own_day else _taken_on(tx, visit, number)
    try:
        text = request.form.get("received_on", "")
        day = read_receipt_day(text, today=visit.today, taken_on=latest)
        order = order_of(visit, row_version=row_version_in(request.form))
    except FormError as error:
        return petition_page(visit, number, complaint=str(error), typed=request.form), 400
    is_first = confirm_request(number, visit.tools.filing, day=day, order=order)
    return _done(visit, number, is_first, "Der Eingangstag ist bestätigt, die Fristen laufen neu.")


def set_competence(visit: Visit, number: str) -> ResponseReturnValue:
    """Set who answers, and until when the committee wants to hear (R25, R28)."""
    try:
        form = _competence_in(visit)
    except FormError as error:
        return petition_page(visit, number, complaint=str(error), typed=request.form), 400
    work = partial(
        petition_work.set_competence,
        number=number,
        competence=form.competence,
        committee_on=form.committee_on,
        row_version=form.row_version,
        office=visit.tools.office,
        entered=entered_by(visit),
    )
    is_first = _worked(visit, number, work)
    return _done(visit, number, is_first, "Die Zuständigkeit ist eingetragen.")


def set_own_copy(visit: Visit, number: str) -> ResponseReturnValue:
    """Make it a case under R13, or a petition again (R25)."""
    is_copy = request.form.get("is_copy") == "yes"
    try:
        version = row_version_in(request.form)
    except FormError as error:
        return petition_page(visit, number, complaint=str(error)), 400
    work = partial(
        petition_work.set_own_copy,
        number=number,
        is_own_copy=is_copy,
        row_version=version,
        office=visit.tools.office,
        entered=entered_by(visit),
    )
    is_first = _worked(visit, number, work)
    told = "Die Fristen der Petition sind aus; es gilt die Frist eines gewöhnlichen Vorgangs."
    return _done(visit, number, is_first, told if is_copy else "Die Fristen laufen wieder.")


def enter_step(visit: Visit, number: str) -> ResponseReturnValue:
    """Note a step of the way through AA and RD (R26, R27)."""
    step, on_day = _step_in(), read_day(request.form.get("step_on", ""))
    if step is None or on_day is None:
        return petition_page(visit, number, complaint=NO_DAY, typed=request.form), 400
    work = partial(
        petition_work.enter_step,
        number=number,
        step=step,
        on_day=on_day,
        today=visit.today,
        entered=entered_by(visit),
    )
    fault = _worked(visit, number, work)
    return _after_step(visit, number, fault, f"Eingetragen: {words.STEPS[step]}.")


def take_step_back(visit: Visit, number: str) -> ResponseReturnValue:
    """Take a step back that was entered by mistake."""
    step = _step_in()
    if step is None:
        return petition_page(visit, number, complaint=CHANGED), 400
    work = partial(
        petition_work.take_step_back, number=number, step=step, entered=entered_by(visit)
    )
    fault = _worked(visit, number, work)
    return _after_step(visit, number, fault, f"Zurückgenommen: {words.STEPS[step]}.")


def petition_page(
    visit: Visit, number: str, *, complaint: str = "", typed: Mapping[str, str] = NO_FORM
) -> str:
    """Render the page; `typed` is a form that was not taken and stands there again."""
    with writing(visit.tools.engine) as tx:
        record = open_petition(tx, visit, number, what="read_petition")
        view = view_of(tx, visit, record)
    return visit.page(
        "petition.html",
        view=view,
        words=words,
        headings=HEADINGS,
        routing=visit.tools.office.routing,
        complaint=complaint,
        typed=typed,
    )


def entered_by(visit: Visit) -> Entered:
    """Return who enters something, and when."""
    return Entered(by=visit.name, at=visit.now)


def _worked(visit: Visit, number: str, work: Callable[[Connection], Outcome]) -> Outcome:
    """Open the petition, logged (R33), and work on it in the same transaction."""
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="work_petition")
        return work(tx)


def _done(visit: Visit, number: str, is_first: bool, told: str) -> ResponseReturnValue:  # noqa: FBT001
    if not is_first:
        return petition_page(visit, number, complaint=CHANGED, typed=request.form), 409
    say(told)
    return go_to("petition", number=number)


def _after_step(
    visit: Visit, number: str, fault: StepFault | None, told: str
) -> ResponseReturnValue:
    if fault:
        complaint = words.STEP_FAULTS[fault]
        return petition_page(visit, number, complaint=complaint, typed=request.form), 409
    say(told)
    return go_to("petition", number=number)


def _taken_on(tx: Connection, visit: Visit, number: str) -> date:
    """Return the day on which the petition's message was here at the latest."""
    entry = journal.entry(tx, journal_of(tx, number))
    return visit.tools.office.calendar.day_of(entry.taken_at) if entry else visit.today


def _competence_in(visit: Visit) -> CompetenceForm:
    chosen, day = request.form.get("competence", ""), request.form.get("committee_on", "").strip()
    if chosen not in set(Competence):
        message = "Bitte wählen Sie aus, wer zuständig ist."
        raise FormError(message)
    committee_on = read_day(day)
    if day and committee_on is None:
        raise FormError(NO_DAY)
    if committee_on and abs(committee_on - visit.today) > LONGEST_WAIT:
        raise FormError(FAR_DAY)
    return CompetenceForm(
        row_version=row_version_in(request.form),
        competence=Competence(chosen),
        committee_on=committee_on,
    )


def _step_in() -> Step | None:
    chosen = request.form.get("step", "")
    return Step(chosen) if chosen in set(Step) else None


def _urgency(view: PetitionView) -> tuple[bool, date]:
    is_waiting = bool(view.dates) and not view.record.petition.is_sent
    first = view.dates[0].date.due_on if view.dates else view.record.case.received_on
    return (not is_waiting, first)


PAGES = (
    Page("/petitionen", "petitions", show_petitions, Permission.REGISTER),
    Page("/petition/<number>", "petition", show_petition, Permission.REGISTER),
    Page(
        "/petition/<number>/eingang",
        "petition_receipt",
        confirm_receipt,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/petition/<number>/zustaendigkeit",
        "petition_competence",
        set_competence,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/petition/<number>/abschrift",
        "petition_copy",
        set_own_copy,
        Permission.WORK,
        method="POST",
    ),
    Page("/petition/<number>/schritt", "petition_step", enter_step, Permission.WORK, method="POST"),
    Page(
        "/petition/<number>/schritt/zuruecknehmen",
        "petition_step_back",
        take_step_back,
        Permission.WORK,
        method="POST",
    ),
)
