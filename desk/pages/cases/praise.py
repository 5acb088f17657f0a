"""Praise for the director to pass on to the manager responsible (R22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.case import Deed, may
from cases.duties import DutyKind
from cases.letter import LetterKind
from cases.office import Unit
from desk.access import Permission
from desk.case_parts.form import NOTHING_LOST, Lost, lost, text_in, turn_in
from desk.case_parts.page import SOMEBODY_WAS_FIRST
from desk.forms.decision import FormError
from desk.reading_right import reader_of, record_of
from desk.taking_back import Waiting, still_waiting
from desk.visit import Page, Visit, go_to, say
from desk.words.cases import CASE_EVENTS
from intake.case_letters import praise
from intake.case_letters.case_mail import NoJournalLineError
from intake.case_letters.praise import PassedPraise, words_of
from store import duties, register
from store.case_records import case_work
from store.engine import writing
from store.lists import case_list
from store.register import CaseEvent, CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseView:
    """A praise that waits: what would be passed on, to which units, the likely one first.

    `words` are empty while the excerpt is still to be marked (R8).
    """

    record: CaseRecord
    words: str
    units: tuple[Unit, ...]
    last_event: int
    meanwhile: tuple[CaseEvent, ...]


def show(visit: Visit) -> ResponseReturnValue:
    """List the praise that waits; its texts are read with it (R33)."""
    return _page(visit)


def pass_on(visit: Visit, number: str) -> ResponseReturnValue:
    """Send a praise for information to the unit's manager; it can be taken back for a moment."""
    turn = turn_in(visit, number)
    try:
        passed = _passed_in(visit, number)
        mail = praise.compose(passed, visit.tools.filing, version=turn.row_version)
    except FormError as error:
        return _page(visit, lost=lost(number, str(error))), 400
    except NoJournalLineError:
        given_back = lost(number, "Zu diesem Vorgang kann nichts mehr hinausgehen.")
        return _page(visit, lost=given_back), 400
    wait = timedelta(seconds=visit.tools.settings.undo_seconds)
    with writing(visit.tools.engine) as tx:
        is_done = praise.pass_on(tx, turn, passed, mail, not_before=visit.now + wait)
        if is_done:
            visit.log(tx, "pass_praise_on", case_number=number)
    if not is_done:
        return _page(visit, lost=lost(number, SOMEBODY_WAS_FIRST, is_conflict=True)), 409
    say(f"Das Lob geht an die Leitung von {passed.unit.name}.")
    return go_to("praise")


def _passed_in(visit: Visit, number: str) -> PassedPraise:
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
    named = request.form.get("unit", "")
    unit = next((each for each in visit.tools.office.units if each.name == named), None)
    if unit is None or not may(Deed.PASS_PRAISE_ON, record.state):
        message = "Bitte wählen Sie aus, an wen das Lob geht."
        raise FormError(message)
    words = text_in("words", "Bitte lassen Sie den Wortlaut stehen.")
    told = request.form.get("with_contact") == "yes"
    writer = " ".join(part for part in (record.party_name, record.party_address) if part)
    return PassedPraise(case_number=number, unit=unit, words=words, writer=writer if told else "")


def _page(visit: Visit, *, lost: Lost = NOTHING_LOST) -> str:
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_praise")
        waiting = tuple(_views(tx, visit, lost))
        just_sent: tuple[Waiting, ...] = still_waiting(tx, visit, kinds={LetterKind.PRAISE})
        given_back = _given_back(tx, waiting, lost)
    return visit.page(
        "praise.html",
        waiting=waiting,
        just_sent=just_sent,
        lost=lost,
        given_back=given_back,
        event_words=CASE_EVENTS,
    )


def _given_back(tx: Connection, waiting: Iterable[PraiseView], lost: Lost) -> tuple[CaseEvent, ...]:
    """Return what happened to a praise that no longer waits, for who came second."""
    is_listed = lost.form in {each.record.number for each in waiting}
    if not lost.is_conflict or is_listed:
        return ()
    return case_work.events_after(tx, lost.form, lost.last_seen)


def _views(tx: Connection, visit: Visit, lost: Lost) -> Iterable[PraiseView]:
    for duty in duties.open_duties(tx, kinds={DutyKind.PRAISE}):
        record = register.case(tx, duty.case_number)
        if record is None or not case_list.is_open_to(tx, reader_of(visit), record.number):
            continue
        visit.log(tx, "read_case", case_number=record.number)
        texts = [each.text for each in register.texts(tx, record.number)]
        events = register.events(tx, record.number)
        is_lost = lost.is_conflict and lost.form == record.number
        yield PraiseView(
            record=record,
            words=words_of(texts, [record.party_name]),
            units=_likely_first(record, visit),
            last_event=max((each.id for each in events), default=0),
            meanwhile=tuple(each for each in events if is_lost and each.id > lost.last_seen),
        )


def _likely_first(record: CaseRecord, visit: Visit) -> tuple[Unit, ...]:
    return tuple(sorted(visit.tools.office.units, key=lambda unit: unit.name != record.unit))


PAGES = (
    Page("/lob", "praise", show, Permission.DIRECT),
    Page("/lob/<number>", "pass_praise_on", pass_on, Permission.DIRECT, method="POST"),
)
