"""The line to the IMAP server: secured, logged in, or an error that says what to do."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from ipaddress import ip_address

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
    ProtocolError,
)

from correspondence.settings import Tls
from intake.mailbox.errors import (
    FolderMissingError,
    InsecureMailboxError,
    LoginRefusedError,
    MailboxError,
    UnreachableError,
)
from intake.settings import MailboxSettings

RESPONSE_CODE = re.compile(r"\[([A-Z][A-Z-]+)")
BUSY_CODES = frozenset({"UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG", "OVERQUOTA"})  # RFC 5530
BUSY_WORDS = re.compile(
    r"too many|maximum number|throttl|tempor|try again|busy|exceeded", re.IGNORECASE
)
FOLDER_COMMANDS = ("select failed", "create failed", "subscribe failed")
FOLDER_CODES = frozenset({"NONEXISTENT", "TRYCREATE", "NOPERM", "CANNOT"})


def connect(settings: MailboxSettings) -> IMAPClient:
    """Return a secured, logged-in client."""
    client = _connect(settings)
    try:
        _log_in(client, settings)
    except BaseException:
        hang_up(client)
        raise
    return client


def say_goodbye(client: IMAPClient) -> None:
    """Log out; all is done by now, so a failing farewell changes nothing."""
    try:
        client.logout()
    except (OSError, IMAPClientError):
        hang_up(client)


def hang_up(client: IMAPClient) -> None:
    """Close the line without words, as fits one that broke."""
    with suppress(OSError, IMAPClientError):
        client.shutdown()


@contextmanager
def told_plainly(settings: MailboxSettings, folder: str = "") -> Iterator[None]:
    """Turn what the library raises into a MailboxError.

    Raised `from None` where the library quotes what it read: that may be a piece of a mail.
    """
    server = _server(settings)
    try:
        yield
    except IMAPClientReadOnlyError:
        message = f"Folder {folder!r} on {server} opens only for reading; give the account rights."
        raise FolderMissingError(message) from None
    except IMAPClientAbortError:
        message = f"The IMAP server {server} broke the line off; it is tried again after a pause."
        raise UnreachableError(message) from None
    except (ProtocolError, ValueError):
        message = f"The IMAP server {server} answered what is no IMAP; it is tried again later."
        raise UnreachableError(message) from None
    except IMAPClientError as error:
        raise _refusal(str(error), server, folder) from None
    except OSError as error:
        raise _unreachable(settings, error) from error


def imaplib_of(client: IMAPClient) -> IMAP4:
    """Return the standard library's object below the client, where the client hides answers."""
    below: IMAP4 = client._imap  # noqa: SLF001  (no public way to COPYUID and the debug switch)
    return below


def _connect(settings: MailboxSettings) -> IMAPClient:
    context = _tls_context(settings)
    timeout = SocketTimeout(connect=settings.timeout_seconds, read=settings.timeout_seconds)
    try:
        client = IMAPClient(
            settings.host,
            settings.port,
            ssl=settings.tls is Tls.SSL,
            ssl_context=context,
            timeout=timeout,
        )
    except OSError as error:
        raise _not_connected(settings, error) from error
    except (IMAPClientError, ValueError) as error:  # ValueError: a host that cannot be one
        raise _unreachable(settings, error) from error
    client.normalise_times = False
    # The client formats every byte it reads for a debug log: memory, and mails in a log.
    imaplib_of(client).debug = 0
    if settings.tls is Tls.STARTTLS:
        _start_tls(client, settings, context)
    return client


def _tls_context(settings: MailboxSettings) -> ssl.SSLContext | None:
    if settings.tls is Tls.NONE:
        if not _is_loopback(settings.host):
            message = (
                f"mailbox.tls = 'none' sends the password to {settings.host} readable by others; "
                "use 'ssl' or 'starttls' (none is for this machine alone)."
            )
            raise InsecureMailboxError(message)
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:
        message = f"mailbox.ca_file {settings.ca_file!r} cannot be read as PEM certificates."
        raise InsecureMailboxError(message) from error


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _start_tls(
    client: IMAPClient, settings: MailboxSettings, context: ssl.SSLContext | None
) -> None:
    try:
        client.starttls(context)
    except OSError as error:
        hang_up(client)
        raise _not_connected(settings, error) from error
    except IMAPClientAbortError as error:
        hang_up(client)
        raise _unreachable(settings, error) from error
    except IMAPClientError as error:
        hang_up(client)
        message = (
            f"The IMAP server {_server(settings)} offers no STARTTLS; set mailbox.tls = 'ssl'."
        )
        raise InsecureMailboxError(message) from error


def _log_in(client: IMAPClient, settings: MailboxSettings) -> None:
    # LOGIN carries ASCII alone; AUTHENTICATE PLAIN carries UTF-8 (RFC 4616).
    is_plain = (settings.user + settings.password).isascii()
    log_in = client.login if is_plain else client.plain_login
    with told_plainly(settings):
        try:
            log_in(settings.user, settings.password)
        except LoginError as error:
            if isinstance(error.__context__, IMAPClientAbortError):
                raise error.__context__ from None
            raise _login_refusal(str(error), settings) from None


def _login_refusal(answer: str, settings: MailboxSettings) -> MailboxError:
    """Tell a wrong password from a server that has too much to do."""
    server = _server(settings)
    code = _code(answer)
    if code == "PRIVACYREQUIRED":
        message = f"The IMAP server {server} wants a secured line; set mailbox.tls = 'starttls'."
        return InsecureMailboxError(message)
    if code in BUSY_CODES or (not code and BUSY_WORDS.search(answer)):
        message = f"The IMAP server {server} takes no more log-ins now ({code or 'busy'}); later."
        return UnreachableError(message)
    message = (
        f"The IMAP server {server} refuses the log-in of {settings.user!r}; "
        "check mailbox.user and mailbox.password_file."
    )
    return LoginRefusedError(message)


def _refusal(answer: str, server: str, folder: str) -> MailboxError:
    """Tell a missing folder from all else, which may pass."""
    code = _code(answer)
    concerns_folder = answer.startswith(FOLDER_COMMANDS) and code not in BUSY_CODES
    if folder and (concerns_folder or code in FOLDER_CODES):
        message = (
            f"Folder {folder!r} is missing on {server} or the account may not use it ({answer}); "
            "create it there, or correct its name in the settings: mailbox.folders, mailbox.watch "
            "or mailbox.*_folder."
        )
        return FolderMissingError(message)
    message = f"The IMAP server {server} refused ({answer}); it is tried again after a pause."
    return UnreachableError(message)


def _not_connected(settings: MailboxSettings, error: OSError) -> MailboxError:
    """Tell a certificate we cannot trust from a server that is away."""
    server = _server(settings)
    match error:
        case ssl.SSLCertVerificationError():
            message = (
                f"The certificate of {server} is not trusted ({error.verify_message}); "
                "check mailbox.host and mailbox.ca_file."
            )
            return InsecureMailboxError(message)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return _unreachable(settings, error)
        case ssl.SSLError():
            message = f"{server} speaks no TLS there; check mailbox.port and mailbox.tls."
            return InsecureMailboxError(message)
        case _:
            return _unreachable(settings, error)


def _unreachable(settings: MailboxSettings, error: Exception) -> UnreachableError:
    return UnreachableError(
        f"The IMAP server {_server(settings)} cannot be reached ({_reason(error)}); "
        "check mailbox.host, mailbox.port and mailbox.tls if this lasts."
    )


def _reason(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case OSError() if error.strerror:
            return error.strerror.partition(" (_ssl.c")[0]
        case IMAPClientAbortError():
            return "it hung up, or is no IMAP server"
        case _:
            return type(error).__name__


def _code(answer: str) -> str:
    match = RESPONSE_CODE.search(answer)
    return match[1] if match else ""


def _server(settings: MailboxSettings) -> str:
    return f"{settings.host}:{settings.port}"
