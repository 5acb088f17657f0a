"""What is read besides the facts of one mail: attachments' bytes, attached messages, limits."""

import hashlib
import tracemalloc

import pytest

from cases.mail import Defect
from intake.reading.header_section import MAX_FIELD_BYTES, read_section
from intake.reading.mail import attachment_bytes, read_mail

FILE = b"%PDF-1.4 erfunden"
WITH_FILE = (
    b"From: anna@kunde.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    b"--b\nContent-Type: text/plain\n\nAnbei.\n"
    b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
    b"JVBERi0xLjQgZXJmdW5kZW4=\n--b--\n"
)
FORWARD = (
    b"From: uwe@jobcenter.example\nSubject: WG: Beschwerde\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n"
    b"--b\nContent-Type: text/plain\n\nBitte uebernehmen.\n"
    b"--b\nContent-Type: message/rfc822\n\n"
    b"From: Jana <jana@kunde.example>\nSubject: Beschwerde\n"
    b"Content-Type: multipart/mixed; boundary=c\n\n"
    b"--c\nContent-Type: text/plain\n\nNiemand ist erreichbar.\n"
    b"--c\nContent-Type: image/png; name=foto.png\n\nx\n--c--\n--b--\n"
)


def test_attachment_facts_are_those_of_its_decoded_bytes() -> None:
    """Size and digest are the file's, not those of its transfer encoding."""
    (attachment,) = read_mail(WITH_FILE).attachments

    assert attachment.size == len(FILE)
    assert attachment.sha256 == hashlib.sha256(FILE).hexdigest()


def test_attachment_bytes_are_the_file() -> None:
    """The index from the reading is enough to get the bytes again."""
    assert attachment_bytes(WITH_FILE, 0) == FILE


def test_unknown_attachment_index_is_a_key_error() -> None:
    """There is no second attachment."""
    with pytest.raises(KeyError):
        attachment_bytes(WITH_FILE, 1)


def test_r9a_attached_message_is_read_like_any_other() -> None:
    """What a colleague passes on as an attached message is one Mail inside the other."""
    (inner,) = read_mail(FORWARD).forwarded

    assert inner.sender is not None
    assert inner.sender.address == "jana@kunde.example"
    assert inner.text == "Niemand ist erreichbar."
    assert [attachment.name for attachment in inner.attachments] == ["foto.png"]


def test_r9a_message_attached_as_a_plain_file_is_read_too() -> None:
    """Its name tells what it is, whatever type the program gave it."""
    as_file = FORWARD.replace(
        b"Content-Type: message/rfc822\n", b"Content-Type: application/octet-stream; name=a.EML\n"
    )

    assert [inner.subject for inner in read_mail(as_file).forwarded] == ["Beschwerde"]


def test_files_inside_an_attached_message_are_not_listed_outside() -> None:
    """The outer message has one attachment: the message."""
    types = [attachment.content_type for attachment in read_mail(FORWARD).attachments]

    assert types == ["message/rfc822"]


def test_r15_empty_return_path_differs_from_none() -> None:
    """An empty envelope sender marks a machine; a missing header says nothing."""
    assert read_mail(b"Return-Path: <>\nSubject: x\n\nx").return_path == ""
    assert read_mail(b"Return-Path: <A@x.example>\n\nx").return_path == "a@x.example"
    assert read_mail(b"Subject: x\n\nx").return_path is None


def test_every_header_is_kept_decoded_and_in_its_order() -> None:
    """Names are lower case; a header that repeats stays twice."""
    mail = read_mail(b"X-B: =?utf-8?Q?=C3=A4?=\nReceived: a\n b\nReceived: c\n\nx")

    assert mail.headers == (("x-b", "ä"), ("received", "a b"), ("received", "c"))


def test_text_of_an_html_letter_is_marked_as_such() -> None:
    """Whoever shows the text may want to know that layout was lost."""
    assert read_mail(b"Content-Type: text/html\n\n<p>Hallo</p>").text_is_from_html
    assert not read_mail(b"\nHallo").text_is_from_html


def test_defects_never_hold_content() -> None:
    """A defect may be logged: it names the field, not what stands in it (R33)."""
    mail = read_mail(b"From: Anna <<anna@kunde.example>>\nSubject: x\n\nx")

    assert mail.defects == (Defect(code="address_doubtful", detail="from"),)


def test_large_mail_adds_at_most_its_own_size() -> None:
    """A file of several megabytes is hashed in pieces, never copied whole."""
    line = b"QUJD" * 19 + b"\n"
    content = WITH_FILE.replace(b"JVBERi0xLjQgZXJmdW5kZW4=\n", line * 60_000)

    tracemalloc.start()
    read_mail(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(content) > 4_000_000
    assert peak < len(content)


def test_of_a_header_of_many_lines_only_the_beginning_is_kept() -> None:
    """Each line kept would be a small piece of memory: eight times the size of such a mail."""
    lines = b"\r\n ".join(b"<%d@kunde.example>," % number for number in range(40_000))
    content = b"To: " + lines + b"\r\nX-Last: yes\r\n\r\nGuten Tag\r\n"

    (_, kept), (last, _) = read_section(content, 0, len(content), is_message=True).fields

    assert len(kept) <= MAX_FIELD_BYTES + 100
    assert last == "x-last"
    assert read_mail(content).text == "Guten Tag"


def test_text_inside_an_attached_container_is_no_letter() -> None:
    """What hangs on the mail as a whole was not written to us."""
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nMein Brief.\n"
        b"--b\nContent-Type: multipart/mixed; boundary=c\nContent-Disposition: attachment\n\n"
        b"--c\nContent-Type: text/plain\n\nAnderer Brief.\n--c--\n--b--\n"
    )

    assert mail.text == "Mein Brief."


def test_reading_writes_nothing_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What cannot be read is what people wrote: it belongs into no log (R33)."""
    read_mail(b"Subject: =?x?B?!?=\nFrom: a\nContent-Type: text/enriched\n\nGeheim")
    read_mail(b"From: mailer-daemon@x.example\nX-Failed-Recipients: \xff\n\nfailed")

    assert caplog.text == ""
