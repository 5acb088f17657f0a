"""Copies of one letter that reached us more than once (R1)."""

from sqlalchemy import ColumnElement, Connection, select, update

from cases.plan import Retention
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


def copies_filed_with(tx: Connection, number: int) -> tuple[int, ...]:
    """Return the later copies that were filed with this message."""
    query = select(journal_lines.c.number).where(*_is_copy_of(number))
    return tuple(tx.execute(query).scalars())


def follow(tx: Connection, number: int) -> None:
    """Let copies that were filed with a message be kept, found and hidden as it is (R6, R7)."""
    line = journal_lines.alias("line")
    shared = ("labels", "case_number", "retention", "hidden_from")
    of_line = {
        name: select(line.c[name]).where(line.c.number == number).scalar_subquery()
        for name in shared
    }
    tx.execute(update(journal_lines).where(*_is_copy_of(number)).values(of_line))
    brought = _was_brought_by_machine(number)
    hidden = {"hidden_from": of_line["hidden_from"]}
    tx.execute(update(journal_lines).where(*brought).values(hidden))


def tie_machines(tx: Connection, entry: JournalEntry) -> None:
    """Let earlier copies that machines brought go with the one that is judged (R6, R7).

    They stay a machine's, in no case; they are hidden as it is, and erased when it is.
    """
    line = journal_lines.c
    is_theirs = (
        line.letter_hash == entry.letter_hash,
        line.number < entry.number,
        line.retention == Retention.MACHINE,
    )
    change = update(journal_lines).where(*is_theirs)
    tx.execute(change.values(answers_journal=entry.number))
    follow(tx, entry.number)


def _is_copy_of(number: int) -> tuple[ColumnElement[bool], ...]:
    copy = journal_lines.c
    return copy.same_letter_as == number, copy.answers_journal == number


def _was_brought_by_machine(number: int) -> tuple[ColumnElement[bool], ...]:
    line, judged = journal_lines.c, journal_lines.alias("judged")
    letter = select(judged.c.letter_hash).where(judged.c.number == number).scalar_subquery()
    is_same = line.letter_hash == letter, line.letter_hash != ""
    return *is_same, line.answers_journal == number, line.retention == Retention.MACHINE
