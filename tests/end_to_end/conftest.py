"""The office that most of these tests meet: real Dovecot, real SMTP, a real database file."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.office import RunningOffice, open_office


@pytest.fixture
def post() -> Iterator[SmtpListener]:
    """Listen for what leaves the house."""
    with SmtpListener() as listener:
        yield listener


@pytest.fixture
def office(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> Iterator[RunningOffice]:
    """Open an office with an empty mailbox and an empty database."""
    with open_office(tmp_path, dovecot, imap_user, post) as running:
        yield running


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Hold a port on which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
