"""Where a word still stands in files, however a mail or a database may have written it."""

import base64
import gzip
import quopri
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ZLIB_START = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
GZIP_START = re.compile(rb"\x1f\x8b\x08")
BASE64_RUN = re.compile(rb"[A-Za-z0-9+/\r\n]{24,}={0,2}")


def traces_of(word: str, places: Iterable[Path]) -> list[str]:
    """Name each file below the places in which the word can be found, sorted."""
    return sorted(str(path) for path in _files(places) if holds(word, path.read_bytes()))


def holds(word: str, content: bytes) -> bool:
    """Say whether the word stands there: plain, encoded, folded, or compressed."""
    spellings = tuple(_spellings(word))
    return any(
        spelling in layer for layer in _layers(content.lower()) for spelling in spellings
    ) or any(spelling in layer for layer in _layers(content) for spelling in spellings)


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (path for path in place.rglob("*") if path.is_file())
        if place.is_file():
            yield place


def _spellings(word: str) -> Iterator[bytes]:
    """Give the word in the encodings of mail and of databases, and its base64 at each offset."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = word.encode(encoding)
        yield plain
        yield plain.lower()
        yield plain.hex().encode()
        yield from _in_base64(plain)
    yield quopri.encodestring(word.encode(), header=True)


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """Give what of the base64 does not depend on the neighbours, for all three offsets."""
    for offset in range(3):
        padded = base64.b64encode(b"\0" * offset + plain)
        first = 0 if offset == 0 else 4
        last = len(padded) - (4 if (offset + len(plain)) % 3 else 0)
        yield padded[first:last]


def _layers(content: bytes) -> Iterator[bytes]:
    """Give the content, and what it unfolds to: soft line breaks joined, base64, compression."""
    yield content
    yield re.sub(rb"=\r?\n", b"", content)
    yield re.sub(rb"[\r\n]", b"", content)
    yield from _decompressed(content)


def _decompressed(content: bytes) -> Iterator[bytes]:
    for start in ZLIB_START.finditer(content):
        yield _inflate(content[start.start() :], zlib.MAX_WBITS)
    for start in GZIP_START.finditer(content):
        yield _inflate(content[start.start() :], zlib.MAX_WBITS | 16)


def _inflate(content: bytes, window_bits: int) -> bytes:
    try:
        return zlib.decompressobj(window_bits).decompress(content)
    except zlib.error:
        return b""
