"""Two workers on one office: nobody takes the other for dead, no decision leaves a duty (R1)."""

from datetime import timedelta
from pathlib import Path

import pytest

from cases.decision import Decision
from cases.duties import DutyKind
from cases.mail import Mail
from intake.line import LEASE, lay_before_officer
from service.rounds import POLL_LEASE
from store import journal, mailbox_leases
from store.engine import writing
from tests.edges.dovecot import Dovecot
from tests.edges.imap_proxy import ImapProxy
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, a_letter
from tests.end_to_end.office import DONE, RunningOffice, open_office
from tests.end_to_end.told_by_words import told_by_words

pytestmark = pytest.mark.server("dovecot")

TROUBLE = "KRM/Pruefen"
TWO_BATCHES = 51


def complaints(count: int) -> list[bytes]:
    """Return so many letters of so many people."""
    return [
        a_letter(
            f"{COMPLAINT}{number}\n",
            sender=f"kunde{number}@kunde.example",
            message_id=f"<{number}@kunde.example>",
        )
        for number in range(count)
    ]


def test_r1_a_decision_takes_a_letter_back_from_the_officer(office: RunningOffice) -> None:
    """The other worker gave it up while this one still had it in hand: no duty is left."""

    def judge(mail: Mail) -> Decision:
        lay_before_officer(office.journal()[0], office.rounds.service.filing)
        return told_by_words(mail)

    office.use_judge(judge)
    office.arrive(*complaints(1))
    for _ in range(2):
        office.work()

    assert office.journal()[0].is_decided
    assert DutyKind.UNREADABLE not in office.duty_kinds()
    assert (office.lies_in(TROUBLE), office.lies_in(DONE)) == ([], complaints(1))


def test_r1_what_is_decided_is_not_laid_before_the_officer(office: RunningOffice) -> None:
    """This worker failed with it for the fifth time; the other one has decided meanwhile."""
    office.receive(*complaints(1))

    lay_before_officer(office.journal()[0], office.rounds.service.filing)

    assert DutyKind.UNREADABLE not in office.duty_kinds()


def test_r1_what_waits_behind_a_slow_letter_is_not_taken_for_dropped(office: RunningOffice) -> None:
    """Three letters of three minutes each: longer than a lease, and none is free meanwhile."""
    free: list[int] = []

    def slow(mail: Mail) -> Decision:
        office.clock.pass_time(minutes=3)
        with writing(office.rounds.service.engine) as tx:
            leased = journal.lease_undecided(tx, now=office.clock(), lease=LEASE, limit=9)
        free.extend(line.number for line in leased)
        return told_by_words(mail)

    office.use_judge(slow)
    office.arrive(*complaints(3))
    office.work()

    assert free == []
    assert all(line.is_decided and line.attempts == 1 for line in office.journal())


def test_r1_a_letter_that_another_worker_took_over_is_left_to_it(office: RunningOffice) -> None:
    """The machine slept through a lease: both letters have another worker by now."""

    def asleep(mail: Mail) -> Decision:
        office.clock.pass_time(minutes=6)
        for _ in range(2):
            with writing(office.rounds.service.engine) as tx:
                journal.lease_undecided(tx, now=office.clock(), lease=LEASE, limit=1)
        return told_by_words(mail)

    office.use_judge(asleep)
    office.arrive(*complaints(2))
    office.rounds.collect()
    office.rounds.decide()

    assert [line.is_decided for line in office.journal()] == [True, False]


def test_r1_a_full_mailbox_keeps_its_poller(
    *, dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path
) -> None:
    """Each batch takes most of a lease: nobody else begins to poll before the last one is in."""
    others: list[bool] = []

    def take_your_time(command: bytes) -> None:
        if b"BODY.PEEK" in command:
            office.clock.at += POLL_LEASE - timedelta(minutes=1)
            with writing(office.rounds.service.engine) as tx:
                name, now = office.rounds.service.settings.mailbox.name, office.clock()
                is_free = mailbox_leases.acquire(tx, name, "other", now=now, lease=POLL_LEASE)
            others.append(is_free)

    with ImapProxy(dovecot.port) as proxy:
        environ = {"KRM_MAILBOX__PORT": str(proxy.port)}
        with open_office(tmp_path, dovecot, imap_user, post, environ=environ) as office:
            office.arrive(*complaints(TWO_BATCHES))
            proxy.weather.before_command = take_your_time
            collected = office.rounds.collect()

    assert collected is not None
    assert collected.taken == TWO_BATCHES
    assert others == [False, False]
