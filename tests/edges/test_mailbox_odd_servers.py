"""Servers that refuse, throttle, or answer nonsense: what we then say and do."""

import logging
from dataclasses import replace

import pytest

from correspondence.settings import Tls
from intake.mailbox.mailbox import (
    FolderMissingError,
    InsecureMailboxError,
    LoginRefusedError,
    MailboxError,
    Moved,
    UnreachableError,
    Withheld,
    open_mailbox,
)
from tests.edges.scripted_imap import scripted_server

SECRET_LINE = "Ich habe Hepatitis"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("TAG NO [AUTHENTICATIONFAILED] Invalid credentials", LoginRefusedError),
        ("TAG NO LOGIN failed.", LoginRefusedError),
        ("TAG NO [UNAVAILABLE] Temporary authentication failure", UnreachableError),
        ("TAG NO [LIMIT] Maximum number of connections", UnreachableError),
        ("TAG NO Too many simultaneous connections", UnreachableError),
        ("TAG NO [PRIVACYREQUIRED] Plaintext not allowed", InsecureMailboxError),
        ("* BYE Server busy, try again later", UnreachableError),
        ("", UnreachableError),
    ],
)
def test_a_refused_log_in_is_told_from_a_busy_server(answer: str, kind: type[MailboxError]) -> None:
    """A wrong password must stop us, a busy server must not (RFC 5530)."""
    with (
        scripted_server({"LOGIN": answer}) as settings,
        pytest.raises(kind),
        open_mailbox(settings),
    ):
        pass


@pytest.mark.parametrize("greeting", ["* BYE Too many connections", "220 mail ESMTP", ""])
def test_a_greeting_that_is_no_welcome_says_try_later(greeting: str) -> None:
    """Throttled before the log-in, or another service on that port."""
    with (
        scripted_server({}, greeting=greeting) as settings,
        pytest.raises(UnreachableError),
        open_mailbox(settings),
    ):
        pass


def test_a_session_opened_in_our_name_before_tls_is_refused() -> None:
    """PREAUTH on a plain line leaves no room for STARTTLS: somebody stands between."""
    with (
        scripted_server({}, greeting="* PREAUTH welcome") as settings,
        pytest.raises(InsecureMailboxError),
        open_mailbox(replace(settings, tls=Tls.STARTTLS)),
    ):
        pass


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("TAG NO no such mailbox", FolderMissingError),
        ("TAG NO [NOPERM] not yours", FolderMissingError),
        ("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-ONLY] done", FolderMissingError),
        ("* 1 EXISTS\r\nTAG OK [READ-WRITE] done", FolderMissingError),
        ("TAG NO [INUSE] locked by another program", UnreachableError),
    ],
)
def test_a_folder_that_does_not_open_is_told_from_a_busy_one(
    answer: str, kind: type[MailboxError]
) -> None:
    """Missing rights are for the operator, a lock passes."""
    with (
        scripted_server({"SELECT": answer}) as settings,
        pytest.raises(kind),
        open_mailbox(settings) as mailbox,
    ):
        mailbox.uids("INBOX")


def test_no_word_of_a_mail_enters_an_error(caplog: pytest.LogCaptureFixture) -> None:
    """The library quotes the line it does not understand, which may be a citizen's."""
    caplog.set_level(logging.DEBUG)
    with (
        scripted_server({"UID SEARCH": SECRET_LINE}) as settings,
        pytest.raises(UnreachableError) as caught,
        open_mailbox(settings) as mailbox,
    ):
        mailbox.uids("INBOX")
    logging.getLogger(__name__).error("failed", exc_info=caught.value)

    assert "Hepatitis" not in str(caught.value)
    assert "Hepatitis" not in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        "* 1 FETCH (UID 1 BODY[] {5}\r\nhallo)\r\nTAG OK done",  # no time of receipt
        '* 1 FETCH (UID 1 BODY[] NIL INTERNALDATE "16-Nov-2026 09:00:00 +0100")\r\nTAG OK done',
        "TAG NO [SERVERBUG] cannot read it",
        "",
    ],
)
def test_r1_a_message_the_server_does_not_give_is_reported(answer: str) -> None:
    """It is neither lost in silence nor taken in without its time of receipt (R14)."""
    script = {
        "UID FETCH 1 (RFC822.SIZE)": "* 1 FETCH (UID 1 RFC822.SIZE 5)\r\nTAG OK done",
        "UID FETCH": answer,
    }
    with scripted_server(script) as settings, open_mailbox(settings) as mailbox:
        assert list(mailbox.fetch("INBOX", [1])) == [Withheld(uid=1)]


def test_a_line_that_breaks_again_and_again_is_given_up() -> None:
    """Without end we would knock at a sick server's door as fast as we can."""
    script = {
        "UID FETCH": "",
        "UID SEARCH": f"* SEARCH {' '.join(map(str, range(1, 201)))}\r\nTAG OK done",
    }
    with scripted_server(script) as settings, open_mailbox(settings) as mailbox:
        uids = mailbox.uids("INBOX")
        with pytest.raises(UnreachableError, match="again and again"):
            list(mailbox.fetch("INBOX", uids))


def test_a_move_without_new_numbers_says_so() -> None:
    """Some servers move without telling where to; the caller then looks for the bytes."""
    script = {
        "UID MOVE": "* 1 EXPUNGE\r\nTAG OK moved",
        "UID SEARCH": ("* SEARCH 1\r\nTAG OK there", "* SEARCH\r\nTAG OK gone"),
    }
    with scripted_server(script) as settings, open_mailbox(settings) as mailbox:
        moved = mailbox.move("INBOX", [1], "KRM/Verarbeitet")

    assert moved == {1: Moved(folder="KRM/Verarbeitet", uid_validity=None, uid=None)}


def test_a_move_that_moved_nothing_is_not_believed() -> None:
    """The server says OK, but the message still lies where it was."""
    with (
        scripted_server({"UID MOVE": "TAG OK moved"}) as settings,
        open_mailbox(settings) as mailbox,
    ):
        assert mailbox.move("INBOX", [1], "KRM/Verarbeitet") == {}


def test_new_numbers_of_a_failed_move_are_not_those_of_the_next() -> None:
    """A server may tell numbers and then refuse (RFC 6851, 3.3)."""
    script = {
        "UID MOVE": ("* OK [COPYUID 7 1 9] half\r\nTAG NO failed", "TAG OK moved"),
        "UID SEARCH": (
            "* SEARCH 1\r\nTAG OK there",
            "* SEARCH 1\r\nTAG OK there",
            "* SEARCH\r\nTAG OK gone",
        ),
    }
    with scripted_server(script) as settings, open_mailbox(settings) as mailbox:
        with pytest.raises(UnreachableError, match="failed"):
            mailbox.move("INBOX", [1], "KRM/Verarbeitet")
        moved = mailbox.move("INBOX", [1], "KRM/Verarbeitet")

    assert moved[1].uid is None
