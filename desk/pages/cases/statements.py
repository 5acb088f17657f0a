"""Ask a unit's leader for a statement: whom, what, which part of the case, until when (R18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from cases.case import CaseState
from cases.deadlines import PETITION_DATES, DeadlineKind
from cases.office import Unit
from cases.statement import is_in_time, proposed_day
from correspondence.addresses import AddressError
from desk.access import Permission
from desk.forms.days import read_day
from desk.forms.decision import FormError
from desk.forms.texts import plain
from desk.reading_right import record_of
from desk.visit import Page, Visit, go_to, say
from desk.words import statements as words
from desk.words.days import written_day
from intake.case_letters.case_mail import NoJournalLineError
from intake.case_letters.statements import Prepared, ToAsk, file_request, prepare
from store import deadlines, register
from store.engine import reading, writing

LEADER, DEPUTY = "leader", "deputy"
NEEDS_STATEMENT = PETITION_DATES | {DeadlineKind.CLOSE}
"""The limits that an answer of ours must keep, so that the statement comes before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Somebody who can be asked; `code` names the choice in the form."""

    code: str
    unit: str
    address: str
    title: str


def show_form(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the form, filled with what is usual."""
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        if record.state is not CaseState.OPEN:
            abort(404)
        visit.log(tx, "read_case", case_number=number)
        excerpt = "\n\n".join(each.text for each in register.texts(tx, number))
        limit, unit = _limit(tx, number), record.unit
    office = visit.tools.office
    day = proposed_day(visit.today, limit, office.terms.statement, office.calendar)
    typed = {
        "whom": next((each.code for each in _who_can_be_asked(visit) if each.unit == unit), ""),
        "question": words.QUESTION,
        "excerpt": excerpt,
        "due_on": day.isoformat(),
    }
    return _page(visit, number, typed, limit=limit)


def ask(visit: Visit, number: str) -> ResponseReturnValue:
    """Ask, as the form says; nothing that was typed is lost when that cannot be."""
    with reading(visit.tools.engine) as tx:
        record_of(tx, visit, number)
        limit = _limit(tx, number)
    try:
        to_ask = _read(request.form, number, visit, limit=limit)
        prepared = _prepared(to_ask, visit)
    except FormError as error:
        return _page(visit, number, request.form, limit=limit, complaint=str(error)), 400
    if complaint := _file(visit, prepared):
        return _page(visit, number, request.form, limit=limit, complaint=complaint), 409
    say(f"{to_ask.unit} ist gefragt, bis {written_day(to_ask.due_on)}.")
    return go_to("case", number=number)


def _limit(tx: Connection, number: str) -> date | None:
    """Return the day before which the statement must be there, or None if no such limit runs."""
    running = deadlines.open_of_case(tx, number)
    return min((each.due_on for each in running if each.kind in NEEDS_STATEMENT), default=None)


def _file(visit: Visit, prepared: Prepared) -> str:
    """File the request unless somebody was first; return what is in the way, or nothing."""
    number = prepared.question.case_number
    not_before = visit.now + timedelta(seconds=visit.tools.settings.undo_seconds)
    with writing(visit.tools.engine) as tx:
        if record_of(tx, visit, number).state is not CaseState.OPEN:
            return words.CLOSED
        is_first = file_request(tx, prepared, by=visit.name, at=visit.now, not_before=not_before)
        if not is_first:
            return words.ASKED_ALREADY
        visit.log(tx, "ask_statement", case_number=number)
    return ""


def _prepared(to_ask: ToAsk, visit: Visit) -> Prepared:
    try:
        return prepare(to_ask, visit.tools.filing)
    except AddressError as error:
        raise FormError(words.NO_MAIL) from error
    except NoJournalLineError as error:
        raise FormError(words.FORGOTTEN) from error


def _read(form: MultiDict[str, str], number: str, visit: Visit, *, limit: date | None) -> ToAsk:
    code = form.get("whom", "")
    whom = next((each for each in _who_can_be_asked(visit) if each.code == code), None)
    if whom is None:
        message = "Bitte wählen Sie aus, wen Sie fragen."
        raise FormError(message)
    question, excerpt = plain(form.get("question", "")), plain(form.get("excerpt", ""))
    if not question:
        message = "Bitte schreiben Sie, was Sie wissen möchten."
        raise FormError(message)
    return ToAsk(
        case_number=number,
        unit=whom.unit,
        recipient=whom.address,
        question=question,
        excerpt=excerpt,
        due_on=_day(form, visit, limit),
    )


def _day(form: MultiDict[str, str], visit: Visit, limit: date | None) -> date:
    day = read_day(form.get("due_on", ""))
    if day is None:
        message = "Bitte geben Sie einen Termin an, zum Beispiel 30.11.2026."
        raise FormError(message)
    if day < visit.today:
        message = "Der Termin ist schon vorbei."
        raise FormError(message)
    if limit and not is_in_time(day, limit) and form.get("anyway") != "yes":
        raise FormError(words.TOO_LATE.format(limit=written_day(limit)))
    return day


def _who_can_be_asked(visit: Visit) -> Iterable[Whom]:
    for position, unit in enumerate(visit.tools.office.units):
        yield from _of_unit(position, unit)


def _of_unit(position: int, unit: Unit) -> Iterable[Whom]:
    """List leader and deputy; the number keeps two units of one name apart."""
    people = ((LEADER, unit.leader, "Leitung"), (DEPUTY, unit.deputy, "Vertretung der Leitung"))
    for role, address, title in people:
        if address:
            code = f"{position} {role}"
            yield Whom(code=code, unit=unit.name, address=address, title=f"{unit.name}, {title}")


def _page(
    visit: Visit,
    number: str,
    typed: Mapping[str, str],
    *,
    limit: date | None,
    complaint: str = "",
) -> str:
    day = read_day(typed.get("due_on", ""))
    return visit.page(
        "statement_ask.html",
        number=number,
        typed=typed,
        people=[(each.code, each.title) for each in _who_can_be_asked(visit)],
        is_late=day is not None and not is_in_time(day, limit),
        has_link=bool(visit.tools.filing.desk_url),
        complaint=complaint,
    )


PAGES = (
    Page("/vorgang/<number>/stellungnahme", "ask_statement", show_form, Permission.WORK),
    Page(
        "/vorgang/<number>/stellungnahme",
        "send_statement_request",
        ask,
        Permission.WORK,
        method="POST",
    ),
)
