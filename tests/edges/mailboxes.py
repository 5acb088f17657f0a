"""Builders for tests that meet a real IMAP server."""

import imaplib
from datetime import UTC, datetime

from correspondence.settings import Tls
from intake.settings import MailboxSettings
from tests.edges.dovecot import Dovecot
from tests.edges.dovecot_settings import LOOPBACK

MONDAY_NINE = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def the_mailbox(server: Dovecot, user: str, *, timeout_seconds: int = 20) -> MailboxSettings:
    """Give settings that reach one user's mailbox, unencrypted on loopback."""
    return MailboxSettings(
        host=LOOPBACK,
        port=server.port,
        tls=Tls.NONE,
        user=user,
        password=server.password,
        timeout_seconds=timeout_seconds,
    )


def a_letter(subject: str = "Beschwerde", *, body: bytes = b"Guten Tag\r\n") -> bytes:
    """Give the bytes of a plain letter, with CRLF line ends."""
    head = (
        "From: Jana Muster <jana.muster@web.example>\r\nTo: krm@jobcenter.example\r\n"
        f"Subject: {subject}\r\nMessage-ID: <{subject.replace(' ', '.')}@web.example>\r\n\r\n"
    )
    return head.encode() + body


def flags_of(client: imaplib.IMAP4, folder: str = "INBOX") -> list[bytes]:
    """Return each message's flags as another mail program sees them."""
    client.select(f'"{folder}"', readonly=True)
    _, answers = client.fetch("1:*", "(FLAGS)")
    return [answer for answer in answers if isinstance(answer, bytes)]
