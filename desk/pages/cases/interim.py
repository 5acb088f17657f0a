"""The interim notice: words to edit, by e-mail or to print, and a new day (R13)."""

from datetime import date, timedelta
from functools import partial

from flask import abort, request
from flask.typing import ResponseReturnValue

from cases.case import Deed, Need, Standing, may, missing
from cases.limits import due_on
from correspondence.case_texts import interim_message
from correspondence.wording import unfolded
from desk.access import Permission
from desk.case_parts.form import (
    NOTHING_LOST,
    Lost,
    coming_day_in,
    lost,
    optional_text,
    turn_in,
)
from desk.case_parts.page import SOMEBODY_WAS_FIRST
from desk.case_parts.reaching import no_mail_because
from desk.forms.decision import FormError
from desk.reading_right import record_of
from desk.visit import Page, Visit, go_to, say
from desk.words.answers import COURTESY
from desk.words.cases import CASE_EVENTS
from intake.case_letters import interim_notice
from intake.case_letters.case_mail import NoJournalLineError
from intake.case_letters.interim_notice import InterimNotice
from store import register
from store.case_records import case_work, interim_notices
from store.case_records.case_work import Turn
from store.engine import writing
from store.register import CaseRecord

FORM = "interim"
FORGOTTEN = "Zu diesem Vorgang gibt es keine Nachricht mehr: Es kann nichts mehr hinausgehen."


def show(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the notice to edit; nothing leaves the house by looking."""
    return _page(visit, number)


def send(visit: Visit, number: str) -> ResponseReturnValue:
    """Send it by e-mail where the case allows it; it can be taken back for a moment."""
    turn = turn_in(visit, number)
    try:
        record, notice = _notice_in(visit, number)
        to = _address_of(record, visit)
        mail = interim_notice.compose(notice, visit.tools.filing, to=to, version=turn.row_version)
    except FormError as error:
        return _refused(visit, number, turn, str(error))
    except NoJournalLineError:
        return _refused(visit, number, turn, FORGOTTEN)
    wait = timedelta(seconds=visit.tools.settings.undo_seconds)
    work = partial(interim_notice.send, turn=turn, notice=notice, mail=mail)
    with writing(visit.tools.engine) as tx:
        is_done = work(tx, not_before=visit.now + wait)
        if is_done:
            visit.log(tx, "send_interim_notice", case_number=number)
    return _after(visit, number, is_done=is_done, said="Die Zwischennachricht geht hinaus.")


def preview(visit: Visit, number: str) -> ResponseReturnValue:
    """Show the whole notice with its new day, ready to print."""
    turn = turn_in(visit, number)
    try:
        _, notice = _notice_in(visit, number)
        text = unfolded(interim_notice.text_of(notice, visit.tools.filing, on_paper=True))
    except FormError as error:
        return _refused(visit, number, turn, str(error))
    except NoJournalLineError:
        return _refused(visit, number, turn, FORGOTTEN)
    return _page(visit, number, lost=lost(FORM, ""), text=text)


def note_posted(visit: Visit, number: str) -> ResponseReturnValue:
    """Note that the printed notice went by post."""
    turn = turn_in(visit, number)
    try:
        _, notice = _notice_in(visit, number)
    except FormError as error:
        return _refused(visit, number, turn, str(error))
    with writing(visit.tools.engine) as tx:
        is_done = interim_notice.note_posted(tx, turn, notice)
        if is_done:
            visit.log(tx, "post_interim_notice", case_number=number)
    said = "Vermerkt: Die Zwischennachricht ging als Brief hinaus."
    return _after(visit, number, is_done=is_done, said=said)


def _address_of(record: CaseRecord, visit: Visit) -> str:
    reason = no_mail_because(record, visit.tools.office)
    if reason:
        raise FormError(reason)
    return record.party_address


def _after(visit: Visit, number: str, *, is_done: bool, said: str) -> ResponseReturnValue:
    if not is_done:
        given_back = lost(FORM, SOMEBODY_WAS_FIRST, is_conflict=True)
        return _page(visit, number, lost=given_back), 409
    say(said)
    return go_to("case", number=number)


def _refused(visit: Visit, number: str, turn: Turn, complaint: str) -> ResponseReturnValue:
    """Show the form again; where the case has changed meanwhile, that comes first."""
    with writing(visit.tools.engine) as tx:
        is_outdated = record_of(tx, visit, number).row_version != turn.row_version
    if is_outdated:
        return _after(visit, number, is_done=False, said="")
    return _page(visit, number, lost=lost(FORM, complaint)), 400


def _notice_in(visit: Visit, number: str) -> tuple[CaseRecord, InterimNotice]:
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        old_day = interim_notice.limit_of(tx, number)
    if not may(Deed.GIVE_INTERIM_NOTICE, record.state):
        message = "Der Vorgang ist abgeschlossen."
        raise FormError(message)
    words = optional_text("words")
    if Need.REASON in missing(Deed.GIVE_INTERIM_NOTICE, Standing(reason=words)):
        message = "Bitte schreiben Sie, warum es länger dauert."
        raise FormError(message)
    asked = "Bitte geben Sie an, bis wann die Antwort kommt."
    new_day = coming_day_in("new_day", asked, visit=visit)
    if old_day and new_day <= old_day:
        message = "Der neue Tag muss nach der jetzigen Frist liegen."
        raise FormError(message)
    chosen = request.form.get("courtesy")
    courtesy = chosen if chosen in COURTESY else None
    return record, InterimNotice(
        case_number=number, words=words, new_day=new_day, courtesy=courtesy
    )


def _page(visit: Visit, number: str, *, lost: Lost = NOTHING_LOST, text: str = "") -> str:
    edited = visit.tools.filing.edited()
    courtesy = interim_notice.proposed_courtesy(number, visit.tools.filing)
    with writing(visit.tools.engine) as tx:
        record = record_of(tx, visit, number)
        if not may(Deed.GIVE_INTERIM_NOTICE, record.state) and not lost.form:
            abort(404)
        visit.log(tx, "read_case", case_number=number)
        events = register.events(tx, number)
        old_day = interim_notice.limit_of(tx, number)
        proposal = interim_notices.draft(tx, number) or interim_message(edited)
        meanwhile = case_work.events_after(tx, number, lost.last_seen) if lost.is_conflict else ()
    return visit.page(
        "interim.html",
        record=record,
        last_event=max((each.id for each in events), default=0),
        meanwhile=meanwhile,
        old_day=old_day,
        new_day=_proposed_day(visit, old_day),
        proposal=proposal,
        courtesy=courtesy,
        courtesies=COURTESY.items(),
        no_mail=no_mail_because(record, visit.tools.office),
        lost=lost,
        event_words=CASE_EVENTS,
        text=text,
    )


def _proposed_day(visit: Visit, old_day: date | None) -> date:
    office = visit.tools.office
    start = max(visit.today, old_day) if old_day else visit.today
    return due_on(start, office.terms.close, office.calendar)


PAGES = (
    Page("/vorgang/<number>/zwischennachricht", "interim", show, Permission.WORK),
    Page(
        "/vorgang/<number>/zwischennachricht/senden",
        "send_interim",
        send,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/zwischennachricht/drucken",
        "print_interim",
        preview,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/vorgang/<number>/zwischennachricht/brief",
        "post_interim",
        note_posted,
        Permission.WORK,
        method="POST",
    ),
)
