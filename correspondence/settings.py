"""What the way out needs to be told."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address

from correspondence.addresses import is_sendable


class Tls(StrEnum):
    """How a connection is secured; `none` is for loopback alone."""

    SSL = "ssl"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The SMTP server that takes our mail; an empty user means no log-in."""

    host: str
    port: int = 587
    tls: Tls = Tls.STARTTLS
    ca_file: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str
    timeout_seconds: int = 30

    def __post_init__(self) -> None:
        """Refuse what would send in the clear or under no usable name; ValueError says why."""
        if self.tls is Tls.NONE and not is_loopback(self.host):
            message = f"tls = 'none' is for this machine alone, not for {self.host!r}: use 'ssl'"
            raise ValueError(message)
        if not (self.sender.isascii() and is_sendable(self.sender)):
            message = "sender must be a plain address such as 'krm@jobcenter.example'"
            raise ValueError(message)


def is_loopback(host: str) -> bool:
    """Say whether the host is this very machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
