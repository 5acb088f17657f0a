"""Folders besides the INBOX: watched ones, and such as are not there (R1, R15)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.duties import DutyKind
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter, the_original_in
from tests.end_to_end.office import DONE, INBOX, SGG, RunningOffice, open_office

pytestmark = pytest.mark.server("dovecot")


@pytest.fixture
def watchful(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> Iterator[RunningOffice]:
    """Open an office that watches the folder Junk, too."""
    environ = {"KRM_MAILBOX__WATCH": '["Junk"]'}
    with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
        yield office


def into_junk(office: RunningOffice, letter: bytes) -> None:
    """Let the server's filter take a letter for advertising."""
    with office.server.client(office.user) as filter_:
        filter_.create("Junk")
    office.server.append(office.user, letter, folder="Junk")


def test_r15_a_letter_in_junk_is_taken_in_but_not_answered(watchful: RunningOffice) -> None:
    """It becomes a case all the same; the officer has the duty to answer by hand."""
    into_junk(watchful, a_letter(COMPLAINT))

    assert watchful.work() == ()

    (line,) = watchful.journal()
    assert line.case_number != ""
    assert watchful.sent_to(JANA) == []
    assert DutyKind.NOTICE_BY_HAND in watchful.duty_kinds()
    assert watchful.lies_in(DONE) == [a_letter(COMPLAINT)]


def test_r5_an_objection_in_junk_is_handed_over(watchful: RunningOffice) -> None:
    """A term may hang on it, whatever a filter thinks."""
    into_junk(watchful, a_letter(OBJECTION))

    watchful.work()

    (hand_over,) = watchful.sent_to(SGG)
    assert the_original_in(hand_over) == a_letter(OBJECTION)


def test_r1_a_watched_folder_that_is_missing_keeps_back_no_other(
    watchful: RunningOffice,
) -> None:
    """INBOX is worked; many servers make a junk folder only when they need it."""
    watchful.arrive(a_letter(COMPLAINT))

    assert watchful.work() == ()

    assert watchful.lies_in(INBOX) == []
    assert len(watchful.sent_to(JANA)) == 1
