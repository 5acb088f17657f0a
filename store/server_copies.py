"""Where each message lies on the mail server now (R7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, select, update

from cases.duties import DutyKind
from cases.plan import Retention
from store.columns import AnyRow
from store.tables import duties, journal_lines, server_copies

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCopy:
    """The server's copy of a message; `uid` is None while the server has not told it.

    `message_id_hash` finds such a copy again: the keyed hash of its Message-ID. `retention` is
    empty until the decision.
    """

    journal: int
    mailbox: str
    folder: str
    uid_validity: int
    uid: int | None
    is_filed: bool
    retention: Retention | None
    is_decided: bool
    message_id_hash: str = field(repr=False)


def unfiled(tx: Connection, mailbox: str, *, limit: int = 500) -> tuple[ServerCopy, ...]:
    """Return the copies that still lie where they came in, in the order of receipt."""
    query = (
        copies_query()
        .where(journal_lines.c.mailbox == mailbox, server_copies.c.is_filed.is_(False))
        .order_by(server_copies.c.journal)
        .limit(limit)
    )
    return tuple(copy_of(row) for row in tx.execute(query))


def to_sort(
    tx: Connection, mailbox: str, *, retention: Retention, target: str
) -> tuple[ServerCopy, ...]:
    """Return copies of such messages that do not lie in their target folder yet."""
    return _elsewhere(tx, mailbox, target, journal_lines.c.retention == retention)


def unworked(tx: Connection, mailbox: str, *, target: str) -> tuple[ServerCopy, ...]:
    """Return copies of messages that lie unworked before the officer, outside their folder."""
    is_open = (
        exists()
        .where(
            duties.c.journal == journal_lines.c.number,
            duties.c.kind == DutyKind.UNREADABLE,
            duties.c.done_at.is_(None),
        )
        .correlate(journal_lines)
    )
    return _elsewhere(tx, mailbox, target, is_open, journal_lines.c.decided_at.is_(None))


def worked_after_all(
    tx: Connection, mailbox: str, *, trouble: str, target: str
) -> tuple[ServerCopy, ...]:
    """Return copies in the folder for trouble whose messages are decided meanwhile."""
    line = journal_lines.c
    is_back = (server_copies.c.folder == trouble) & line.decided_at.is_not(None)
    return _elsewhere(tx, mailbox, target, is_back, line.retention != Retention.HANDED_OVER)


def unplaced(tx: Connection, mailbox: str, *, limit: int = 100) -> tuple[ServerCopy, ...]:
    """Return the copies whose new number the server did not tell when it moved them."""
    query = (
        copies_query()
        .where(journal_lines.c.mailbox == mailbox, server_copies.c.is_filed.is_(True))
        .where(server_copies.c.uid.is_(None))
        .order_by(server_copies.c.journal)
        .limit(limit)
    )
    return tuple(copy_of(row) for row in tx.execute(query))


def note_filed(
    tx: Connection,
    journal: int,
    *,
    folder: str,
    uid_validity: int | None,
    uid: int | None,
    came_from: tuple[str, int | None] | None = None,
) -> None:
    """Note where the server moved the copy; both numbers None when it did not tell.

    Nothing changes if the copy is no longer noted where it came from (folder and UID): another
    process has moved it on while we were held up, and knows better.
    """
    change = update(server_copies).where(server_copies.c.journal == journal)
    if came_from:
        from_folder, from_uid = came_from
        is_there = server_copies.c.uid.is_not_distinct_from(from_uid)
        change = change.where(server_copies.c.folder == from_folder, is_there)
    is_told = uid_validity is not None and uid is not None
    tx.execute(
        change.values(
            folder=folder,
            uid_validity=uid_validity if is_told else 0,
            uid=uid if is_told else None,
            is_filed=True,
        )
    )


def forget_numbers(tx: Connection, mailbox: str, *, folder: str, but_for: int) -> int:
    """Forget all UIDs in a folder but those of this UIDVALIDITY; return how many there were.

    The server has numbered the folder anew; its copies become `unplaced`.
    """
    lines = select(journal_lines.c.number).where(journal_lines.c.mailbox == mailbox)
    change = update(server_copies).where(
        server_copies.c.folder == folder,
        server_copies.c.is_filed.is_(True),
        server_copies.c.uid.is_not(None),
        server_copies.c.uid_validity != but_for,
        server_copies.c.journal.in_(lines),
    )
    return tx.execute(change.values(uid=None, uid_validity=0)).rowcount


def forget_places(
    tx: Connection, mailbox: str, *, folder: str, uid_validity: int, uids: Sequence[int]
) -> None:
    """Forget these places, at which nothing lies any more; the copies become `unplaced`."""
    lines = select(journal_lines.c.number).where(journal_lines.c.mailbox == mailbox)
    for start in range(0, len(uids), BATCH):
        change = update(server_copies).where(
            server_copies.c.folder == folder,
            server_copies.c.is_filed.is_(True),
            server_copies.c.uid_validity == uid_validity,
            server_copies.c.uid.in_(uids[start : start + BATCH]),
            server_copies.c.journal.in_(lines),
        )
        tx.execute(change.values(uid=None, uid_validity=0))


def uids_in(tx: Connection, mailbox: str, *, folder: str, uid_validity: int) -> frozenset[int]:
    """Return the UIDs in a folder of which we know whose copies they are."""
    query = (
        select(server_copies.c.uid)
        .join(journal_lines, journal_lines.c.number == server_copies.c.journal)
        .where(
            journal_lines.c.mailbox == mailbox,
            server_copies.c.folder == folder,
            server_copies.c.uid_validity == uid_validity,
            server_copies.c.uid.is_not(None),
        )
    )
    return frozenset(uid for uid in tx.execute(query).scalars() if uid is not None)


def vanished(tx: Connection, journal: int) -> None:
    """Note that the server has no copy any more: somebody deleted or moved it by hand."""
    tx.execute(delete(server_copies).where(server_copies.c.journal == journal))


def not_found(tx: Connection, copy: ServerCopy) -> bool:
    """Note that a search found this copy nowhere on the server; return whether that still holds.

    Another process may have noted its new place since the search began; then nothing changes.
    """
    place = server_copies.c
    change = delete(server_copies).where(
        place.journal == copy.journal,
        place.folder == copy.folder,
        place.uid_validity == copy.uid_validity,
        place.uid.is_not_distinct_from(copy.uid),
        place.is_filed == copy.is_filed,
    )
    return tx.execute(change).rowcount == 1


def _elsewhere(
    tx: Connection, mailbox: str, target: str, *only_if: ColumnElement[bool]
) -> tuple[ServerCopy, ...]:
    """Return copies whose place we know and that is not the target folder, some at a time."""
    query = (
        copies_query()
        .where(
            journal_lines.c.mailbox == mailbox,
            server_copies.c.is_filed.is_(True),
            server_copies.c.uid.is_not(None),
            server_copies.c.folder != target,
            *only_if,
        )
        .order_by(server_copies.c.journal)
        .limit(BATCH)
    )
    return tuple(copy_of(row) for row in tx.execute(query))


def copies_query() -> Select[*tuple[object, ...]]:
    """Select copies with what their journal line says about them."""
    line = journal_lines.c
    return select(
        server_copies, line.mailbox, line.retention, line.decided_at, line.message_id_hash
    ).join(journal_lines, line.number == server_copies.c.journal)


def copy_of(row: AnyRow) -> ServerCopy:
    """Return the copy of a row of `copies_query`."""
    return ServerCopy(
        journal=row.journal,
        mailbox=row.mailbox,
        folder=row.folder,
        uid_validity=row.uid_validity,
        uid=row.uid,
        is_filed=row.is_filed,
        retention=Retention(row.retention) if row.retention else None,
        is_decided=row.decided_at is not None,
        message_id_hash=row.message_id_hash,
    )
