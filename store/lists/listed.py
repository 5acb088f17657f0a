"""Messages as a list shows them: their lines in the journal with their bytes, in one query."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Select, or_, select

from cases.decision import DecidedBy, OtherKind
from store.columns import AnyRow
from store.messages.entries import JournalEntry, entry_of
from store.tables import journal_lines, raw_mails

UNANSWERED = (OtherKind.ADVERTISING, OtherKind.EMPTY)
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMessage:
    """A journal line with the bytes of its message, not yet read."""

    entry: JournalEntry
    content: bytes = field(repr=False)


def of_numbers(tx: Connection, numbers: Collection[int]) -> dict[int, ListedMessage]:
    """Return these messages by their number; those that are erased are missing."""
    query = _with_content().where(journal_lines.c.number.in_(numbers))
    return {row.number: _listed(row) for row in tx.execute(query)}


def unanswered(
    tx: Connection, *, since: datetime, before: int | None = None
) -> Iterator[ListedMessage]:
    """Yield what was taken since then and filed without an answer, newest first (R9c, R15).

    `before` is the last number of the page read just before.
    """
    while page := _page_of_unanswered(tx, since, before):
        yield from page
        before = page[-1].entry.number


def _page_of_unanswered(
    tx: Connection, since: datetime, before: int | None
) -> tuple[ListedMessage, ...]:
    line = journal_lines.c
    query = (
        _with_content()
        # Nothing is decided before it is taken, and only `decided_at` has an index.
        .where(line.decided_at >= since, line.taken_at >= since)
        .where(or_(line.other_kind.in_(UNANSWERED), line.decided_by == DecidedBy.MACHINE))
        .order_by(line.number.desc())
        .limit(PAGE)
    )
    if before is not None:
        query = query.where(line.number < before)
    return tuple(_listed(row) for row in tx.execute(query))


def _with_content() -> Select[*tuple[object, ...]]:
    return select(journal_lines, raw_mails.c.content).join(
        raw_mails, raw_mails.c.journal == journal_lines.c.number
    )


def _listed(row: AnyRow) -> ListedMessage:
    return ListedMessage(entry=entry_of(row), content=row.content)
