"""File what a decision asks for: plan, compose, one transaction (R1 to R16).

The line, the desk and `krm import` all file here, so that the same decision has the same
consequences wherever it was taken.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from cases.case import CaseEventKind, Channel
from cases.decision import DecidedBy, Decision, Verdict
from cases.duties import DutyKind
from cases.labels import Way
from cases.mail import Mail
from cases.plan import CaseOpening, Plan, Retention, as_filed, plan_for
from cases.received import Matter, Received
from intake.bounced import note_bounce
from intake.entered_facts import by_hand_in
from intake.facts import DESK, Circumstances, Known, facts_of
from intake.filing_tools import FilingTools, Order
from intake.follow_up import find_matter, follows_complaint_about_director
from intake.orders.decided_anew import (
    Numbers,
    begin_anew,
    end_earlier,
    keep_way_back,
    numbers_for,
    without_forgotten_case,
)
from intake.outbox import compose_all, send
from intake.writer import writer_of
from store import deadlines, dispatches, duties, journal, register, tagged_addresses
from store.dispatches import Withdrawal
from store.engine import reading, writing
from store.journal import Filed, JournalEntry
from store.keys import Keys
from store.messages import copies, entered, mistaken, parties
from triage.machine import kind_of

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
DRAWS = 50


def file_decision(
    decision: Decision,
    entry: JournalEntry,
    mail: Mail,
    tools: FilingTools,
    *,
    order: Order | None = None,
) -> Plan | None:
    """File all that the decision asks for, or nothing; None if somebody else was first.

    Without an order the line decides, once; with one a person decides, also anew: that takes
    back the letters of the decision before that wait for their time (`Order.not_before`).
    """
    entry = without_forgotten_case(entry, tools)
    received = facts_for(entry, mail, tools, order=order)
    plan = plan_for(decision, received, tools.office)
    return file_plan(plan, as_filed(decision, received), received, entry, mail, tools, order=order)


def file_plan(  # noqa: PLR0917 (what a plan is about, each of its own kind)
    plan: Plan,
    journalled: Decision,
    received: Received,
    entry: JournalEntry,
    mail: Mail,
    tools: FilingTools,
    *,
    order: Order | None,
) -> Plan | None:
    """File a plan whole, or nothing; None if somebody else was first."""
    numbers = _numbers(plan, journalled, entry, tools)
    outgoing = compose_all(
        plan.letters,
        entry,
        mail,
        tools,
        case_number=numbers.case,
        to_substitute=received.to_substitute,
        language=journalled.language,
    )
    filed = _filed(plan, received.matter, mail, tools, case_number=numbers.case)
    with writing(tools.engine) as tx:
        anew = begin_anew(tx, entry, numbers, order, done=received.done, now=tools.now())
        if not (anew and _mark(tx, journalled, entry, filed, order=order, at=tools.now())):
            return None
        if entry.same_letter_as:
            copies.tie_machines(tx, entry)
        copies.follow(tx, entry.number)
        end_earlier(tx, anew, plan, journalled, at=tools.now())
        _carry_out(tx, plan, entry, tools, mail=mail, number=numbers.case)
        send(tx, outgoing, entry, tools, case_number=numbers.case, order=order)
        keep_way_back(tx, anew, now=tools.now())
    return plan


def file_repeat(entry: JournalEntry, first: JournalEntry, mail: Mail, tools: FilingTools) -> bool:
    """Journal another copy with the one that was judged: no second case, letter, limit (R1).

    Return False if somebody else was first.
    """
    by = first.decided_by or DecidedBy.RULE
    decision = Decision(labels=first.labels, ways=dict.fromkeys(Way, Verdict.NO), decided_by=by)
    filed = Filed(
        kind=kind_of(mail).kind,
        retention=first.retention or Retention.CASE,
        case_number=first.case_number,
        answers_journal=first.number,
    )
    with writing(tools.engine) as tx:
        if not _mark(tx, decision, entry, filed, order=None, at=tools.now()):
            return False
        copies.put_with(tx, entry.number, first.number)
        copies.follow(tx, first.number)
        if first.case_number:
            number, at = first.case_number, tools.now()
            again = CaseEventKind.SAME_LETTER_AGAIN
            register.note_event(tx, number, again, at=at, journal=entry.number)
    return True


def facts_for(
    entry: JournalEntry, mail: Mail, tools: FilingTools, *, order: Order | None = None
) -> Received:
    """Gather all that a plan for this message needs to know."""
    circumstances = Circumstances(
        mail=mail,
        entry=entry,
        known=_what_is_known(entry, mail, tools, order=order),
        office=tools.office,
        watched_folders=tools.watched_folders,
    )
    return facts_of(circumstances, to_substitute=order is not None and order.to_substitute)


def _what_is_known(
    entry: JournalEntry, mail: Mail, tools: FilingTools, *, order: Order | None
) -> Known:
    """Ask the store what a plan needs to know: the matter, what was sent, how often.

    What a person's new decision takes back counts as never sent.
    """
    now = tools.now()
    without = Withdrawal(journal=entry.number, now=now) if order else None
    with reading(tools.engine) as tx:
        matter = find_matter(tx, mail, tools.keys, tools.office)
        follows = follows_complaint_about_director(tx, mail, tools.keys, tools.office)
        done = dispatches.done_for(tx, entry.number, without=without)
        party = parties.of_journal(tx, entry.number)
        writer = party or writer_of(mail, tools.office)
        if writer is None or not writer.address:
            return Known(party=party, matter=matter, follows_director=follows, done=done)
        number = entry.case_number or (matter.case_number if matter else "")
        count = partial(dispatches.notices_since, tx, without=without)
        return Known(
            party=party,
            matter=matter,
            follows_director=follows,
            done=done,
            notices_to_writer_today=_notices_to(tx, writer.address, tools, without=without),
            notices_on_case_today=count(case_number=number, since=now - A_DAY) if number else 0,
            notices_this_hour=count(since=now - AN_HOUR),
        )


def _notices_to(
    tx: Connection, address: str, tools: FilingTools, *, without: Withdrawal | None
) -> int:
    """Count today's notices to one writer, whatever tag the address bears."""
    since = tools.now() - A_DAY
    if tagged_addresses.is_tagged(address):
        return tagged_addresses.notices_since(tx, address, since=since, without=without)
    to = tools.keys.hash("address", address)
    return dispatches.notices_since(tx, recipient_hash=to, since=since, without=without)


def _filed(
    plan: Plan, matter: Matter | None, mail: Mail, tools: FilingTools, *, case_number: str
) -> Filed:
    return Filed(
        kind=kind_of(mail).kind,
        retention=plan.retention,
        case_number=case_number,
        answers_journal=matter.journal if matter else None,
        hidden_from=_hidden_from(plan, matter, tools.keys),
    )


def _hidden_from(plan: Plan, matter: Matter | None, keys: Keys) -> tuple[str, ...]:
    """Hide a message from those it may be about, and from those its matter is hidden from (R6)."""
    of_matter = matter.hidden_from if matter else ()
    named = (keys.hash("name", name) for name in plan.hidden_from)
    return tuple(dict.fromkeys((*named, *of_matter)))


def _numbers(plan: Plan, decision: Decision, entry: JournalEntry, tools: FilingTools) -> Numbers:
    """Say under which case to file, and draw a number if it is a new one."""
    with reading(tools.engine) as tx:
        numbers = numbers_for(tx, plan, decision, entry)
    is_known = plan.case is None or numbers.case
    return numbers if is_known else replace(numbers, case=draw_number(tools))


def draw_number(tools: FilingTools) -> str:
    """Draw an unused case number in a transaction of its own; gaps are allowed."""
    year = tools.office.calendar.day_of(tools.now()).year
    with writing(tools.engine) as tx:
        drawn = (tools.fresh_case_number(year) for _ in range(DRAWS))
        return next(number for number in drawn if register.draw_number(tx, number))


def _mark(
    tx: Connection,
    decision: Decision,
    entry: JournalEntry,
    filed: Filed,
    *,
    order: Order | None,
    at: datetime,
) -> bool:
    """Write the decision on the journal line, if nobody was first; a person may decide anew.

    What lay before the officer because it could not be worked does so no more.
    """
    if order is None:
        is_first = journal.mark_decided(tx, entry.number, decision, filed, at=at)
        if is_first:
            duties.close_kinds(tx, entry.number, {DutyKind.UNREADABLE}, by="", at=at)
        return is_first
    number, version = entry.number, order.row_version
    if not journal.decide_anew(tx, number, decision, filed, row_version=version, at=at):
        return False
    dispatches.withdraw(tx, number, now=at)
    journal.hold_erasure(tx, number, held=False)
    return True


def _carry_out(
    tx: Connection,
    plan: Plan,
    entry: JournalEntry,
    tools: FilingTools,
    *,
    mail: Mail,
    number: str,
) -> None:
    """Write the case, its text, the limits and the duties of a plan."""
    at = tools.now()
    if plan.case:
        _open_case(tx, plan.case, entry, tools, number=number)
        if entry.place.mailbox == DESK:
            entered.note_on_case(tx, number, by_hand_in(mail))
    if plan.retention is Retention.HANDED_OVER and entry.case_number:
        register.withdraw_text(tx, entry.case_number, entry.number, at=at)
    if plan.attach_to:
        register.attach(tx, plan.attach_to, entry.number, at=at)
    if plan.enters_text or (plan.attach_to and plan.retention is not Retention.HANDED_OVER):
        subject, text = mail.subject, mail.text
        register.enter_text(tx, number, entry.number, subject=subject, text=text, at=at)
    deadlines.start(tx, entry.number, number, plan.deadlines)
    original = plan.holds_erasure_of
    for duty in plan.duties:
        told = replace(duty, detail=str(entry.number)) if original else duty
        duties.open_duty(tx, told, journal=original or entry.number, case_number=number, at=at)
    office, keys = tools.office, tools.keys
    note_bounce(tx, mail, number=entry.number, office=office, keys=keys, at=at)
    if original:
        journal.hold_erasure(tx, original, held=True)


def _channel(entry: JournalEntry) -> Channel:
    return Channel(entry.place.folder) if entry.place.mailbox == DESK else Channel.EMAIL


def _open_case(
    tx: Connection, opening: CaseOpening, entry: JournalEntry, tools: FilingTools, *, number: str
) -> None:
    party = opening.party.address if opening.party else ""
    party_hash = tools.keys.hash("address", party) if party else ""
    at = tools.now()
    if mistaken.reopen(tx, number, opening, party_hash=party_hash, at=at, journal=entry.number):
        return
    register.open_case(
        tx,
        number,
        opening,
        received_on=entry.first_day(tools.office.calendar),
        party_hash=party_hash,
        channel=_channel(entry),
        at=at,
        journal=entry.number,
    )
