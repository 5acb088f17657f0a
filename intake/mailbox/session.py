"""One logged-in session: IMAP commands in, typed answers out, every failure a MailboxError."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from imapclient import DELETED, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.mailbox.errors import FolderChangedError, FolderMissingError, UnreachableError
from intake.mailbox.folders import FolderNames
from intake.mailbox.line import connect, hang_up, imaplib_of, say_goodbye, told_plainly
from intake.mailbox.numbers import Copied, read_copied
from intake.settings import MailboxSettings

LOOK_UP_SECONDS = 0.5  # how long a wait may not notice that it shall stop
MOST_RENEWALS = 100
EMPTY_LOOKS = 10  # a line that is readable again and again and holds nothing has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """A folder as it was when it was opened."""

    folder: str
    uid_validity: int
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The bytes of one message and the server's time of receipt in UTC (R14)."""

    content: bytes = field(repr=False)
    received_at: datetime


@contextmanager
def open_session(settings: MailboxSettings) -> Iterator["Session"]:
    """Connect, log in, and learn what the server can do and how it names its folders."""
    session = Session(settings)
    try:
        yield session
    except BaseException:
        session.hang_up()
        raise
    session.say_goodbye()


class Session:
    """The commands that the mailbox needs; folder names are those of the settings.

    Message bytes are asked for whole (`BODY.PEEK[]`) and never searched by header: a server
    that is asked for single headers keeps them in its index after the message is erased (R7).
    """

    def __init__(self, settings: MailboxSettings) -> None:
        """Connect and log in."""
        self._settings = settings
        self._open: FolderState | None = None
        self._uid_validity: dict[str, int] = {}
        self._existing: set[str] = set()
        self._renewals = 0
        self._client = connect(settings)
        try:
            with told_plainly(settings):
                names = self._client.capabilities()
                self.capabilities = frozenset(name.decode() for name in names)
                self.names = _folder_names(self._client)
        except BaseException:
            self.hang_up()
            raise

    def renew(self) -> None:
        """Connect anew after the line broke; an error when that is impossible or goes on."""
        self.hang_up()
        self._open = None
        self._renewals += 1
        if self._renewals > MOST_RENEWALS:
            message = f"The line to {self._settings.name} breaks again and again; ask its operator."
            raise UnreachableError(message)
        self._client = connect(self._settings)

    def say_goodbye(self) -> None:
        """Log out."""
        say_goodbye(self._client)

    def hang_up(self) -> None:
        """Close the line without words."""
        hang_up(self._client)

    def select(self, folder: str) -> FolderState:
        """Open the folder unless it is open; an error if its numbers are no longer the same."""
        if self._open and self._open.folder == folder:
            return self._open
        self._open = None
        with told_plainly(self._settings, folder):
            answer = self._client.select_folder(self.names.on_server(folder))
        uid_validity = answer.get(b"UIDVALIDITY")
        if uid_validity is None:
            message = f"Folder {folder!r} has no lasting message numbers; use another folder."
            raise FolderMissingError(message)
        if self._uid_validity.setdefault(folder, uid_validity) != uid_validity:
            del self._uid_validity[folder]
            message = f"Folder {folder!r} was replaced on the server; its messages are listed anew."
            raise FolderChangedError(message)
        self._open = FolderState(
            folder=folder, uid_validity=uid_validity, messages=answer.get(b"EXISTS", 0)
        )
        return self._open

    def search(self, folder: str, *criteria: str | int) -> tuple[int, ...]:
        """Return the numbers that match, of all that lies in the folder by now."""
        self.select(folder)
        with told_plainly(self._settings, folder):
            self._client.noop()  # an open folder shows what came later only after a command
            return tuple(sorted(self._client.search(list(criteria))))

    def present(self, folder: str, uids: Sequence[int], *criteria: str) -> tuple[int, ...]:
        """Return those numbers that are still in the folder and match."""
        if not uids:
            return ()
        return self.search(folder, "UID", ",".join(map(str, uids)), *criteria)

    def sizes(self, folder: str, uids: Sequence[int]) -> Mapping[int, int]:
        """Return the size of each message whose size the server tells."""
        answer = self._fetch(folder, uids, "RFC822.SIZE")
        sizes = ((uid, items.get(b"RFC822.SIZE")) for uid, items in answer.items())
        return {uid: size for uid, size in sizes if isinstance(size, int)}

    def messages(self, folder: str, uids: Sequence[int]) -> dict[int, Delivered]:
        r"""Return what the server gives of these messages, without setting \Seen."""
        answer = self._fetch(folder, uids, "BODY.PEEK[]", "INTERNALDATE")
        delivered = ((uid, _delivered(items)) for uid, items in answer.items())
        return {uid: message for uid, message in delivered if message}

    def received_at(self, folder: str, uid: int) -> datetime | None:
        """Return the server's time of receipt in UTC; None where it tells none."""
        instant = self._fetch(folder, [uid], "INTERNALDATE").get(uid, {}).get(b"INTERNALDATE")
        return instant.astimezone(UTC) if isinstance(instant, datetime) else None

    def _fetch(
        self, folder: str, uids: Sequence[int], *items: str
    ) -> Mapping[int, Mapping[bytes, object]]:
        self.select(folder)
        with told_plainly(self._settings, folder):
            answer: Mapping[int, Mapping[bytes, object]] = self._client.fetch(uids, list(items))
        return answer

    def move(self, folder: str, uids: Sequence[int], target: str) -> Copied:
        """Move by UID MOVE (RFC 6851)."""
        return self._copied(self._client.move, folder, uids, target)

    def copy(self, folder: str, uids: Sequence[int], target: str) -> Copied:
        """Copy; the originals stay."""
        return self._copied(self._client.copy, folder, uids, target)

    def _copied(
        self, command: Callable[..., object], folder: str, uids: Sequence[int], target: str
    ) -> Copied:
        self.select(folder)
        self._existing.discard(target)  # known again when the server has taken the messages
        with told_plainly(self._settings, target):
            imaplib_of(self._client).response("COPYUID")  # an older answer is not ours
            command(uids, self.names.on_server(target))
            _, answers = imaplib_of(self._client).response("COPYUID")
        self._existing.add(target)
        return read_copied(answers)

    def mark_deleted(self, folder: str, uids: Sequence[int]) -> None:
        r"""Set \Deleted, which hides messages in most programs but removes nothing."""
        self.select(folder)
        with told_plainly(self._settings, folder):
            self._client.add_flags(uids, [DELETED], silent=True)

    def expunge(self, folder: str, uids: Sequence[int]) -> None:
        r"""Remove these messages where they carry \Deleted, and no others (RFC 4315)."""
        self.select(folder)
        with told_plainly(self._settings, folder):
            self._client.uid_expunge(uids)

    def make_folder(self, folder: str) -> bool:
        """Create and subscribe the folder unless it exists; return whether it was missing."""
        if folder in self._existing:
            return False
        name = self.names.on_server(folder)
        with told_plainly(self._settings, folder):
            is_missing = not self._exists(name)
            if is_missing:
                self._create(name)
        self._existing.add(folder)
        return is_missing

    def _exists(self, name: str) -> bool:
        listed = self._client.list_folders("", name)
        unusable = {b"\\noselect", b"\\nonexistent"}
        return any(
            each == name and unusable.isdisjoint(flag.lower() for flag in flags)
            for flags, _, each in listed
        )

    def _create(self, name: str) -> None:
        try:
            self._client.create_folder(name)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            if not self._exists(name):  # else another session was first
                raise
        self._client.subscribe_folder(name)

    def wait(self, folder: str, *, seconds: float, stop: threading.Event) -> bool:
        """Idle until a message arrives, the time is over or `stop` is set (RFC 2177)."""
        self.select(folder)
        with told_plainly(self._settings, folder):
            self._client.idle()
            has_news = self._look(time.monotonic() + seconds, stop)
            _, late = self._client.idle_done()
            return has_news or _tells_of_mail(late)

    def _look(self, until: float, stop: threading.Event) -> bool:
        empty_looks = 0
        while (left := until - time.monotonic()) > 0 and not stop.is_set():
            started = time.monotonic()
            timeout = min(left, LOOK_UP_SECONDS)
            answers = self._client.idle_check(timeout=timeout)
            if _tells_of_mail(answers):
                return True
            came_early = not answers and time.monotonic() - started < timeout / 2
            empty_looks = empty_looks + 1 if came_early else 0
            if empty_looks >= EMPTY_LOOKS or any(answer[:1] == (b"BYE",) for answer in answers):
                message = f"The IMAP server ended the line to {self._settings.name}; later again."
                raise UnreachableError(message)
            if came_early:
                stop.wait(LOOK_UP_SECONDS / EMPTY_LOOKS)
        return False


def _folder_names(client: IMAPClient) -> FolderNames:
    """Ask for the personal namespace, else for the separator alone (RFC 2342, RFC 3501 6.3.8)."""
    if client.has_capability("NAMESPACE") and (personal := client.namespace().personal):
        prefix, separator = personal[0]
        return FolderNames(separator=separator or "", prefix=prefix)
    listed = client.list_folders("", "")
    separator = listed[0][1] if listed else b"/"
    return FolderNames(separator=(separator or b"").decode())


def _delivered(items: Mapping[bytes, object]) -> Delivered | None:
    content, received_at = items.get(b"BODY[]"), items.get(b"INTERNALDATE")
    if isinstance(content, bytes) and isinstance(received_at, datetime):
        return Delivered(content=content, received_at=received_at.astimezone(UTC))
    return None


def _tells_of_mail(answers: Iterable[Sequence[object]]) -> bool:
    return any(answer[1:2] in {(b"EXISTS",), (b"RECENT",)} for answer in answers)
