"""Passwords as slow hashes; slow on purpose, so never inside a transaction."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""Matches no password; checked for unknown names, so that they answer as slowly as known ones."""


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password, with its salt and costs."""
    return HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Say whether it is the password; None, for an unknown name, takes as long and says no."""
    try:
        HASHER.verify(password_hash or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Say whether the hash was made with other costs than today's and should be made anew."""
    return HASHER.check_needs_rehash(password_hash)
