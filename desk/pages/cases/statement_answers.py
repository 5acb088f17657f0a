"""What became of a request: an answer entered by hand, taken back, looked at (R18)."""

from collections.abc import Mapping

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.statement import AnswerWay, StatementState
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.forms.texts import plain
from desk.reading_right import record_of
from desk.visit import Page, Visit, go_to, say
from desk.words import statements as words
from intake.case_letters.statements import close_duty, file_answer, withdraw
from store.case_records import statements
from store.case_records.statements import Answer, StatementRequest
from store.engine import reading, writing


def show_by_hand(visit: Visit, number: str, index: int) -> ResponseReturnValue:
    """Show the form for a statement that came on paper or by telephone."""
    with writing(visit.tools.engine) as tx:
        asked = _request(tx, visit, number, index)
        visit.log(tx, "read_case", case_number=number)
    return _page(visit, asked, {})


def enter_by_hand(visit: Visit, number: str, index: int) -> ResponseReturnValue:
    """File what the person typed as the statement; whoever is second is told."""
    with reading(visit.tools.engine) as tx:
        asked = _request(tx, visit, number, index)
    text, by = plain(request.form.get("answer", "")), plain(request.form.get("by", ""))
    if not text or not by:
        complaint = "Bitte schreiben Sie, wer geantwortet hat und was."
        return _page(visit, asked, request.form, complaint=complaint), 400
    given = Answer(text=text, by=by, way=AnswerWay.OFFICER)
    office = visit.tools.office
    with writing(visit.tools.engine) as tx:
        is_filed = file_answer(tx, asked, given, office, at=visit.now, by=visit.name)
        if is_filed:
            visit.log(tx, "enter_statement", case_number=number)
    if not is_filed:
        return _page(visit, asked, request.form, complaint=words.CHANGED), 409
    say("Die Stellungnahme ist eingetragen.")
    return go_to("case", number=number)


def take_back(visit: Visit, number: str, index: int) -> ResponseReturnValue:
    """Take a request back; its link opens no more."""
    try:
        version = row_version_in(request.form)
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        asked = _request(tx, visit, number, index)
        is_seen = asked.row_version == version
        keys = visit.tools.keys
        is_gone = is_seen and withdraw(tx, asked, keys, by=visit.name, at=visit.now)
        if is_gone:
            visit.log(tx, "withdraw_statement", case_number=number)
    say("Die Bitte um Stellungnahme ist zurückgezogen." if is_gone else words.CHANGED)
    return go_to("case", number=number)


def look_at(visit: Visit, number: str) -> ResponseReturnValue:
    """Note that somebody has looked at what came or did not."""
    with writing(visit.tools.engine) as tx:
        record_of(tx, visit, number)
        close_duty(tx, number, by=visit.name, at=visit.now)
        visit.log(tx, "call_done", case_number=number)
    say("Die Aufgabe ist erledigt.")
    return go_to("case", number=number)


def _request(tx: Connection, visit: Visit, number: str, index: int) -> StatementRequest:
    record_of(tx, visit, number)
    asked = statements.find(tx, index)
    if asked is None or asked.asked.case_number != number:
        abort(404)
    return asked


def _page(
    visit: Visit, asked: StatementRequest, typed: Mapping[str, str], *, complaint: str = ""
) -> str:
    return visit.page(
        "statement_by_hand.html",
        asked=asked,
        typed=typed,
        complaint=complaint,
        is_waiting=asked.state is StatementState.WAITING,
    )


PAGES = (
    Page(
        "/vorgang/<number>/stellungnahme/<int:index>/antwort",
        "statement_by_hand",
        show_by_hand,
        Permission.WORK,
    ),
    Page(
        "/vorgang/<number>/stellungnahme/<int:index>/antwort",
        "enter_statement",
        enter_by_hand,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/stellungnahme/<int:index>/zurueckziehen",
        "withdraw_statement",
        take_back,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/stellungnahmen/gesehen",
        "statements_seen",
        look_at,
        Permission.WORK,
        method="POST",
    ),
)
