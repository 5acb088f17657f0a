"""What may stand behind a key? Types that say so, with one sentence for what does not."""

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from cases.limits import Term
from config import database_url
from correspondence.addresses import is_sendable
from correspondence.settings import is_loopback

STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)
"""How every section reads: unknown keys are mistakes, and no value stands in a message."""

HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
PATTERN = re.compile(rf"(?:\*|[^@\s*]+)@{HOST}|(?:\*\.)?{HOST}")
LANDS = (
    *("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV"),
    *("NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"),
)
"""The codes that `holidays` knows the Länder by; it is not asked, since loading it takes long."""
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _one_line(text: str) -> str:
    if not text.strip() or CONTROL.search(text):
        message = "must be one line of text, not empty"
        raise ValueError(message)
    return text.strip()


def _address(text: str) -> str:
    if not is_sendable(text):
        message = f"{text!r} is no mail address; write one such as 'name@jobcenter.example'"
        raise ValueError(message)
    return text


def _sender(text: str) -> str:
    if not _address(text).isascii():
        message = "must be an address without umlauts, since every mail server must take it"
        raise ValueError(message)
    return text


def _address_or_empty(text: str) -> str:
    return _address(text) if text else text


def _pattern(text: str) -> str:
    if not PATTERN.fullmatch(text):
        message = (
            f"{text!r} is no address pattern; write 'name@host.example', '*@host.example', "
            "'host.example' or '*.host.example'"
        )
        raise ValueError(message)
    return text


def _host(text: str) -> str:
    if not re.fullmatch(HOST, text) and not _is_ip(text):
        message = "must be a host name or an IP address, without scheme and port"
        raise ValueError(message)
    return text


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _land(text: str) -> str:
    if text not in LANDS:
        message = f"{text!r} is no German Land; write one of {', '.join(LANDS)}"
        raise ValueError(message)
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        message = f"{text!r} is no time zone; write for example 'Europe/Berlin'"
        raise ValueError(message) from None
    return text


def _term(value: object) -> Term:
    if not isinstance(value, str):
        message = "must be a term; write for example '7 working days'"
        raise ValueError(message)  # noqa: TRY004  (pydantic collects ValueError alone)
    term = Term.parse(value)
    if not term.count:
        message = "must be one day or more; write for example '7 working days'"
        raise ValueError(message)
    return term


def _web_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", text):
        message = "must be empty or begin with 'https://' (or 'http://')"
        raise ValueError(message)
    return text.rstrip("/")


def _header(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", text):
        message = "must be empty or the name of a header such as 'X-Remote-User'"
        raise ValueError(message)
    return text


def _ip(text: str) -> str:
    if not _is_ip(text):
        message = f"{text!r} is no IP address; write for example '127.0.0.1'"
        raise ValueError(message)
    return text


def _sign_in_address(text: str) -> str:
    """Let codes and tokens travel unprotected on this machine alone."""
    address = _web_address(text)
    if address.startswith("http://") and not is_loopback(urlsplit(address).hostname or ""):
        message = "must begin with 'https://' for a service on another machine"
        raise ValueError(message)
    return address


Line = Annotated[str, AfterValidator(_one_line)]
MailAddress = Annotated[str, AfterValidator(_address)]
SenderAddress = Annotated[str, AfterValidator(_sender)]
OptionalAddress = Annotated[str, AfterValidator(_address_or_empty)]
AddressPattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, AfterValidator(_host)]
Port = Annotated[int, Field(ge=1, le=65535)]
Positive = Annotated[int, Field(ge=1)]
NotNegative = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(gt=0, lt=1)]
Cost = Annotated[float, Field(gt=1, allow_inf_nan=False)]
"""In questions to the officer; what costs no more than a question would never be asked about."""
Land = Annotated[str, AfterValidator(_land)]
Timezone = Annotated[str, AfterValidator(_timezone)]
TermText = Annotated[Term, BeforeValidator(_term)]
DatabaseUrl = Annotated[str, AfterValidator(database_url.checked)]
HeaderName = Annotated[str, AfterValidator(_header)]
IpAddress = Annotated[str, AfterValidator(_ip)]
SignInAddress = Annotated[str, AfterValidator(_sign_in_address)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
