"""A mail server and a post office for each test that asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.correspondence.a_post_office import APostOffice
from tests.edges.smtp_listener import SmtpListener


@pytest.fixture
def listener() -> Iterator[SmtpListener]:
    """Run a mail server for one test."""
    with SmtpListener() as server:
        yield server


@pytest.fixture
def office(listener: SmtpListener, tmp_path: Path) -> Iterator[APostOffice]:
    """Give a post office that sends to the server."""
    office = APostOffice.to(listener, tmp_path)
    yield office
    office.engine.dispose()
