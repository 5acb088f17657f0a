"""What belongs elsewhere: one press sends the original on; advertising stays listed (R9c)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.decision import DecidedBy, OtherKind
from cases.duties import DutyKind
from cases.mail import Mail
from cases.office import Unit
from desk.access import Permission
from desk.days import Limit, limit_of
from desk.decision_form import FormError, row_version_in
from desk.message_view import open_message
from desk.reading_right import is_hidden
from desk.unit_proposal import propose_unit
from desk.visit import Page, Visit, go_to, order_of, say
from store import duties, journal
from store.duties import OpenDuty
from store.engine import writing
from store.journal import JournalEntry
from triage.own_words import own_words

SHOWN = 50
OPENING_CHARACTERS = 400
UNANSWERED = frozenset({OtherKind.ADVERTISING, OtherKind.EMPTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a message is about, as far as a list shows it."""

    entry: JournalEntry
    mail: Mail
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnLine:
    """One message to send on, and the unit proposed for it."""

    gist: Gist
    may_carry_term: bool
    limit: Limit
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message whose content was taken out of the store and logged, not yet read."""

    entry: JournalEntry
    content: bytes = field(repr=False)


def show_list(visit: Visit) -> ResponseReturnValue:
    """Show what to send on, what may carry a term first, and what was filed unanswered."""
    before = request.args.get("vor", type=int)
    with writing(visit.tools.engine) as tx:
        waiting = _in_order(duties.open_duties(tx, kinds={DutyKind.PASS_ON}))
        shown = [(duty, _see(tx, visit, duty.journal)) for duty in waiting[:SHOWN]]
        unanswered = list(islice(_unanswered(tx, visit, before), SHOWN))
    return visit.page(
        "pass_on.html",
        lines=[_line(visit, duty, seen) for duty, seen in shown if seen],
        more=max(0, len(waiting) - SHOWN),
        unanswered=[_gist(visit, seen) for seen in unanswered],
        older=unanswered[-1].entry.number if len(unanswered) == SHOWN else None,
        units=visit.tools.office.units,
        days=visit.tools.retention.other_days,
    )


def pass_on(visit: Visit, number: int) -> ResponseReturnValue:
    """Send one message on to the unit that the officer chose."""
    unit = next(
        (each for each in visit.tools.office.units if each.name == request.form.get("unit")), None
    )
    if unit is None:
        say("Bitte wählen Sie eine Stelle aus.", journal=number)
        return go_to("pass_on_list")
    try:
        order = order_of(visit, row_version=row_version_in(request.form))
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="pass_on")
    if opened.content is None:
        abort(404)
    mail = visit.tools.read_mail(opened.content)
    if not visit.tools.work.pass_on(opened.entry, mail, unit=unit, order=order):
        say("Jemand war schneller: Die Nachricht wurde inzwischen geändert.", journal=number)
        return go_to("pass_on_list")
    say(f"Weitergegeben an: {unit.name}.", journal=number, can_undo=True)
    return go_to("pass_on_list")


def _in_order(waiting: Iterable[OpenDuty]) -> list[OpenDuty]:
    """Put what may carry a term on top; within that, the soonest limit stays first."""
    return sorted(waiting, key=lambda duty: duty.detail != OtherKind.MAY_CARRY_TERM)


def _see(tx: Connection, visit: Visit, number: int) -> Seen | None:
    """Take a message out and log that it was seen; None if this person may not see it (R6)."""
    entry = journal.entry(tx, number)
    content = journal.content(tx, number)
    if entry is None or content is None:
        return None
    if is_hidden(entry.hidden_from, visit.who, visit.tools.keys):
        return None
    visit.log(tx, "read_in_list", journal=number)
    return Seen(entry=entry, content=content)


def _line(visit: Visit, duty: OpenDuty, seen: Seen) -> PassOnLine:
    gist = _gist(visit, seen)
    calendar = visit.tools.office.calendar
    return PassOnLine(
        gist=gist,
        may_carry_term=duty.detail == OtherKind.MAY_CARRY_TERM,
        limit=limit_of(duty.due_on, today=visit.today, calendar=calendar),
        unit=propose_unit(gist.mail, visit.tools.office.units),
    )


def _gist(visit: Visit, seen: Seen) -> Gist:
    mail = visit.tools.read_mail(seen.content)
    opening = own_words(mail.text).deciding[:OPENING_CHARACTERS]
    return Gist(entry=seen.entry, mail=mail, opening=opening)


def _unanswered(tx: Connection, visit: Visit, before: int | None) -> Iterator[Seen]:
    since = visit.now - timedelta(days=visit.tools.retention.other_days)
    for entry in _entries_since(tx, since, before):
        is_machine = entry.decided_by is DecidedBy.MACHINE
        if entry.other_kind in UNANSWERED or is_machine:
            seen = _see(tx, visit, entry.number)
            if seen:
                yield seen


def _entries_since(tx: Connection, since: datetime, before: int | None) -> Iterator[JournalEntry]:
    while page := journal.entries(tx, limit=500, before=before):
        for entry in page:
            if entry.taken_at < since:
                return
            yield entry
        before = page[-1].number


PAGES = (
    Page("/weitergeben", "pass_on_list", show_list, Permission.WORK),
    Page("/weitergeben/<int:number>", "pass_on", pass_on, Permission.WORK, method="POST"),
)
