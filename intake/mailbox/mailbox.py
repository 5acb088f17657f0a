"""The KRM mailbox: list, fetch, move, erase, wait; nothing here decides anything (R1, R7, R14)."""

import hashlib
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cases.mail import Place, RawMail
from intake.mailbox.errors import (
    FolderChangedError,
    FolderMissingError,
    InsecureMailboxError,
    LoginRefusedError,
    MailboxError,
    UnreachableError,
)
from intake.mailbox.numbers import Copied, batches, in_parts, pause_after
from intake.mailbox.session import FolderState, Session, open_session
from intake.settings import MailboxSettings

__all__ = [
    "FolderChangedError",
    "FolderMissingError",
    "FolderState",
    "InsecureMailboxError",
    "LoginRefusedError",
    "Mailbox",
    "MailboxError",
    "Moved",
    "UnreachableError",
    "Vanished",
    "Withheld",
    "open_mailbox",
    "pause_after",
]

BATCH_BYTES = 8_000_000
BATCH_COUNT = 100
UIDS_PER_COMMAND = 500
IDLE_SECONDS = 25 * 60.0  # servers end a wait after 30 minutes (RFC 2177)


Answer = TypeVar("Answer")
Ask = Callable[[str, Sequence[int]], Mapping[int, Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """Listed a moment ago, gone now: somebody else moved or removed the message."""

    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """The server lists the message but does not give it: tell the operator, try again later."""

    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    r"""Where a message lies now; numbers are None where the server does not tell them.

    `is_left_behind`: the server can neither move nor remove single messages, so the original
    stays in its folder with the flag \Deleted.
    """

    folder: str
    uid_validity: int | None
    uid: int | None
    is_left_behind: bool = False


@contextmanager
def open_mailbox(settings: MailboxSettings) -> Iterator["Mailbox"]:
    """Connect and log in; errors are those of mailbox_errors. Use it from one thread."""
    with open_session(settings) as session:
        yield Mailbox(session, settings.name)


class Mailbox:
    """One open mailbox. Folder names use `/` as in the settings; numbers are UIDs."""

    def __init__(self, session: Session, name: str) -> None:
        """Take over a logged-in session; `name` is the mailbox in every Place."""
        self._session = session
        self._name = name
        self._newest: dict[str, int] = {}

    @property
    def capabilities(self) -> frozenset[str]:
        """What the server can do, in capital letters."""
        return self._session.capabilities

    @property
    def has_idle(self) -> bool:
        """Whether the server tells of new mail by itself."""
        return "IDLE" in self.capabilities

    @property
    def must_copy(self) -> bool:
        """Whether a move is a copy and a removal, between which we can be killed."""
        return "MOVE" not in self.capabilities and "UIDPLUS" in self.capabilities

    def renew(self) -> None:
        """Connect anew after work on an answer ended in the middle of it."""
        self._session.renew()

    def name_on_server(self, folder: str) -> str:
        """Return what the folder is called there."""
        return self._session.names.on_server(folder)

    def make_folder(self, folder: str) -> bool:
        """Create and subscribe the folder unless it exists; return whether it was missing."""
        return self._session.make_folder(folder)

    def select(self, folder: str) -> FolderState:
        """Open the folder and say how it numbers its messages."""
        return self._session.select(folder)

    def uids(self, folder: str) -> tuple[int, ...]:
        """List every message in the folder, whatever its flags say (R1)."""
        uids = self._session.search(folder, "ALL")
        self._newest[folder] = max(uids, default=0)
        return uids

    def fetch(
        self,
        folder: str,
        uids: Sequence[int],
        *,
        batch_bytes: int = BATCH_BYTES,
        batch_count: int = BATCH_COUNT,
    ) -> Iterator[RawMail | Vanished | Withheld]:
        r"""Give each message once, in batches of bounded size; \Seen stays as it was (R1).

        A message larger than `batch_bytes` is fetched alone.
        """
        for asked in in_parts(uids, UIDS_PER_COMMAND):
            sizes = self._sizes(folder, asked, unknown=batch_bytes)
            yield from (Vanished(uid=uid) for uid in asked if uid not in sizes)
            for batch in batches(sizes, batch_bytes=batch_bytes, batch_count=batch_count):
                yield from self._fetch_batch(folder, batch)

    def received_at(self, folder: str, uid: int) -> datetime | None:
        """Return the server's time of receipt alone; None for a message that is gone (R14)."""
        return self._session.received_at(folder, uid)

    def move(self, folder: str, uids: Sequence[int], target: str) -> Mapping[int, Moved]:
        """Move messages; those no longer in the folder are absent from the answer.

        The target is created when it is missing. Without MOVE (RFC 6851) a crash between copy
        and removal leaves a second copy; so a repeat is harmless, but not without trace.
        """
        moved: dict[int, Moved] = {}
        self._session.make_folder(target)
        for asked in in_parts(uids, UIDS_PER_COMMAND):
            present = self._session.present(folder, asked)
            if present:
                moved |= dict(self._move_batch(folder, present, target))
        return moved

    def remove(self, folder: str, uids: Sequence[int]) -> None:
        """Remove messages whose copies lie elsewhere."""
        self._remove(folder, self._session.present(folder, uids))

    def erase(self, folder: str, uid_validity: int, uids: Sequence[int]) -> frozenset[int]:
        """Remove messages for good and return those that are proven gone (R7).

        Nothing happens if the folder has new numbers (FolderChangedError). A server without
        UIDPLUS cannot remove single messages: they are flagged, and stay until it is done there.
        """
        if self.select(folder).uid_validity != uid_validity:
            message = f"Folder {folder!r} has new message numbers; find the message there by hand."
            raise FolderChangedError(message)
        left: set[int] = set()
        for asked in in_parts(uids, UIDS_PER_COMMAND):
            self._remove(folder, asked)
            left.update(self._session.present(folder, asked))
        return frozenset(uids) - left

    def find_same(
        self, folder: str, size: int, sha256: str, *, other_than: Collection[int] = ()
    ) -> int | None:
        """Find a message by its bytes, newest first; None if no other one is the same.

        By size and hash, since a search for the Message-ID would leave it in the server's index.
        """
        alike = self._session.search(folder, "LARGER", size - 1, "SMALLER", size + 1)
        for uid in reversed([uid for uid in alike if uid not in other_than]):
            message = self._session.messages(folder, [uid]).get(uid)
            if message and hashlib.sha256(message.content).hexdigest() == sha256:
                return uid
        return None

    def wait_for_news(
        self,
        folder: str,
        *,
        seconds: float,
        stop: threading.Event,
        renew_seconds: float = IDLE_SECONDS,
    ) -> bool:
        """Return True once the folder holds a message not listed or announced before.

        False when the time is over, `stop` is set, or at once when the server cannot tell by
        itself (no IDLE): then the caller waits and asks again.
        """
        if not self.has_idle:
            return False
        until = time.monotonic() + seconds
        has_news = self._has_newer(folder)
        while not has_news and not stop.is_set() and (left := until - time.monotonic()) > 0:
            self._session.wait(folder, seconds=min(left, renew_seconds), stop=stop)
            has_news = self._has_newer(folder)
        return has_news

    def _sizes(self, folder: str, uids: Sequence[int], *, unknown: int) -> Mapping[int, int]:
        """Return the size of what is still there; `unknown` where the server refuses to tell."""
        sizes = self._patiently(self._session.sizes, folder, uids)
        missing = [uid for uid in uids if uid not in sizes]
        return {**sizes, **dict.fromkeys(self._session.present(folder, missing), unknown)}

    def _fetch_batch(
        self, folder: str, batch: Sequence[int]
    ) -> Iterator[RawMail | Vanished | Withheld]:
        uid_validity = self.select(folder).uid_validity
        messages = self._patiently(self._session.messages, folder, batch)
        missing = [uid for uid in batch if uid not in messages]
        for uid in batch:
            if uid in messages:
                place = Place(mailbox=self._name, folder=folder, uid_validity=uid_validity, uid=uid)
                message = messages.pop(uid)  # each is let go as soon as the caller has it
                yield RawMail(content=message.content, place=place, received_at=message.received_at)
        withheld = self._session.present(folder, missing)
        for uid in missing:
            yield Withheld(uid=uid) if uid in withheld else Vanished(uid=uid)

    def _patiently(self, ask: Ask[Answer], folder: str, uids: Sequence[int]) -> dict[int, Answer]:
        """Ask for messages together, and for fewer where one of them breaks the line.

        Dovecot ends the session at a damaged message; that one must not keep back all others.
        """
        for _ in range(2):
            try:
                return dict(ask(folder, uids))
            except UnreachableError:
                self._session.renew()
        if len(uids) == 1:
            return {}
        middle = len(uids) // 2
        halves = (self._patiently(ask, folder, half) for half in (uids[:middle], uids[middle:]))
        return {uid: answer for found in halves for uid, answer in found.items()}

    def _move_batch(
        self, folder: str, uids: Sequence[int], target: str
    ) -> Iterator[tuple[int, Moved]]:
        if "MOVE" in self.capabilities:
            copied = self._session.move(folder, uids, target)
            is_left_behind = False
            left = self._session.present(folder, uids)
            uids = [uid for uid in uids if uid not in left]
        else:
            if "UIDPLUS" not in self.capabilities:  # what was copied before stays, flagged
                uids = self._session.present(folder, uids, "UNDELETED")
            copied = self._session.copy(folder, uids, target) if uids else Copied()
            is_left_behind = not self._remove(folder, uids)
        for uid in uids:
            yield (
                uid,
                Moved(
                    folder=target,
                    uid_validity=copied.uid_validity,
                    uid=copied.new_uids.get(uid),
                    is_left_behind=is_left_behind,
                ),
            )

    def _remove(self, folder: str, uids: Sequence[int]) -> bool:
        """Flag messages and remove just those; False where the server cannot (no UIDPLUS)."""
        if not uids:
            return True
        self._session.mark_deleted(folder, uids)
        if "UIDPLUS" not in self.capabilities:
            return False  # a plain EXPUNGE would remove what others have flagged
        self._session.expunge(folder, uids)
        return True

    def _has_newer(self, folder: str) -> bool:
        newest = self._newest.get(folder, 0)
        # `n:*` always names the last message, even an older one (RFC 3501, 6.4.8).
        found = self._session.search(folder, "UID", f"{newest + 1}:*")
        self._newest[folder] = max((newest, *found))
        return self._newest[folder] > newest
