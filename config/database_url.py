"""The database's address: which are known, where a file lies, where a password goes."""

from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

SQLITE = "sqlite:///"
POSTGRESQL = "postgresql+psycopg://"


def checked(url: str) -> str:
    """Return the address; ValueError says which kinds are known."""
    if not url.startswith((SQLITE, POSTGRESQL)):
        message = f"must begin with '{SQLITE}' or '{POSTGRESQL}'"
        raise ValueError(message)
    if url.startswith(SQLITE) and url.removeprefix(SQLITE) in ("", ":memory:"):
        message = f"must name a file; write for example '{SQLITE}krm.db'"
        raise ValueError(message)
    try:
        urlsplit(url)
    except ValueError:
        message = "must be an address such as 'postgresql+psycopg://user@host/database'"
        raise ValueError(message) from None
    return url


def holds_password(url: str) -> bool:
    """Say whether a password stands in the address."""
    try:
        return urlsplit(url).password is not None
    except ValueError:
        return False


def complete(url: str, *, folder: Path, password: str) -> str:
    """Return the address with the file below the folder (SQLite) or the password put in."""
    if url.startswith(SQLITE):
        return f"{SQLITE}{folder / url.removeprefix(SQLITE)}"
    if not password:
        return url
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    credentials = f"{user.partition(':')[0]}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{credentials}@{host}"))
