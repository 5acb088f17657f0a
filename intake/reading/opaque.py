"""What was signed, where the signature encloses it? S/MIME signed-data (RFC 8551, RFC 5652).

The signature is not checked: this only makes readable what every mail program shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_OBJECT_IDENTIFIER = 0x06
_OCTET_STRING = 0x04
_CONSTRUCTED = 0x20
_CONTEXT_0 = 0xA0
_END_OF_CONTENTS = 0x00
_LONG_FORM = 0x80
_MAX_LENGTH_OCTETS = 4
_MAX_DEPTH = 12
_MAX_ELEMENTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """One element of the encoding (X.690): its tag, depth and where its contents lie."""

    tag: int
    depth: int
    start: int
    end: int


def enclosed_content(octets: bytes) -> bytes | None:
    """Return the content that a signature encloses, None when there is none to be seen."""
    is_signed = False
    is_inside = False
    depth = 0
    pieces: list[bytes] = []
    for element in _elements(octets):
        if pieces and element.depth < depth:
            break
        if element.tag == _OBJECT_IDENTIFIER:
            named = octets[element.start : element.end]
            is_signed = is_signed or named == _SIGNED_DATA
            is_inside = is_signed and named == _DATA
        elif is_inside and element.tag == _CONTEXT_0:
            depth = element.depth
        elif is_inside and depth and element.tag == _OCTET_STRING:
            pieces.append(octets[element.start : element.end])
    return b"".join(pieces) or None


def _elements(octets: bytes) -> Iterator[_Element]:
    """Yield every element in reading order, constructed ones before what they hold."""
    at = 0
    ends: list[int] = []
    for _ in range(_MAX_ELEMENTS):
        while ends and at >= ends[-1]:
            ends.pop()
        header = _header(octets, at)
        if header is None or len(ends) > _MAX_DEPTH:
            return
        tag, start, length = header
        limit = ends[-1] if ends else len(octets)
        end = limit if length is None else min(start + length, limit)
        if tag == _END_OF_CONTENTS and start == end:
            # The end of the innermost element whose length was left open.
            at = start
            if ends:
                ends.pop()
            continue
        yield _Element(tag=tag, depth=len(ends), start=start, end=end)
        if tag & _CONSTRUCTED:
            ends.append(end)
            at = start
        else:
            at = end


def _header(octets: bytes, at: int) -> tuple[int, int, int | None] | None:
    """Return tag, start and length of the element here; a length of None is open."""
    if at + 2 > len(octets):
        return None
    tag, first = octets[at], octets[at + 1]
    if first < _LONG_FORM:
        return tag, at + 2, first
    count = first - _LONG_FORM
    if count == 0:
        return tag, at + 2, None
    if count > _MAX_LENGTH_OCTETS:
        return None
    start = at + 2 + count
    return tag, start, int.from_bytes(octets[at + 2 : start], "big")
