"""What belongs elsewhere: one press sends the original on; advertising stays listed (R9c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.decision import OtherKind
from cases.duties import DutyKind
from cases.mail import Mail
from cases.office import Unit
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.messages.unit_proposal import propose_unit
from desk.messages.view import open_message
from desk.reading_right import is_hidden
from desk.visit import Page, Visit, go_to, order_of, say
from desk.words.days import Limit, limits_on
from store import duties
from store.duties import OpenDuty
from store.engine import writing
from store.journal import JournalEntry
from store.lists import listed
from store.lists.listed import ListedMessage
from triage.text.own_words import own_words

SHOWN = 20
OPENING_CHARACTERS = 400


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


def show_list(visit: Visit) -> ResponseReturnValue:
    """Show what to send on, what may carry a term first, and what was filed unanswered."""
    before = request.args.get("vor", type=int)
    since = visit.now - timedelta(days=visit.tools.retention.other_days)
    with writing(visit.tools.engine) as tx:
        waiting = _in_order(duties.open_duties(tx, kinds={DutyKind.PASS_ON}))
        first = waiting[:SHOWN]
        found = listed.of_numbers(tx, {duty.journal for duty in first})
        there = [(duty, found[duty.journal]) for duty in first if duty.journal in found]
        shown = [(duty, message) for duty, message in there if _may_see(tx, visit, message)]
        filed = listed.unanswered(tx, since=since, before=before)
        unanswered = list(islice((each for each in filed if _may_see(tx, visit, each)), SHOWN))
    limit = limits_on(visit.today, visit.tools.office.calendar)
    return visit.page(
        "pass_on.html",
        lines=[_line(visit, duty, message, limit(duty.due_on)) for duty, message in shown],
        more=max(0, len(waiting) - SHOWN),
        unanswered=[_gist(visit, message) for message in unanswered],
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
    version = opened.entry.row_version
    say(f"Weitergegeben an: {unit.name}.", journal=number, undo_version=version)
    return go_to("pass_on_list")


def _in_order(waiting: Iterable[OpenDuty]) -> list[OpenDuty]:
    """Put what may carry a term on top; within that, the soonest limit stays first."""
    return sorted(waiting, key=lambda duty: duty.detail != OtherKind.MAY_CARRY_TERM)


def _may_see(tx: Connection, visit: Visit, message: ListedMessage) -> bool:
    """Say whether this person may see it (R6), and log that it was seen (R33)."""
    if is_hidden(message.entry.hidden_from, visit.who, visit.tools.keys):
        return False
    visit.log(tx, "read_in_list", journal=message.entry.number)
    return True


def _line(visit: Visit, duty: OpenDuty, message: ListedMessage, limit: Limit) -> PassOnLine:
    gist = _gist(visit, message)
    return PassOnLine(
        gist=gist,
        may_carry_term=duty.detail == OtherKind.MAY_CARRY_TERM,
        limit=limit,
        unit=propose_unit(gist.mail, visit.tools.office.units),
    )


def _gist(visit: Visit, message: ListedMessage) -> Gist:
    mail = visit.tools.read_mail(message.content)
    opening = own_words(mail.text).deciding[:OPENING_CHARACTERS]
    return Gist(entry=message.entry, mail=mail, opening=opening)


PAGES = (
    Page("/weitergeben", "pass_on_list", show_list, Permission.WORK),
    Page("/weitergeben/<int:number>", "pass_on", pass_on, Permission.WORK, method="POST"),
)
