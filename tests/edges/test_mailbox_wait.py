"""Waiting for news on a real IMAP server (R10)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from intake.mailbox.mailbox import UnreachableError, open_mailbox
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import DovecotOptions
from tests.edges.mailboxes import a_letter, the_mailbox

pytestmark = pytest.mark.server("dovecot")
LONG_SECONDS = 120.0
"""No wait that ends for a reason takes as long, however busy the machine."""


@pytest.fixture
def stop() -> threading.Event:
    """Give the event that ends a wait."""
    return threading.Event()


def test_r10_a_new_message_ends_the_wait(
    dovecot: Dovecot, imap_user: str, stop: threading.Event
) -> None:
    """The server tells by itself: within a second, not at the next poll."""
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.uids("INBOX")
        with soon(lambda: dovecot.append(imap_user, a_letter())):
            started = time.monotonic()
            has_news = mailbox.wait_for_news("INBOX", seconds=LONG_SECONDS, stop=stop)
            waited = time.monotonic() - started

    assert has_news
    assert waited < LONG_SECONDS


def test_r10_news_come_through_after_the_wait_was_renewed(
    dovecot: Dovecot, imap_user: str, stop: threading.Event
) -> None:
    """Servers end a wait after half an hour, so it is begun anew before."""
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.uids("INBOX")
        with soon(lambda: dovecot.append(imap_user, a_letter())):
            has_news = mailbox.wait_for_news(
                "INBOX", seconds=LONG_SECONDS, stop=stop, renew_seconds=0.1
            )

    assert has_news


def test_r10_what_came_after_the_last_listing_is_news_at_once(
    dovecot: Dovecot, imap_user: str, stop: threading.Event
) -> None:
    """It came while the others were worked, so the server will not tell of it again."""
    dovecot.append(imap_user, a_letter("eins"))
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.uids("INBOX")
        dovecot.append(imap_user, a_letter("zwei"))
        mailbox.move("INBOX", [1], "KRM/Verarbeitet")
        started = time.monotonic()
        has_news = mailbox.wait_for_news("INBOX", seconds=LONG_SECONDS, stop=stop)
        waited = time.monotonic() - started

    assert has_news
    assert waited < LONG_SECONDS


def test_news_are_told_once(dovecot: Dovecot, imap_user: str, stop: threading.Event) -> None:
    """A message that stays in the folder does not make a wait that never waits."""
    dovecot.append(imap_user, a_letter())
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        first = mailbox.wait_for_news("INBOX", seconds=0.2, stop=stop)
        second = mailbox.wait_for_news("INBOX", seconds=0.2, stop=stop)

    assert (first, second) == (True, False)


def test_others_housekeeping_is_no_news(
    dovecot: Dovecot, imap_user: str, stop: threading.Event
) -> None:
    """Flags set and messages removed elsewhere wake nobody."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"))

    def housekeeping() -> None:
        with dovecot.client(imap_user) as client:
            client.select("INBOX")
            client.store("1", "+FLAGS", r"(\Deleted)")
            client.expunge()

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.uids("INBOX")
        with soon(housekeeping):
            assert not mailbox.wait_for_news("INBOX", seconds=1.5, stop=stop)


def test_a_wait_ends_soon_when_asked_to(
    dovecot: Dovecot, imap_user: str, stop: threading.Event
) -> None:
    """The service stops quickly, and the session is still usable."""
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        with soon(stop.set):
            started = time.monotonic()
            has_news = mailbox.wait_for_news("INBOX", seconds=LONG_SECONDS, stop=stop)
            waited = time.monotonic() - started
        uids = mailbox.uids("INBOX")

    assert not has_news
    assert waited < LONG_SECONDS
    assert uids == ()


def test_without_idle_the_caller_polls(imap_user: str, stop: threading.Event) -> None:
    """It learns so at once instead of after the time it wanted to wait."""
    with (
        throw_away_dovecot(DovecotOptions(capability="IMAP4rev1 NAMESPACE MOVE")) as server,
        open_mailbox(the_mailbox(server, imap_user)) as mailbox,
    ):
        started = time.monotonic()
        has_news = mailbox.wait_for_news("INBOX", seconds=LONG_SECONDS, stop=stop)
        waited = time.monotonic() - started

        assert not mailbox.has_idle
        assert not has_news
        assert waited < LONG_SECONDS


def test_a_server_that_dies_while_we_wait_says_try_later(
    imap_user: str, stop: threading.Event
) -> None:
    """A dead line must not look like a quiet one until the time is over."""
    started = time.monotonic()
    with (
        throw_away_dovecot() as server,
        open_mailbox(the_mailbox(server, imap_user)) as mailbox,
        soon(server.kill),
        pytest.raises(UnreachableError),
    ):
        mailbox.wait_for_news("INBOX", seconds=LONG_SECONDS, stop=stop)

    assert time.monotonic() - started < LONG_SECONDS


@contextmanager
def soon(happens: object) -> Iterator[None]:
    """Let something happen in half a second, from another thread."""
    assert callable(happens)
    timer = threading.Timer(0.5, happens)
    timer.start()
    try:
        yield
    finally:
        timer.join()
