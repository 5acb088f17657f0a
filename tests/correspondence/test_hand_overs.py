"""Hand-overs: the receipt note, and the original byte for byte (R5, R6)."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.labels import Label, Way
from correspondence.compose import compose
from correspondence.enclosure import travels_unchanged
from correspondence.smtp import SmtpLine, open_line
from tests.correspondence.lines import line_settings
from tests.correspondence.occasions import (
    ORIGINAL,
    a_hand_over,
    a_notice,
    a_pass_on,
    an_occasion,
    parsed,
    words,
)
from tests.edges.smtp_listener import SmtpListener

PLAIN_LINES = st.lists(st.binary(max_size=60), max_size=8).map(b"\r\n".join)
ODD_PIECES = st.lists(
    st.sampled_from(
        [
            b"\r",
            b"\n",
            b"\r\n",
            b".",
            b"..",
            b"\0",
            b"From ",
            b"\xe4",
            b"a",
            b" ",
            b"x" * 997,
            b"--",
        ]
    ),
    max_size=12,
).map(b"".join)
ORIGINALS = st.one_of(st.binary(max_size=400), PLAIN_LINES, ODD_PIECES)


def enclosed(content: bytes) -> tuple[str, bytes]:
    """Take the second part out of a mail by its boundary, as bytes; undo base64 alone."""
    boundary = re.search(rb'boundary="([^"]+)"', content)
    assert boundary is not None
    delimiter = b"\r\n--" + boundary[1]
    parts = content.split(delimiter)
    assert len(parts) == 4
    assert parts[3] == b"--\r\n"
    head, _, body = parts[2].removeprefix(b"\r\n").partition(b"\r\n\r\n")
    part = parsed(head + b"\r\n\r\n")
    if part["Content-Transfer-Encoding"] == "base64":
        part.set_payload(body.decode("ascii"))
        decoded = part.get_payload(decode=True)
        assert isinstance(decoded, bytes)
        body = decoded
    return part.get_content_type(), body


@pytest.fixture(scope="module")
def listener() -> Iterator[SmtpListener]:
    """One server for all examples."""
    with SmtpListener() as server:
        yield server


@pytest.fixture(scope="module")
def line(listener: SmtpListener) -> Iterator[SmtpLine]:
    """One connection for all examples."""
    with open_line(line_settings(listener)) as connected:
        yield connected


@settings(max_examples=200, deadline=None)
@given(original=ORIGINALS)
@example(original=b"")
@example(original=ORIGINAL)
@example(original=ORIGINAL + b".\r\n..\r\n.hidden\r\n")
@example(original=ORIGINAL.removesuffix(b"\r\n"))
@example(original=ORIGINAL.replace(b"\r\n", b"\n"))
@example(original=ORIGINAL + b"x" * 999 + b"\r\n")
@example(original=ORIGINAL + "Grüße".encode("latin-1"))
def test_r5_the_original_arrives_byte_for_byte(
    listener: SmtpListener, line: SmtpLine, original: bytes
) -> None:
    """Through a real SMTP server, whatever bytes the citizen's mail is made of."""
    outgoing = compose(a_hand_over(), an_occasion(original=original))
    line.deliver(
        sender=outgoing.envelope_sender, recipient=outgoing.recipient, content=outgoing.content
    )

    _, arrived = enclosed(listener.mails[-1].content)

    assert arrived == original
    assert sha256(arrived).hexdigest() == outgoing.sha256


def test_r5_a_plain_original_is_a_message_that_opens_with_a_click() -> None:
    """7bit, CRLF, short lines: message/rfc822, never encoded anew."""
    content = compose(a_hand_over(), an_occasion()).content

    assert enclosed(content) == ("message/rfc822", ORIGINAL)
    assert b"Content-Transfer-Encoding: 7bit\r\n" in content


@pytest.mark.parametrize(
    "original",
    [
        b"",
        ORIGINAL + b"\xe4\r\n",
        ORIGINAL + b"\0\r\n",
        ORIGINAL + b"a\rb\r\n",
        ORIGINAL + b"a\nb\r\n",
        ORIGINAL + b"\r",
        b"\n" + ORIGINAL,
        ORIGINAL + b"x" * 999,
        ORIGINAL + b"From the beginning\r\n",
    ],
)
def test_r5_what_a_server_could_alter_goes_as_base64(original: bytes) -> None:
    """8bit, NUL, bare line ends, long lines, and the line start that mailboxes escape."""
    outgoing = compose(a_hand_over(), an_occasion(original=original))

    assert not travels_unchanged(original)
    assert enclosed(outgoing.content) == ("application/octet-stream", original)


def test_r5_a_line_of_998_bytes_still_travels() -> None:
    """The longest line that every server must carry."""
    assert travels_unchanged(ORIGINAL + b"x" * 998 + b"\r\n")
    assert not travels_unchanged(ORIGINAL + b"x" * 999 + b"\r\n")


def test_the_boundary_is_never_in_the_original() -> None:
    """A citizen who sends our own hand-over back cannot break the next one."""
    first = compose(a_hand_over(), an_occasion()).content
    second = compose(a_hand_over(), an_occasion(original=first)).content

    assert enclosed(second) == ("message/rfc822", first)


def test_the_attachment_is_named_after_the_journal_line() -> None:
    """Any mail program shows a note to read and one attached file."""
    mail = parsed(compose(a_hand_over(), an_occasion()).content)
    note, attachment = mail.iter_parts()

    assert isinstance(note, EmailMessage)
    assert note.get_content_type() == "text/plain"
    assert isinstance(attachment, EmailMessage)
    assert attachment.get_filename() == "eingang-17.eml"
    assert attachment.get_content_disposition() == "attachment"


def test_r5_the_receipt_note_proves_time_and_bytes() -> None:
    """Time of the mail server, journal number, size, SHA-256, label, contact."""
    outgoing = compose(a_hand_over(), an_occasion())
    note = words(outgoing.content)

    assert "Art der Nachricht: Widerspruch" in note
    assert "Eingang beim Mailserver: 23.11.2026, 09:00:00 Uhr (UTC+0100)" in note
    assert "Nummer im Posteingangsbuch: 17" in note
    assert f"Größe des Anhangs: {len(ORIGINAL)} Byte" in note
    assert f"(SHA-256): {sha256(ORIGINAL).hexdigest()}" in note
    assert "Ansprechperson: Erika Beispiel Telefon: 07274 000-0" in note
    assert parsed(outgoing.content)["Subject"] == "Abgabe an die Widerspruchsstelle [Eingang 17]"


def test_r5_a_contested_widerspruchsbescheid_is_marked() -> None:
    """It counts as a court action and has the time limit of one."""
    court_action = words(compose(a_hand_over(Way.SGG, Label.COURT_ACTION), an_occasion()).content)
    objection = words(compose(a_hand_over(Way.SGG, Label.OBJECTION), an_occasion()).content)

    assert "Die Nachricht richtet sich gegen einen Widerspruchsbescheid." in court_action
    assert "Art der Nachricht: Klage" in court_action
    assert "Widerspruchsbescheid" not in objection


def test_r6_the_director_gets_a_supervisory_complaint() -> None:
    """The same way of handing over, addressed to the director."""
    letter = a_hand_over(Way.DIRECTOR, Label.SUPERVISORY_COMPLAINT)

    outgoing = compose(letter, an_occasion())

    assert outgoing.recipient == "gf@jobcenter.example"
    assert "Art der Nachricht: Dienstaufsichtsbeschwerde" in words(outgoing.content)
    subject = parsed(outgoing.content)["Subject"]
    assert subject == "Abgabe an die Geschäftsführung [Eingang 17]"


def test_r9c_a_passed_on_message_is_enclosed_unaltered() -> None:
    """The unit gets the original and the day that counts for any term."""
    outgoing = compose(a_pass_on(), an_occasion())

    assert enclosed(outgoing.content)[1] == ORIGINAL
    assert "Eingang beim Mailserver: 23.11.2026" in words(outgoing.content)
    assert outgoing.sha256 == sha256(ORIGINAL).hexdigest()


def test_a_hand_over_without_its_original_is_never_composed() -> None:
    """Better an error than a letter that proves nothing."""
    with pytest.raises(ValueError, match="original of journal line 17 is missing"):
        compose(a_hand_over(), an_occasion(original=None))


def test_a_notice_holds_no_checksum() -> None:
    """It encloses nothing."""
    assert compose(a_notice(), an_occasion(original=None)).sha256 == ""
