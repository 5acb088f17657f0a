"""What kind of file is it? Its first bytes decide; name and announced type only help."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

_SAMPLE = 4_096
_MOST_CONTROLS = 0.02


class Kind(StrEnum):
    """The kinds of files that are told apart."""

    PDF = "pdf"
    ZIP = "zip"
    RTF = "rtf"
    OLE = "ole"
    TNEF = "tnef"
    PICTURE = "picture"
    MESSAGE = "message"
    HTML = "html"
    PLAIN = "plain"
    NO_LETTER = "no_letter"
    UNKNOWN = "unknown"


_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"{\\rt", Kind.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"\x78\x9f\x3e\x22", Kind.TNEF),
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
)
_TYPES: Mapping[str, Kind] = MappingProxyType(
    {
        "text/html": Kind.HTML,
        "application/xhtml+xml": Kind.HTML,
        "text/plain": Kind.PLAIN,
        "text/markdown": Kind.PLAIN,
        "message/rfc822": Kind.MESSAGE,
        "application/pkcs7-signature": Kind.NO_LETTER,
        "application/x-pkcs7-signature": Kind.NO_LETTER,
        "application/pgp-signature": Kind.NO_LETTER,
        "application/pgp-keys": Kind.NO_LETTER,
        "text/calendar": Kind.NO_LETTER,
        "text/vcard": Kind.NO_LETTER,
        "text/x-vcard": Kind.NO_LETTER,
        "text/directory": Kind.NO_LETTER,
        "text/rfc822-headers": Kind.NO_LETTER,
        "message/delivery-status": Kind.NO_LETTER,
        "message/disposition-notification": Kind.NO_LETTER,
    }
)
_ENDINGS: Mapping[str, Kind] = MappingProxyType(
    {
        "htm": Kind.HTML,
        "html": Kind.HTML,
        "eml": Kind.MESSAGE,
        "ics": Kind.NO_LETTER,
        "vcf": Kind.NO_LETTER,
        "p7s": Kind.NO_LETTER,
        "asc": Kind.NO_LETTER,
    }
)
_HTML = re.compile(rb"\s{0,200}(?:<!doctype html|<html\b)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def kind_of(content: bytes, *, name: str, content_type: str) -> Kind:
    """Return the kind of a file."""
    head = content[:_SAMPLE]
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.PICTURE
    named = _ENDINGS.get(name.lower().rpartition(".")[2]) or _TYPES.get(content_type)
    if named:
        return named
    if _HTML.match(head):
        return Kind.HTML
    return Kind.PLAIN if _looks_like_text(head) else Kind.UNKNOWN


def _looks_like_text(head: bytes) -> bool:
    """Tell whether these bytes are letters of some alphabet: UTF-16 too, but no program."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(_CONTROLS.findall(head)) <= len(head) * _MOST_CONTROLS
