"""Files that old programs write into the text itself."""

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading.inline import inline_files
from intake.reading.mail import attachment_bytes, read_mail

FILE = b"Guten Tag\r\n=.\x00\x90\x90\xff" + b"z" * 300
SIX_BITS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"

BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def in_yenc(content: bytes, name: str) -> bytes:
    """Write a file as a news reader does (yenc.org, 1.3)."""
    letters = b""
    for octet in content:
        moved = (octet + 42) % 256
        is_critical = moved in b"\x00\r\n="
        letters += bytes([ord("="), (moved + 64) % 256]) if is_critical else bytes([moved])
    size = len(content)
    return b"=ybegin line=128 size=%d name=%s\r\n%s\r\n=yend size=%d\r\n" % (
        size,
        name.encode(),
        letters,
        size,
    )


def in_binhex(content: bytes, name: str) -> bytes:
    """Write a file as an old Macintosh does (RFC 1741); checksums are left zero."""
    packed = bytearray([len(name)]) + name.encode("mac_roman") + b"\x00TEXTttxt\x00\x00"
    packed += len(content).to_bytes(4, "big") + bytes(4) + bytes(2) + content + bytes(2)
    unrepeated = packed.replace(b"\x90", b"\x90\x00").replace(b"z" * 200, b"z\x90\xc8")
    bits = "".join(f"{octet:08b}" for octet in unrepeated)
    bits += "0" * (-len(bits) % 6)
    letters = bytes(SIX_BITS[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6))
    lines = b"\r".join(letters[at : at + 64] for at in range(0, len(letters), 64))
    return b"(This file must be converted with BinHex 4.0)\r\r:" + lines + b":\r"


def in_uuencode(content: bytes, name: str) -> bytes:
    """Write a file as an old Unix does."""
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 " + name.encode() + b"\n" + b"".join(lines) + b"`\nend\n"


WRITTEN = {"yEnc": in_yenc, "BinHex": in_binhex, "uuencode": in_uuencode}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_file_in_the_text_is_an_attachment_and_leaves_the_letter(way: str) -> None:
    """The reader sees the words around it, and the file with its own bytes and name."""
    text = b"Anbei mein Brief.\r\n\r\n" + WRITTEN[way](FILE, "brief.txt") + b"\r\nGruss\r\n"
    content = b"Subject: x\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text

    mail = read_mail(content)

    assert [(each.name, each.size) for each in mail.attachments] == [("brief.txt", len(FILE))]
    assert attachment_bytes(content, 0) == FILE
    assert mail.text.split() == ["Anbei", "mein", "Brief.", "Gruss"]


def test_a_binhex_part_is_listed_with_the_file_in_it() -> None:
    """The part itself can be taken along as it came."""
    content = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSiehe Anhang\n--b\n"
        b"Content-Type: application/mac-binhex40; name=brief.hqx\n\n"
        + in_binhex(FILE, "Brief.pdf")
        + b"\n--b--\n"
    )

    names = [each.name for each in read_mail(content).attachments]

    assert names == ["brief.hqx", "Brief.pdf"]
    assert attachment_bytes(content, 1) == FILE


@pytest.mark.parametrize(
    "text",
    [
        b"=ybegin line=128 size=5 name=x\r\nkeine weitere Zeile",
        b"(This file must be converted with BinHex 4.0)\r\r:!:",
        b"(This file must be converted with BinHex 4.0)\r\r:kein Ende",
        b"begin 644 x\nkein Ende",
    ],
)
def test_half_a_file_is_text(text: bytes) -> None:
    """Nothing is lost: what cannot be read as a file stays in the letter."""
    assert inline_files(text) == ()


def test_a_file_that_repeats_one_byte_for_ever_is_bounded() -> None:
    """Each run of four letters asks for 255 bytes; there is room for what a mail needs."""
    run = b"z\x90\xff"
    packed = (
        b"\x05bombe\x00TEXTttxt\x00\x00" + (10**9).to_bytes(4, "big") + bytes(6) + run * 400_000
    )
    letters = base64.b64encode(packed).rstrip(b"=").translate(bytes.maketrans(BASE64, SIX_BITS))

    (file,) = inline_files(b"(This file must be converted with BinHex 4.0)\n:" + letters + b":")

    assert file.name == "bombe"
    assert len(file.content) <= 33_000_000


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_beginning_are_read_without_an_error(rest: bytes) -> None:
    """Beginnings of all three kinds, followed by anything."""
    inline_files(b"=ybegin name=x\n" + rest + b"\n=yend")
    inline_files(b"(This file must be converted with BinHex 4.0)\n:" + rest + b":")
    inline_files(b"begin 644 x\n" + rest + b"\nend\n")
