"""What a winmail.dat holds: the files in Outlook's own envelope (MS-OXTNEF), and its letter.

Reads forward only, every length checked against what is there, nothing is unpacked: any bytes
give an answer in linear time. The kept libraries for it are old or bind their users to the LGPL.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.reading.file_names import name_alone

SIGNATURE = b"\x78\x9f\x3e\x22"
MAX_FILES = 200
_MOST_PROPERTIES = 2_000

_NEW_FILE, _TITLE, _CONTENT, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_NAME, _NAME_8BIT, _HTML, _RICH_TEXT, _PLAIN = 0x3707, 0x3704, 0x1013, 0x1009, 0x1000
_MIME_TYPE, _FILE_BYTES = 0x370E, 0x3701

_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4}
_FIXED |= {0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}
_TEXT_8BIT, _TEXT, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_COUNTED = frozenset({_TEXT_8BIT, _TEXT, _OBJECT, _BINARY})
_MANY = 0x1000
_NAMED = 0x8000


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosedFile:
    """A file in the envelope; the name is without folders."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The letter in the envelope as text, HTML or packed rich text (any may be empty); files."""

    plain: str = field(default="", repr=False)
    html: bytes = field(default=b"", repr=False)
    rich_text: bytes = field(default=b"", repr=False)
    files: tuple[EnclosedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Property:
    """One MAPI property: its value's bytes and its type."""

    kind: int
    value: bytes

    def text(self) -> str:
        """Return the value as text."""
        coding = "utf-16-le" if self.kind == _TEXT else "cp1252"
        return self.value.decode(coding, "replace").rstrip("\x00")


@dataclass(slots=True)
class _OpenFile:
    """A file whose attributes are still coming."""

    name: str = ""
    content_type: str = "application/octet-stream"
    content: bytes = b""

    def close(self) -> EnclosedFile:
        """Return the file."""
        return EnclosedFile(
            name=name_alone(self.name), content_type=self.content_type, content=self.content
        )


def read_envelope(content: bytes) -> Envelope:
    """Return what the envelope holds, as far as it can be read; empty if it is none."""
    files: list[_OpenFile] = []
    plain, letter = b"", dict[int, _Property]()
    for number, value in _attributes(content):
        if number == _NEW_FILE and len(files) < MAX_FILES:
            files.append(_OpenFile())
        elif number == _BODY:
            plain = value
        elif number == _PROPERTIES:
            letter = _properties(value)
        elif files:
            _add(files[-1], number, value)
    text = plain.rstrip(b"\x00").decode("cp1252", "replace")
    return Envelope(
        plain=letter[_PLAIN].text() if _PLAIN in letter else text,
        html=letter[_HTML].value if _HTML in letter else b"",
        rich_text=letter[_RICH_TEXT].value if _RICH_TEXT in letter else b"",
        files=tuple(file.close() for file in files),
    )


def _add(file: _OpenFile, number: int, value: bytes) -> None:
    """Take over what an attribute says about a file; the long name replaces the short one."""
    if number == _TITLE:
        file.name = file.name or value.rstrip(b"\x00").decode("cp1252", "replace")
    elif number == _CONTENT:
        file.content = value
    elif number == _FILE_PROPERTIES:
        found = _properties(value)
        name = found.get(_NAME) or found.get(_NAME_8BIT)
        file.name = name.text() if name else file.name
        if _MIME_TYPE in found:
            file.content_type = found[_MIME_TYPE].text().lower() or file.content_type
        if not file.content and _FILE_BYTES in found:
            # An object begins with the 16 bytes that name its interface.
            inner = found[_FILE_BYTES]
            file.content = inner.value[16:] if inner.kind == _OBJECT else inner.value


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and value of each attribute: level, id, length, value, checksum."""
    if not content.startswith(SIGNATURE):
        return
    at = 6
    while at + 9 <= len(content):
        _, number, _, length = struct.unpack_from("<BHHI", content, at)
        start = at + 9
        # A file that was cut off keeps what came through of its last attribute.
        yield number, content[start : start + length]
        at = start + length + 2


def _properties(value: bytes) -> dict[int, _Property]:
    """Return the properties of a MAPI list by number; reading ends where sense ends."""
    found: dict[int, _Property] = {}
    try:
        count = min(struct.unpack_from("<I", value)[0], _MOST_PROPERTIES)
        at = 4
        for _ in range(count):
            kind, number = struct.unpack_from("<HH", value, at)
            at += 4
            if number >= _NAMED:
                at = _after_name(value, at)
            values, at = _values(value, at, kind)
            if values:
                found.setdefault(number, _Property(kind & ~_MANY, values[0]))
    except struct.error:
        pass
    return found


def _after_name(value: bytes, at: int) -> int:
    """Return the place behind the name of a named property: an interface, then number or text."""
    by_text, length = struct.unpack_from("<II", value, at + 16)
    return at + 24 + (_padded(length) if by_text else 0)


def _values(value: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """Return the values of one property and the place behind them."""
    bare, count = kind & ~_MANY, 1
    if kind & _MANY or bare in _COUNTED:
        count = struct.unpack_from("<I", value, at)[0]
        at += 4
    values = []
    for _ in range(min(count, _MOST_PROPERTIES)):
        if bare in _COUNTED:
            length = struct.unpack_from("<I", value, at)[0]
            at += 4
        elif bare in _FIXED:
            length = _FIXED[bare]
        else:
            message = "unknown type of property"
            raise struct.error(message)
        values.append(value[at : at + length])
        at += _padded(length)
    return values, at


def _padded(length: int) -> int:
    return (length + 3) & ~3
