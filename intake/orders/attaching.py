"""The officer adds a message to a case (R9): never a number alone, always a person's word."""

from dataclasses import replace

from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Way
from cases.mail import Mail
from cases.plan import Plan
from cases.received import Matter
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

    Return False if somebody else was first. What the decision before opened by mistake ends, too.
    """
    received = facts_for(entry, mail, tools, order=order)
    decision = Decision(
        labels=record.labels,
        ways={way: Verdict.DO if way is Way.REGISTER else Verdict.NO for way in Way},
        decided_by=DecidedBy.OFFICER,
        language=entry.language or "de",
    )
    received = replace(received, matter=_matter(record, entry, tools), is_returned=False)
    plan = Plan(attach_to=record.number)
    filed = file_plan(plan, decision, received, entry, mail, tools, order=order)
    return filed is not None


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
