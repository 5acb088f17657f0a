"""Put an original into a mail so that its bytes arrive unaltered (R5)."""

import base64
import re
from hashlib import sha256

LONGEST_LINE = 998
"""RFC 5322, 2.1.1: what every server must carry."""

NOT_PLAIN = re.compile(
    rb"[\x00\x80-\xff]"  # not 7bit
    rb"|\r(?!\n)|(?<!\r)\n"  # a line end that servers mend
    rb"|^From "  # a line start that mailboxes alter (RFC 2049, 3)
    rb"|[^\r\n]{%d}" % (LONGEST_LINE + 1),
    re.MULTILINE,
)


def with_original(header: bytes, note: bytes, original: bytes, *, name: str) -> bytes:
    """Return the whole mail: header lines, the note as a MIME part, the original beside it.

    A MIME reader that takes the second part apart gets back exactly the bytes of the original.
    """
    kind, encoding, body = _enclosed(original)
    boundary = _boundary(original)
    delimiter = b"\r\n--" + boundary
    parts = (
        header,
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="%b"\r\n' % boundary,
        delimiter + b"\r\n" + note,
        delimiter + b"\r\n",
        b"Content-Type: %b\r\n" % kind,
        b"Content-Transfer-Encoding: %b\r\n" % encoding,
        b'Content-Disposition: attachment; filename="%b"\r\n\r\n' % name.encode("ascii"),
        body,
        delimiter + b"--\r\n",
    )
    return b"".join(parts)


def travels_unchanged(original: bytes) -> bool:
    """Say whether any mail server carries these bytes as they are (R5).

    8BITMIME is not relied on: a server behind ours may lack it and encode anew.
    """
    return bool(original) and NOT_PLAIN.search(original) is None


def _enclosed(original: bytes) -> tuple[bytes, bytes, bytes]:
    """Return content type, transfer encoding and body of the part with the original."""
    if travels_unchanged(original):
        return b"message/rfc822", b"7bit", original
    lines = base64.encodebytes(original).replace(b"\n", b"\r\n")
    return b"application/octet-stream", b"base64", lines


def _boundary(original: bytes) -> bytes:
    """Return the same boundary at every try; nobody can write a letter that holds its own hash."""
    return b"=_krm_" + sha256(original).hexdigest()[:40].encode("ascii")
