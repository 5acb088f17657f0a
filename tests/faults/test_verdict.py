"""The verdict sees what goes wrong: each mishap, made on purpose, is counted once."""

import smtplib
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import HOST, SmtpListener
from tests.end_to_end.office import DONE, OFFICER
from tests.faults.by_killing import REACHED_WITHIN
from tests.faults.ground import Ground, a_ground
from tests.faults.letters import Concern, Sent
from tests.faults.processes import a_nursery
from tests.faults.strike import some_letters
from tests.faults.verdict import Verdict, judge

pytestmark = [pytest.mark.server("dovecot"), pytest.mark.slow]


@pytest.fixture
def settled(dovecot: Dovecot, imap_user: str, tmp_path: Path) -> Iterator[Ground]:
    """Give an office in which a complaint and an objection were worked without any fault."""
    with (
        a_nursery() as nursery,
        SmtpListener() as post,
        a_ground(
            server=dovecot, post=post, nursery=nursery, folder=tmp_path, user=imap_user, seed=1
        ) as ground,
    ):
        some_letters(ground, 2, (Concern.COMPLAINT, Concern.OBJECTION))
        assert ground.recover()
        yield ground


def send(ground: Ground, content: bytes, *, to: str) -> None:
    """Bring a mail to the listener that the program did not send."""
    with smtplib.SMTP(HOST, ground.post.port) as client:
        client.sendmail("krm@jobcenter.example", [to], content)


def with_new_id(content: bytes) -> bytes:
    """Give a mail another Message-ID."""
    mail = message_from_bytes(content, policy=SMTP)
    del mail["Message-ID"]
    mail["Message-ID"] = "<another@jobcenter.example>"
    return mail.as_bytes()


def test_r1_the_verdict_counts_every_mishap(settled: Ground) -> None:
    """None at first; then a repeated mail, a second notice, a second hand-over, a lost letter."""
    assert judge(settled, has_settled=True) == Verdict()
    notice, hand_over = (
        next(mail for mail in settled.post.mails if mail.recipients[0] == to)
        for to in (settled.letters[0].sender, "sgg@jobcenter.example")
    )

    send(settled, notice.content, to=notice.recipients[0])
    assert judge(settled, has_settled=True) == Verdict(delivered_twice=1)
    send(settled, with_new_id(notice.content), to=notice.recipients[0])
    assert judge(settled, has_settled=True) == Verdict(delivered_twice=1, answered_twice=1)
    send(settled, with_new_id(hand_over.content), to=hand_over.recipients[0])
    assert judge(settled, has_settled=True).filed_twice == 1
    settled.remove_from(DONE, settled.letters[0])
    assert judge(settled, has_settled=True).lost == 1


def test_r1_the_verdict_counts_what_is_stuck(settled: Ground) -> None:
    """A letter that nobody took in is stuck, not lost; a missing answer without a trace is lost."""
    some_letters(settled, 1)
    assert judge(settled, has_settled=False) == Verdict(stuck=2)

    settled.post.forget()
    assert judge(settled, has_settled=True).lost == 4


def lay_before_officer(ground: Ground, concern: Concern) -> Sent:
    """Let three kills chance upon the same letter."""
    (letter,) = some_letters(ground, 1, (concern,))
    for _ in range(3):
        daemon = ground.start(point="judged, not filed")
        assert daemon.has_ended(within=REACHED_WITHIN)
    return letter


def test_r1_a_letter_in_hand_at_three_deaths_is_settled_before_the_officer(
    settled: Ground,
) -> None:
    """The officer has it, so nothing is stuck, neither it nor a later one to the same office."""
    unread = lay_before_officer(settled, Concern.OBJECTION)
    some_letters(settled, 1, (Concern.OBJECTION,))

    has_settled = settled.recover()

    assert settled.before_officer() == {unread.content}
    assert judge(settled, has_settled=has_settled) == Verdict(unread=1)


def test_r1_a_letter_before_the_officer_stands_for_no_other(settled: Ground) -> None:
    """The warning of it is not the one that a suspected objection needs (R5a)."""
    lay_before_officer(settled, Concern.COMPLAINT)
    assert settled.recover()
    (suspected,) = some_letters(settled, 1, (Concern.SUSPECTED,))

    assert OFFICER in {mail.recipients[0] for mail in settled.post.mails}
    assert settled.missing() == [(suspected, OFFICER)]
