"""The register: open cases by their soonest limit, one case, and closing it (R3, R13, R21)."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from desk.access import Permission
from desk.days import Limit, limits_on
from desk.decision_form import FormError, row_version_in
from desk.visit import Page, Visit, go_to, say
from desk.words import CASE_EVENTS, CASE_RESULTS
from store import deadlines, dispatches, duties, register
from store.deadlines import OpenDeadline
from store.dispatches import DispatchLine
from store.engine import writing
from store.register import CaseEvent, CaseRecord, CaseState, CaseText

SHOWN = 200
ENDS_WITH_THE_CASE = frozenset(
    {
        DeadlineKind.CLOSE,
        DeadlineKind.PETITION,
        DeadlineKind.PETITION_SUPPORT_OFFICE,
        DeadlineKind.SUBMISSION,
    }
)
CASE_DUTIES = frozenset({DutyKind.CASE, DutyKind.PETITION})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case of the list, with its soonest limit in words."""

    record: CaseRecord
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """All that the page of one case shows."""

    record: CaseRecord
    texts: tuple[CaseText, ...]
    events: tuple[CaseEvent, ...]
    dispatches: tuple[DispatchLine, ...]
    deadlines: tuple[tuple[OpenDeadline, Limit], ...]


def show_cases(visit: Visit) -> ResponseReturnValue:
    """List the open cases, or the closed ones, by their soonest limit."""
    is_closed = request.args.get("stand") == "abgeschlossen"
    state = CaseState.CLOSED if is_closed else CaseState.OPEN
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_register")
        records = register.cases(tx, state=state, limit=SHOWN)
    limit = limits_on(visit.today, visit.tools.office.calendar)
    lines = tuple(
        CaseLine(record=each, limit=limit(each.next_due_on) if each.next_due_on else None)
        for each in records
    )
    return visit.page("cases.html", lines=lines, is_closed=is_closed, results=CASE_RESULTS)


def show_case(visit: Visit, number: str) -> ResponseReturnValue:
    """Show one case; reading it is logged (R33)."""
    return _case_page(visit, number)


def close_case(visit: Visit, number: str) -> ResponseReturnValue:
    """Close a case with its result and the measure drawn from it (R21)."""
    result, measure = request.form.get("result", ""), request.form.get("measure", "").strip()
    try:
        version = row_version_in(request.form)
    except FormError:
        abort(400)
    if result not in CASE_RESULTS:
        complaint = "Bitte wählen Sie ein Ergebnis aus."
        return _case_page(visit, number, complaint=complaint, measure=measure), 400
    with writing(visit.tools.engine) as tx:
        is_closed = register.close(
            tx,
            number,
            result=result,
            measure=measure,
            row_version=version,
            at=visit.now,
            by=visit.name,
        )
        if is_closed:
            visit.log(tx, "close_case", case_number=number)
            _end_what_ran(tx, visit, number)
    if not is_closed:
        complaint = "Jemand war schneller: Der Vorgang wurde inzwischen geändert."
        return _case_page(visit, number, complaint=complaint, measure=measure), 409
    say(f"Vorgang {number} ist abgeschlossen.")
    return go_to("case", number=number)


def _end_what_ran(tx: Connection, visit: Visit, number: str) -> None:
    journals = {each.journal for each in deadlines.open_of_case(tx, number)}
    for journal in journals:
        deadlines.meet(tx, journal, ENDS_WITH_THE_CASE, at=visit.now)
    for duty in duties.open_duties(tx, kinds=CASE_DUTIES):
        if duty.case_number == number:
            duties.done(tx, duty.id, by=visit.name, at=visit.now)


def _case_page(visit: Visit, number: str, *, complaint: str = "", measure: str = "") -> str:
    with writing(visit.tools.engine) as tx:
        record = register.case(tx, number)
        if record is None:
            abort(404)
        visit.log(tx, "read_case", case_number=number)
        view = _view(tx, visit, record)
    return visit.page(
        "case.html",
        view=view,
        results=CASE_RESULTS,
        event_words=CASE_EVENTS,
        complaint=complaint,
        measure=measure,
    )


def _view(tx: Connection, visit: Visit, record: CaseRecord) -> CaseView:
    limit = limits_on(visit.today, visit.tools.office.calendar)
    texts = register.texts(tx, record.number)
    events = register.events(tx, record.number)
    running = deadlines.open_of_case(tx, record.number)
    journals: set[int | None] = {each.journal for each in texts}
    journals |= {each.journal for each in events}
    journals |= {each.journal for each in running}
    return CaseView(
        record=record,
        texts=texts,
        events=events,
        dispatches=tuple(_dispatches(tx, journals)),
        deadlines=tuple((each, limit(each.due_on)) for each in running),
    )


def _dispatches(tx: Connection, journals: AbstractSet[int | None]) -> Iterable[DispatchLine]:
    for journal in sorted(number for number in journals if number is not None):
        yield from dispatches.of_journal(tx, journal)


PAGES = (
    Page("/vorgaenge", "cases", show_cases, Permission.REGISTER),
    Page("/vorgang/<number>", "case", show_case, Permission.REGISTER),
    Page(
        "/vorgang/<number>/abschliessen", "close_case", close_case, Permission.WORK, method="POST"
    ),
)
