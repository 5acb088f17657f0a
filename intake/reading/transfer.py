"""How do bytes travel in a mail? Transfer encodings, read leniently and piece by piece."""

import binascii
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

_SAMPLE = 2_000
_TOO_SHORT = 40
_PLAIN_SHARE = 0.12
_BLANK_SHARE = 0.05
_PIECE = 3 << 18
_BASE64 = (string.ascii_letters + string.digits + "+/=").encode("ascii")
_NOT_BASE64 = bytes(octet for octet in range(256) if octet not in _BASE64)
_UU_BLOCK = re.compile(
    rb"(?:\A|(?<=[\r\n]))begin +[0-7]{3,4} +(?P<name>[^\r\n]{1,255}?)[ \t]*(?:\r\n|\r|\n)"
)
_UU_END = re.compile(rb"(?:\A|(?<=[\r\n]))end[ \t]*(?=[\r\n]|\Z)")
_UU_LINE = re.compile(rb"[ -`]{1,87}[ \t]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineFile:
    """A file written into a text, by uuencode for example: its place there and its bytes."""

    name: str
    start: int
    end: int
    content: bytes


def encoding_of(value: str) -> str:
    """Return base64, quoted-printable, uuencode, or an empty string for unencoded."""
    word = re.split(r"[\s;(,]", value.strip().strip("\"'").lower(), maxsplit=1)[0]
    match word:
        case "base64" | "b" | "base-64" | "base64encoded":
            return "base64"
        case "quoted-printable" | "quotedprintable" | "quoted_printable" | "qp":
            return "quoted-printable"
        case "uuencode" | "x-uuencode" | "x-uue" | "uue":
            return "uuencode"
        case _:
            return ""


def decoded_pieces(octets: memoryview, encoding: str) -> Iterator[bytes]:
    """Yield the decoded bytes in pieces, so that a large file never lies in memory whole."""
    if encoding == "base64" and not _looks_like_base64(octets[:_SAMPLE].tobytes()):
        encoding = ""
    match encoding:
        case "base64":
            yield from _base64_pieces(octets)
        case "quoted-printable":
            yield binascii.a2b_qp(octets.tobytes())
        case "uuencode":
            yield _whole_uuencoded(octets.tobytes())
        case _:
            for start in range(0, len(octets), _PIECE):
                yield octets[start : start + _PIECE].tobytes()


def decode_base64(octets: bytes) -> bytes:
    """Return what can be read: foreign characters skipped, missing padding added."""
    return b"".join(_base64_pieces(memoryview(octets)))


def uuencoded_files(text: bytes) -> tuple[InlineFile, ...]:
    """Return the uuencoded files in a text, in their order; a block without end is none."""
    files = []
    at = 0
    while begin := _UU_BLOCK.search(text, at):
        end = _UU_END.search(text, begin.end())
        if end is None:
            break
        at = end.end()
        content = _uudecode(text[begin.end() : end.start()])
        if content is not None:
            name = begin["name"].decode("utf-8", "replace")
            files.append(InlineFile(name=name, start=begin.start(), end=at, content=content))
    return tuple(files)


def _whole_uuencoded(text: bytes) -> bytes:
    """Return the file that the text is; some programs leave "begin" and "end" to the headers."""
    found = uuencoded_files(text)
    if found:
        return b"".join(file.content for file in found)
    lines = text.strip(b"\r\n").removesuffix(b"end").splitlines()
    return (all(map(_is_uu_line, lines)) and _uudecode(b"\n".join(lines))) or text


def _is_uu_line(line: bytes) -> bool:
    """Tell whether the line is as long as its first letter says, give or take blanks."""
    needed = ((line[0] - 32) & 63) * 4 / 3 if line else 0
    return not line or (needed - 3 <= len(line) - 1 and len(line.rstrip()) - 1 <= needed + 4)


def _looks_like_base64(sample: bytes) -> bool:
    """Tell base64 with some damage from plain text that is only called so."""
    letters = sample.translate(None, b"\r\n\t")
    foreign = len(letters.translate(None, _BASE64))
    is_broken_into_words = letters.strip().count(b" ") > len(letters) * _BLANK_SHARE
    is_plain = is_broken_into_words or foreign >= len(letters) * _PLAIN_SHARE
    return len(letters) < _TOO_SHORT or not is_plain


def _base64_pieces(octets: memoryview) -> Iterator[bytes]:
    rest = b""
    for start in range(0, len(octets), _PIECE):
        letters = rest + octets[start : start + _PIECE].tobytes().translate(None, _NOT_BASE64)
        # Padding ends the stream (RFC 2045, 6.8); what follows is mostly a list's footer.
        letters, padding, _ = letters.partition(b"=")
        whole = len(letters) - len(letters) % 4
        yield binascii.a2b_base64(letters[:whole])
        rest = letters[whole:]
        if padding:
            break
    if len(rest) > 1:
        yield binascii.a2b_base64(rest + b"=" * (-len(rest) % 4))


def _uudecode(block: bytes) -> bytes | None:
    decoded = []
    for line in block.splitlines():
        if not line:
            continue
        if not _UU_LINE.match(line):
            return None
        decoded.append(_uudecode_line(line))
    return b"".join(decoded)


def _uudecode_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some writers pad a line beyond its length byte: read the part that counts.
        length = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return b""
