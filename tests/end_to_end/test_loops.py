"""Machines that write to each other: it ends by itself, and the officer sees why (R15)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cases.duties import DutyKind
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import Delivered, SmtpListener
from tests.end_to_end.letters import COMPLAINT, KRM, a_letter, id_of, text_of
from tests.end_to_end.office import RunningOffice, open_office

pytestmark = pytest.mark.server("dovecot")

ROBOT = "service@firma.example"
LIST = "runde@listen.example"
OTHER_OFFICE = "krm@andere.example"
ROUNDS = 12
"""More than enough for a loop to show."""


def exchange(office: RunningOffice, answer: Callable[[Delivered, int], bytes | None]) -> int:
    """Let each mail that leaves be answered until none leaves; return the rounds that took."""
    seen = 0
    for round_ in range(ROUNDS):
        office.work()
        fresh, seen = office.post.mails[seen:], len(office.post.mails)
        answers = [answer(mail, number) for number, mail in enumerate(fresh, start=100 * round_)]
        office.clock.pass_time(minutes=1)
        if not any(answers):
            return round_
        office.arrive(*(each for each in answers if each))
    return ROUNDS


def robots_answer(mail: Delivered, number: int, *, quotes_us: bool) -> bytes | None:
    """Answer as a robot that tells nobody that it is one."""
    if mail.recipients != (ROBOT,):
        return None
    return a_letter(
        f"{COMPLAINT}Vielen Dank für Ihre Nachricht, Vorgang {number}.\n",
        sender=ROBOT,
        subject=f"Ihre Anfrage {number}",
        message_id=f"<antwort-{number}@firma.example>",
        answers=id_of(mail.content) if quotes_us else "",
    )


def test_r15_a_robot_without_headers_is_answered_three_times_a_day_at_most(
    office: RunningOffice,
) -> None:
    """Its fourth letter is journalled and gets no notice; the officer's duty names the reason."""
    office.arrive(a_letter(COMPLAINT, sender=ROBOT))

    rounds = exchange(office, lambda mail, number: robots_answer(mail, number, quotes_us=False))

    by_hand = [each for each in office.duties() if each.kind is DutyKind.NOTICE_BY_HAND]
    assert rounds == 3
    assert len(office.sent_to(ROBOT)) == 3
    assert len(office.journal()) == 4
    assert [(duty.journal, duty.detail) for duty in by_hand] == [(4, "too_many")]


def test_r15_a_robot_with_another_address_for_each_ticket_is_held_by_the_same_limit(
    office: RunningOffice,
) -> None:
    """It is one mailbox whatever stands behind the plus sign: the exchange ends, and is told."""

    def answer(mail: Delivered, number: int) -> bytes | None:
        if not mail.recipients[0].endswith("@firma.example"):
            return None
        return a_letter(
            f"{COMPLAINT}Vielen Dank für Ihre Nachricht, Vorgang {number}.\n",
            sender=f"Ticket+{number}@firma.example",
            message_id=f"<ticket-{number}@firma.example>",
        )

    office.arrive(a_letter(COMPLAINT, sender="ticket@firma.example"))

    rounds = exchange(office, answer)

    by_hand = [each for each in office.duties() if each.kind is DutyKind.NOTICE_BY_HAND]
    assert rounds == 3
    assert [(duty.journal, duty.detail) for duty in by_hand] == [(4, "too_many")]


def test_r9_a_robot_that_answers_in_the_thread_is_laid_before_the_officer(
    office: RunningOffice,
) -> None:
    """What adds to a matter is not acknowledged again: one notice, one answer, the end."""
    office.arrive(a_letter(COMPLAINT, sender=ROBOT))

    rounds = exchange(office, lambda mail, number: robots_answer(mail, number, quotes_us=True))

    (follow_up,) = [each for each in office.duties() if each.kind is DutyKind.FOLLOW_UP]
    assert rounds == 1
    assert len(office.sent_to(ROBOT)) == 1
    assert (follow_up.journal, follow_up.detail) == (2, "attached")


def test_r15_a_robot_that_goes_on_the_next_day_is_held_by_the_same_limit(
    office: RunningOffice,
) -> None:
    """Its letters of a week: three notices a day, never one for each letter."""
    for day in range(5):
        letters = (
            a_letter(
                f"{COMPLAINT}Nummer {day}-{number}.\n",
                sender=ROBOT,
                message_id=f"<{day}-{number}@firma.example>",
            )
            for number in range(8)
        )
        office.arrive(*letters)
        office.work()
        office.clock.pass_time(days=1, minutes=1)

    assert len(office.sent_to(ROBOT)) == 15
    assert len(office.journal()) == 40


def test_r15_two_copies_of_the_service_exchange_one_notice(
    dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """The first acknowledges, the second sees a machine's mail and files it."""
    environ = {"KRM_CONTACT__EMAIL": OTHER_OFFICE, "KRM_SMTP__SENDER": OTHER_OFFICE}
    with (
        SmtpListener() as others_post,
        open_office(tmp_path / "ours", dovecot, imap_user, post) as ours,
        open_office(
            tmp_path / "other", dovecot, f"{imap_user}-other", others_post, environ=environ
        ) as other,
    ):
        ours.arrive(a_letter(COMPLAINT, sender=OTHER_OFFICE))
        for _ in range(ROUNDS):
            before = len(post.mails), len(others_post.mails)
            ours.work()
            other.arrive(*(mail.content for mail in post.mails[before[0] :]))
            other.work()
            ours.arrive(*(mail.content for mail in others_post.mails[before[1] :]))
        (line,) = other.journal()

    assert [mail.recipients for mail in post.mails] == [(OTHER_OFFICE,)]
    assert others_post.mails == []
    assert line.kind == "auto_reply"


def test_r15_a_list_that_sends_our_notice_back_is_not_answered(office: RunningOffice) -> None:
    """What comes back bears our own name or the list's, and the header that stops machines."""

    def reflected(mail: Delivered, _number: int) -> bytes | None:
        if mail.recipients != (LIST,):
            return None
        return b"List-Id: <runde.listen.example>\r\nPrecedence: list\r\n" + mail.content

    office.arrive(a_letter(COMPLAINT, sender=LIST))

    rounds = exchange(office, reflected)

    assert rounds < ROUNDS
    assert len(office.sent_to(LIST)) == 1
    assert "Erika Beispiel" in text_of(office.sent_to(LIST)[0])


def test_r15_our_own_notice_in_our_mailbox_is_not_answered(office: RunningOffice) -> None:
    """A forwarding that leads back to us, all headers lost but From: nobody is written to."""

    def stripped(mail: Delivered, number: int) -> bytes | None:
        return a_letter(
            text_of(mail.content), sender=KRM, message_id=f"<weiter-{number}@mx.example>"
        )

    office.arrive(a_letter(COMPLAINT))

    rounds = exchange(office, stripped)

    assert rounds < ROUNDS
    assert [mail for mail in office.post.mails if mail.recipients == (KRM,)] == []
