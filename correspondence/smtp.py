"""Bring mail to the SMTP server: verified TLS or nothing, and an answer code as proof (R1)."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from correspondence.settings import SmtpSettings, Tls

ENHANCED_CODE = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
BREAKS = (OSError, smtplib.SMTPException)
SERVICE_CLOSES = 421
"""RFC 5321, 3.8: the server ends the connection, often only after many mails on it."""
WANTS_LOGIN = frozenset({530, 535, 538})
"""RFC 4954, 6: about our log-in, not about the mail, although they look final."""
NO_UTF8 = "553 5.6.7"
"""RFC 6531, 3.5: the address needs SMTPUTF8, which the server lacks."""
TOO_SLOW = "TooSlow"
"""Instead of an answer: we were held up until the content must not be handed in any more."""
FINAL_PATIENCE = 4
"""Servers check the content before the last answer; who hangs up sooner sends it twice."""


class DeliveryError(Exception):
    """The mail server did not take the message; `answer` holds codes, never its words."""

    def __init__(self, answer: str, *, reason: str = "") -> None:
        """Keep the answer code, or the kind of break; `reason` tells a break to the operator."""
        super().__init__(answer)
        self.answer = answer
        self.reason = reason or answer


class TryLaterError(DeliveryError):
    """A 4xx answer or a broken line: try again after a pause."""


class LineDownError(TryLaterError):
    """No usable connection, which says nothing about the message; `advice` is for `krm check`."""

    advice = "Does the mail server run? See smtp.host, smtp.port and smtp.tls."


class InsecureLineError(LineDownError):
    """TLS is missing or the certificate is not to be trusted; nothing was sent."""

    advice = "See smtp.tls, smtp.ca_file and the server's certificate: name, expiry, issuer."


class LoginError(LineDownError):
    """The server did not accept user and password."""

    advice = "See smtp.user and smtp.password_file."


class RefusedError(DeliveryError):
    """A 5xx answer: trying again is useless, the officer must see it."""


class SmtpLine(Protocol):
    """A line to a mail server."""

    def deliver(
        self, *, sender: str, recipient: str, content: bytes, may_go: Callable[[], bool] = ...
    ) -> str:
        """Return the code with which the server took it; else TryLaterError or RefusedError.

        `may_go` is asked last of all before the content is handed in.
        """


@contextmanager
def open_line(settings: SmtpSettings) -> Iterator[SmtpLine]:
    """Give one line for many mails; it connects at the first mail, and again where it broke."""
    line = _ServerLine(settings)
    try:
        yield line
    finally:
        line.close()


def check_line(settings: SmtpSettings) -> str:
    """Connect, secure, log in, and say so in one sentence; else LineDownError with advice."""
    server = _connect(settings)
    try:
        with _breaks_as(LineDownError):
            _insist(*server.noop())
        secured = server.sock.version() if isinstance(server.sock, ssl.SSLSocket) else "no TLS"
    finally:
        _hang_up(server)
    login = f"logged in as {settings.user}" if settings.user else "no log-in"
    return f"{settings.host}:{settings.port} answers, {secured}, {login}"


class _ServerLine:
    """One connection, kept from mail to mail."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def deliver(
        self,
        *,
        sender: str,
        recipient: str,
        content: bytes,
        may_go: Callable[[], bool] = lambda: True,
    ) -> str:
        try:
            server = self._begin(sender, recipient, content)
            with _breaks_as(TryLaterError):
                _insist(*server.rcpt(recipient))
                if not may_go():
                    raise TryLaterError(TOO_SLOW)
                return _insist(*self._hand_in(server, content))
        except DeliveryError:
            self._clear()
            raise

    def close(self) -> None:
        if self._server:
            _hang_up(self._server)
        self._server = None

    def _begin(self, sender: str, recipient: str, content: bytes) -> smtplib.SMTP:
        """Announce the mail, on a new connection where the kept one has ended meanwhile."""
        if self._server:
            with suppress(LineDownError):
                return self._announce(self._server, sender, recipient, content)
            self.close()
        self._server = _connect(self._settings)
        return self._announce(self._server, sender, recipient, content)

    def _announce(
        self, server: smtplib.SMTP, sender: str, recipient: str, content: bytes
    ) -> smtplib.SMTP:
        with _breaks_as(LineDownError):
            code, words = server.mail(sender, _mail_options(server, recipient, content))
        if code == SERVICE_CLOSES:
            raise LineDownError(_answer(code, words))
        if code in WANTS_LOGIN:
            raise LoginError(_answer(code, words))
        _insist(code, words)
        return server

    def _hand_in(self, server: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
        seconds = self._settings.timeout_seconds
        if server.sock:
            server.sock.settimeout(seconds * FINAL_PATIENCE)
        answer = server.data(content)
        if server.sock:
            server.sock.settimeout(seconds)
        return answer

    def _clear(self) -> None:
        """End the transaction that failed, so that the next mail finds a clean line."""
        if not self._server:
            return
        with suppress(*BREAKS):
            if _is_yes(self._server.rset()[0]):
                return
        self.close()


def _connect(settings: SmtpSettings) -> smtplib.SMTP:
    """Return a server that is reached, secured and logged in to."""
    server = _dial(settings)
    try:
        if settings.tls is Tls.STARTTLS:
            with _breaks_as(InsecureLineError):
                server.starttls(context=_trusting(settings))
        with _breaks_as(LineDownError):
            server.ehlo_or_helo_if_needed()
        if settings.user:
            _log_in(server, settings)
    except DeliveryError:
        _hang_up(server)
        raise
    return server


def _dial(settings: SmtpSettings) -> smtplib.SMTP:
    # Our own domain in the greeting: the default asks the name service for this machine's.
    own_host = settings.sender.rpartition("@")[2]
    place = (settings.host, settings.port, own_host)
    seconds = settings.timeout_seconds
    if settings.tls is not Tls.SSL:
        with _breaks_as(LineDownError):
            return smtplib.SMTP(*place, timeout=seconds)
    context = _trusting(settings)
    with _breaks_as(LineDownError):
        return smtplib.SMTP_SSL(*place, timeout=seconds, context=context)


def _trusting(settings: SmtpSettings) -> ssl.SSLContext:
    """Return whom we trust: the authorities of this machine, or those of the file alone."""
    with _breaks_as(InsecureLineError):
        return ssl.create_default_context(cafile=settings.ca_file or None)


def _log_in(server: smtplib.SMTP, settings: SmtpSettings) -> None:
    with _breaks_as(LineDownError):
        try:
            server.login(settings.user, settings.password)
        except smtplib.SMTPAuthenticationError as error:
            answer = _answer(error.smtp_code, error.smtp_error)
            reason = f"The server refuses user and password ({answer})"
            raise LoginError(answer, reason=reason) from None
        except (smtplib.SMTPNotSupportedError, UnicodeEncodeError) as error:
            reason = "The server takes no such log-in on this line; with smtp.tls it may"
            raise LoginError(type(error).__name__, reason=reason) from None


def _hang_up(server: smtplib.SMTP) -> None:
    with suppress(*BREAKS):
        server.quit()
    server.close()


def _mail_options(server: smtplib.SMTP, recipient: str, content: bytes) -> list[str]:
    """Announce size and UTF-8; RefusedError where the server cannot take such an address."""
    options = [f"size={len(content)}"] if server.has_extn("size") else []
    if recipient.isascii():
        return options
    if not server.has_extn("smtputf8"):
        raise RefusedError(NO_UTF8)
    return [*options, "SMTPUTF8", "BODY=8BITMIME"]


@contextmanager
def _breaks_as(error: type[LineDownError | TryLaterError]) -> Iterator[None]:
    """Tell a broken dialogue in our words; the server's own may hold addresses (no chain)."""
    try:
        yield
    except ssl.SSLError as broken:
        raise InsecureLineError(type(broken).__name__, reason=_reason(broken)) from None
    except smtplib.SMTPResponseException as broken:
        if error is TryLaterError:
            raise _failure(broken.smtp_code, broken.smtp_error) from None
        raise error(_answer(broken.smtp_code, broken.smtp_error)) from None
    except BREAKS as broken:
        raise error(type(broken).__name__, reason=_reason(broken)) from None


def _reason(broken: Exception) -> str:
    """Say in words of our own why there is no line."""
    match broken:
        case ssl.SSLCertVerificationError():
            return f"The certificate is not trusted ({broken.verify_message.rstrip('.')})"
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return "The server hangs up"
        case ssl.SSLError():
            return "The server speaks no TLS on this port"
        case _:
            return _reason_of_break(broken)


def _reason_of_break(broken: Exception) -> str:
    match broken:
        case smtplib.SMTPNotSupportedError():
            return "The server offers no STARTTLS"
        case smtplib.SMTPServerDisconnected():
            return "The server hangs up"
        case TimeoutError():
            return "No answer in time"
        case OSError() if broken.strerror:
            return broken.strerror
        case _:
            return type(broken).__name__


def _insist(code: int, words: bytes | str) -> str:
    """Return the answer if it is a yes, else raise what it means."""
    if not _is_yes(code):
        raise _failure(code, words)
    return _answer(code, words)


def _failure(code: int, words: bytes | str) -> DeliveryError:
    is_final = 500 <= code <= 599  # noqa: PLR2004 (RFC 5321, 4.2.1)
    return (RefusedError if is_final else TryLaterError)(_answer(code, words))


def _is_yes(code: int) -> bool:
    return 200 <= code <= 299  # noqa: PLR2004 (RFC 5321, 4.2.1)


def _answer(code: int, words: bytes | str) -> str:
    """Keep the codes of an answer alone: its words may name addresses (R33)."""
    said = words.encode() if isinstance(words, str) else words
    enhanced = ENHANCED_CODE.match(said)
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)
