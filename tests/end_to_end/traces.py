"""Where a word still stands in files, however a mail or a database may have written it."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

COMPRESSED = {
    re.compile(rb"\x78[\x01\x5e\x9c\xda]"): zlib.MAX_WBITS,
    re.compile(rb"\x1f\x8b\x08"): zlib.MAX_WBITS | 16,  # gzip
}
"""How a compressed stream begins, and what opens it."""


def traces_of(word: str, places: Iterable[Path]) -> list[Path]:
    """Name each file in or below the places in which the word can be found, sorted."""
    return sorted(path for path in files_in(places) if holds(word, path.read_bytes()))


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Give every file in or below the places."""
    for place in places:
        yield from (path for path in (place, *place.rglob("*")) if path.is_file())


def holds(word: str, content: bytes) -> bool:
    """Say whether the word, of small letters and digits, stands there plain, coded or packed."""
    plain = tuple(word.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
    coded = [each.hex().encode() for each in plain]
    coded += [code for each in plain for code in _in_base64(each)]
    return any(
        any(each in layer.lower() for each in plain) or any(each in layer for each in coded)
        for layer in _layers(content)
    )


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """Give, for each of three offsets, that part of the base64 which no neighbour changes."""
    for offset in range(3):
        code = base64.b64encode(b"\0" * offset + plain)
        first = (offset * 8 + 5) // 6
        last = (offset + len(plain)) * 8 // 6
        yield code[first:last]


def _layers(content: bytes) -> Iterator[bytes]:
    """Give the content, the same with broken lines joined, and what it holds compressed."""
    yield content
    yield re.sub(rb"=\r?\n", b"", content)
    yield re.sub(rb"[\r\n]", b"", content)
    for start, window_bits in COMPRESSED.items():
        for found in start.finditer(content):
            yield _inflated(content[found.start() :], window_bits)


def _inflated(content: bytes, window_bits: int) -> bytes:
    """Return as much as can be unpacked: a page of a database may hold the beginning alone."""
    stream, found = zlib.decompressobj(window_bits), b""
    try:
        for start in range(0, len(content), 64):
            found += stream.decompress(content[start : start + 64])
    except zlib.error:
        pass
    return found
