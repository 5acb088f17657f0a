"""The server's copies: move them on, find them again, erase them (R1, R7)."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.plan import Retention
from intake.filing_tools import FilingTools
from intake.mailbox.errors import FolderChangedError, FolderMissingError
from intake.mailbox.mailbox import Mailbox
from intake.settings import MailboxSettings
from store import journal, server_copies
from store.engine import reading, writing
from store.erasing import erasure
from store.server_copies import ServerCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectTools:
    """What work on the mailbox needs; `progress` hears how many messages were just taken.

    Once it `is_over`, what was not taken in yet waits for the next poll.
    """

    filing: FilingTools
    settings: MailboxSettings
    progress: Callable[[int], None] = lambda _taken: None
    is_over: Callable[[], bool] = lambda: False


def move(
    mailbox: Mailbox, folder: str, there: Mapping[int, int], *, target: str, tools: CollectTools
) -> None:
    """Move messages (UID to journal number) and note where they lie now; a repeat is harmless."""
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
                came_from=(folder, uid),
            )


def move_again(
    mailbox: Mailbox, folder: str, there: Mapping[int, int], tools: CollectTools
) -> None:
    """Move what was taken in before and still lies where it came in.

    Where a move is a copy and a removal, the copy may have been made before a crash: then only
    the removal is left to do, so that no second copy outlives the erasure of the first (R7).
    """
    target = tools.settings.done_folder
    if mailbox.must_copy:
        copied = {uid for uid, number in there.items() if _is_copied(mailbox, number, tools)}
        mailbox.remove(folder, sorted(copied))
        there = {uid: number for uid, number in there.items() if uid not in copied}
    move(mailbox, folder, there, target=target, tools=tools)


def _is_copied(mailbox: Mailbox, number: int, tools: CollectTools) -> bool:
    """Find and note the copy in the folder for what is done; say whether there is one."""
    with reading(tools.filing.engine) as tx:
        content = journal.content(tx, number)
    folder = tools.settings.done_folder
    found = _same_in(mailbox, folder, content, tools) if content else None
    if found is None:
        return False
    uid_validity, uid = found
    with writing(tools.filing.engine) as tx:
        server_copies.note_filed(tx, number, folder=folder, uid_validity=uid_validity, uid=uid)
    return True


def sort_on_server(mailbox: Mailbox, tools: CollectTools) -> int:
    """Move copies of handed-over mail, and of mail that cannot be worked, to their own folders.

    So a look into the mailbox shows what waits for its erasure (R7) and what is to be checked.
    """
    name, settings = tools.settings.name, tools.settings
    done, trouble = settings.done_folder, settings.trouble_folder
    handed_over = settings.handed_over_folder
    with reading(tools.filing.engine) as tx:
        handed = server_copies.to_sort(
            tx, name, retention=Retention.HANDED_OVER, target=handed_over
        )
        unworked = server_copies.unworked(tx, name, target=trouble)
        worked = server_copies.worked_after_all(tx, name, trouble=trouble, target=done)
    _sort(mailbox, handed, handed_over, tools)
    _sort(mailbox, unworked, trouble, tools)
    _sort(mailbox, worked, done, tools)
    return len(handed) + len(unworked) + len(worked)


def _sort(mailbox: Mailbox, copies: Sequence[ServerCopy], target: str, tools: CollectTools) -> None:
    for folder in {copy.folder for copy in copies}:
        uid_validity = mailbox.select(folder).uid_validity
        there = {
            copy.uid: copy.journal
            for copy in copies
            if copy.folder == folder and copy.uid_validity == uid_validity and copy.uid
        }
        move(mailbox, folder, there, target=target, tools=tools)


def find_again(mailbox: Mailbox, tools: CollectTools) -> int:
    """Find copies whose place we do not know: a crash while moving, a terse or restored server.

    They are known by their bytes. What lies in none of our folders somebody has removed.
    """
    name = tools.settings.name
    _forget_old_numbers(mailbox, tools)
    with reading(tools.filing.engine) as tx:
        lost = [*server_copies.unplaced(tx, name), *server_copies.unfiled(tx, name)]
    waiting = _places_in(mailbox, {copy.folder for copy in lost if not copy.is_filed})
    return sum(
        _find_copy(mailbox, copy, tools)
        for copy in lost
        if copy.is_filed or (copy.folder, copy.uid_validity, copy.uid) not in waiting
    )


def erase_on_server(mailbox: Mailbox, tools: CollectTools, due: Iterable[ServerCopy]) -> int:
    """Erase the server's copies by UID and check that they are gone (R7)."""
    erased = 0
    for copy in due:
        if copy.uid is None:
            continue
        try:
            gone = mailbox.erase(copy.folder, copy.uid_validity, [copy.uid])
        except FolderChangedError:
            continue
        if copy.uid in gone:
            with writing(tools.filing.engine) as tx:
                erasure.note_server_erased(tx, copy.journal, at=tools.filing.now())
            erased += 1
    return erased


def _forget_old_numbers(mailbox: Mailbox, tools: CollectTools) -> None:
    """Notice that one of our folders was restored and has new message numbers, or is gone."""
    settings = tools.settings
    for folder in settings.own_folders:
        uid_validity = _numbering_of(mailbox, folder)
        with writing(tools.filing.engine) as tx:
            server_copies.forget_numbers(tx, settings.name, folder=folder, but_for=uid_validity)
        if uid_validity:
            _forget_old_places(mailbox, folder, uid_validity, tools)


def _forget_old_places(
    mailbox: Mailbox, folder: str, uid_validity: int, tools: CollectTools
) -> None:
    """Notice what somebody has moved or removed by hand: a later erasure must find it (R7)."""
    name = tools.settings.name
    with reading(tools.filing.engine) as tx:
        noted = server_copies.uids_in(tx, name, folder=folder, uid_validity=uid_validity)
    if gone := noted.difference(mailbox.uids(folder)):
        with writing(tools.filing.engine) as tx:
            server_copies.forget_places(
                tx, name, folder=folder, uid_validity=uid_validity, uids=sorted(gone)
            )


def _places_in(mailbox: Mailbox, folders: Iterable[str]) -> frozenset[tuple[str, int, int | None]]:
    """List every place in these folders: folder, UIDVALIDITY, UID."""
    return frozenset(
        (folder, uid_validity, uid)
        for folder in folders
        if (uid_validity := _numbering_of(mailbox, folder))
        for uid in mailbox.uids(folder)
    )


def _numbering_of(mailbox: Mailbox, folder: str) -> int:
    """Return the folder's UIDVALIDITY; 0, which no folder has, where somebody removed it."""
    try:
        return mailbox.select(folder).uid_validity
    except FolderMissingError:
        return 0


def _find_copy(mailbox: Mailbox, copy: ServerCopy, tools: CollectTools) -> bool:
    with reading(tools.filing.engine) as tx:
        content = journal.content(tx, copy.journal)
    if content is None:
        return False
    settings = tools.settings
    for folder in settings.own_folders:
        found = _same_in(mailbox, folder, content, tools)
        if found:
            uid_validity, uid = found
            with writing(tools.filing.engine) as tx:
                server_copies.note_filed(
                    tx,
                    copy.journal,
                    folder=folder,
                    uid_validity=uid_validity,
                    uid=uid,
                    came_from=(copy.folder, copy.uid),
                )
            return True
    with writing(tools.filing.engine) as tx:
        server_copies.not_found(tx, copy)
    return False


def _same_in(
    mailbox: Mailbox, folder: str, content: bytes, tools: CollectTools
) -> tuple[int, int] | None:
    """Return UIDVALIDITY and UID of a message with these bytes that is nobody else's copy."""
    try:
        uid_validity = mailbox.select(folder).uid_validity
    except FolderMissingError:
        return None
    with reading(tools.filing.engine) as tx:
        taken = server_copies.uids_in(
            tx, tools.settings.name, folder=folder, uid_validity=uid_validity
        )
    digest = hashlib.sha256(content).hexdigest()
    uid = mailbox.find_same(folder, len(content), digest, other_than=taken)
    return (uid_validity, uid) if uid is not None else None
