"""Files that old programs write into the text itself: uuencode, yEnc and BinHex."""

import binascii
import re
from collections.abc import Iterator

from intake.reading.transfer import InlineFile, uuencoded_files

_HINT = re.compile(rb"begin +[0-7]{3}|=ybegin |with BinHex")
_YENC = re.compile(
    rb"(?:\A|(?<=[\r\n]))=ybegin [^\r\n]{0,200}?name=(?P<name>[^\r\n]{1,255})\r?\n"
    rb"(?:=ypart [^\r\n]{0,200}\r?\n)?"
)
_YENC_END = re.compile(rb"(?:\A|(?<=[\r\n]))=yend\b[^\r\n]{0,200}")
_YENC_ESCAPED = re.compile(rb"=(.)", re.DOTALL)
_BINHEX = re.compile(
    rb"\(This file must be converted with BinHex[^\r\n)]{0,40}\)\s{0,20}:([^:]*+):"
)
_BINHEX_LETTERS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_BASE64_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_AS_BASE64 = bytes.maketrans(_BINHEX_LETTERS, _BASE64_LETTERS)
_FOREIGN = bytes(octet for octet in range(256) if octet not in _BINHEX_LETTERS)
_REPEAT = 0x90
_MOST_REPEATED = 32_000_000
_BINHEX_FIELDS = 20
"""Bytes between the name and the file: type, creator, flags, both lengths, a checksum."""


def inline_files(text: bytes) -> tuple[InlineFile, ...]:
    """Return the files in a text, in their order; none overlaps another."""
    if not _HINT.search(text):
        return ()
    found = [*uuencoded_files(text), *_yenc_files(text), *_binhex_files(text)]
    files: list[InlineFile] = []
    for file in sorted(found, key=lambda each: each.start):
        if not files or file.start >= files[-1].end:
            files.append(file)
    return tuple(files)


def _yenc_files(text: bytes) -> Iterator[InlineFile]:
    """Yield files in yEnc (yenc.org, 1.3); one part of several stands for itself."""
    at = 0
    while begin := _YENC.search(text, at):
        end = _YENC_END.search(text, begin.end())
        if end is None:
            return
        at = end.end()
        lines = text[begin.end() : end.start()].translate(None, b"\r\n")
        moved = _YENC_ESCAPED.sub(lambda found: bytes([(found[1][0] - 64) % 256]), lines)
        yield InlineFile(
            name=begin["name"].decode("utf-8", "replace").strip().strip('"'),
            start=begin.start(),
            end=at,
            content=moved.translate(_BACK_BY_42),
        )


_BACK_BY_42 = bytes((octet - 42) % 256 for octet in range(256))


def _binhex_files(text: bytes) -> Iterator[InlineFile]:
    """Yield files in BinHex 4.0 (RFC 1741, appendix A): the data fork under its Macintosh name."""
    for found in _BINHEX.finditer(text):
        unpacked = _unrepeated(_six_bits(found[1]))
        length = unpacked[0] if unpacked else 0
        fields = unpacked[length + 2 :]
        if length and len(fields) >= _BINHEX_FIELDS:
            size = int.from_bytes(fields[10:14], "big")
            yield InlineFile(
                name=unpacked[1 : length + 1].decode("mac_roman").replace("/", "_"),
                start=found.start(),
                end=found.end(),
                content=fields[_BINHEX_FIELDS : _BINHEX_FIELDS + size],
            )


def _six_bits(letters: bytes) -> bytes:
    """Return the bytes that letters of six bits each stand for; foreign letters are skipped."""
    # The order of bits is that of base64, only the alphabet differs.
    known = letters.translate(_AS_BASE64, _FOREIGN)
    whole = known[: len(known) - (len(known) % 4 == 1)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _unrepeated(packed: bytes) -> bytes:
    """Undo the run-length packing, up to a bound that no file in a mail needs."""
    first, *runs = packed.split(bytes([_REPEAT]))
    found = bytearray(first)
    for run in runs:
        count = run[0] if run else 0
        if count == 0:
            found.append(_REPEAT)
        elif found and len(found) < _MOST_REPEATED:
            found += found[-1:] * (count - 1)
        found += run[1:]
    return bytes(found)
