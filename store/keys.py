"""Keyed hashes and reply tokens: what is kept of a name or address without keeping it (R7)."""

import base64
import hashlib
import hmac
import os
import stat
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

KEY_BYTES = 32
TOKEN_BYTES = 15  # 24 characters, no padding


class HashKind(StrEnum):
    """What a hash stands for; equal texts of two kinds have different hashes."""

    ADDRESS = "address"
    MESSAGE_ID = "message-id"
    LETTER = "letter"
    NAME = "name"
    LINK = "link"


class KeyFileError(Exception):
    """The key file cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The office's secret key. Whoever loses it can match no earlier sender or message."""

    key: bytes = field(repr=False)

    def hash(self, kind: str, text: str) -> str:
        """Return the keyed hash of a text as 64 hexadecimal digits; ValueError for a new kind.

        Addresses and names are the same whatever their case and the blanks around them.
        """
        kind = HashKind(kind)
        if kind in {HashKind.LETTER, HashKind.LINK}:
            return self._digest(kind, text).hex()
        text = unicodedata.normalize("NFC", text.strip())
        if kind is HashKind.NAME:
            text = " ".join(text.casefold().split())
        if kind is HashKind.ADDRESS:
            text = text.lower()
        return self._digest(kind, text).hex()

    def token(self, text: str) -> str:
        """Return 24 characters a-z and 2-7 that nobody without the key can make (R9)."""
        digest = self._digest("token", text)[:TOKEN_BYTES]
        return base64.b32encode(digest).decode("ascii").lower()

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for another use, from which the key itself cannot be found."""
        return self._digest("derived", purpose)

    def _digest(self, kind: str, text: str) -> bytes:
        message = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.digest(self.key, message, hashlib.sha256)


def load_key(path: str | Path) -> Keys:
    """Read the key file; KeyFileError when it is missing, damaged or open to other users."""
    path = Path(path)
    try:
        text = path.read_text(encoding="ascii")
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError as error:
        message = f"{path} is missing: `krm init` makes it, or take it from the backup"
        raise KeyFileError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read as a key file: check the path and its owner"
        raise KeyFileError(message) from error
    if mode & stat.S_IRWXO:
        message = f"{path} is open to every user: run `chmod 600 {path}`"
        raise KeyFileError(message)
    return Keys(key=_parse(text, path))


def make_key_file(path: str | Path, fresh: bytes) -> None:
    """Write a new key for its owner alone; an existing file is never replaced (KeyFileError)."""
    path = Path(path)
    if len(fresh) < KEY_BYTES:
        message = f"a key needs {KEY_BYTES} random bytes, not {len(fresh)}"
        raise KeyFileError(message)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        message = f"{path} exists already: with a new key no earlier hash would match any more"
        raise KeyFileError(message) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(fresh.hex() + "\n")


def _parse(text: str, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        message = f"{path} holds no key (hexadecimal digits): take it from the backup"
        raise KeyFileError(message) from error
    if len(key) < KEY_BYTES:
        message = f"the key in {path} is too short or cut off: take it from the backup"
        raise KeyFileError(message)
    return key
