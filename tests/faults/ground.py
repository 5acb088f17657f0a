"""The ground of one trial: a fresh mailbox and database, letters, daemons to strike."""

import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.office import HANDED_OVER, INBOX, WEDNESDAY_NINE, write_configuration
from tests.faults.daemon import Orders
from tests.faults.letters import HANDED_OVER as HANDED
from tests.faults.letters import Sent
from tests.faults.movable_time import SharedClock
from tests.faults.processes import Nursery, Process
from tests.faults.taken_mail import TakenMail

TROUBLE = "KRM/Pruefen"
KILLS = 10
"""How often a daemon is killed in one trial."""
LOOK_SECONDS = 0.02
PUSH_SECONDS = 1.0
"""How often the clock is moved on, so that what shall be tried again is due."""
PUSH = timedelta(minutes=6)
SMALL_PUSH = timedelta(minutes=1)
"""Shorter than any lease: a longer jump takes what another daemon has in hand."""
ENVIRON = {
    "KRM_MAILBOX__POLL_SECONDS": "1",
    "KRM_MAILBOX__TIMEOUT_SECONDS": "15",  # longer than a busy machine keeps anybody waiting
    "KRM_SMTP__TIMEOUT_SECONDS": "3",
}


@dataclass(slots=True, kw_only=True)
class Ground:
    """One office under fault.

    Somebody else did the rest: `gone` are letters removed from the mailbox, `restored` such as were
    put in once more, `other_folders` what a folder of ours was renamed to.
    """

    server: Dovecot
    post: SmtpListener
    nursery: Nursery
    folder: Path
    user: str
    chance: random.Random
    clock: SharedClock
    configuration: Path
    environ: dict[str, str] = field(default_factory=lambda: dict(ENVIRON))
    letters: list[Sent] = field(default_factory=list)
    gone: list[Sent] = field(default_factory=list)
    restored: list[Sent] = field(default_factory=list)
    other_folders: list[str] = field(default_factory=list)
    patience: float = 60.0
    kills: int = KILLS
    is_stopped_cleanly: bool = True
    _taken: TakenMail = field(default_factory=TakenMail)

    def arrive(self, letters: Sequence[Sent], *, at: datetime | None = None) -> None:
        """Put letters into INBOX, received now by the office's clock."""
        self.letters += letters
        contents = [letter.content for letter in letters]
        self.server.fill(self.user, contents, received_at=at or self.clock())

    def orders(self, **changed: object) -> Orders:
        """Return what a healthy daemon is told, but for what is named."""
        healthy = Orders(
            configuration=str(self.configuration),
            clock=str(self.clock.path),
            environ=self.environ,
        )
        return replace(healthy, **changed)  # type: ignore[arg-type]

    def start(self, **changed: object) -> Process:
        """Start a daemon."""
        return self.nursery.bear(self.orders(**changed))

    def lies_in(self, folder: str) -> list[bytes]:
        """Return what the mail server keeps in a folder, read from its disk."""
        found = []
        for path in self.names_in(folder):
            try:
                content = path.read_bytes()
            except FileNotFoundError:  # moved while we looked
                continue
            found.append(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        return found

    def names_in(self, folder: str) -> list[Path]:
        """Return the files in which the mail server keeps a folder's messages."""
        maildir = self._maildir(folder)
        return [*maildir.glob("cur/*"), *maildir.glob("new/*")]

    def restore(self, letters: Iterable[Sent]) -> None:
        """Put letters that arrived before into INBOX once more, as a restored backup does."""
        contents = [letter.content for letter in letters]
        self.server.fill(self.user, contents, received_at=self.clock())
        self.restored += letters

    def renumber(self, folder: str) -> None:
        """Give a folder a new UIDVALIDITY, if it is there; the server must be down."""
        if (self._maildir(folder) / "dovecot-uidlist").exists():
            self.server.renumber(self.user, folder)

    def rename(self, folder: str, name: str) -> None:
        """Rename a folder of the mailbox as another mail program does."""
        with self.server.client(self.user) as other_program:
            status, words = other_program.rename(folder, name)
            assert status == "OK", words
        self.other_folders.append(name)

    def remove(self, letter: Sent) -> None:
        """Remove a letter from INBOX as another mail program does; nobody has to answer it."""
        self.remove_from(INBOX, letter)
        self.gone.append(letter)

    def remove_from(self, folder: str, letter: Sent) -> None:
        """Remove a letter from a folder as another mail program does."""
        with self.server.client(self.user) as other_program:
            other_program.select(folder)
            status, (numbers, *_) = other_program.search(
                None, "HEADER", "Message-ID", letter.message_id
            )
            assert status == "OK"
            assert numbers
            other_program.store(numbers.decode(), "+FLAGS", r"(\Deleted)")
            other_program.expunge()

    def has_settled(self, *, but_for: int = 0) -> bool:
        """Say whether INBOX is empty, copies are sorted, and all that must leave has left.

        `but_for` so many mails that a server refused for good.
        """
        return not self.left_to_do(but_for=but_for)

    def left_to_do(self, *, but_for: int = 0) -> int:
        """Count what is still to be taken in, to be sorted, to leave the house."""
        unread = self.before_officer()
        handed = sum(
            letter.concern in HANDED and letter.content not in unread for letter in self.awaited()
        )
        unsorted = max(handed - len(self.names_in(HANDED_OVER)), 0)
        missing = max(len(self.missing()) - but_for, 0)
        return len(self.names_in(INBOX)) + unsorted + missing

    def before_officer(self) -> frozenset[bytes]:
        """Return the letters that the service laid before the officer unread."""
        return frozenset(self.lies_in(TROUBLE))

    def _maildir(self, folder: str) -> Path:
        below = "" if folder == INBOX else "." + folder.replace("/", ".")
        return self.server.mail_directory / self.user / below

    def refused(self) -> int:
        """Count the mails that a server refused for good, by our own log."""
        return self._tried("refused")

    def put_off(self) -> int:
        """Count the tries that a server put off, by our own log."""
        return self._tried("later")

    def has_begun(self) -> bool:
        """Say whether a daemon that was alone has begun its work, by our own log."""
        return "service.presence" in self._log()

    def _tried(self, outcome: str) -> int:
        return self._log().count(f'"outcome": "{outcome}"')

    def _log(self) -> str:
        log = self.folder / "daemon.log"
        return log.read_text("utf-8") if log.exists() else ""

    def awaited(self) -> list[Sent]:
        """Return the letters that something must become of."""
        if not self.gone:
            return self.letters
        return [letter for letter in self.letters if letter not in self.gone]

    def missing(self) -> list[tuple[Sent, str]]:
        """Return each letter and recipient between which no mail went yet.

        A letter that lies before the officer waits for nobody else: it may have been in hand at
        three deaths by chance.
        """
        self._taken.look(self.post.mails)
        unread = self.before_officer()
        return self._taken.missing(each for each in self.awaited() if each.content not in unread)

    def live_until(self, is_so: Callable[[], bool], *processes: Process) -> bool:
        """Let daemons work until it is so, the clock moving on; False when patience ends.

        It begins anew whenever less is left to do than ever before: a machine that has much else
        to do is slow, but only what is stuck stands still, or goes round in circles.
        """
        began = pushed = at = time.monotonic()
        least = self.left_to_do()
        while not is_so():
            looking_took, at = time.monotonic() - at, time.monotonic()
            if at - began > self.patience or all(each.has_ended() for each in processes):
                return is_so()
            if at - pushed > PUSH_SECONDS:
                self.clock.jump(PUSH if len(processes) == 1 else SMALL_PUSH)
                pushed, left = at, self.left_to_do()
                if left < least:
                    began, least = at, left
            time.sleep(max(LOOK_SECONDS, looking_took))
            at = time.monotonic()
        return True

    def recover(self, is_so: Callable[[], bool] | None = None) -> bool:
        """Let a healthy daemon finish, then look a day's tries ahead for what comes too much."""
        daemon = self.start()
        has_settled = self.live_until(is_so or self.has_settled, daemon)
        self.is_stopped_cleanly = daemon.stop() and self.is_stopped_cleanly
        self.clock.jump(timedelta(hours=2))
        again = self.start(once=True)
        if not again.has_ended(within=self.patience):
            again.kill()
        return has_settled


@contextmanager
def a_ground(
    *, server: Dovecot, post: SmtpListener, nursery: Nursery, folder: Path, user: str, seed: int
) -> Iterator[Ground]:
    """Prepare an office with an empty mailbox; `folder` holds `empty.db` beside the offices."""
    home = folder / user
    configuration = write_configuration(home, server, user, smtp_port=post.port)
    template = folder / "empty.db"
    if template.exists():
        shutil.copy(template, home / "krm.db")
    clock = SharedClock(home / "clock")
    clock.set_to(WEDNESDAY_NINE)
    post.forget()
    server.fill(user, [])
    ground = Ground(
        server=server,
        post=post,
        nursery=nursery,
        folder=home,
        user=user,
        chance=random.Random(seed),  # noqa: S311  (no secret: moments of faults)
        clock=clock,
        configuration=configuration,
    )
    try:
        yield ground
    finally:
        for child in tuple(nursery.living.values()):
            child.kill()
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(server.mail_directory / user, ignore_errors=True)
