"""Delivery reports are told from all else, and say who was not reached (R15)."""

import pytest

from cases.mail import DeliveryReport
from correspondence.bounce_texts import (
    addresses_not_reached,
    opens_as_report,
    tells_delay,
    tells_failure,
)
from correspondence.bounces import ReportParts, read_report
from correspondence.service_notices import notified_fates
from correspondence.status_fields import Fate, Outcome, fates, status_in

STATUS = """Reporting-MTA: dns; mx.example

Original-Recipient: rfc822;Anna@Kunde.example
Final-Recipient: rfc822; postfach@intern.example
Action: failed (unknown)
Status: 5.1.1 (bad
 address)
"""
RETURNED = (
    "From: krm@jobcenter.example\nTo: anna@kunde.example\nMessage-ID: <n1@jobcenter.example>\n"
)


def test_r15_report_says_who_why_and_which_letter() -> None:
    """The address is the one we wrote to; the Message-ID is that of our letter."""
    parts = ReportParts(text="failed", status=(STATUS,), returned=(RETURNED,))

    assert read_report(b"Message-ID: <r@mx.example>\n\nx", parts) == DeliveryReport(
        recipients=("anna@kunde.example",),
        status="5.1.1",
        permanent=True,
        original_message_id="<n1@jobcenter.example>",
    )


def test_r15_own_message_id_of_the_report_is_never_the_letter() -> None:
    """Some reports repeat their own headers in the text."""
    parts = ReportParts(status=(STATUS,), returned=("Message-ID: <r@mx.example>\n",))

    report = read_report(b"Message-ID: <r@mx.example>\n\nx", parts)

    assert report is not None
    assert report.original_message_id == ""


def test_r15_delay_is_not_permanent() -> None:
    """The letter may still arrive: nobody needs to write by post yet."""
    delayed = STATUS.replace("failed (unknown)", "delayed").replace("5.1.1", "4.4.1")

    report = read_report(b"\nx", ReportParts(status=(delayed,)))

    assert report == DeliveryReport(
        recipients=("anna@kunde.example",), status="4.4.1", permanent=False
    )


def test_r15_one_failure_among_delays_is_permanent_and_alone_reported() -> None:
    """Who is only late is not named beside who was not reached."""
    late = STATUS.partition("\n\n")[2].replace("failed", "delayed").replace("Anna", "Jana")

    report = read_report(b"\nx", ReportParts(status=(f"{late}\n{STATUS}",)))

    assert report is not None
    assert report.recipients == ("anna@kunde.example",)
    assert report.permanent


def test_success_report_is_no_bounce() -> None:
    """What was delivered or relayed needs no care, whatever the words around it."""
    relayed = STATUS.replace("failed (unknown)", "relayed")

    assert read_report(b"\nx", ReportParts(text="delivery failed", status=(relayed,))) is None


def test_raw_report_without_parts_is_read_too() -> None:
    """The bytes alone are enough for an unencoded report."""
    raw = b"From: mailer-daemon@mx.example\nContent-Type: text/plain\n\n" + STATUS.encode()

    report = read_report(raw)

    assert report is not None
    assert report.recipients == ("anna@kunde.example",)


def test_words_alone_make_no_bounce_of_a_persons_mail() -> None:
    """People complain about letters that were not delivered, and name addresses."""
    parts = ReportParts(
        text="Ihr Brief konnte nicht zugestellt werden. Neu: anna@kunde.example",
        is_from_system=False,
    )

    assert read_report(b"\nx", parts) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("<anna@kunde.example>:\nuser unknown", "anna@kunde.example"),
        ("RCPT TO:<anna@kunde.example> 550 no", "anna@kunde.example"),
        ("The recipient: anna@kunde.example was rejected.", "anna@kunde.example"),
        ("550 5.1.1 <anna@kunde.example>... User unknown", "anna@kunde.example"),
        ("Your mail to anna@kunde.example failed", "anna@kunde.example"),
        ("Empfänger:\n  anna@kunde.example\nQuota", "anna@kunde.example"),
        ("krm@jobcenter.example wrote to Anna: anna@kunde.example.", "anna@kunde.example"),
        ("Ask postmaster@mx.example about <anna@kunde.example>", "anna@kunde.example"),
    ],
)
def test_address_not_reached_is_found_in_words(text: str, address: str) -> None:
    """Mail systems write in many ways; our own address and the postmaster never count."""
    found = addresses_not_reached(text, ours={"krm@jobcenter.example"})

    assert found == (address,)


def test_addresses_in_the_returned_letter_do_not_count() -> None:
    """Below the report stands our letter, with addresses of its own."""
    text = "Not delivered: anna@kunde.example\n\n--- Original message ---\nTo: b@kunde.example"

    assert addresses_not_reached(text, ours=()) == ("anna@kunde.example",)


@pytest.mark.parametrize(
    "text",
    [
        "could not be delivered",
        "konnte leider nicht zugestellt werden",
        "n'a pas pu être remis",
        "no se pudo entregar",
        "配信できませんでした",
        "mailbox is full",
        "550 5.7.1 refused",
    ],
)
def test_failure_is_understood_in_many_tongues(text: str) -> None:
    """The words that mail systems use, not only in English."""
    assert tells_failure(text)


def test_a_plain_letter_tells_no_failure() -> None:
    """Everyday words of a citizen are no delivery report."""
    assert not tells_failure("Ich habe eine Frage zu meinem Termin am Montag.")


def test_giving_up_outweighs_the_word_delayed() -> None:
    """A report that was delayed before it was given up is final."""
    assert tells_delay("Your message is delayed, we will keep trying")
    assert tells_delay("It has not yet\nbeen delivered")
    assert tells_delay("It could not be delivered for more than 4 hours. It will be retried until")
    assert not tells_delay("The address is wrong; your letter has NOT been delivered")
    assert not tells_delay("Delivery was delayed and has now been given up")


def test_status_fields_stand_anywhere_in_a_text() -> None:
    """A report without MIME parts has the same fields in its text."""
    assert fates(f"Sorry!\n\n> {STATUS}\n\nRegards") == (
        Fate(recipient="anna@kunde.example", status="5.1.1", outcome=Outcome.FAILED),
    )


def test_status_is_an_enhanced_code_of_a_failure() -> None:
    """Neither an IP address nor a success is one."""
    assert status_in("host 4.5.6.7 said 2.1.5, then 5.2.2 full") == "5.2.2"
    assert status_in("nothing") == ""


def test_a_service_notice_of_a_passing_failure_is_a_delay() -> None:
    """Amazon SES calls `Transient` what may still arrive."""
    text = (
        '{"notificationType":"Bounce","bounce":{"bounceType":"Transient",'
        '"bouncedRecipients":[{"emailAddress":"anna@post.example","status":"4.4.7"}]}}'
    )

    assert notified_fates(text) == (
        Fate(recipient="anna@post.example", status="4.4.7", outcome=Outcome.DELAYED),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"bouncedRecipients"',
        '{"bouncedRecipients": 1}',
        '{"bounce": {"bouncedRecipients": [1, {"emailAddress": null}]}}',
        "[" * 5000 + '"bouncedRecipients"',
        'Ihr Dienst schreibt "bouncedRecipients", warum?',
    ],
)
def test_a_broken_service_notice_names_nobody(text: str) -> None:
    """Whatever stands there, nothing is raised."""
    assert notified_fates(text) == ()


@pytest.mark.parametrize(
    ("text", "is_report"),
    [
        ("This message was created automatically.\nIt could not be delivered.", True),
        ("*****\nYour message could not be delivered to\na@b.example", True),
        ("**** Note of the mail filter ****\n\nThe following mail could not be delivered.", True),
        ("Ihre Nachricht an a@b.example konnte nicht zugestellt werden: unzustellbar", True),
        ("Guten Tag, Ihre Nachricht konnte nicht zugestellt werden, schreibt mein Anbieter.",
         False),
        ("Meine Mail kam zurück: Your message could not be delivered to krm@amt.example", False),
        ("This message was created automatically. Thank you for your order.", False),
    ],
)  # fmt: skip
def test_only_a_mail_system_begins_with_its_own_sentence(text: str, *, is_report: bool) -> None:
    """A person who quotes the sentence greets or explains first."""
    assert opens_as_report(text) is is_report
