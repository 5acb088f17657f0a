"""A post office for the demo: pymap as IMAP server, aiosmtpd as SMTP server, both on loopback."""

import imaplib
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
USER = "krm"
PASSWORD = "demo"  # noqa: S105  (of the demo's own server on loopback)
START_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One mail that the SMTP server took."""

    recipient: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Deliveries:
    """Everything the SMTP server took, in order; safe to read from another thread."""

    mails: list[Delivered] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail and say so."""
        content = envelope.original_content or b""
        with self.lock:
            self.mails += [
                Delivered(recipient=recipient, content=content) for recipient in envelope.rcpt_tos
            ]
        return "250 2.0.0 taken"

    def so_far(self) -> tuple[Delivered, ...]:
        """Return what was taken until now."""
        with self.lock:
            return tuple(self.mails)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """The running servers."""

    imap_port: int
    smtp_port: int
    deliveries: Deliveries

    def arrive(self, contents: Iterable[bytes], at: datetime) -> None:
        """Put messages into the KRM mailbox, received at that instant."""
        with self._logged_in() as connection:
            received = imaplib.Time2Internaldate(at)
            for content in contents:
                _insist(connection.append("INBOX", "", received, content)[0])

    def messages_in(self, folder: str) -> list[bytes]:
        """Return the messages of a folder; an unknown folder holds none."""
        with self._logged_in() as connection:
            if connection.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            numbers = connection.search(None, "ALL")[1][0].split()
            return [_bytes_of(connection, number.decode()) for number in numbers]

    @contextmanager
    def _logged_in(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4(HOST, self.imap_port, timeout=START_SECONDS) as connection:
            _insist(connection.login(USER, PASSWORD)[0])
            yield connection


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """Start both servers on free ports and stop them at the end."""
    imap_port = _free_port()
    deliveries = Deliveries()
    controller = Controller(deliveries, hostname=HOST, port=_free_port(), decode_data=False)
    command = [str(Path(sysconfig.get_path("scripts"), "pymap")), "--no-tls"]
    command += ["--host", HOST, "--port", str(imap_port)]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:  # noqa: S603  (our own words)
        controller.start()
        try:
            _wait_for(imap_port)
            yield PostOffice(imap_port=imap_port, smtp_port=controller.port, deliveries=deliveries)
        finally:
            controller.stop()
            server.terminate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _insist(answer: str) -> None:
    if answer != "OK":
        message = f"the demo's IMAP server answered {answer}"
        raise ConnectionError(message)


def _bytes_of(connection: imaplib.IMAP4, number: str) -> bytes:
    parts = connection.fetch(number, "(BODY.PEEK[])")[1]
    return next(part[1] for part in parts if isinstance(part, tuple))
