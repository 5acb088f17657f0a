"""Copies of one letter that reached us more than once (R1)."""

from sqlalchemy import Connection, select, update

from store.messages.entries import JournalEntry, entry_of
from store.tables import journal_lines


def earlier_copies(tx: Connection, entry: JournalEntry) -> tuple[JournalEntry, ...]:
    """Return the lines with the same letter that were taken in before, oldest first."""
    line = journal_lines.c
    if not entry.letter_hash:
        return ()
    is_earlier = line.letter_hash == entry.letter_hash, line.number < entry.number
    rows = tx.execute(select(journal_lines).where(*is_earlier).order_by(line.number))
    return tuple(entry_of(row) for row in rows)


def put_with(tx: Connection, number: int, first: int) -> None:
    """Let a line point to the copy that was judged, which need not be the first one taken in."""
    change = update(journal_lines).where(journal_lines.c.number == number)
    tx.execute(change.values(same_letter_as=first))
