"""Collect the mailbox: take every message in, then move it; compare server and journal (R1)."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cases.mail import RawMail
from cases.plan import Retention
from intake.filing import FilingTools
from intake.line import take
from intake.mailbox import Mailbox, Moved, Vanished
from intake.settings import MailboxSettings
from store import journal, server_copies
from store.engine import reading, writing

log = logging.getLogger(__name__)

BATCH_MESSAGES = 50
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one poll did; `not_in_journal` must be 0 when it ends."""

    taken: int = 0
    repeated: int = 0
    vanished: int = 0
    not_in_journal: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectTools:
    """What collecting needs; `progress` hears of each message taken."""

    filing: FilingTools
    settings: MailboxSettings
    progress: Callable[[int], None] = lambda _taken: None


def collect(mailbox: Mailbox, tools: CollectTools) -> Collected:
    """Take in every message of every folder, seen or not, and reconcile (R1)."""
    folders = (*tools.settings.folders, *tools.settings.watch)
    rounds = [_collect_folder(mailbox, folder, tools) for folder in folders]
    return Collected(
        taken=sum(each.taken for each in rounds),
        repeated=sum(each.repeated for each in rounds),
        vanished=sum(each.vanished for each in rounds),
        not_in_journal=sum(each.not_in_journal for each in rounds),
    )


def sort_on_server(mailbox: Mailbox, tools: CollectTools) -> int:
    """Move copies of handed-over mail to their own folder, so that the grace time shows (R7)."""
    target = tools.settings.handed_over_folder
    with reading(tools.filing.engine) as tx:
        copies = server_copies.to_sort(
            tx, tools.settings.name, retention=Retention.HANDED_OVER, target=target
        )
    for folder, uid_validity in {(copy.folder, copy.uid_validity) for copy in copies}:
        there = {
            copy.uid: copy.journal
            for copy in copies
            if (copy.folder, copy.uid_validity) == (folder, uid_validity) and copy.uid is not None
        }
        if mailbox.select(folder).uid_validity == uid_validity:
            _move(mailbox, folder, there, target, tools)
    return len(copies)


def erase_on_server(mailbox: Mailbox, tools: CollectTools, due: Iterable[ServerCopy]) -> int:
    """Erase the server's copies by UID and check that they are gone (R7)."""
    gone = 0
    for copy in due:
        if copy.uid is None:
            continue
        erased = mailbox.erase(copy.folder, copy.uid_validity, [copy.uid])
        if copy.uid in erased:
            with writing(tools.filing.engine) as tx:
                at = tools.filing.now()
                gone += erasure.note_server_erased(tx, copy.journal, at=at)
    return gone


def _collect_folder(mailbox: Mailbox, folder: str, tools: CollectTools) -> Collected:
    state = mailbox.select(folder)
    with reading(tools.filing.engine) as tx:
        known = journal.uids_taken(
            tx, mailbox=tools.settings.name, folder=folder, uid_validity=state.uid_validity
        )
    on_server = mailbox.uids(folder)
    _move_again(mailbox, folder, [uid for uid in on_server if uid in known], tools)
    taken = vanished = 0
    fresh = [uid for uid in on_server if uid not in known]
    for batch in _batches(mailbox.fetch(folder, fresh)):
        arrived = [each for each in batch if isinstance(each, RawMail)]
        vanished += len(batch) - len(arrived)
        taken += _take_and_move(mailbox, folder, arrived, tools)
        tools.progress(len(arrived))
    return Collected(
        taken=taken,
        repeated=len(on_server) - len(fresh),
        vanished=vanished,
        not_in_journal=len(fresh) - taken - vanished,
    )


def _take_and_move(
    mailbox: Mailbox, folder: str, arrived: list[RawMail], tools: CollectTools
) -> int:
    """Commit first; only then change anything on the server."""
    numbers = [taken.number for taken in take(arrived, tools.filing)]
    there = {raw.place.uid: number for raw, number in zip(arrived, numbers, strict=True)}
    _move(mailbox, folder, there, tools.settings.done_folder, tools)
    return len(numbers)


def _move_again(mailbox: Mailbox, folder: str, uids: list[int], tools: CollectTools) -> None:
    """Move what was taken before a crash and still lies where it came in."""
    if not uids:
        return
    state = mailbox.select(folder)
    with reading(tools.filing.engine) as tx:
        there = journal.numbers_at(
            tx,
            mailbox=tools.settings.name,
            folder=folder,
            uid_validity=state.uid_validity,
            uids=uids,
        )
    _move(mailbox, folder, dict(there), tools.settings.done_folder, tools)


def _move(
    mailbox: Mailbox, folder: str, there: dict[int, int], target: str, tools: CollectTools
) -> None:
    """Move messages (uid to journal number) and note where they lie now."""
    if not there:
        return
    moved = mailbox.move(folder, list(there), target)
    with writing(tools.filing.engine) as tx:
        for uid, place in moved.items():
            server_copies.note_filed(
                tx,
                there[uid],
                folder=place.folder,
                uid_validity=place.uid_validity,
                uid=place.uid,
            )


def _batches(
    messages: Iterable[RawMail | Vanished],
) -> Iterator[list[RawMail | Vanished]]:
    """Group messages for one transaction, bounded in number and bytes."""
    batch: list[RawMail | Vanished] = []
    size = 0
    for message in messages:
        batch.append(message)
        size += len(message.content) if isinstance(message, RawMail) else 0
        if len(batch) >= BATCH_MESSAGES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
