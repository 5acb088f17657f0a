"""Collect the mailbox: take every message in, then move it; compare server and journal (R1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.mail import RawMail
from intake.line import take
from intake.mailbox import Mailbox, Vanished, Withheld
from intake.mailbox_errors import FolderMissingError
from intake.tidying import CollectTools, move
from store import journal
from store.engine import reading

BATCH_MESSAGES = 50
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one poll did; `not_in_journal` must be 0 when it ends."""

    taken: int = 0
    repeated: int = 0
    vanished: int = 0
    not_in_journal: int = 0


def collect(mailbox: Mailbox, tools: CollectTools) -> Collected:
    """Take in every message of every folder, seen or not, and reconcile (R1)."""
    watched = tuple(folder for folder in tools.settings.watch if _exists(mailbox, folder))
    folders = (*tools.settings.folders, *watched)
    rounds = [_collect_folder(mailbox, folder, tools) for folder in folders]
    return Collected(
        taken=sum(each.taken for each in rounds),
        repeated=sum(each.repeated for each in rounds),
        vanished=sum(each.vanished for each in rounds),
        not_in_journal=sum(each.not_in_journal for each in rounds),
    )


def _exists(mailbox: Mailbox, folder: str) -> bool:
    """Say whether a watched folder is there: many servers make a junk folder when they need it."""
    try:
        mailbox.select(folder)
    except FolderMissingError:
        return False
    return True


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
        vanished += sum(isinstance(each, Vanished) for each in batch)
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
    move(mailbox, folder, there, target=tools.settings.done_folder, tools=tools)
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
    move(mailbox, folder, dict(there), target=tools.settings.done_folder, tools=tools)


def _batches(
    messages: Iterable[RawMail | Vanished | Withheld],
) -> Iterator[list[RawMail | Vanished | Withheld]]:
    """Group messages for one transaction, bounded in number and bytes."""
    batch: list[RawMail | Vanished | Withheld] = []
    size = 0
    for message in messages:
        batch.append(message)
        size += len(message.content) if isinstance(message, RawMail) else 0
        if len(batch) >= BATCH_MESSAGES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
