"""Measures: entered on a case, listed until they are done (R21)."""

from dataclasses import dataclass

from flask import abort
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.case import CaseEventKind, Deed
from desk.access import Permission
from desk.case_parts.form import coming_day_in, text_in
from desk.case_parts.page import DeedForm, carry_out, refuse
from desk.forms.decision import FormError
from desk.forms.measure import owner_in
from desk.reading_right import reader_of, record_of
from desk.visit import Page, Visit, go_to, say
from desk.words.days import Limit, limits_on
from store.case_records import case_work, measures
from store.case_records.case_work import Turn
from store.case_records.measures import Measure
from store.engine import writing
from store.lists import case_list

ENTER = DeedForm(
    deed=Deed.ENTER_MEASURE,
    form="new_measure",
    access="enter_measure",
    said="Die Maßnahme ist festgehalten.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """An open measure with its day in words."""

    measure: Measure
    limit: Limit


def show_measures(visit: Visit) -> ResponseReturnValue:
    """List what is still to be done, the soonest first."""
    return _list(visit)


def enter_measure(visit: Visit, number: str) -> ResponseReturnValue:
    """Enter a measure on a case, with who carries it out and until when."""
    try:
        text = text_in("new_measure", "Bitte schreiben Sie, was geschehen soll.")
        owner = owner_in("new_measure_unit", visit.tools.office)
        due_on = coming_day_in("new_measure_due", "Bitte geben Sie an, bis wann.", visit=visit)
    except FormError as error:
        return refuse(visit, number, ENTER.form, error)

    def work(tx: Connection, turn: Turn) -> bool:
        if not case_work.take(tx, turn, CaseEventKind.MEASURE_ENTERED):
            return False
        measures.enter(tx, turn, text=text, owner_unit=owner, due_on=due_on)
        return True

    return carry_out(visit, number, ENTER, work)


def finish_measure(visit: Visit, measure_id: int) -> ResponseReturnValue:
    """Note that a measure is done; the second of two learns who was first."""
    with writing(visit.tools.engine) as tx:
        measure = measures.measure(tx, measure_id)
        if measure is None:
            abort(404)
        record_of(tx, visit, measure.case_number)
        is_first = measures.finish(tx, measure_id, by=visit.name, at=visit.now)
        if is_first:
            visit.log(tx, "finish_measure", case_number=measure.case_number)
    if not is_first:
        return _list(visit, done_before=measure), 409
    say("Die Maßnahme ist erledigt.")
    return go_to("measures")


def _list(visit: Visit, *, done_before: Measure | None = None) -> str:
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_measures")
        reader = reader_of(visit)
        still_open = [
            each
            for each in measures.still_open(tx)
            if case_list.is_open_to(tx, reader, each.case_number)
        ]
    limit = limits_on(visit.today, visit.tools.office.calendar)
    lines = tuple(MeasureLine(measure=each, limit=limit(each.due_on)) for each in still_open)
    return visit.page("measures.html", lines=lines, done_before=done_before)


PAGES = (
    Page("/massnahmen", "measures", show_measures, Permission.REGISTER),
    Page(
        "/vorgang/<number>/massnahme",
        "enter_measure",
        enter_measure,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/massnahmen/<int:measure_id>/erledigt",
        "finish_measure",
        finish_measure,
        Permission.WORK,
        method="POST",
    ),
)
