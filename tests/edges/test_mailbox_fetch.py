"""Listing and fetching from a real IMAP server."""

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cases.mail import Place, RawMail
from intake.mailbox.mailbox import (
    FolderMissingError,
    UnreachableError,
    Vanished,
    Withheld,
    open_mailbox,
)
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.mailboxes import MONDAY_NINE, a_letter, flags_of, the_mailbox

pytestmark = pytest.mark.server("dovecot")

LATIN_1 = a_letter("Umlaute", body="Grüße aus Germersheim\r\n".encode("latin-1"))
EVERY_BYTE = a_letter("Bytes", body=bytes(b for b in range(1, 256) if b not in b"\r\n") + b"\r\n")
LONG_LINE = a_letter("Zeile", body=b"x" * 20_000 + b"\r\n")
NO_LINE_END = a_letter("Ende", body=b"ohne Zeilenende")
NO_HEADER = b"\r\nnur Text\r\n"


@pytest.mark.parametrize("content", [LATIN_1, EVERY_BYTE, LONG_LINE, NO_LINE_END, NO_HEADER])
def test_r5_bytes_arrive_unaltered(dovecot: Dovecot, imap_user: str, content: bytes) -> None:
    """What is handed over later must be the original, whatever bytes it holds."""
    dovecot.append(imap_user, content)

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        (mail,) = mailbox.fetch("INBOX", [1])

    assert isinstance(mail, RawMail)
    assert mail.content == content


def test_line_ends_are_those_of_the_wire(dovecot: Dovecot, imap_user: str) -> None:
    """A delivery agent stores LF alone; the server gives CRLF, and so do we."""
    dovecot.fill(imap_user, [b"Subject: LF\n\nerste\nzweite\n"])

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        (mail,) = mailbox.fetch("INBOX", [1])

    assert isinstance(mail, RawMail)
    assert mail.content == b"Subject: LF\r\n\r\nerste\r\nzweite\r\n"


@pytest.fixture
def berlin_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine keep German time, as an office's server does."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin_clock")
def test_r14_receipt_is_the_servers_time_in_utc(dovecot: Dovecot, imap_user: str) -> None:
    """Received at 01:30 summer time on the day that summer time ends."""
    berlin_summer = timezone(timedelta(hours=2))
    received_at = datetime(2026, 10, 25, 1, 30, tzinfo=berlin_summer)
    dovecot.append(imap_user, a_letter(), received_at=received_at)

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        (mail,) = mailbox.fetch("INBOX", [1])

    assert isinstance(mail, RawMail)
    assert mail.received_at == datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert mail.received_at.tzinfo is UTC


def test_r1_place_names_account_folder_and_numbers(dovecot: Dovecot, imap_user: str) -> None:
    """The place is what keeps a message from being taken in twice."""
    dovecot.append(imap_user, a_letter())
    settings = the_mailbox(dovecot, imap_user)

    with open_mailbox(settings) as mailbox:
        uid_validity = mailbox.select("INBOX").uid_validity
        (mail,) = mailbox.fetch("INBOX", [1])

    assert isinstance(mail, RawMail)
    assert mail.place == Place(
        mailbox=f"{imap_user}@127.0.0.1", folder="INBOX", uid_validity=uid_validity, uid=1
    )


def test_r1_fetching_leaves_every_message_unread(dovecot: Dovecot, imap_user: str) -> None:
    """Officers who look into the mailbox see what they have not read."""
    dovecot.append(imap_user, a_letter(), a_letter("Lob"))

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        list(mailbox.fetch("INBOX", mailbox.uids("INBOX")))

    with dovecot.client(imap_user) as client:
        assert [b"Seen" in flags for flags in flags_of(client)] == [False, False]


def test_r1_messages_read_or_flagged_elsewhere_are_listed_too(
    dovecot: Dovecot, imap_user: str
) -> None:
    """A curious glance with another program must not hide a message from us."""
    dovecot.append(imap_user, a_letter(), a_letter("Lob"), a_letter("Antrag"))
    with dovecot.client(imap_user) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Seen)")
        client.store("2", "+FLAGS", r"(\Deleted \Seen)")

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        assert mailbox.uids("INBOX") == (1, 2, 3)


def test_r1_listing_again_shows_what_came_meanwhile(dovecot: Dovecot, imap_user: str) -> None:
    """A session that stays open must not live on its first impression."""
    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        before = mailbox.uids("INBOX")
        dovecot.append(imap_user, a_letter())
        after = mailbox.uids("INBOX")

    assert (before, after) == ((), (1,))


def test_a_message_gone_since_the_listing_is_reported(dovecot: Dovecot, imap_user: str) -> None:
    """Somebody else moved it: no error, and the others still come."""
    dovecot.append(imap_user, a_letter("eins"), a_letter("zwei"), a_letter("drei"))

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        uids = mailbox.uids("INBOX")
        mailbox.move("INBOX", [2], "KRM/Verarbeitet")
        found = list(mailbox.fetch("INBOX", uids))

    assert [each.place.uid for each in found if isinstance(each, RawMail)] == [1, 3]
    assert [each for each in found if not isinstance(each, RawMail)] == [Vanished(uid=2)]


def test_r1_a_damaged_message_keeps_back_no_other(dovecot: Dovecot, imap_user: str) -> None:
    """Dovecot ends the session at a file shorter or longer than its name says."""
    dovecot.fill(imap_user, [a_letter(str(number)) for number in range(7)])
    damaged = sorted((dovecot.mail_directory / imap_user / "new").iterdir())[3]
    damaged.write_bytes(damaged.read_bytes() + b"mehr als der Name sagt\n")

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        found = list(mailbox.fetch("INBOX", mailbox.uids("INBOX")))

    assert [each.place.uid for each in found if isinstance(each, RawMail)] == [1, 2, 3, 5, 6, 7]
    assert [each for each in found if not isinstance(each, RawMail)] == [Withheld(uid=4)]


def test_many_messages_take_no_more_memory_than_few(dovecot: Dovecot, imap_user: str) -> None:
    """30 MB wait, and the batches of 1 MB bound what is held at a time."""
    body = b"Ich warte seit Wochen auf eine Antwort.\r\n" * 2_500
    dovecot.fill(imap_user, [a_letter(str(number), body=body) for number in range(300)])

    with open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox:
        uids = mailbox.uids("INBOX")
        tracemalloc.start()
        total = sum(
            len(each.content)
            for each in mailbox.fetch("INBOX", uids, batch_bytes=1_000_000)
            if isinstance(each, RawMail)
        )
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert total > 30_000_000
    assert peak < 4_000_000


def test_a_line_cut_while_fetching_says_try_later(imap_user: str) -> None:
    """Nothing is lost: after the restart all messages are there as before."""
    letters = [a_letter(str(number), body=b"x" * 998 + b"\r\n") for number in range(20)]
    with throw_away_dovecot() as server:
        server.fill(imap_user, letters, received_at=MONDAY_NINE)
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            coming = mailbox.fetch("INBOX", mailbox.uids("INBOX"), batch_count=5)
            next(coming)
            server.kill()
            with pytest.raises(UnreachableError, match="cannot be reached"):
                list(coming)
        server.start()
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            again = [
                each.content
                for each in mailbox.fetch("INBOX", mailbox.uids("INBOX"))
                if isinstance(each, RawMail)
            ]

    assert again == letters


def test_a_server_restarted_while_fetching_is_asked_again(imap_user: str) -> None:
    """A short restart costs a new log-in, not the round."""
    with throw_away_dovecot() as server:
        server.fill(imap_user, [a_letter(str(number)) for number in range(4)])
        with open_mailbox(the_mailbox(server, imap_user)) as mailbox:
            coming = mailbox.fetch("INBOX", mailbox.uids("INBOX"), batch_count=2)
            next(coming)
            server.kill()
            server.start()
            rest = [each.place.uid for each in coming if isinstance(each, RawMail)]

    assert rest == [2, 3, 4]


def test_a_missing_folder_says_what_to_do(dovecot: Dovecot, imap_user: str) -> None:
    """The operator reads which folder, and where to correct it."""
    with (
        pytest.raises(FolderMissingError, match=r"'Junk' is missing .* name in the settings"),
        open_mailbox(the_mailbox(dovecot, imap_user)) as mailbox,
    ):
        mailbox.uids("Junk")
