"""A throw-away Dovecot IMAP server on loopback, as root or as any other user.

Every user name logs in with the same password and finds an empty mailbox. Nothing of the
system's own Dovecot is used, and only processes started here are stopped.
"""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Self

from tests.edges.dovecot_settings import (
    LOOPBACK,
    Accounts,
    DovecotOptions,
    dovecot_settings,
)
from tests.edges.servers import find_server, free_port

LONGEST_DIRECTORY = 75  # a Unix socket path ends at 107 bytes, and Dovecot adds about 30
START_SECONDS = 60.0
STOP_SECONDS = 10.0
STAMP = 1_760_000_000  # Maildir names begin with a time; the order is what matters


@contextmanager
def throw_away_dovecot(options: DovecotOptions | None = None) -> Iterator["Dovecot"]:
    """Run a server in a directory of its own that is gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="krm-imap-"))
    directory.chmod(0o711)  # the mail account must be able to walk down to its files
    try:
        with Dovecot(directory, options) as server:
            yield server
    finally:
        shutil.rmtree(directory, ignore_errors=True)


class Dovecot:
    """One server below `directory`; it can be stopped, killed and started again on its port."""

    def __init__(self, directory: Path, options: DovecotOptions | None = None) -> None:
        """Choose free ports; nothing runs before `start`."""
        self.directory = directory.resolve()
        self.options = options or DovecotOptions()
        self.password = self.options.password
        self.port, self.tls_port = free_port(), free_port()
        self._accounts = _accounts()
        self._process: subprocess.Popen[bytes] | None = None
        self._delivered = count(1)

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it at once: nothing is worth keeping."""
        self.kill()

    @property
    def mail_directory(self) -> Path:
        """Where all mailboxes lie."""
        return self.directory / "mail"

    def start(self) -> None:
        """Write the settings, start, and wait for the greeting."""
        program = find_server("dovecot")
        if program is None:
            message = "dovecot is not installed"
            raise FileNotFoundError(message)
        settings = self._prepare()
        with (self.directory / "output.log").open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603  (a fixed program and our own file)
                [program, "-F", "-c", settings],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if not _answers(self.port):
            self.kill()
            raise RuntimeError("dovecot did not start:\n" + self.log())

    def stop(self) -> None:
        """Ask the server to end; sessions that outlive it end too, as in a restart."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End everything at once, as a power cut does."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        """Return what the server wrote."""
        logs = (self.directory / "dovecot.log", self.directory / "output.log")
        return "".join(path.read_text(errors="replace") for path in logs if path.exists())

    def fill(
        self, user: str, messages: Iterable[bytes], *, received_at: datetime | None = None
    ) -> None:
        """Deliver to INBOX as a delivery agent does: whole files, renamed into `new`."""
        maildir = self.mail_directory / user
        for directory in (maildir, *(maildir / name for name in ("cur", "new", "tmp"))):
            directory.mkdir(parents=True, exist_ok=True)
            self._give_away(directory)
        for content in messages:
            self._deliver(maildir, content.replace(b"\r\n", b"\n"), received_at)

    def append(
        self,
        user: str,
        *messages: bytes,
        folder: str = "INBOX",
        received_at: datetime | None = None,
    ) -> None:
        """Deliver over the wire (IMAP APPEND); the folder's name is the server's."""
        when = imaplib.Time2Internaldate(received_at) if received_at else None
        with self.client(user) as client:
            for content in messages:
                answer = client.append(folder, None, when, content)
                _insist(answer)

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Return what another client sees in a folder, by the server's name for it."""
        with self.client(user) as client:
            status, _ = client.select(f'"{folder}"', readonly=True)
            if status != "OK":
                return []
            _, (numbers, *_) = client.search(None, "ALL")
            return [_fetched(client, number) for number in numbers.split()]

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """Give a folder a new UIDVALIDITY, as after a restore; no session may have it open."""
        below = "" if folder == "INBOX" else "." + folder.replace("/", ".")
        maildir = self.mail_directory / user / below
        for index in maildir.glob("dovecot.index*"):
            index.unlink()
        numbers = maildir / "dovecot-uidlist"
        version, validity, *rest = numbers.read_text().split(" ")
        later = f"V{int(validity.removeprefix('V')) + 1000}"
        numbers.write_text(" ".join((version, later, *rest)))

    @contextmanager
    def client(self, user: str) -> Iterator[imaplib.IMAP4]:
        """Log in as another mail program would."""
        with imaplib.IMAP4(LOOPBACK, self.port, timeout=START_SECONDS) as client:
            client.login(user, self.password)
            yield client

    def _prepare(self) -> Path:
        if len(str(self.directory)) > LONGEST_DIRECTORY:
            message = f"{self.directory} is too long a path for Unix sockets"
            raise ValueError(message)
        for name in ("run", "state", "mail", "home"):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        self._give_away(self.mail_directory)
        self._give_away(self.directory / "home")
        path = self.directory / "dovecot.conf"
        path.write_text(
            dovecot_settings(
                self.directory, self._accounts, self.options, ports=(self.port, self.tls_port)
            )
        )
        return path

    def _deliver(self, maildir: Path, content: bytes, received_at: datetime | None) -> None:
        number = next(self._delivered)
        # Without S= and W= in the name the server reads every file to learn its size.
        wire_size = len(content) + content.count(b"\n")
        name = f"{STAMP + number}.M{number:06d}P1.mail,S={len(content)},W={wire_size}"
        path = maildir / "tmp" / name
        path.write_bytes(content)
        self._give_away(path)
        if received_at:
            os.utime(path, (received_at.timestamp(), received_at.timestamp()))
        path.rename(maildir / "new" / name)

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self._accounts.mail_uid, self._accounts.mail_gid)


def _accounts() -> Accounts:
    """Root serves mail of `nobody` (Dovecot refuses uid 0); any other user serves its own."""
    is_root = os.geteuid() == 0
    mail = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    group = grp.getgrgid(mail.pw_gid).gr_name
    return Accounts(
        is_root=is_root,
        mail=mail.pw_name,
        mail_group=group,
        mail_uid=mail.pw_uid,
        mail_gid=mail.pw_gid,
        internal="dovecot" if is_root else mail.pw_name,
        internal_group="dovecot" if is_root else group,
        login="dovenull" if is_root else mail.pw_name,
    )


def _answers(port: int) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1) as line:
            if line.recv(64).startswith(b"* OK"):
                return True
        time.sleep(0.03)
    return False


def _fetched(client: imaplib.IMAP4, number: bytes) -> bytes:
    _, parts = client.fetch(number.decode(), "(BODY.PEEK[])")
    return b"".join(part[1] for part in parts if isinstance(part, tuple))


def _insist(answer: tuple[str, list[bytes]]) -> None:
    status, text = answer
    if status != "OK":
        message = f"dovecot refused: {text}"
        raise RuntimeError(message)
