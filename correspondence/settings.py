"""What the way out needs to be told."""

from dataclasses import dataclass, field
from enum import StrEnum


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
