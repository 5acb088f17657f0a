"""The page of one case, and how a form on it is carried out or given back (R21, R29)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.case import Deed, may
from desk.case_parts import parts_of
from desk.case_parts.form import NOTHING_LOST, Lost, lost, turn_in
from desk.reading_right import record_of
from desk.visit import Visit, go_to, say
from desk.words.cases import CASE_EVENTS, CASE_RESULTS, CHANNEL_NAMES
from store import register
from store.case_records import case_work
from store.case_records.case_work import Turn
from store.engine import reading, writing
from store.register import CaseEvent, CaseRecord, CaseText

SOMEBODY_WAS_FIRST = "Jemand war schneller: Der Vorgang wurde inzwischen geändert."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What the page of a case shows beside its parts.

    `last_event` goes into every form, so that a loser can be told what happened; `meanwhile`
    is just that.
    """

    record: CaseRecord
    texts: tuple[CaseText, ...]
    last_event: int
    meanwhile: tuple[CaseEvent, ...]

    def allows(self, deed: str) -> bool:
        """Say whether the case's state allows a deed; templates ask by its name.

        A case whose data are erased allows none (R33).
        """
        return self.record.erased_at is None and may(Deed(deed), self.record.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedForm:
    """A form on a case: what it does, its name and place on the page, what is logged and said."""

    deed: Deed
    form: str
    access: str
    said: str


def case_page(visit: Visit, number: str, *, lost: Lost = NOTHING_LOST) -> str:
    """Render the page of a case; `lost` is a form that was not taken. Reading is logged (R33)."""
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        visit.log(tx, "read_case", case_number=number)
        view = _view(tx, record, lost)
        parts = tuple(parts_of(tx, visit, record))
    return visit.page(
        "case.html",
        view=view,
        parts=parts,
        lost=lost,
        results=CASE_RESULTS,
        channels=CHANNEL_NAMES,
        event_words=CASE_EVENTS,
    )


def carry_out(
    visit: Visit, number: str, what: DeedForm, work: Callable[[Connection, Turn], bool]
) -> ResponseReturnValue:
    """Do the work in one transaction, or show the page again with what the person typed."""
    turn = turn_in(visit, number)
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        is_done = may(what.deed, record.state) and work(tx, turn)
        if is_done:
            visit.log(tx, what.access, case_number=number)
    if not is_done:
        return conflict(visit, number, what.form)
    say(what.said)
    return go_to("case", number=number)


def refuse(visit: Visit, number: str, form: str, complaint: object) -> ResponseReturnValue:
    """Show the page again with what is wrong with the form; nothing was changed."""
    turn = turn_in(visit, number)
    with reading(visit.tools.engine) as tx:
        is_outdated = record_of(tx, visit, number).row_version != turn.row_version
    if is_outdated:
        return conflict(visit, number, form)
    return case_page(visit, number, lost=lost(form, str(complaint))), 400


def conflict(visit: Visit, number: str, form: str) -> ResponseReturnValue:
    """Show the page as it is now, who changed what, and what the person typed."""
    given_back = lost(form, SOMEBODY_WAS_FIRST, is_conflict=True)
    return case_page(visit, number, lost=given_back), 409


def _view(tx: Connection, record: CaseRecord, lost: Lost) -> CaseView:
    events = register.events(tx, record.number)
    return CaseView(
        record=record,
        texts=register.texts(tx, record.number),
        last_event=max((each.id for each in events), default=0),
        meanwhile=tuple(_meanwhile(tx, record, lost)),
    )


def _meanwhile(tx: Connection, record: CaseRecord, lost: Lost) -> Iterable[CaseEvent]:
    if lost.is_conflict and lost.last_seen:
        yield from case_work.events_after(tx, record.number, lost.last_seen)
