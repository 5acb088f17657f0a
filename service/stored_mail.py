"""Messages that lie in files: find them, propose their time of receipt, take them in (R1, R14)."""

import mailbox
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cases.mail import Mail, Place, RawMail
from intake.facts import IMPORT
from intake.filing_tools import FilingTools
from intake.fingerprint import fingerprint
from intake.reading.mail import read_mail
from store import journal, server_copies
from store.engine import writing
from store.keys import HashKind, Keys
from store.messages.taking import Taken

MBOX_START = b"From "
SUFFIXES = frozenset({".eml", ".mbox"})
MAILDIR_FOLDERS = frozenset({"cur", "new"})
FIRST_DAY = datetime(1990, 1, 1, tzinfo=UTC)
"""No e-mail of an office is older; a clock that was never set says 1970 or 1980."""
NUMBER_BITS = 31
"""The widest number that every database takes as a UID."""


class ReceiptFrom(StrEnum):
    """What a proposed time of receipt rests on (R14)."""

    GIVEN = "as given"
    RECEIVED = "from the Received header"
    DATE = "from the Date header"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMail:
    """One message, the file that holds it, and when it came into the house; None: nobody knows."""

    file: Path
    content: bytes = field(repr=False)
    mail: Mail = field(repr=False)
    received_at: datetime | None = None
    receipt_from: ReceiptFrom | None = None


def files_below(path: Path) -> Iterator[Path]:
    """Yield the file itself, or those of a folder: *.eml, *.mbox and what lies in a Maildir."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        if file.suffix.lower() in SUFFIXES or file.parent.name in MAILDIR_FOLDERS:
            yield file


def messages_in(file: Path, *, given: datetime | None, now: datetime) -> Iterator[StoredMail]:
    """Yield every message of an mbox file, or the one message that another file is."""
    for content in _contents(file):
        mail = read_mail(content)
        received_at, receipt_from = _receipt(mail, given=given, now=now)
        yield StoredMail(
            file=file,
            content=content,
            mail=mail,
            received_at=received_at,
            receipt_from=receipt_from,
        )


def take_stored(stored: Sequence[StoredMail], tools: FilingTools) -> tuple[Taken, ...]:
    """Take messages in as the line takes those of the mailbox; known ones write nothing (R1).

    All must have a time of receipt. They have no copy on the mail server.
    """
    raws = [
        (
            RawMail(content=each.content, place=place_of(each, tools.keys), received_at=at),
            fingerprint(each.mail, tools.keys),
        )
        for each in stored
        if (at := each.received_at)
    ]
    with writing(tools.engine) as tx:
        taken = journal.take_many(tx, raws, at=tools.now())
        for each in taken:
            if each.is_new:
                server_copies.vanished(tx, each.number)
    return taken


def place_of(stored: StoredMail, keys: Keys) -> Place:
    """Return where a message lies: the same bytes in the same file are always the same place.

    The numbers are made of the content, so that a file whose messages move keeps their places,
    and another message under a known name is a new one.
    """
    digest = int.from_bytes(sha256(stored.content).digest())
    numbers = 2**NUMBER_BITS
    return Place(
        mailbox=IMPORT,
        folder=keys.hash(HashKind.LETTER, str(stored.file.resolve()))[:32],
        uid_validity=digest % numbers,
        uid=digest // numbers % numbers,
    )


def _contents(file: Path) -> Iterator[bytes]:
    if not _is_mbox(file):
        yield file.read_bytes()
        return
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _is_mbox(file: Path) -> bool:
    """Tell by the first line; an *.eml is one message, also where that line was left in it."""
    if file.suffix.lower() == ".eml":
        return False
    with file.open("rb") as opened:
        return opened.read(len(MBOX_START)) == MBOX_START


def _receipt(
    mail: Mail, *, given: datetime | None, now: datetime
) -> tuple[datetime, ReceiptFrom] | tuple[None, None]:
    """Propose when the message came into the house; nothing that cannot be (R14)."""
    stamped = _instant(mail.header("received").rpartition(";")[2])
    for at, rests_on in (
        (given, ReceiptFrom.GIVEN),
        (stamped, ReceiptFrom.RECEIVED),
        (mail.date, ReceiptFrom.DATE),
    ):
        if at and FIRST_DAY <= at <= now:
            return at, rests_on
    return None, None


def _instant(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
