"""What must leave the house at once, and arrive as it came (R5, R6, R11, R15, R16)."""

from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

import pytest

from cases.duties import DutyKind
from cases.letter import LetterKind
from tests.end_to_end.letters import (
    COMPLAINT,
    CONDUCT,
    JANA,
    OBJECTION,
    PAUL,
    a_letter,
    text_of,
    the_original_in,
)
from tests.end_to_end.office import DIRECTOR, DONE, HANDED_OVER, INBOX, SGG, RunningOffice

pytestmark = pytest.mark.server("dovecot")


def head(encoding: str, kind: str = 'text/plain; charset="utf-8"') -> bytes:
    """Return the header of an objection whose body follows as it is."""
    return (
        "From: Jana Winter <jana.winter@kunde.example>\r\nTo: krm@jobcenter.example\r\n"
        "Subject: Bescheid\r\nDate: Wed, 18 Nov 2026 08:55:00 +0100\r\n"
        "Message-ID: <brief-1@kunde.example>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode()


WORDS = "Gegen den Bescheid vom 02.11.2026 lege ich Widerspruch ein. Die Höhe stimmt nicht."
AS_7BIT = head("7bit", "text/plain") + (
    b"Gegen den Bescheid vom 02.11.2026 lege ich Widerspruch ein.\r\n.\r\n..\r\nGruss\r\n"
)
AS_8BIT = head("8bit") + f"{WORDS}\r\nGrüße\r\n".encode()
AS_LATIN1 = head("8bit", "text/plain; charset=iso-8859-1") + f"{WORDS}\r\n".encode("latin-1")
AS_QUOTED = head("quoted-printable") + (
    b"Gegen den Bescheid vom 02.11.2026 lege ich Widerspruch ein. Die H=C3=B6he =\r\n"
    b"stimmt nicht.\r\n"
)
WITH_LONG_LINES = head("8bit") + f"{WORDS} {'Begründung ' * 200}\r\nGrüße\r\n".encode()
WITH_FROM_LINE = AS_7BIT + b"From Januar an war alles falsch.\r\n\r\n\r\n"


def with_attachment() -> bytes:
    """Return an objection with a file of all bytes that there are."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = f"Jana Winter <{JANA}>"
    letter["Date"] = "Wed, 18 Nov 2026 08:55:00 +0100"
    letter["Message-ID"] = "<brief-1@kunde.example>"
    letter.set_content(OBJECTION)
    letter.add_attachment(bytes(range(256)) * 40, "application", "pdf", filename="Bescheid.pdf")
    return letter.as_bytes()


@pytest.mark.parametrize(
    "original",
    [AS_7BIT, AS_8BIT, AS_LATIN1, AS_QUOTED, WITH_LONG_LINES, WITH_FROM_LINE, with_attachment()],
    ids=["7bit", "8bit", "latin1", "quoted-printable", "long lines", "From line", "attachment"],
)
def test_r5_an_objection_arrives_at_sgg_byte_for_byte(
    office: RunningOffice, original: bytes
) -> None:
    """The attached original has the hash of what lay in the mailbox, and the note names it."""
    office.receive(original)

    (hand_over,) = office.sent_to(SGG)
    assert the_original_in(hand_over) == original
    digest = sha256(original).hexdigest()
    assert digest.encode() in hand_over
    assert digest in {line.sha256 for line in office.outbox()}


def test_r6_a_supervisory_complaint_arrives_at_the_director_unaltered(
    office: RunningOffice,
) -> None:
    """The director gets the original, the customer a transfer notice, SGG nothing."""
    original = a_letter(CONDUCT)

    sent = office.receive(original)

    assert [mail.recipients for mail in sent] == [(DIRECTOR,), (JANA,)]
    assert the_original_in(sent[0].content) == original
    assert "zur Geschäftsführung" in text_of(sent[1].content)


def test_r11_the_first_reaction_names_the_contact_person(office: RunningOffice) -> None:
    """Name, telephone number, day of receipt, number and privacy notice; nothing of the letter."""
    (acknowledgement,) = office.receive(a_letter(COMPLAINT, subject="Verlorene Unterlagen"))

    text = text_of(acknowledgement.content)
    (line,) = office.journal()
    for part in ("Erika Beispiel", "07274 000-0", "18.11.2026", line.case_number, "Artikel 13"):
        assert part in text
    assert "Verlorene" not in text
    assert "Unterlagen" not in text
    assert acknowledgement.recipients == (JANA,)


def test_r16_the_transfer_notice_says_that_an_objection_needs_its_form(
    office: RunningOffice,
) -> None:
    """The customer learns that SGG has it now, and of § 84 SGG."""
    office.receive(a_letter(OBJECTION))

    (notice,) = office.sent_to(JANA)
    assert "Widerspruchsstelle (Sachgebiet SGG)" in text_of(notice)
    assert "§ 84 Absatz 1" in text_of(notice)


def test_r5_an_objection_is_not_in_the_register(office: RunningOffice) -> None:
    """Its line in the journal has no case, and proves one hand-over and one notice."""
    office.receive(a_letter(OBJECTION))

    assert [line.case_number for line in office.journal()] == [""]
    assert sorted(line.kind for line in office.outbox() if line.is_proven) == [
        LetterKind.HAND_OVER,
        LetterKind.TRANSFER_NOTICE,
    ]


def test_r15_nothing_is_sent_twice_over_several_rounds(office: RunningOffice) -> None:
    """Three more rounds after the first, a day apart, send nothing to anybody outside."""
    office.receive(a_letter(OBJECTION), a_letter(COMPLAINT, message_id="<brief-2@kunde.example>"))

    for _ in range(3):
        office.clock.pass_time(days=1)
        office.work()

    assert len(office.sent_to(SGG)) == 1
    assert len(office.sent_to(JANA)) == 2


def test_r15_no_machine_is_answered(office: RunningOffice) -> None:
    """An automatic reply, a bounce-like sender and a newsletter are filed, not answered."""
    sent = office.receive(
        a_letter(COMPLAINT, auto_submitted="auto-replied"),
        a_letter(COMPLAINT, sender="mailer-daemon@kunde.example", message_id="<2@kunde.example>"),
        a_letter(
            COMPLAINT,
            message_id="<3@kunde.example>",
            list_unsubscribe="<mailto:ab@kunde.example>",
            precedence="bulk",
        ),
    )

    assert sent == []
    assert [line.decided_by for line in office.journal()] == ["machine", "machine", "machine"]


def test_r15a_no_authority_is_answered_but_the_officer_has_the_duty(
    office: RunningOffice,
) -> None:
    """A parliament's complaint becomes a case; the answer is written by hand."""
    sent = office.receive(a_letter(COMPLAINT, sender="petition@landtag.example"))

    assert sent == []
    assert DutyKind.NOTICE_BY_HAND in office.duty_kinds()


def test_r15_a_colleague_is_not_answered(office: RunningOffice) -> None:
    """Mail from our own domain becomes a case without a notice to the house itself."""
    assert office.receive(a_letter(COMPLAINT, sender="uwe.amt@jobcenter.example")) == []


def test_r1_every_message_ends_in_the_folder_of_its_way(office: RunningOffice) -> None:
    """INBOX is empty; handed-over mail lies apart from what is done, byte for byte."""
    objection = a_letter(OBJECTION)
    complaint = a_letter(COMPLAINT, sender=PAUL, message_id="<brief-2@kunde.example>")

    office.receive(objection, complaint)
    office.work()

    assert office.lies_in(INBOX) == []
    assert office.lies_in(HANDED_OVER) == [objection]
    assert office.lies_in(DONE) == [complaint]


def test_r8_a_letter_with_two_concerns_takes_both_ways(office: RunningOffice) -> None:
    """It is handed over at once; its case opens without text; one notice speaks of both."""
    original = a_letter(OBJECTION.replace("Die Kosten", "Alles ging verloren. Die Kosten"))

    sent = office.receive(original)

    assert [mail.recipients for mail in sent] == [(SGG,), (JANA,)]
    assert "Widerspruchsstelle" in text_of(sent[1].content)
    assert office.journal()[0].case_number in text_of(sent[1].content)
    assert DutyKind.MARK_EXCERPT in office.duty_kinds()
