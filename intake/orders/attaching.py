"""The officer adds a message to a case (R9): never a number alone, always a person's word."""

from dataclasses import replace

from cases.decision import DecidedBy, Decision, Verdict
from cases.duties import Duty, DutyKind
from cases.labels import HAND_OVER_WAYS, Way, labels_on
from cases.letter import LetterKind
from cases.limits import due_on
from cases.mail import Mail
from cases.plan import Plan, Retention
from cases.received import Matter, Received
from intake.filing import facts_for, file_plan
from intake.filing_tools import FilingTools, Order
from store import journal, register
from store.engine import reading
from store.journal import JournalEntry
from store.register import CaseRecord


def attach(
    record: CaseRecord, entry: JournalEntry, mail: Mail, tools: FilingTools, *, order: Order
) -> bool:
    """Enter the message's text in the case and end what waited for a decision about it.

    Of a message that was handed over the officer marks the excerpt (R8). Return False if somebody
    else was first. What the decision before opened by mistake ends, too.
    """
    received = facts_for(entry, mail, tools, order=order)
    handed = tuple(way for way in HAND_OVER_WAYS if (LetterKind.HAND_OVER, way) in received.done)
    ways = {Way.REGISTER, *handed}
    elsewhere = [label for way in handed for label in labels_on(way, entry.labels)]
    decision = Decision(
        labels=tuple(dict.fromkeys((*elsewhere, *record.labels))),
        ways={way: Verdict.DO if way in ways else Verdict.NO for way in Way},
        decided_by=DecidedBy.OFFICER,
        language=entry.language or "de",
    )
    received = replace(received, matter=_matter(record, entry, tools), is_returned=False)
    plan = _with_excerpt(record, received, tools) if handed else Plan(attach_to=record.number)
    filed = file_plan(plan, decision, received, entry, mail, tools, order=order)
    return filed is not None


def _with_excerpt(record: CaseRecord, received: Received, tools: FilingTools) -> Plan:
    """Keep what was handed over out of the register, but for what the officer marks (R5, R8)."""
    office = tools.office
    due = due_on(received.received_on, office.terms.acknowledge, office.calendar)
    return Plan(
        attach_to=record.number,
        retention=Retention.HANDED_OVER,
        duties=(Duty(kind=DutyKind.MARK_EXCERPT, due_on=due),),
    )


def _matter(record: CaseRecord, entry: JournalEntry, tools: FilingTools) -> Matter | None:
    """Return the message that opened the case; None when it is forgotten, or is this one."""
    with reading(tools.engine) as tx:
        number = register.first_journal(tx, record.number)
        first = journal.entry(tx, number) if number and number != entry.number else None
    if first is None:
        return None
    hidden_from = tuple(dict.fromkeys((*entry.hidden_from, *first.hidden_from)))
    return Matter(
        journal=first.number,
        case_number=record.number,
        labels=record.labels,
        sender_is_party=True,
        hidden_from=hidden_from,
    )
