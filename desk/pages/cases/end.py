"""Closing a case with its result, and opening it again with a reason (R20, R21)."""

from dataclasses import dataclass
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.case import Deed, Need, NoteKind, Result, Standing, missing
from cases.deadlines import DeadlineKind
from cases.duties import CASE_DUTIES, Duty, DutyKind
from cases.limits import due_on
from desk.access import Permission
from desk.case_parts.form import coming_day_in, optional_text, text_in
from desk.case_parts.page import DeedForm, carry_out, refuse
from desk.forms.decision import FormError
from desk.forms.measure import owner_in
from desk.reading_right import record_of
from desk.visit import Page, Visit
from store import deadlines, duties, register
from store.case_records import case_work, measures, petition_work
from store.case_records.case_work import Turn
from store.engine import reading

CLOSE = DeedForm(
    deed=Deed.CLOSE, form="close", access="close_case", said="Der Vorgang ist abgeschlossen."
)
REOPEN = DeedForm(
    deed=Deed.REOPEN, form="reopen", access="reopen_case", said="Der Vorgang ist wieder offen."
)
ENDS_WITH_THE_CASE = frozenset(
    {
        DeadlineKind.CLOSE,
        DeadlineKind.PETITION,
        DeadlineKind.PETITION_SUPPORT_OFFICE,
        DeadlineKind.SUBMISSION,
        DeadlineKind.COMMITTEE,
    }
)
COMPLAINTS = {
    Need.RESULT: "Bitte wählen Sie ein Ergebnis aus.",
    Need.ALTERNATIVES: "Der Wunsch wird nicht erfüllt: Bitte vermerken Sie, welche Alternativen "
    "die Stelle sieht, oder kreuzen Sie an, dass das hier nicht in Frage kommt.",
    Need.REASON: "Bitte schreiben Sie, warum der Vorgang wieder geöffnet wird.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a case as the officer says it; `owner` and `due_on` go with a measure."""

    result: Result
    measure: str
    owner: str
    due_on: date | None


def close_case(visit: Visit, number: str) -> ResponseReturnValue:
    """Close a case with its result and the measure drawn from it (R21)."""
    try:
        closing = _closing_in(visit, number)
    except FormError as error:
        return refuse(visit, number, CLOSE.form, error)

    def work(tx: Connection, turn: Turn) -> bool:
        if not case_work.close(tx, turn, result=closing.result, measure=closing.measure):
            return False
        if closing.due_on:
            measures.enter(
                tx, turn, text=closing.measure, owner_unit=closing.owner, due_on=closing.due_on
            )
        _end_what_ran(tx, turn)
        return True

    return carry_out(visit, number, CLOSE, work)


def reopen_case(visit: Visit, number: str) -> ResponseReturnValue:
    """Open a closed case again; it has a limit and a duty again (R13, R21)."""
    try:
        reason = text_in("reason", COMPLAINTS[Need.REASON])
        _insist_on_memory(visit, number)
    except FormError as error:
        return refuse(visit, number, REOPEN.form, error)

    def work(tx: Connection, turn: Turn) -> bool:
        if not case_work.reopen(tx, turn, reason=reason):
            return False
        _begin_anew(tx, visit, turn)
        return True

    return carry_out(visit, number, REOPEN, work)


def _closing_in(visit: Visit, number: str) -> Closing:
    said = request.form.get("result", "")
    result = Result(said) if said in set(Result) else None
    settled = request.form.get("no_alternatives") == "yes" or _has_alternatives(visit, number)
    needs = missing(Deed.CLOSE, Standing(result=result, alternatives_settled=settled))
    for need in sorted(needs, key=list(Need).index):
        raise FormError(COMPLAINTS[need])
    measure = optional_text("measure")
    asked = "Bitte geben Sie an, bis wann die Maßnahme umgesetzt wird."
    return Closing(
        result=result or Result.NOT_KRM,
        measure=measure,
        owner=owner_in("measure_unit", visit.tools.office) if measure else "",
        due_on=coming_day_in("measure_due", asked, visit=visit) if measure else None,
    )


def _has_alternatives(visit: Visit, number: str) -> bool:
    with reading(visit.tools.engine) as tx:
        return any(note.kind is NoteKind.ALTERNATIVES for note in case_work.notes(tx, number))


def _insist_on_memory(visit: Visit, number: str) -> None:
    """Raise FormError for a case whose data are erased: nobody can work it any more (R33)."""
    with reading(visit.tools.engine) as tx:
        is_forgotten = record_of(tx, visit, number).erased_at is not None
    if is_forgotten:
        message = "Die Daten dieses Vorgangs sind gelöscht. Bitte legen Sie einen neuen an."
        raise FormError(message)


def _end_what_ran(tx: Connection, turn: Turn) -> None:
    journals = {each.journal for each in deadlines.open_of_case(tx, turn.case_number)}
    for journal in journals:
        deadlines.meet(tx, journal, ENDS_WITH_THE_CASE, at=turn.at)
    duties.end_of_case(tx, turn.case_number, CASE_DUTIES, by=turn.by, at=turn.at)


def _begin_anew(tx: Connection, visit: Visit, turn: Turn) -> None:
    office = visit.tools.office
    journal = register.first_journal(tx, turn.case_number)
    if journal is None:
        return
    due = due_on(visit.today, office.terms.close, office.calendar)
    deadlines.run_again(tx, journal, turn.case_number, DeadlineKind.CLOSE, due_on=due)
    if petition_work.run_again(tx, turn.case_number, office=office, at=turn.at):
        return
    duty = Duty(kind=DutyKind.CASE, due_on=due)
    duties.open_duty(tx, duty, journal=journal, case_number=turn.case_number, at=turn.at)


PAGES = (
    Page(
        "/vorgang/<number>/abschliessen", "close_case", close_case, Permission.WORK, method="POST"
    ),
    Page("/vorgang/<number>/oeffnen", "reopen_case", reopen_case, Permission.WORK, method="POST"),
)
