"""Take a mail about a case back before it leaves the house (`desk.undo_seconds`)."""

from flask import abort
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.letter import LetterKind
from desk.access import Permission
from desk.reading_right import record_of
from desk.taking_back import TakingBack, how_to
from desk.visit import Page, Visit, go_to, say
from store import withdrawals
from store.case_records import case_work
from store.case_records.case_work import Turn
from store.dispatch_lines import DispatchLine
from store.engine import writing


def take_back(visit: Visit, number: str, dispatch: int) -> ResponseReturnValue:
    """Take one mail back with all that went along with it; too late is told, not hidden."""
    with writing(visit.tools.engine) as tx:
        record_of(tx, visit, number)
        line = withdrawals.line(tx, dispatch, case_number=number)
        way = how_to(line, visit) if line else None
        if line is None or way is None:
            abort(404)
        is_back = _take_back(tx, visit, line, way)
        if is_back:
            visit.log(tx, "take_back", case_number=number)
    say("Zurückgenommen: Es ist nichts hinausgegangen." if is_back else _too_late())
    return go_to("praise") if line.kind is LetterKind.PRAISE else go_to("case", number=number)


def _take_back(tx: Connection, visit: Visit, line: DispatchLine, way: TakingBack) -> bool:
    number, dispatch = line.case_number, line.id
    version = record_of(tx, visit, number).row_version
    turn = Turn(case_number=number, row_version=version, by=visit.name, at=visit.now)
    # What points to the mail lets go of it before the mail itself goes.
    if not withdrawals.is_still_here(tx, dispatch, now=visit.now):
        return False
    way.undo(tx, visit, turn, dispatch)
    withdrawals.withdraw_one(tx, dispatch, now=visit.now)
    return case_work.take(tx, turn, way.event)


def _too_late() -> str:
    return "Dafür war es zu spät: Die Nachricht ist schon unterwegs."


PAGES = (
    Page(
        "/vorgang/<number>/zuruecknehmen/<int:dispatch>",
        "take_back",
        take_back,
        Permission.REGISTER,
        method="POST",
    ),
)
