"""Whatever the bytes, they are read as one Mail, alike each time, in bounded time."""

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.mail import Mail
from intake.reading.mail import attachment_bytes, read_mail

FRAGMENTS = st.sampled_from(
    [
        *(b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: <", b"References: ", b"\n\n"),
        *(b"\r\n", b"\r", b"\n", b"\x00", b" ", b"\t", b"--b", b"--b--", b"--", b'"', b"<", b">"),
        *(b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: multipart/mixed\n"),
        *(b"Content-Type: multipart/alternative; boundary=c\n\n--c\n", b"--c--\n", b"--b\n"),
        *(b"Content-Type: text/html; charset=", b"Content-Type: message/rfc822\n\n"),
        *(b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",),
        *(b"Content-Type: message/delivery-status\n\n", b"Final-Recipient: rfc822; a@b.example\n"),
        *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: uuencode\n"),
        *(b"=?utf-8?B?", b"=?utf-8?Q?", b"?=", b"=?x", b"utf-7", b"hz", b"idna", b"utf-16\n"),
        *(b"begin 644 a\n", b"#0V%T\n", b"end\n", b"\xff\xfe", b"\xed\xa0\x80", b"+2AA-", b"a@b.c"),
        *(b"name*0*=utf-8''%C3;", b"filename=", b"; ", b"<p>", b"<!--", b"<![", b"&#xD800;"),
    ]
)
ODD_MAIL = st.lists(FRAGMENTS | st.binary(max_size=12), max_size=40).map(b"".join)

# A loaded machine is no failure; that time stays bounded is tested by the bombs below.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(PATIENT)
@given(st.binary(max_size=2000))
def test_any_bytes_are_one_mail(content: bytes) -> None:
    """No byte sequence is refused: what cannot be understood is text or a defect (R1)."""
    assert isinstance(read_mail(content), Mail)


@settings(PATIENT, max_examples=300)
@given(ODD_MAIL)
def test_pieces_of_mail_in_any_order_are_one_mail(content: bytes) -> None:
    """Headers, boundaries and encodings broken in any way never raise (R1)."""
    mail = read_mail(content)

    mail.text.encode("utf-8")
    mail.subject.encode("utf-8")


@settings(PATIENT)
@given(ODD_MAIL)
def test_two_readings_are_equal(content: bytes) -> None:
    """Nothing in a reading is left to chance: no random name, no order of a set."""
    assert read_mail(content) == read_mail(content)


@settings(PATIENT)
@given(ODD_MAIL)
def test_every_attachment_gives_back_as_many_bytes_as_it_says(content: bytes) -> None:
    """The index of an attachment is enough to get its bytes again."""
    for attachment in read_mail(content).attachments:
        assert len(attachment_bytes(content, attachment.index)) == attachment.size


BOMBS = {
    "many parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "deep multiparts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
        for depth in range(2_000)
    ),
    "deep messages": b"Content-Type: message/rfc822\n\n" * 2_000,
    "many headers": b"X-A: b\n" * 200_000 + b"\nx",
    "one long header": b"Subject: " + b"=?a?q?" * 200_000 + b"\n\nx",
    "long address list": b"To: " + b"<" * 50_000 + b"a@b.example," * 50_000 + b"\n\nx",
    "many quotes": b'From: "' + b'\\"' * 200_000 + b"\n\nx",
    "many parameters": b"Content-Type: text/plain" + b"; a*0*=b" * 100_000 + b"\n\nx",
    "dashes": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--\n--a\n" * 200_000,
    "open tags": b"Content-Type: text/html\n\n" + b"<" * 1_000_000,
    "nested tags": b"Content-Type: text/html\n\n" + b"<div><pre>" * 30_000,
    "begin lines": b"\n" + b"begin 644 a\n" * 100_000,
    "bounce of short lines": b"From: mailer-daemon@x.example\n\n" + b"a\n" * 100_000,
    "bounce of one line": b"From: mailer-daemon@x.example\n\n" + b"delivery failed " * 100_000,
    "bounce of addresses": b"From: mailer-daemon@x.example\n\n" + b"a@b <to rcpt" * 100_000,
    "spaces": b"Subject:" + b" " * 500_000 + b"x\n\n" + b" " * 1_000_000 + b"x",
    "references": b"References: " + b"<a" * 300_000 + b"\n\nx",
    "enriched": b"Content-Type: text/enriched\n\n" + b"<param>" * 100_000,
    "flowed": b"Content-Type: text/plain; format=flowed\n\n" + b"> a \n" * 100_000,
    "western controls": b"\n" + b"\x81\xe4" * 500_000,
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_read_within_seconds(name: str) -> None:
    """Time stays linear in the size: one message must never hold up the others (R10)."""
    began = process_time()

    mail = read_mail(BOMBS[name])

    assert process_time() - began < 5
    assert len(mail.attachments) <= 1_000


def test_many_attached_reports_cost_no_more_than_attached_letters() -> None:
    """Only the message itself can be a report to us; a fuzzer stacked reports into seconds (R1)."""
    report = (
        b"--b\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@mx.example\n"
        b"Subject: Undeliverable\nContent-Type: multipart/mixed; boundary=c\n\n"
        + b"--c\n\ncould not be delivered\n"
        * 400
    )
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    began = process_time()

    mail = read_mail(head + report * 10 + b"--b--\n")

    assert [inner.delivery_report for inner in mail.forwarded] == [None] * 10
    assert process_time() - began < 5
