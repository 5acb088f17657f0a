"""Note that a hand-over which failed was made by other means: how, when, to whom (R5, R6, R7)."""

from datetime import date, datetime, time

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.duties import DutyKind
from cases.labels import Way
from desk.access import Permission
from desk.case_parts.form import past_day_in
from desk.forms.decision import FormError
from desk.messages.view import open_message, view_message
from desk.pages.messages.message import message_page
from desk.visit import Page, Visit, go_to, say
from desk.words.hand_overs import HOW_WORDS
from store import duties, proof_by_hand
from store.dispatch_lines import DispatchLine
from store.engine import writing
from store.proof_by_hand import ByHand

BEFORE_IT_CAME = "An diesem Tag war das Original noch nicht hier. Bitte prüfen Sie das Datum."
"""A slip in the year would end the grace time at once, and erase the only copy (R7)."""


def note(visit: Visit, number: int) -> ResponseReturnValue:
    """Keep the proof and end the duty; from then on the grace time runs."""
    how = request.form.get("how", "")
    try:
        if how not in HOW_WORDS:
            return _again(visit, number, "Bitte wählen Sie, wie das Original übergeben wurde.")
        on_day = past_day_in("handed_on", "Bitte geben Sie an, an welchem Tag.", visit=visit)
    except FormError as error:
        return _again(visit, number, str(error))
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="hand_over_by_hand")
        if DutyKind.HAND_OVER_FAILED not in {duty.kind for duty in opened.duties}:
            abort(409)
        is_possible = on_day >= opened.entry.first_day(visit.tools.office.calendar)
        if is_possible:
            _keep_all(tx, visit, number, how=how, on_day=on_day)
    if not is_possible:
        return _again(visit, number, BEFORE_IT_CAME)
    say("Vermerkt: Das Original wurde auf anderem Weg übergeben.", journal=number)
    return go_to("queue")


def _again(visit: Visit, number: int, complaint: str) -> ResponseReturnValue:
    return message_page(visit, view_message(visit, number), complaint=complaint), 400


def _keep_all(tx: Connection, visit: Visit, number: int, *, how: str, on_day: date) -> None:
    for line in proof_by_hand.failed(tx, number):
        _keep(tx, visit, line, how=how, on_day=on_day)
    kinds = {DutyKind.HAND_OVER_FAILED}
    duties.close_kinds(tx, number, kinds, by=visit.name, at=visit.now)


def _keep(tx: Connection, visit: Visit, line: DispatchLine, *, how: str, on_day: date) -> None:
    by_hand = ByHand(
        how=how,
        handed_at=_instant(on_day, visit),
        recipient_hash=_recipient(line, visit),
    )
    proof_by_hand.note(tx, line, by_hand, at=visit.now)


def _instant(day: date, visit: Visit) -> datetime:
    """Return now for today, else the end of that day: nothing is erased too early."""
    if day == visit.today:
        return visit.now
    return datetime.combine(day, time.max, tzinfo=visit.tools.office.calendar.timezone)


def _recipient(line: DispatchLine, visit: Visit) -> str:
    """Return who has it: as addressed, or the director or the substitute as the form says (R6)."""
    wanted = request.form.get("to", "")
    routing = visit.tools.office.routing
    addresses = {"director": routing.director, "substitute": routing.director_substitute}
    if Way.DIRECTOR not in line.ways or not addresses.get(wanted):
        return line.recipient_hash
    return visit.tools.keys.hash("address", addresses[wanted])


PAGES = (
    Page(
        "/eingang/<int:number>/uebergeben",
        "hand_over_by_hand",
        note,
        Permission.WORK,
        method="POST",
    ),
)
