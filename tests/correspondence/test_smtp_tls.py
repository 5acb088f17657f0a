"""TLS: verified, or nothing is sent, not even the password."""

import ssl
import traceback
from pathlib import Path

import pytest

from correspondence.settings import Tls
from correspondence.smtp import InsecureLineError, LineDownError, check_line, open_line
from tests.correspondence.lines import line_settings
from tests.edges.certificates import Authority
from tests.edges.smtp_listener import SmtpListener, Stage

CONTENT = b"Subject: Probe\r\n\r\nGuten Tag\r\n"
LOGIN = {"user": "krm", "password": "geheim"}
LOGINS = {"krm": "geheim"}


@pytest.fixture(scope="module")
def authority() -> Authority:
    """Return the authority that vouches for our mail server."""
    return Authority()


def offered(tls: Tls, server: ssl.SSLContext) -> SmtpListener:
    """Return a server that speaks TLS in this way."""
    if tls is Tls.SSL:
        return SmtpListener(tls=server)
    return SmtpListener(starttls=server, logins=LOGINS)


def send(settings: object) -> str:
    """Send one mail."""
    with open_line(settings) as line:  # type: ignore[arg-type]
        return line.deliver(
            sender="krm@jobcenter.example", recipient="jana@kunde.example", content=CONTENT
        )


def test_mail_goes_out_encrypted_after_starttls(authority: Authority, tmp_path: Path) -> None:
    """Log-in and mail travel in TLS."""
    with offered(Tls.STARTTLS, authority.server()) as listener:
        ca_file = authority.ca_file(tmp_path)

        send(line_settings(listener, tls=Tls.STARTTLS, ca_file=ca_file, **LOGIN))

        assert [mail.is_encrypted for mail in listener.mails] == [True]


def test_mail_goes_out_encrypted_from_the_first_byte(authority: Authority, tmp_path: Path) -> None:
    """The port for submission over TLS."""
    with offered(Tls.SSL, authority.server()) as listener:
        send(line_settings(listener, tls=Tls.SSL, ca_file=authority.ca_file(tmp_path)))

        assert [mail.is_encrypted for mail in listener.mails] == [True]


@pytest.mark.parametrize("tls", [Tls.SSL, Tls.STARTTLS])
def test_check_line_names_the_protocol(tls: Tls, authority: Authority, tmp_path: Path) -> None:
    """So that the operator sees that it is TLS."""
    with offered(tls, authority.server()) as listener:
        told = check_line(line_settings(listener, tls=tls, ca_file=authority.ca_file(tmp_path)))

    assert told == f"127.0.0.1:{listener.port} answers, TLSv1.3, no log-in"


@pytest.mark.parametrize("tls", [Tls.SSL, Tls.STARTTLS])
def test_an_expired_certificate_stops_everything(
    tls: Tls, authority: Authority, tmp_path: Path
) -> None:
    """Nothing is sent, and the operator is told where to look."""
    with offered(tls, authority.expired_server()) as listener:
        settings = line_settings(listener, tls=tls, ca_file=authority.ca_file(tmp_path), **LOGIN)
        with pytest.raises(InsecureLineError, match="SSLCertVerificationError") as failure:
            send(settings)

        assert "expiry" in failure.value.advice
        assert failure.value.reason == "The certificate is not trusted (certificate has expired)"
        assert listener.mails == []


@pytest.mark.parametrize("tls", [Tls.SSL, Tls.STARTTLS])
def test_an_unknown_authority_stops_everything(tls: Tls, authority: Authority) -> None:
    """Without `ca_file` only the authorities of the machine are trusted."""
    with offered(tls, authority.server()) as listener:
        with pytest.raises(InsecureLineError, match="SSLCertVerificationError"):
            send(line_settings(listener, tls=tls, **LOGIN))

        assert listener.mails == []


@pytest.mark.parametrize("tls", [Tls.SSL, Tls.STARTTLS])
def test_a_certificate_for_another_host_stops_everything(
    tls: Tls, authority: Authority, tmp_path: Path
) -> None:
    """Whoever answers there is not our server."""
    with offered(tls, authority.server("other.example")) as listener:
        with pytest.raises(InsecureLineError, match="SSLCertVerificationError"):
            send(line_settings(listener, tls=tls, ca_file=authority.ca_file(tmp_path)))

        assert listener.mails == []


def test_stripped_starttls_stops_everything(authority: Authority, tmp_path: Path) -> None:
    """Somebody between us removed the offer: neither password nor mail goes in the clear."""
    with SmtpListener(logins=LOGINS) as listener:
        settings = line_settings(
            listener, tls=Tls.STARTTLS, ca_file=authority.ca_file(tmp_path), **LOGIN
        )
        with pytest.raises(InsecureLineError, match="SMTPNotSupportedError") as failure:
            send(settings)

        assert failure.value.reason == "The server offers no STARTTLS"
        assert listener.mails == []
        assert listener.logins_tried == 0


def test_a_server_without_tls_on_the_tls_port_stops_everything() -> None:
    """No falling back."""
    with SmtpListener() as listener:
        with pytest.raises(LineDownError):
            send(line_settings(listener, tls=Tls.SSL, timeout_seconds=0.5))

        assert listener.mails == []


def test_a_missing_ca_file_stops_everything(authority: Authority) -> None:
    """The authorities of the machine do not stand in for it."""
    with (
        offered(Tls.STARTTLS, authority.server()) as listener,
        pytest.raises(InsecureLineError, match="FileNotFoundError"),
    ):
        send(line_settings(listener, tls=Tls.STARTTLS, ca_file="/nowhere/ca.pem"))


def test_a_refused_starttls_stops_everything(authority: Authority, tmp_path: Path) -> None:
    """The server offers TLS and then does not start it."""
    with SmtpListener(starttls=authority.server(), logins=LOGINS) as listener:
        listener.answer(Stage.STARTTLS, "454 4.7.0 not now, krm@jobcenter.example")
        settings = line_settings(
            listener, tls=Tls.STARTTLS, ca_file=authority.ca_file(tmp_path), **LOGIN
        )
        with pytest.raises(InsecureLineError) as failure:
            send(settings)

        assert failure.value.answer == "454 4.7.0"
        assert "not now" not in "".join(traceback.format_exception(failure.value))

        assert listener.mails == []
        assert listener.logins_tried == 0
