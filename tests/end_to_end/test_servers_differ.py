"""What real mail servers differ in: the main job is done on each of them (R1, R5, R10, R12)."""

from pathlib import Path

import pytest
import trustme

from tests.edges.certificates import LONG_AGO, NOT_SO_LONG_AGO
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import LOOPBACK, DovecotOptions
from tests.edges.imap_proxy import ImapProxy
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter
from tests.end_to_end.office import DONE, HANDED_OVER, INBOX, SGG, open_office

pytestmark = pytest.mark.server("dovecot")

ALL = "IMAP4rev1 NAMESPACE UIDPLUS MOVE IDLE LITERAL+"
LETTERS = (a_letter(COMPLAINT), a_letter(OBJECTION, message_id="<brief-2@kunde.example>"))
DIFFERENT = {
    "parts levels by a dot, below INBOX": (
        DovecotOptions(separator=".", prefix="INBOX."),
        "INBOX.KRM.",
    ),
    "no MOVE": (DovecotOptions(capability=ALL.replace(" MOVE", "")), "KRM/"),
    "no IDLE": (DovecotOptions(capability=ALL.replace(" IDLE", "")), "KRM/"),
    "no NAMESPACE": (DovecotOptions(capability=ALL.replace(" NAMESPACE", "")), "KRM/"),
    "LITERAL- only": (DovecotOptions(capability=ALL.replace("LITERAL+", "LITERAL-")), "KRM/"),
    "nothing but IMAP4rev1 and UIDPLUS": (DovecotOptions(capability="IMAP4rev1 UIDPLUS"), "KRM/"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_r1_the_main_job_is_done_on_a_server_that(
    name: str, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """A complaint and an objection: taken in once, answered once, each in its folder."""
    options, folders = DIFFERENT[name]
    with (
        throw_away_dovecot(options) as server,
        open_office(tmp_path, server, imap_user, post) as office,
    ):
        office.arrive(*LETTERS)

        assert office.work() == ()
        assert office.work() == ()

        assert office.lies_in(INBOX) == []
        assert server.messages(imap_user, f"{folders}Verarbeitet") == [LETTERS[0]]
        assert server.messages(imap_user, f"{folders}Abgegeben") == [LETTERS[1]]
        assert (len(office.sent_to(SGG)), len(office.sent_to(JANA))) == (1, 2)


def test_r7_without_uidplus_originals_stay_flagged_and_nothing_is_done_twice(
    imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """The server cannot remove single messages; `krm check` says so before the first mail."""
    options = DovecotOptions(capability="IMAP4rev1 NAMESPACE IDLE")
    with (
        throw_away_dovecot(options) as server,
        open_office(tmp_path, server, imap_user, post) as office,
    ):
        office.arrive(LETTERS[0])
        for _ in range(3):
            assert office.work() == ()

        assert office.lies_in(INBOX) == [LETTERS[0]]
        assert office.lies_in(DONE) == [LETTERS[0]]
        assert len(office.sent_to(JANA)) == 1


def test_r10_a_server_that_throttles_is_worked_to_the_end(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """Its words come in pieces of forty bytes with pauses between them."""
    with ImapProxy(dovecot.port) as proxy:
        proxy.weather.pause_seconds, proxy.weather.piece = 0.002, 40
        environ = {"KRM_MAILBOX__PORT": str(proxy.port)}
        with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
            office.arrive(*LETTERS)

            assert office.work() == ()
            assert office.work() == ()

            assert (office.lies_in(INBOX), office.lies_in(HANDED_OVER)) == ([], [LETTERS[1]])
            assert (len(office.sent_to(SGG)), len(office.sent_to(JANA))) == (1, 2)


def test_r1_the_eleventh_connection_is_refused_and_the_next_round_does_the_work(
    imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """Other programs hold every connection that the server allows to one user."""
    with (
        throw_away_dovecot(DovecotOptions(connections_per_user=1)) as server,
        open_office(tmp_path, server, imap_user, post) as office,
    ):
        office.arrive(LETTERS[0])
        with server.client(imap_user):
            (trouble,) = office.work()
        assert "no more log-ins now" in trouble
        assert office.work() == ()

        assert len(office.sent_to(JANA)) == 1


def test_r1_an_expired_certificate_is_refused_and_named(
    imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """Nothing is sent over a line that nobody vouches for any more; mail waits on the server."""
    authority = trustme.CA()
    old = authority.issue_cert(LOOPBACK, not_before=LONG_AGO, not_after=NOT_SO_LONG_AGO)
    chain, key, ca_file = (tmp_path / name for name in ("chain.pem", "key.pem", "ca.pem"))
    old.cert_chain_pems[0].write_to_path(chain)
    old.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(ca_file)
    with throw_away_dovecot(DovecotOptions(certificate=chain, key=key)) as server:
        environ = {
            "KRM_MAILBOX__PORT": str(server.tls_port),
            "KRM_MAILBOX__TLS": "ssl",
            "KRM_MAILBOX__CA_FILE": str(ca_file),
        }
        with open_office(tmp_path, server, imap_user, post, environ=environ) as office:
            office.arrive(LETTERS[0])
            (trouble,) = office.work()

            assert "expired" in trouble
            assert "mailbox.ca_file" in trouble
            assert office.lies_in(INBOX) == [LETTERS[0]]
            assert office.post.mails == []
