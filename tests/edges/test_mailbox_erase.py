"""Erasing on a real IMAP server: nothing of the message may stay (R7)."""

from pathlib import Path

import pytest

from intake.mailbox.mailbox import FolderChangedError, open_mailbox
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import DovecotOptions
from tests.edges.mailboxes import a_letter, the_mailbox

pytestmark = pytest.mark.server("dovecot")

# Else the index keeps what other programs listed, until `doveadm mailbox cache purge`.
NO_CACHE = "mail_cache_min_mail_count = 1000000"
HANDED_OVER = "KRM/Abgegeben"
SUBJECT_MARK = "Widerspruch-Marke-7319"
BODY_MARK = b"Textmarke-2846"


def test_r7_an_erased_message_leaves_nothing_on_the_server(
    dovecot: Dovecot, imap_user: str
) -> None:
    """Neither subject, body nor Message-ID is in any file: mail, index or cache."""
    letter = a_letter(SUBJECT_MARK, body=BODY_MARK + b"\r\n")
    dovecot.append(imap_user, letter, a_letter("bleibt"))
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        list(mailbox.fetch("INBOX", mailbox.uids("INBOX")))
        moved = mailbox.move("INBOX", [1, 2], HANDED_OVER)[1]
    marks = (SUBJECT_MARK.encode(), BODY_MARK)
    assert len(files_with(marks, dovecot.mail_directory / imap_user)) == 1
    assert moved.uid_validity is not None
    assert moved.uid is not None

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        gone = mailbox.erase(HANDED_OVER, moved.uid_validity, [moved.uid])

    assert gone == {moved.uid}
    assert files_with(marks, dovecot.mail_directory / imap_user) == []
    assert dovecot.messages(imap_user, HANDED_OVER) == [a_letter("bleibt")]


def test_r7_other_programs_leave_no_trace_either_where_the_server_keeps_no_cache(
    imap_user: str,
) -> None:
    """An officer's mail program lists sender and subject before we erase."""
    with throw_away_dovecot(DovecotOptions(further=NO_CACHE)) as server:
        server.append(imap_user, a_letter(SUBJECT_MARK, body=BODY_MARK + b"\r\n"))
        list_as_others_do(server, imap_user, "INBOX")
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            moved = mailbox.move("INBOX", [1], HANDED_OVER)[1]
        list_as_others_do(server, imap_user, HANDED_OVER)
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            mailbox.erase(HANDED_OVER, moved.uid_validity or 0, [moved.uid or 0])

        assert files_with((SUBJECT_MARK.encode(), BODY_MARK), server.mail_directory) == []


def test_r7_erasing_twice_confirms_the_absence(dovecot: Dovecot, imap_user: str) -> None:
    """What matters is that the message is gone, not who removed it."""
    dovecot.append(imap_user, a_letter())

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        uid_validity = mailbox.select("INBOX").uid_validity
        first = mailbox.erase("INBOX", uid_validity, [1])
        second = mailbox.erase("INBOX", uid_validity, [1])

    assert (first, second) == (frozenset({1}), frozenset({1}))


def test_r7_erasing_spares_what_others_have_flagged(dovecot: Dovecot, imap_user: str) -> None:
    """Only the numbers named are removed."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"))
    with dovecot.client(imap_user) as client:
        client.select("INBOX")
        client.store("2", "+FLAGS", r"(\Deleted)")

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.erase("INBOX", mailbox.select("INBOX").uid_validity, [1])

    assert dovecot.messages(imap_user) == [a_letter("zwei")]


def test_r7_nothing_is_erased_in_a_folder_with_new_numbers(
    dovecot: Dovecot, imap_user: str
) -> None:
    """Number 1 is somebody else's letter after the folder was restored from a backup."""
    dovecot.append(imap_user, a_letter())
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        uid_validity = mailbox.select("INBOX").uid_validity
    dovecot.renumber(imap_user)

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        assert mailbox.select("INBOX").uid_validity != uid_validity
        with pytest.raises(FolderChangedError, match="new message numbers"):
            mailbox.erase("INBOX", uid_validity, [1])

    assert dovecot.messages(imap_user) == [a_letter()]


def test_new_numbers_are_noticed_within_a_session(imap_user: str) -> None:
    """The server comes back with a restored folder: numbers listed before must not be used."""
    with throw_away_dovecot() as server:
        server.append(imap_user, a_letter())
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            uids = mailbox.uids("INBOX")
            server.kill()
            server.renumber(imap_user)
            server.start()
            with pytest.raises(FolderChangedError, match="listed anew"):
                list(mailbox.fetch("INBOX", uids))
            anew = mailbox.uids("INBOX")

    assert anew == (1,)


def test_r7_without_uidplus_nothing_is_said_to_be_gone(imap_user: str) -> None:
    """The message is only flagged: the operator must remove it on the server."""
    with throw_away_dovecot(DovecotOptions(capability="IMAP4rev1 NAMESPACE")) as server:
        server.append(imap_user, a_letter())
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            gone = mailbox.erase("INBOX", mailbox.select("INBOX").uid_validity, [1])

        assert gone == frozenset()
        assert server.messages(imap_user) == [a_letter()]


def list_as_others_do(server: Dovecot, user: str, folder: str) -> None:
    """Ask for what a list of messages shows, as mail programs do."""
    with server.client(user) as client:
        client.select(folder)
        status, shown = client.fetch("1:*", "(ENVELOPE PREVIEW BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
    assert status == "OK"
    assert SUBJECT_MARK in str(shown)


def files_with(marks: tuple[bytes, ...], directory: Path) -> list[Path]:
    """Return every file below the directory that holds one of the marks."""
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path for path in files if any(mark in path.read_bytes() for mark in marks)]
