"""A mailbox that refuses what is asked of it: letters are answered all the same (R1, R10)."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.mail import RawMail
from intake.line import take
from intake.mailbox.mailbox import open_mailbox
from store import server_copies
from store.engine import reading
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import DovecotOptions
from tests.edges.imap_proxy import ImapProxy
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter
from tests.end_to_end.office import DONE, HANDED_OVER, INBOX, RunningOffice, open_office

pytestmark = pytest.mark.server("dovecot")

FULL = b"NO [OVERQUOTA] Quota exceeded (mailbox for user is full)"


def a_complaint(number: int) -> bytes:
    """Return a letter of somebody who has not written before."""
    return a_letter(
        f"{COMPLAINT}{number}\n",
        sender=f"kunde{number}@kunde.example",
        message_id=f"<{number}@kunde.example>",
    )


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[ImapProxy]:
    """Stand between office and mail server."""
    with ImapProxy(dovecot.port) as proxy:
        yield proxy


@pytest.fixture
def behind_proxy(
    *, dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path, proxy: ImapProxy
) -> Iterator[RunningOffice]:
    """Open an office that reaches its mailbox through the proxy."""
    environ = {"KRM_MAILBOX__PORT": str(proxy.port)}
    with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
        yield office


def test_r1_a_full_folder_holds_up_no_letter(behind_proxy: RunningOffice, proxy: ImapProxy) -> None:
    """Nothing can be moved: all is answered, the trouble told; once there is room, all moves."""
    proxy.weather.refused = (b"UID MOVE", FULL)
    troubles: list[str] = []
    for number in range(3):
        behind_proxy.arrive(a_complaint(number))
        troubles += behind_proxy.work()
    answered = [mail.recipients for mail in behind_proxy.post.mails]
    waiting = behind_proxy.lies_in(INBOX)
    proxy.weather.refused = None

    assert answered == [(f"kunde{number}@kunde.example",) for number in range(3)]
    assert len(troubles) == len(waiting) == 3
    assert all("OVERQUOTA" in trouble for trouble in troubles)
    assert behind_proxy.work() == ()
    assert (behind_proxy.lies_in(INBOX), len(behind_proxy.lies_in(DONE))) == ([], 3)
    assert len(behind_proxy.post.mails) == 3


def test_r1_a_missing_folder_holds_up_no_other(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """The first of two folders was renamed: the second is read, the first is named as missing."""
    environ = {"KRM_MAILBOX__FOLDERS": '["KRM-Eingang", "INBOX"]'}
    with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
        office.arrive(a_letter(COMPLAINT))

        (trouble,) = office.work()

        assert "KRM-Eingang" in trouble
        assert len(office.sent_to(JANA)) == 1
        assert office.lies_in(INBOX) == []


def test_r7_a_folder_of_ours_that_somebody_renamed_is_made_again(office: RunningOffice) -> None:
    """What lay in it is out of our reach, and said to be; what comes next is filed as ever."""
    office.receive(a_complaint(1))
    with office.server.client(office.user) as other_program:
        other_program.rename(DONE, "KRM/Alt")

    assert office.receive(a_complaint(2))[0].recipients == ("kunde2@kunde.example",)
    assert office.work() == ()

    assert office.lies_in(DONE) == [a_complaint(2)]
    assert office.lies_in("KRM/Alt") == [a_complaint(1)]
    with reading(office.rounds.service.engine) as tx:
        copies = tx.execute(server_copies.copies_query()).all()
    assert [copy.journal for copy in copies] == [2]


def test_r7_a_copy_made_before_a_crash_is_not_made_again(
    imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """Without MOVE: copied, then killed. The one copy is found; the original is removed."""
    without_move = DovecotOptions(capability="IMAP4rev1 NAMESPACE UIDPLUS IDLE")
    with (
        throw_away_dovecot(without_move) as server,
        open_office(tmp_path, server, imap_user, post) as office,
    ):
        office.receive(a_complaint(1))
        office.arrive(a_letter(OBJECTION))
        with open_mailbox(office.rounds.service.settings.mailbox) as mailbox:
            found = list(mailbox.fetch(INBOX, mailbox.uids(INBOX)))
        take([each for each in found if isinstance(each, RawMail)], office.rounds.service.filing)
        with server.client(office.user) as as_we_did:
            as_we_did.select(INBOX)
            as_we_did.uid("COPY", str(found[0].place.uid), DONE)  # type: ignore[union-attr]
            as_we_did.uid("STORE", str(found[0].place.uid), "+FLAGS", r"(\Deleted)")  # type: ignore[union-attr]

        assert office.work() == ()
        assert office.work() == ()

        assert office.lies_in(INBOX) == []
        assert office.lies_in(DONE) == [a_complaint(1)]
        assert office.lies_in(HANDED_OVER) == [a_letter(OBJECTION)]


def test_r1_a_message_that_vanishes_before_the_fetch_holds_up_no_other(
    behind_proxy: RunningOffice, proxy: ImapProxy
) -> None:
    """Another program removes it between our search and our fetch."""
    behind_proxy.arrive(a_complaint(1), a_complaint(2))
    is_removed = threading.Event()

    def remove_first(command: bytes) -> None:
        if b"BODY.PEEK" in command and not is_removed.is_set():
            is_removed.set()
            with behind_proxy.server.client(behind_proxy.user) as other_program:
                other_program.select(INBOX)
                other_program.store("1", "+FLAGS", r"(\Deleted)")
                other_program.expunge()

    proxy.weather.before_command = remove_first

    assert behind_proxy.work() == ()
    assert [mail.recipients for mail in behind_proxy.post.mails] == [("kunde2@kunde.example",)]


def test_r1_a_line_that_breaks_in_a_letter_loses_nothing(
    behind_proxy: RunningOffice, proxy: ImapProxy
) -> None:
    """The rest of the literal never comes: the letter is fetched anew, and taken once."""
    behind_proxy.arrive(a_complaint(1), a_complaint(2))
    proxy.weather.after, proxy.weather.cuts_in_literals = 100, 1

    behind_proxy.work()
    behind_proxy.work()

    assert proxy.weather.cuts_done == 1
    assert len(behind_proxy.journal()) == 2
    assert len(behind_proxy.post.mails) == 2
