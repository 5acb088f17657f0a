"""What the officer does with a message beyond deciding it: pass on, mark, notify by hand."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from cases.case import CaseEventKind
from cases.deadlines import DeadlineKind
from cases.decision import Verdict
from cases.duties import DutyKind
from cases.labels import HAND_OVER_WAYS
from cases.letter import NOTICES, Letter, LetterKind
from cases.mail import Mail
from cases.office import Unit
from correspondence.compose import compose
from intake.filing import facts_for
from intake.filing_tools import FilingTools, Order
from intake.outbox import compose_all, occasion_of, send
from store import deadlines, dispatches, duties, register
from store.engine import reading, writing
from store.journal import JournalEntry
from store.messages import undo

PASSED_ON = frozenset({DutyKind.PASS_ON, DutyKind.FOLLOW_UP})
FIRST_REACTION = frozenset({DeadlineKind.FIRST_REACTION, DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT})


def pass_on(
    entry: JournalEntry, mail: Mail, tools: FilingTools, *, unit: Unit, order: Order
) -> bool:
    """Send the original on to a unit, with a transfer notice to the writer (R9c).

    Return False if somebody else was first.
    """
    letters = [
        Letter(kind=LetterKind.PASS_ON, to=unit.leader),
        *_transfer_notice(entry, mail, tools),
    ]
    outgoing = compose_all(letters, entry, mail, tools, passed_on_to=unit.name)
    with writing(tools.engine) as tx:
        before = undo.before(tx, entry.number, {entry.case_number})
        if not _is_first(tx, entry, PASSED_ON, order=order, at=tools.now()):
            return False
        send(tx, outgoing, entry, tools, case_number="", order=order)
        if order.not_before:
            undo.keep(tx, before, by=order.by, until=order.not_before, now=tools.now())
    return True


def take_back(entry: JournalEntry, tools: FilingTools, *, order: Order) -> bool:
    """Put the message back into the state before the last order; False when it is too late.

    Nothing of that order may have left the house, and nobody may have gone on from it.
    """
    with writing(tools.engine) as tx:
        return undo.undo(tx, entry.number, row_version=order.row_version, now=tools.now())


def mark_excerpt(entry: JournalEntry, tools: FilingTools, *, text: str, order: Order) -> bool:
    """Enter the part of a handed-over message that belongs to its case (R8).

    Return False if the message has no case or somebody else was first.
    """
    with writing(tools.engine) as tx:
        at, number = tools.now(), entry.case_number
        if not number or not _is_first(tx, entry, {DutyKind.MARK_EXCERPT}, order=order, at=at):
            return False
        register.enter_text(tx, number, entry.number, subject="", text=text, at=at)
        register.note_event(
            tx, number, CaseEventKind.EXCERPT, at=at, by=order.by, journal=entry.number
        )
    return True


def send_notice(
    entry: JournalEntry, mail: Mail, tools: FilingTools, *, address: str, order: Order
) -> bool:
    """Send the first answer to an address that a person has confirmed (R9a, R12).

    Return False if somebody else was first.
    """
    occasion = replace(
        occasion_of(entry, tools),
        thread=mail.message_id,
        fresh_id=tools.fresh_id(),
        sending=_sending(entry, tools),
    )
    notice = compose(notice_for(entry, address), occasion)
    with writing(tools.engine) as tx:
        if not _is_first(tx, entry, {DutyKind.NOTICE_BY_HAND}, order=order, at=tools.now()):
            return False
        send(tx, [notice], entry, tools, case_number=entry.case_number, order=order)
    return True


def note_posted(entry: JournalEntry, tools: FilingTools, *, order: Order) -> bool:
    """Note that the first answer went by post; that meets the limit (R12).

    Return False if somebody else was first.
    """
    with writing(tools.engine) as tx:
        at = tools.now()
        if not _is_first(tx, entry, {DutyKind.NOTICE_BY_HAND}, order=order, at=at):
            return False
        deadlines.meet(tx, entry.number, FIRST_REACTION, at=at)
        if entry.case_number:
            register.note_event(
                tx, entry.case_number, CaseEventKind.NOTICE_POSTED, at=at, by=order.by
            )
    return True


def notice_for(entry: JournalEntry, address: str) -> Letter:
    """Return the notice that a person sends where none went by itself (R12, R15a)."""
    handed = tuple(way for way in HAND_OVER_WAYS if entry.ways.get(way) is Verdict.DO)
    if entry.case_number:
        return Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=address, ways=handed)
    kind = LetterKind.TRANSFER_NOTICE if handed else LetterKind.NEUTRAL_ACKNOWLEDGEMENT
    return Letter(kind=kind, to=address, ways=handed)


def _sending(entry: JournalEntry, tools: FilingTools) -> int:
    """Count this notice behind those that did not arrive: it goes out again on purpose (R15)."""
    with reading(tools.engine) as tx:
        sent = dispatches.of_journal(tx, entry.number)
    return 1 + sum(each.kind in NOTICES and each.has_failed for each in sent)


def _transfer_notice(entry: JournalEntry, mail: Mail, tools: FilingTools) -> tuple[Letter, ...]:
    """Tell the writer who has the message now, where a notice may go at all (R15, R15a)."""
    received = facts_for(entry, mail, tools)
    if received.no_notice or received.writer is None:
        return ()
    return (Letter(kind=LetterKind.TRANSFER_NOTICE, to=received.writer.address),)


def _is_first(
    tx: Connection,
    entry: JournalEntry,
    kinds: Collection[DutyKind],
    *,
    order: Order,
    at: datetime,
) -> bool:
    """Close the duties that this work ends; False if somebody else closed them before."""
    return duties.close_kinds(tx, entry.number, kinds, by=order.by, at=at) > 0
