"""Collect the mailbox: take every message in, then move it; compare server and journal (R1)."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from cases.mail import Place, RawMail
from intake.line import take, take_unread
from intake.mailbox.errors import FolderMissingError, MailboxError
from intake.mailbox.mailbox import Mailbox, Vanished, Withheld
from intake.mailbox.tidying import CollectTools, move, move_again
from store import journal
from store.engine import reading, writing
from store.messages import in_hand

log = logging.getLogger(__name__)

BATCH_MESSAGES = 50
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one poll did; `not_in_journal` must be 0 when it ends.

    `trouble`: a sentence for the operator about what the server refused meanwhile, or nothing.
    """

    taken: int = 0
    repeated: int = 0
    vanished: int = 0
    not_in_journal: int = 0
    trouble: str = ""

    def and_then(self, other: "Collected") -> "Collected":
        """Add up; the first trouble is told."""
        return Collected(
            taken=self.taken + other.taken,
            repeated=self.repeated + other.repeated,
            vanished=self.vanished + other.vanished,
            not_in_journal=self.not_in_journal + other.not_in_journal,
            trouble=self.trouble or other.trouble,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One folder as it was when it was listed: what is new in it, and what was taken before.

    `known`: the journal number of each that was taken and still lies there; `deaths`: how many
    processes each message has cost that one had in hand when it died.
    """

    name: str
    uid_validity: int
    fresh: tuple[int, ...]
    known: Mapping[int, int]
    deaths: Mapping[int, int]

    def place(self, uid: int, tools: CollectTools) -> Place:
        """Name a message's place."""
        return Place(
            mailbox=tools.settings.name, folder=self.name, uid_validity=self.uid_validity, uid=uid
        )


def collect(mailbox: Mailbox, tools: CollectTools) -> Collected:
    """Take in every message of every folder, seen or not, and reconcile (R1).

    A folder that is missing and a move that is refused hold up no other message.
    """
    collected = Collected()
    for name in tools.settings.folders:
        try:
            collected = collected.and_then(_collect_folder(mailbox, name, tools))
        except FolderMissingError as error:
            collected = collected.and_then(Collected(trouble=str(error)))
    for name in tools.settings.watch:
        if _exists(mailbox, name):
            collected = collected.and_then(_collect_folder(mailbox, name, tools))
    return collected


def _exists(mailbox: Mailbox, folder: str) -> bool:
    """Say whether a watched folder is there: many servers make a junk folder when they need it."""
    try:
        mailbox.select(folder)
    except FolderMissingError:
        return False
    return True


def _collect_folder(mailbox: Mailbox, name: str, tools: CollectTools) -> Collected:
    """Take in what is new before anything is moved: a full folder must not hold it up."""
    folder = _listed(mailbox, name, tools)
    deaths = folder.deaths
    harmless = [uid for uid in folder.fresh if uid not in deaths]
    suspected = sorted((uid for uid in folder.fresh if uid in deaths), key=deaths.__getitem__)
    parts = [harmless[n : n + BATCH_MESSAGES] for n in range(0, len(harmless), BATCH_MESSAGES)]
    collected = Collected(repeated=len(folder.known))
    for uids in (*parts, *([uid] for uid in suspected)):
        if tools.is_over():
            break
        collected = collected.and_then(_take_part(mailbox, folder, uids, tools))
    trouble = _move_known(mailbox, folder, tools)
    missing = len(folder.fresh) - collected.taken - collected.vanished
    return replace(collected, not_in_journal=missing, trouble=collected.trouble or trouble)


def _listed(mailbox: Mailbox, name: str, tools: CollectTools) -> Folder:
    """List the folder, then ask the journal for just that: it knows years of other messages."""
    uid_validity = mailbox.select(name).uid_validity
    on_server = mailbox.uids(name)
    with reading(tools.filing.engine) as tx:
        account = tools.settings.name
        known = journal.numbers_at(
            tx, mailbox=account, folder=name, uid_validity=uid_validity, uids=on_server
        )
        deaths = in_hand.deaths_in(tx, mailbox=account, folder=name, uid_validity=uid_validity)
    return Folder(
        name=name,
        uid_validity=uid_validity,
        fresh=tuple(uid for uid in on_server if uid not in known),
        known=known,
        deaths=deaths,
    )


def _take_part(
    mailbox: Mailbox, folder: Folder, uids: Sequence[int], tools: CollectTools
) -> Collected:
    """Take some messages in; one that cannot be read, or kills who reads it, holds up no other."""
    places = [folder.place(uid, tools) for uid in uids]
    deaths = _take_in_hand(places, tools)
    try:
        if deaths > in_hand.MOST_DEATHS:
            return _take_unfetched(mailbox, folder, places[0], tools)
        return _take_fetched(mailbox, folder, uids, tools, is_deadly=deaths == in_hand.MOST_DEATHS)
    except MailboxError:
        _let_go(places, tools)  # the line broke: no message is to blame
        raise
    except SQLAlchemyError:
        raise
    except Exception:
        # The trace names places in our code only: no message text enters it.
        log.exception("taking in failed", extra={"count": len(uids)})
        mailbox.renew()  # the failure may have come in the middle of an answer
        return Collected()


def _take_in_hand(places: Sequence[Place], tools: CollectTools) -> int:
    """Note what is about to be read; return how many processes a suspected message has cost."""
    with writing(tools.filing.engine) as tx:
        deaths = in_hand.take_again(tx, places[0]) if len(places) == 1 else 0
        in_hand.take(tx, places)
    return deaths


def _let_go(places: Sequence[Place], tools: CollectTools) -> None:
    with writing(tools.filing.engine) as tx:
        in_hand.let_go(tx, places)


def _take_fetched(
    mailbox: Mailbox,
    folder: Folder,
    uids: Sequence[int],
    tools: CollectTools,
    *,
    is_deadly: bool,
) -> Collected:
    collected = Collected()
    for batch in _batches(mailbox.fetch(folder.name, uids)):
        arrived = [each for each in batch if isinstance(each, RawMail)]
        absent = [each.uid for each in batch if isinstance(each, Vanished | Withheld)]
        if is_deadly:
            taken = [take_unread(raw, tools.filing) for raw in arrived]
        else:
            taken = list(take(arrived, tools.filing))
        there = {raw.place.uid: each.number for raw, each in zip(arrived, taken, strict=True)}
        if absent:
            _let_go([folder.place(uid, tools) for uid in absent], tools)
        collected = collected.and_then(
            Collected(
                taken=len(there),
                vanished=sum(isinstance(each, Vanished) for each in batch),
                trouble=_moved(mailbox, folder.name, there, tools),
            )
        )
        tools.progress(len(arrived))
    return collected


def _take_unfetched(
    mailbox: Mailbox, folder: Folder, place: Place, tools: CollectTools
) -> Collected:
    """Journal a message that is too large even to be fetched; it stays on the server (R1)."""
    received_at = mailbox.received_at(folder.name, place.uid)
    if received_at is None:
        _let_go([place], tools)
        return Collected(vanished=1)
    raw = RawMail(content=b"", place=place, received_at=received_at)
    number = take_unread(raw, tools.filing).number
    return Collected(taken=1, trouble=_moved(mailbox, folder.name, {place.uid: number}, tools))


def _moved(mailbox: Mailbox, folder: str, there: dict[int, int], tools: CollectTools) -> str:
    """Move what is committed; return what the server says against it, or nothing."""
    try:
        move(mailbox, folder, there, target=tools.settings.done_folder, tools=tools)
    except MailboxError as error:
        return str(error)
    return ""


def _move_known(mailbox: Mailbox, folder: Folder, tools: CollectTools) -> str:
    """Move what was taken before a crash and still lies where it came in."""
    try:
        move_again(mailbox, folder.name, folder.known, tools)
    except MailboxError as error:
        return str(error)
    return ""


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
