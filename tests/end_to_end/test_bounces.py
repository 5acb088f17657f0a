"""Letters of ours that come back, each kind of report on its way through the line (R5, R15)."""

import pytest

from cases.duties import DutyKind
from cases.mail import MailKind
from intake.reading.mail import read_mail
from tests.end_to_end.letters import (
    COMPLAINT,
    JANA,
    KRM,
    OBJECTION,
    PAUL,
    a_bounce_of,
    a_letter,
    id_of,
    text_of,
)
from tests.end_to_end.office import SGG, RunningOffice
from triage.machine import kind_of

pytestmark = pytest.mark.server("dovecot")


def a_report(text: str, *, subject: str = "Delivery failure", headers: str = "") -> bytes:
    """Return what an old mail server writes, without any part that programs could read."""
    return (
        "Return-Path: <>\r\nFrom: Postmaster <postmaster@mx.kunde.example>\r\n"
        f"To: {KRM}\r\nSubject: {subject}\r\nMessage-ID: <r1@mx.kunde.example>\r\n{headers}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    ).encode()


def test_r5_a_hand_over_that_is_only_late_is_no_failure(office: RunningOffice) -> None:
    """The server goes on trying; nothing is marked, and the proof stands."""
    office.receive(a_letter(OBJECTION))
    report = a_bounce_of(office.sent_to(SGG)[0])
    late = report.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")

    assert office.receive(late) == []
    assert office.duty_kinds() == []
    assert all(line.is_proven for line in office.outbox())


def test_r5_a_late_hand_over_that_then_fails_is_told_at_once(office: RunningOffice) -> None:
    """The second report is the one that counts."""
    office.receive(a_letter(OBJECTION))
    report = a_bounce_of(office.sent_to(SGG)[0])
    late = report.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")
    office.receive(late.replace(b"<bounce@", b"<late@"))

    office.receive(report)

    assert DutyKind.HAND_OVER_FAILED in office.duty_kinds()


def test_r5_of_several_addresses_behind_sggs_one_failure_is_enough(office: RunningOffice) -> None:
    """The address is a list; whether a colleague has the letter, no report says."""
    office.receive(a_letter(OBJECTION))
    lost = office.sent_to(SGG)[0]
    arrived = (
        b"Final-Recipient: rfc822; k1@jobcenter.example\r\nAction: delivered\r\n"
        b"Status: 2.0.0\r\n\r\nFinal-Recipient: rfc822; " + SGG.encode()
    )

    report = a_bounce_of(lost).replace(b"Final-Recipient: rfc822; " + SGG.encode(), arrived)
    office.receive(report)

    assert DutyKind.HAND_OVER_FAILED in office.duty_kinds()


def test_r15_a_report_that_says_it_arrived_changes_nothing(office: RunningOffice) -> None:
    """A success notice is no bounce."""
    office.receive(a_letter(OBJECTION))
    report = a_bounce_of(office.sent_to(SGG)[0])
    arrived = report.replace(b"Action: failed", b"Action: delivered").replace(b"5.1.1", b"2.0.0")

    office.receive(arrived.replace(b"Undelivered Mail Returned to Sender", b"Delivered"))

    assert office.duty_kinds() == []


def test_r12_a_report_that_quotes_only_our_words_is_known_by_the_sign(
    office: RunningOffice,
) -> None:
    """Headers are lost, the foot of our notice with its sign is there."""
    office.receive(a_letter(COMPLAINT))
    (notice,) = office.sent_to(JANA)
    quoted = "".join(f"> {line}\r\n" for line in text_of(notice).splitlines())

    office.receive(a_report(f"Could not be delivered: unknown user.\r\n\r\n{quoted}"))

    assert DutyKind.NOTICE_BY_HAND in office.duty_kinds()
    assert [line.bounced_at is None for line in office.outbox()] == [False]


def test_r12_a_report_that_names_only_the_citizen_is_about_the_last_notice(
    office: RunningOffice,
) -> None:
    """There is one letter that it can mean; the citizen must get it on paper."""
    office.receive(a_letter(COMPLAINT))

    office.receive(a_report(f"Could not be delivered to <{JANA.upper()}>: unknown user."))

    by_hand = [each for each in office.duties() if each.kind is DutyKind.NOTICE_BY_HAND]
    assert [(duty.journal, duty.detail) for duty in by_hand] == [(1, "bounced")]


def test_r15_a_report_about_somebody_else_or_long_after_means_no_notice(
    office: RunningOffice,
) -> None:
    """Mail servers give up after five days; what they report later was not ours."""
    office.receive(a_letter(COMPLAINT))
    failure = "Could not be delivered to <{}>: unknown user."

    office.receive(a_report(failure.format(PAUL)))
    office.clock.pass_time(days=7)
    late = a_report(failure.format(JANA)).replace(b"<r1@", b"<r2@")
    office.receive(late)

    assert all(line.bounced_at is None for line in office.outbox())


def test_r15_a_report_about_a_letter_in_our_forged_name_means_no_notice(
    office: RunningOffice,
) -> None:
    """It names a Message-ID that is not ours, and a citizen to whom we have written."""
    office.receive(a_letter(COMPLAINT))
    returned = "----- Returned message -----\r\nMessage-ID: <forged@jobcenter.example>\r\n"

    office.receive(a_report(f"Could not be delivered to <{JANA}>.\r\n\r\n{returned}"))

    assert all(line.bounced_at is None for line in office.outbox())


def test_r15_a_report_that_comes_twice_is_one_duty(office: RunningOffice) -> None:
    """Two servers on the way may both tell of it."""
    office.receive(a_letter(COMPLAINT))
    report = a_bounce_of(office.sent_to(JANA)[0])

    office.receive(report)
    office.receive(report.replace(b"<bounce@", b"<again@"))

    assert office.duty_kinds().count(DutyKind.NOTICE_BY_HAND) == 1


def test_r15_our_own_letters_that_come_back_are_machines_mail(office: RunningOffice) -> None:
    """A rule that forwards to us must not make a circle."""
    office.receive(a_letter(OBJECTION))
    ours = [*office.sent_to(JANA), *office.sent_to(SGG)]

    kinds = [kind_of(read_mail(mail)) for mail in ours]

    assert [kind.may_answer for kind in kinds] == [False, False]
    assert MailKind.HUMAN not in {kind.kind for kind in kinds}
    assert [office.receive(mail) for mail in ours] == [[], []]


def test_r15_a_receipt_for_a_hand_over_is_filed_and_answered_by_nobody(
    office: RunningOffice,
) -> None:
    """SGG's program tells that the letter was displayed."""
    office.receive(a_letter(OBJECTION))
    ours = id_of(office.sent_to(SGG)[0])
    receipt = (
        f"From: {SGG}\r\nTo: {KRM}\r\nSubject: Gelesen: Abgabe\r\nMessage-ID: <m@x.example>\r\n"
        f"In-Reply-To: {ours}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nIhre Nachricht wurde gelesen.\r\n--b\r\n"
        "Content-Type: message/disposition-notification\r\n\r\n"
        f"Final-Recipient: rfc822; {SGG}\r\nOriginal-Message-ID: {ours}\r\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n"
    ).encode()

    assert office.receive(receipt) == []
    assert office.duty_kinds() == []
    assert all(line.is_proven for line in office.outbox())
