"""Erase what must not stay: raw mail, the words that decided, what was sent (R7, R33).

After a transaction that erased something, the caller runs
`store.engine.empty_the_write_ahead_log` until it says that the log is empty.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from cases.letter import LetterKind
from cases.plan import Retention
from store.case_tables import confirmed_parties
from store.dispatch_lines import DispatchState
from store.erasing.candidates import candidates
from store.erasing.erasable import is_due, months_before
from store.messages import undo
from store.server_copies import ServerCopy, copies_query, copy_of
from store.settings import RetentionSettings
from store.tables import (
    attached_texts,
    dispatch_wires,
    dispatches,
    journal_lines,
    raw_mails,
    reasons,
    server_copies,
    training_examples,
)

BATCH = 500


def erase_due(
    tx: Connection, *, now: datetime, retention: RetentionSettings, limit: int = BATCH
) -> tuple[int, ...]:
    """Erase the content of what is due and return its journal numbers; the lines stay (R7).

    A hand-over goes when each of its ways is delivered, the grace time is over without a bounce,
    nothing holds it and no duty but its case is open. What is neither goes by its days. At most
    `limit` go at once: call again while that many come back.
    """
    due: list[int] = []
    last = 0
    while len(due) < limit and (found := candidates(tx, after=last, now=now, retention=retention)):
        last = found[-1].entry.number
        due += [each.entry.number for each in found if is_due(each, now=now, retention=retention)]
    numbers = due[:limit]
    if numbers:
        _erase_content(tx, numbers, now)
    undo.forget(tx, now=now)
    _erase_wires_without_journal(tx, now, retention)
    _erase_links(tx, now)
    return tuple(numbers)


def server_copies_to_erase(
    tx: Connection, *, mailbox: str, now: datetime, retention: RetentionSettings
) -> tuple[ServerCopy, ...]:
    """Return the copies that must leave the mail server: erased messages, and old case mail."""
    cut = months_before(now, retention.mailbox_months)
    line = journal_lines.c
    is_old_case_mail = (
        (line.retention == Retention.CASE)
        & (line.received_at <= cut)
        & server_copies.c.is_filed.is_(True)
    )
    query = (
        copies_query()
        .where(line.mailbox == mailbox, or_(line.raw_erased_at.is_not(None), is_old_case_mail))
        .order_by(server_copies.c.journal)
    )
    return tuple(copy_of(row) for row in tx.execute(query))


def note_server_erased(tx: Connection, journal: int, *, at: datetime) -> None:
    """Note that the server's copy is gone and that its absence was checked (R7)."""
    tx.execute(delete(server_copies).where(server_copies.c.journal == journal))
    change = update(journal_lines).where(
        journal_lines.c.number == journal, journal_lines.c.server_erased_at.is_(None)
    )
    tx.execute(change.values(server_erased_at=at))


def _erase_content(tx: Connection, numbers: Sequence[int], now: datetime) -> None:
    tx.execute(delete(raw_mails).where(raw_mails.c.journal.in_(numbers)))
    tx.execute(delete(reasons).where(reasons.c.journal.in_(numbers)))
    tx.execute(delete(attached_texts).where(attached_texts.c.journal.in_(numbers)))
    tx.execute(delete(training_examples).where(training_examples.c.journal.in_(numbers)))
    tx.execute(delete(confirmed_parties).where(confirmed_parties.c.journal.in_(numbers)))
    undo.forget(tx, now=now, journals=numbers)
    _erase_wires(tx, dispatches.c.journal.in_(numbers), now)
    change = update(journal_lines).where(journal_lines.c.number.in_(numbers))
    tx.execute(change.values(raw_erased_at=now, row_version=journal_lines.c.row_version + 1))


def _erase_wires_without_journal(
    tx: Connection, now: datetime, retention: RetentionSettings
) -> None:
    """Erase what was sent about no message in particular, once it arrived long enough ago."""
    cut = now - timedelta(days=retention.other_days)
    is_old = (
        dispatches.c.journal.is_(None)
        & (dispatches.c.state != DispatchState.WAITING)
        & (dispatches.c.filed_at <= cut)
    )
    _erase_wires(tx, is_old, now)


def _erase_links(tx: Connection, now: datetime) -> None:
    """Erase what was sent with a link of its own as soon as it arrived: the link opens a case."""
    has_link = dispatches.c.kind.in_((LetterKind.STATEMENT_REQUEST, LetterKind.STATEMENT_REMINDER))
    _erase_wires(tx, has_link & (dispatches.c.state == DispatchState.DELIVERED), now)


def _erase_wires(tx: Connection, which: ColumnElement[bool], now: datetime) -> None:
    ids = select(dispatches.c.id).where(which, dispatches.c.erased_at.is_(None))
    tx.execute(delete(dispatch_wires).where(dispatch_wires.c.dispatch.in_(ids)))
    change = update(dispatches).where(which, dispatches.c.erased_at.is_(None))
    tx.execute(change.values(erased_at=now))
