"""Moving on a real IMAP server, with and without the extensions it may lack."""

import hashlib

import pytest

from intake.mailbox.mailbox import FolderMissingError, Moved, open_mailbox
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import DovecotOptions
from tests.edges.mailboxes import a_letter, flags_of, the_mailbox

pytestmark = pytest.mark.server("dovecot")

DONE = "KRM/Verarbeitet"
COPY_ONLY = "IMAP4rev1 NAMESPACE UIDPLUS"
NO_UIDPLUS = "IMAP4rev1 NAMESPACE"


def test_move_tells_where_each_message_lies_now(dovecot: Dovecot, imap_user: str) -> None:
    """The new numbers are what erasure needs later; the missing target is made on the way."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"), a_letter("drei"))

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        moved = mailbox.move("INBOX", [1, 3], DONE)
        uid_validity = mailbox.select(DONE).uid_validity

    assert moved == {
        1: Moved(folder=DONE, uid_validity=uid_validity, uid=1),
        3: Moved(folder=DONE, uid_validity=uid_validity, uid=2),
    }
    assert dovecot.messages(imap_user, DONE) == [a_letter("eins"), a_letter("drei")]
    assert dovecot.messages(imap_user) == [a_letter("zwei")]


def test_moving_twice_is_harmless(dovecot: Dovecot, imap_user: str) -> None:
    """After a crash the move is repeated: what is gone already is absent from the answer."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"))

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.move("INBOX", [1], DONE)
        again = mailbox.move("INBOX", [1, 2], DONE)

    assert list(again) == [2]
    assert dovecot.messages(imap_user, DONE) == [a_letter("eins"), a_letter("zwei")]


def test_a_target_with_umlauts_is_made_and_subscribed(dovecot: Dovecot, imap_user: str) -> None:
    """On the wire the name is in modified UTF-7 (RFC 3501, 5.1.3)."""
    dovecot.append(imap_user, a_letter())

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.move("INBOX", [1], "KRM/Geprüft")

    assert dovecot.messages(imap_user, "KRM/Gepr&APw-ft") == [a_letter()]
    with dovecot.client(imap_user) as client:
        assert client.lsub()[1] == [b'() "/" KRM/Gepr&APw-ft']


def test_folders_follow_the_servers_separator_and_prefix(imap_user: str) -> None:
    """Settings say `KRM/Verarbeitet` whatever the server calls it."""
    with throw_away_dovecot(DovecotOptions(separator=".", prefix="INBOX.")) as server:
        server.append(imap_user, a_letter())
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            moved = mailbox.move("INBOX", [1], DONE)

        assert moved[1].folder == DONE
        assert server.messages(imap_user, "INBOX.KRM.Verarbeitet") == [a_letter()]


def test_without_move_a_message_is_copied_and_its_original_removed(imap_user: str) -> None:
    r"""Others' messages with the flag \Deleted stay: that is their affair."""
    with throw_away_dovecot(DovecotOptions(capability=COPY_ONLY)) as server:
        server.append(imap_user, a_letter("eins"), a_letter("zwei"))
        with server.client(imap_user) as client:
            client.select("INBOX")
            client.store("2", "+FLAGS", r"(\Deleted)")
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            assert "MOVE" not in mailbox.capabilities
            moved = mailbox.move("INBOX", [1], DONE)
            uid_validity = mailbox.select(DONE).uid_validity

        assert moved == {1: Moved(folder=DONE, uid_validity=uid_validity, uid=1)}
        assert server.messages(imap_user, DONE) == [a_letter("eins")]
        assert server.messages(imap_user) == [a_letter("zwei")]


def test_without_uidplus_the_original_is_flagged_and_left(imap_user: str) -> None:
    """A plain EXPUNGE would remove what others flagged; a repeat makes no second copy."""
    with throw_away_dovecot(DovecotOptions(capability=NO_UIDPLUS)) as server:
        server.append(imap_user, a_letter())
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            moved = mailbox.move("INBOX", [1], DONE)
            again = mailbox.move("INBOX", [1], DONE)

        assert moved[1].is_left_behind
        assert again == {}
        assert server.messages(imap_user, DONE) == [a_letter()]
        with server.client(imap_user) as client:
            assert b"\\Deleted" in flags_of(client)[0]


def test_more_messages_than_one_command_names_are_all_moved(imap_user: str) -> None:
    """1,100 numbers do not fit one command line of every server."""
    with throw_away_dovecot(DovecotOptions(further="imap_max_line_length = 4 k")) as server:
        server.fill(imap_user, [a_letter(str(number)) for number in range(1_100)])
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            moved = mailbox.move("INBOX", mailbox.uids("INBOX"), DONE)
            there = mailbox.uids(DONE)

    assert sorted(each.uid or 0 for each in moved.values()) == list(there)
    assert len(there) == 1_100


def test_a_target_removed_meanwhile_is_made_again(dovecot: Dovecot, imap_user: str) -> None:
    """The first try says what is missing; the next one of the same session mends it."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"))

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.move("INBOX", [1], DONE)
        with dovecot.client(imap_user) as client:
            client.delete(DONE)
        with pytest.raises(FolderMissingError, match=DONE):
            mailbox.move("INBOX", [2], DONE)
        mailbox.move("INBOX", [2], DONE)

    assert dovecot.messages(imap_user, DONE) == [a_letter("zwei")]


def test_a_moved_message_is_found_by_its_bytes(dovecot: Dovecot, imap_user: str) -> None:
    """After a crash between the move and its note; another letter of the same size is not it."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"), a_letter("drei"))
    letter = a_letter("zwei")
    sha256 = hashlib.sha256(letter).hexdigest()

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        mailbox.move("INBOX", [1, 2, 3], DONE)
        found = mailbox.find_same(DONE, len(letter), sha256)
        nowhere = mailbox.find_same(DONE, len(letter), hashlib.sha256(b"").hexdigest())

    assert found == 2
    assert nowhere is None
