"""How much of a mail's attachments is read, and what reading may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one reading; what lies beyond them stays with the officer."""

    file_seconds: float = 30.0
    mail_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 1_500_000_000
    file_bytes: int = 30_000_000
    mail_bytes: int = 80_000_000
    files: int = 60
    text_chars: int = 200_000
    answer_bytes: int = 16_000_000
    names: int = 100
    unpacked_bytes: int = 30_000_000
    pages: int = 60
    scanned_pages: int = 12
    scanning_seconds: float = 20.0
    depth: int = 2


LIMITS = Limits()
AT_ONCE_SECONDS = 3.0
"""While other mail waits: enough for files that hold their text, not for many scanned pages."""
