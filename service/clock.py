"""Time and chance: the only place that asks the system for either of them."""

import random  # noqa: TID251  (this is the one place)
import secrets  # noqa: TID251  (this is the one place)
from datetime import UTC, datetime

CASE_NUMBER_DIGITS = 6
READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike: a generated password is read off a screen."""
READABLE_LENGTH = 20


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  (this is the one place)


def fresh_id() -> str:
    """Return 32 hexadecimal digits that occur once: for Message-IDs and names of workers."""
    return secrets.token_hex(16)


def fresh_case_number(year: int) -> str:
    """Return a number such as `2026-048213`: short enough for the telephone, not in sequence."""
    return f"{year}-{secrets.randbelow(10**CASE_NUMBER_DIGITS):0{CASE_NUMBER_DIGITS}d}"


def fresh_key() -> bytes:
    """Return 32 bytes that nobody can guess, for hashes and tokens."""
    return secrets.token_bytes(32)


def fresh_password() -> str:
    """Return a password of 20 letters and digits that are not mistaken for one another."""
    return "".join(secrets.choice(READABLE) for _ in range(READABLE_LENGTH))


def jitter() -> float:
    """Return a number from 0 up to 1 that scatters pauses; no secret depends on it."""
    return random.random()  # noqa: S311  (no secret)
