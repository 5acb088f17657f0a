"""Outlook's envelope: what lies in a winmail.dat is listed beside it."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from intake.reading.mail import attachment_bytes, read_mail
from intake.reading.tnef import SIGNATURE, Envelope, read_envelope
from tests.intake.attachments.files import a_winmail

PDF = b"%PDF-1.4 brief"


def a_mail(winmail: bytes) -> bytes:
    """Return a mail as an Exchange server sends it to strangers."""
    return (
        b"Subject: Brief\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSiehe Anhang\n--b\n"
        b"Content-Type: application/ms-tnef; name=winmail.dat\n"
        b"Content-Transfer-Encoding: binary\n\n" + winmail + b"\n--b--\n"
    )


def test_files_in_a_winmail_dat_are_attachments_of_their_own() -> None:
    """Under their long names; each gives back its own bytes."""
    content = a_mail(a_winmail({"Widerspruch Müller.pdf": PDF, "zwei.txt": b"zwei"}))

    mail = read_mail(content)

    names = [each.name for each in mail.attachments]
    assert names == ["winmail.dat", "Widerspruch Müller.pdf", "zwei.txt"]
    assert attachment_bytes(content, 1) == PDF
    assert attachment_bytes(content, 2) == b"zwei"


def test_a_name_with_folders_loses_them() -> None:
    """Nobody outside chooses where a file lies."""
    envelope = read_envelope(a_winmail({"..\\..\\system32/brief.pdf": PDF}))

    assert [file.name for file in envelope.files] == ["brief.pdf"]


def test_an_envelope_that_breaks_off_keeps_what_came_through() -> None:
    """A mail cut off on its way still holds a file."""
    whole = a_winmail({"eins.pdf": PDF, "zwei.pdf": PDF})

    (first, *_) = read_envelope(whole[: len(whole) // 2 + 20]).files

    assert first.content == PDF


def test_what_is_no_envelope_is_empty() -> None:
    """Anything may be called winmail.dat."""
    assert read_envelope(b"GIF89a") == Envelope()
    assert [each.name for each in read_mail(a_mail(b"GIF89a")).attachments] == ["winmail.dat"]


def test_very_many_files_are_bounded() -> None:
    """Two hundred are listed."""
    beginning = struct.pack("<BHHI", 2, 0x9002, 6, 0) + b"\x00\x00"

    envelope = read_envelope(SIGNATURE + b"\x01\x00" + beginning * 5_000)

    assert len(envelope.files) == 200


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_signature_are_read_without_an_error(rest: bytes) -> None:
    """Lengths and counts that lie lead nowhere."""
    read_envelope(SIGNATURE + rest)
    properties = struct.pack("<BHHI", 1, 0x9003, 6, len(rest)) + rest + b"\x00\x00"
    read_envelope(SIGNATURE + b"\x01\x00" + properties)
