"""Tell the second of two people what the first one decided, and when (R1, R36)."""

from sqlalchemy import Connection

from cases.decision import DecidedBy
from cases.labels import GERMAN
from desk.visit import Visit
from desk.words.days import written_instant
from store import duties, journal
from store.journal import JournalEntry
from store.people import accounts

CHANGED = "Jemand war schneller: Die Nachricht wurde inzwischen geändert."


def who_was_first(tx: Connection, visit: Visit, number: int) -> str:
    """Return the sentence for somebody whose decision about a message came second."""
    entry = journal.entry(tx, number)
    if entry is None or entry.decided_at is None or entry.decided_by is not DecidedBy.OFFICER:
        return CHANGED
    when = written_instant(entry.decided_at, visit.tools.office.calendar)
    return f"Jemand war schneller: {_who(tx, visit, entry)} am {when} entschieden: {_what(entry)}."


def _who(tx: Connection, visit: Visit, entry: JournalEntry) -> str:
    name = duties.ended_by(tx, entry.number, at=entry.decided_at) if entry.decided_at else ""
    if not name:
        return "Die Nachricht wurde"
    if name == visit.name:
        return "Sie selbst haben in einem anderen Fenster"
    account = accounts.find(tx, name)
    return f"{account.full_name or name} hat" if account else f"{name} hat"


def _what(entry: JournalEntry) -> str:
    return ", ".join(GERMAN[label] for label in entry.labels)
