"""Tests marked `server("program")` need that program; the throw-away servers they share."""

import os
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.servers import find_server

HOW_TO_INSTALL = "is not installed; as root: sh tests/edges/install-servers.sh"
numbers = count(1)

# A busy machine is slow, and no test is about that. The same examples each time, so that a change
# is not told of what another one did; `make fuzz` looks for more.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("patient")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what has no server, or fail where `KRM_INSIST_ON_SERVERS=1` asks for all of them."""
    programs = [program for mark in item.iter_markers("server") for program in mark.args]
    for program in programs:
        if find_server(program):
            continue
        if os.environ.get("KRM_INSIST_ON_SERVERS") == "1":
            pytest.fail(f"{program} {HOW_TO_INSTALL}", pytrace=False)
        pytest.skip(f"{program} {HOW_TO_INSTALL}")


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One IMAP server for all tests that do not stop it; ask for `imap_user` beside it."""
    with throw_away_dovecot() as server:
        yield server


@pytest.fixture
def imap_user() -> str:
    """Give a user name of its own to each test, and with it an empty mailbox."""
    return f"user{next(numbers)}"
