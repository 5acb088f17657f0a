"""What a mail says of itself, in its own words and without any header (R15)."""

import pytest

from cases.mail import Address, Attachment, Mail, MailKind
from triage.machine import kind_of

SENT_BY_PROGRAM = "Dies ist eine automatisch generierte Nachricht."


def a_mail(text: str, *, subject: str = "Ihre Anfrage", sender: str = "info@firma.example") -> Mail:
    """Return a mail that no header gives away."""
    return Mail(subject=subject, text=text, sender=Address(address=sender))


@pytest.mark.parametrize(
    "text",
    [
        f"Vielen Dank für Ihre Anfrage. Wir melden uns in Kürze.\n\n{SENT_BY_PROGRAM}",
        "We have received your message.\n\nThis is an automated message, do not reply to this.",
    ],
)
def test_r15_what_says_that_a_program_acknowledges_is_an_automatic_reply(text: str) -> None:
    """A ticket system without any header says it in two sentences."""
    origin = kind_of(a_mail(text))

    assert (origin.kind, origin.may_answer) == (MailKind.AUTO_REPLY, False)


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Bestellung ist unterwegs. Diese E-Mail wurde automatisch erzeugt.",
        "Termin am 3. Mai. Bitte nicht auf diese E-Mail antworten.",
        (
            "Alle Rosen 20 % billiger.\n\nSie können den Newsletter hier abbestellen: "
            "https://rosen.example/x"
        ),
        "Buy now!\n\nUnsubscribe: https://shop.example/u",
    ],
)
def test_r15_what_nobody_reads_answers_to_is_not_answered(text: str) -> None:
    """It may be a person's all the same: the officer sees it, no notice goes out by itself."""
    origin = kind_of(a_mail(text))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Widerspruch",
            (
                "Vielen Dank für Ihre Nachricht. Ich bekam nur eine automatisch generierte E-Mail. "
                "Ich lege Widerspruch ein."
            ),
        ),
        ("AW: Ihre Anfrage", f"Wann kommt die Antwort?\n\n> {SENT_BY_PROGRAM}"),
        (
            "Beschwerde",
            (
                "Seit Wochen bekomme ich nur das:\n\n"
                f"Von: Amt\nGesendet: 3. Mai 2026\nAn: Anna\nBetreff: Eingang\n\n{SENT_BY_PROGRAM}"
            ),
        ),
        ("WG: Angebot", "Zur Kenntnis, Newsletter abbestellen?"),
    ],
)
def test_r15_a_person_who_quotes_such_a_sentence_is_answered(subject: str, text: str) -> None:
    """Only own words count, and only those by which a mail speaks of itself."""
    origin = kind_of(a_mail(text, subject=subject, sender="anna@post.example"))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, True)


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        (
            Mail(
                subject="away from my mail",
                text="Your mail will be read when I return.",
                sender=Address(address="bob@uni.example"),
                headers=(("precedence", "bulk"),),
            ),
            MailKind.AUTO_REPLY,
        ),
        (
            Mail(
                subject="Danke",
                sender=Address(address="bob@firma.example"),
                headers=(("x-ms-exchange-generated-message-source", "Mailbox Rules Agent"),),
            ),
            MailKind.AUTO_REPLY,
        ),
        (
            Mail(
                subject="Return Receipt (displayed)",
                sender=Address(address="bob@firma.example"),
                attachments=(
                    Attachment(
                        index=0,
                        name="",
                        content_type="message/disposition-notification",
                        size=9,
                        sha256="0" * 64,
                    ),
                ),
            ),
            MailKind.RECEIPT,
        ),
        (
            a_mail(
                "To control spam I allow only my approved senders. Click: http://frei.example/1",
                sender="bob@post.example",
            ),
            MailKind.OTHER_MACHINE,
        ),
        (
            a_mail("Anbei der Bericht.", sender="dmarc-berichte@post.example"),
            MailKind.OTHER_MACHINE,
        ),
    ],
)
def test_r15_programs_with_one_faint_sign_are_told(mail: Mail, kind: MailKind) -> None:
    """Old responders, rules of a mailbox, receipts in parts, challenges and reports."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (kind, False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Ortsabwesenheit", "Ich bitte um Zustimmung vom 3. bis 10. Mai."),
        (
            "Mandat Orth",
            "Wir zeigen die Vertretung des Herrn Orth an und legen Widerspruch ein. " * 8
            + "In dringenden Fällen ist unsere Kanzlei zu erreichen.",
        ),
        ("AW: Eingang", "Schön, dass ihr antwortet\n> automatisch erzeugt, bitte nicht antworten"),
    ],
)
def test_r15_what_a_person_sends_with_little_weight_stays_a_persons(
    subject: str, text: str
) -> None:
    """Law firms and small programs call their letters bulk; absence is a citizen's word, too."""
    mail = Mail(
        subject=subject,
        text=text,
        sender=Address(address="kanzlei@recht.example"),
        headers=(("precedence", "bulk"),),
    )

    assert kind_of(mail).kind is MailKind.HUMAN
