"""Reaching the mailbox: each way it fails says what to do, and none says the password."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from correspondence.settings import Tls
from intake.mailbox.check import check_mailbox
from intake.mailbox.mailbox import (
    InsecureMailboxError,
    LoginRefusedError,
    MailboxError,
    UnreachableError,
    open_mailbox,
)
from intake.settings import MailboxSettings
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import LOOPBACK, DovecotOptions
from tests.edges.mailboxes import a_letter, the_mailbox

pytestmark = pytest.mark.server("dovecot")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Give the authority that vouches for the test server."""
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the file that makes the authority trusted."""
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture(scope="module")
def tls_server(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dovecot]:
    """Run a server with a certificate for 127.0.0.1, and none for `localhost`."""
    options = certified(authority, LOOPBACK, tmp_path_factory.mktemp("server"))
    with throw_away_dovecot(options) as server:
        yield server


def test_mail_is_fetched_over_tls(tls_server: Dovecot, imap_user: str, ca_file: str) -> None:
    """`ssl` secures the line before the first word."""
    tls_server.append(imap_user, a_letter())
    settings = over_tls(tls_server, imap_user, ca_file)

    with open_mailbox(settings) as mailbox:
        assert mailbox.uids("INBOX") == (1,)


def test_mail_is_fetched_after_starttls(tls_server: Dovecot, imap_user: str, ca_file: str) -> None:
    """`starttls` secures it before the password is sent."""
    tls_server.append(imap_user, a_letter())
    plain = the_mailbox(tls_server, imap_user)

    with open_mailbox(replace(plain, tls=Tls.STARTTLS, ca_file=ca_file)) as mailbox:
        assert mailbox.uids("INBOX") == (1,)


@pytest.mark.parametrize("tls", [Tls.SSL, Tls.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_refused(
    tls_server: Dovecot, imap_user: str, tmp_path: Path, tls: Tls
) -> None:
    """Another authority is trusted than the one that signed."""
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    settings = replace(over_tls(tls_server, imap_user, str(other)), tls=tls)
    if tls is Tls.STARTTLS:
        settings = replace(settings, port=tls_server.port)

    assert "not trusted" in failure(settings, InsecureMailboxError)


def test_a_certificate_for_another_host_is_refused(
    tls_server: Dovecot, imap_user: str, ca_file: str
) -> None:
    """The name in the settings is the one that must be proven."""
    settings = replace(over_tls(tls_server, imap_user, ca_file), host="localhost")

    assert "Hostname mismatch" in failure(settings, InsecureMailboxError)


def test_a_server_without_starttls_gets_no_password(dovecot: Dovecot, imap_user: str) -> None:
    """Somebody between us and the server may have struck the offer out."""
    settings = replace(the_mailbox(dovecot, imap_user), tls=Tls.STARTTLS)

    assert "offers no STARTTLS" in failure(settings, InsecureMailboxError)


def test_tls_to_a_port_that_speaks_none_is_told_apart(dovecot: Dovecot, imap_user: str) -> None:
    """The commonest mistake in the settings: the port of the other mode."""
    settings = replace(the_mailbox(dovecot, imap_user), tls=Tls.SSL)

    assert "check mailbox.port and mailbox.tls" in failure(settings, InsecureMailboxError)


def test_an_open_line_to_another_machine_is_refused() -> None:
    """Nothing is even connected."""
    settings = MailboxSettings(
        host="imap.jobcenter.example", tls=Tls.NONE, user="krm", password="geheim"
    )

    assert "'none' sends the password" in failure(settings, InsecureMailboxError)


def test_an_unreadable_ca_file_is_named(dovecot: Dovecot, imap_user: str) -> None:
    """A wrong path must not lead to trusting everybody or nobody in silence."""
    settings = replace(the_mailbox(dovecot, imap_user), tls=Tls.SSL, ca_file="/nicht/da.pem")

    assert "'/nicht/da.pem'" in failure(settings, InsecureMailboxError)


@pytest.mark.parametrize("password", ["falsch", "Schlüssel €"])
def test_a_wrong_password_is_told_from_trouble(
    dovecot: Dovecot, imap_user: str, password: str
) -> None:
    """Trying again would only lock the account."""
    settings = replace(the_mailbox(dovecot, imap_user), password=password)

    message = failure(settings, LoginRefusedError)

    assert "mailbox.password_file" in message
    assert password not in message


def test_a_password_beyond_ascii_logs_in(imap_user: str) -> None:
    """LOGIN could not carry it; AUTHENTICATE PLAIN can."""
    with throw_away_dovecot(DovecotOptions(password="Schlüssel€")) as server:
        settings = replace(the_mailbox(server, imap_user), password="Schlüssel€")
        with open_mailbox(settings) as mailbox:
            assert mailbox.uids("INBOX") == ()


def test_a_server_that_is_down_says_try_later(imap_user: str) -> None:
    """And where to look if it lasts."""
    with throw_away_dovecot() as server:
        settings = the_mailbox(server, imap_user)

    assert "Connection refused" in failure(settings, UnreachableError)


def test_a_host_that_cannot_be_one_names_the_setting() -> None:
    """A slip of the finger is told like a server that is away."""
    settings = MailboxSettings(host="imap..example", user="krm", password="geheim")

    assert "check mailbox.host" in failure(settings, UnreachableError)


def test_a_server_that_says_nothing_is_given_up(imap_user: str) -> None:
    """A line that hangs must not hang the intake."""
    with silent_server() as port:
        settings = MailboxSettings(
            host=LOOPBACK,
            port=port,
            tls=Tls.NONE,
            user=imap_user,
            password="geheim",
            timeout_seconds=1,
        )

        assert "cannot be reached" in failure(settings, UnreachableError)


def test_a_server_that_takes_no_more_sessions_says_try_later(imap_user: str) -> None:
    """The eleventh log-in of one user is refused, though the password is right."""
    with throw_away_dovecot(DovecotOptions(connections_per_user=10)) as server, ExitStack() as ten:
        settings = the_mailbox(server, imap_user)
        for _ in range(10):
            ten.enter_context(open_mailbox(settings))

        assert "no more log-ins now" in failure(settings, UnreachableError)


def test_check_says_a_line_for_each_thing_that_must_work(dovecot: Dovecot, imap_user: str) -> None:
    """A missing folder is named with the key to correct; the folders we fill are made."""
    settings = replace(the_mailbox(dovecot, imap_user), watch=("Junk",))

    lines = check_mailbox(settings)

    troubles = [line for line in lines if not line.is_well]
    assert [line.what for line in troubles] == ["folder Junk"]
    assert "mailbox.watch" in troubles[0].says
    made = [line.what for line in lines if line.says.startswith("created")]
    assert made == ["folder KRM/Verarbeitet", "folder KRM/Abgegeben", "folder KRM/Pruefen"]


def test_check_says_when_single_messages_cannot_be_erased(imap_user: str) -> None:
    """Without UIDPLUS R7 cannot be kept, so the operator must know before the first mail."""
    with throw_away_dovecot(DovecotOptions(capability="IMAP4rev1 NAMESPACE")) as server:
        lines = check_mailbox(the_mailbox(server, imap_user))

    assert [line.what for line in lines if not line.is_well] == ["server UIDPLUS"]


def test_check_says_why_the_mailbox_is_out_of_reach(dovecot: Dovecot, imap_user: str) -> None:
    """One line is enough then."""
    settings = replace(the_mailbox(dovecot, imap_user), password="falsch")

    (line,) = check_mailbox(settings)

    assert not line.is_well
    assert "refuses the log-in" in line.says


def failure(settings: MailboxSettings, kind: type[MailboxError]) -> str:
    """Return what the operator reads when the mailbox does not open."""
    with pytest.raises(kind) as caught, open_mailbox(settings):
        pass
    assert settings.password not in str(caught.value)
    return str(caught.value)


def over_tls(server: Dovecot, user: str, ca_file: str) -> MailboxSettings:
    """Give settings for the port that speaks TLS."""
    plain = the_mailbox(server, user)
    return replace(plain, port=server.tls_port, tls=Tls.SSL, ca_file=ca_file)


def certified(authority: trustme.CA, host: str, directory: Path) -> DovecotOptions:
    """Write a certificate for one host and give the options that name it."""
    certificate = authority.issue_cert(host)
    chain, key = directory / "chain.pem", directory / "key.pem"
    certificate.cert_chain_pems[0].write_to_path(chain)
    certificate.private_key_pem.write_to_path(key)
    return DovecotOptions(certificate=chain, key=key)


@contextmanager
def silent_server() -> Iterator[int]:
    """Accept connections and never say a word."""
    with socket.create_server((LOOPBACK, 0)) as listening, ExitStack() as accepted:
        port: int = listening.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    accepted.enter_context(listening.accept()[0])

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield port
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
