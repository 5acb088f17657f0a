"""Mails about a case in a person's words, on their way through the same outbox (R13, R18, R23)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from correspondence.occasion import Occasion
from correspondence.written import Written, compose_written
from intake.filing_tools import FilingTools
from intake.outbox import occasion_of
from store import dispatches, journal, register
from store.dispatches import Outgoing
from store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMail:
    """A finished mail about a case, to be filed in the transaction that changes the case."""

    case_number: str
    journal: int
    outgoing: Outgoing


class NoJournalLineError(LookupError):
    """The case's first message is forgotten (R33): nothing can be sent about it any more."""


def compose_about(
    case_number: str, texts: Sequence[Written], tools: FilingTools
) -> tuple[CaseMail, ...]:
    """Make finished mails; outside of any transaction, since chance and much text are at work.

    AddressError where no mail can go to an address; NoJournalLineError for a forgotten case.
    """
    occasion = occasion_about(case_number, tools)
    return tuple(
        CaseMail(
            case_number=case_number,
            journal=occasion.journal,
            outgoing=compose_written(each, replace(occasion, fresh_id=tools.fresh_id())),
        )
        for each in texts
    )


def occasion_about(
    case_number: str, tools: FilingTools, *, answer_by: date | None = None
) -> Occasion:
    """Return what surrounds a letter about a case; NoJournalLineError for a forgotten one."""
    with reading(tools.engine) as tx:
        number = register.first_journal(tx, case_number)
        entry = journal.entry(tx, number) if number else None
    if entry is None:
        raise NoJournalLineError(case_number)
    return replace(occasion_of(entry, tools), case_number=case_number, answer_by=answer_by)


def file_about(tx: Connection, mail: CaseMail, *, at: datetime, not_before: datetime) -> int | None:
    """Put it into the outbox and return its dispatch; None if one with its key is there."""
    return dispatches.file(
        tx,
        mail.outgoing,
        journal=mail.journal,
        case_number=mail.case_number,
        at=at,
        not_before=not_before,
    )
