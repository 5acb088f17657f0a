"""What a crash between two steps leaves behind, the next round finds (R1, docs/the-line.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from cases.mail import RawMail
from correspondence.post import post_due
from correspondence.smtp import open_line
from intake.line import take
from intake.mailbox.mailbox import Mailbox, open_mailbox
from service.presence import at_work
from store import dispatches, journal, mailbox_leases, server_copies
from store.engine import reading, writing
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter, id_of
from tests.end_to_end.office import DONE, HANDED_OVER, INBOX, SGG, RunningOffice

pytestmark = pytest.mark.server("dovecot")


@contextmanager
def mailbox_of(office: RunningOffice) -> Iterator[Mailbox]:
    """Open the office's mailbox as the program does."""
    with open_mailbox(office.rounds.service.settings.mailbox) as mailbox:
        yield mailbox


def take_in_only(office: RunningOffice) -> None:
    """Commit what lies in INBOX and stop there, as a crash before the move does."""
    with mailbox_of(office) as mailbox:
        found = list(mailbox.fetch(INBOX, mailbox.uids(INBOX)))
    take([each for each in found if isinstance(each, RawMail)], office.rounds.service.filing)


def places(office: RunningOffice) -> list[tuple[str, bool]]:
    """Return where the journal believes the server's copies to lie."""
    lines = [(line.number, line.place) for line in office.journal()]
    with reading(office.rounds.service.engine) as tx:
        query = server_copies.copies_query().order_by("journal")
        copies = [server_copies.copy_of(row) for row in tx.execute(query)]
    assert {copy.journal for copy in copies} <= {number for number, _ in lines}
    return [(copy.folder, copy.uid is not None) for copy in copies]


def test_r1_what_was_taken_in_but_not_moved_is_only_moved(office: RunningOffice) -> None:
    """A crash between commit and move: no second line, no second case, an empty INBOX."""
    office.arrive(a_letter(COMPLAINT), a_letter(OBJECTION, message_id="<2@kunde.example>"))
    take_in_only(office)
    assert len(office.lies_in(INBOX)) == 2

    office.work()

    assert len(office.journal()) == 2
    assert office.lies_in(INBOX) == []
    assert places(office) == [(DONE, True), (DONE, True)]
    assert len(office.sent_to(JANA)) == 2


def test_r1_what_was_taken_in_twice_has_one_line(office: RunningOffice) -> None:
    """Two workers that fetched the same message write one line."""
    office.arrive(a_letter(COMPLAINT))

    take_in_only(office)
    take_in_only(office)

    assert len(office.journal()) == 1


def test_r7_a_copy_moved_without_a_note_is_found_by_its_bytes(office: RunningOffice) -> None:
    """A crash between move and note: the next round learns the new place."""
    others = [a_letter(COMPLAINT, message_id=f"<{each}@kunde.example>") for each in range(3)]
    office.receive(*others)
    office.arrive(a_letter(OBJECTION))
    take_in_only(office)
    with mailbox_of(office) as mailbox:
        mailbox.move(INBOX, mailbox.uids(INBOX), DONE)

    office.work()
    office.work()

    assert places(office)[-1] == (HANDED_OVER, True)
    assert office.lies_in(HANDED_OVER) == [a_letter(OBJECTION)]


def test_r7_a_copy_that_somebody_removed_is_not_looked_for_for_ever(
    office: RunningOffice,
) -> None:
    """Deleted by hand before it was moved: the journal forgets the place, not the message."""
    office.arrive(a_letter(COMPLAINT))
    take_in_only(office)
    with office.server.client(office.user) as other_program:
        other_program.select(INBOX)
        other_program.store("1", "+FLAGS", r"\Deleted")
        other_program.expunge()

    assert office.work() == ()

    assert places(office) == []
    assert len(office.sent_to(JANA)) == 1


def test_r1_new_message_numbers_bring_no_message_twice_to_the_citizen(
    office: RunningOffice,
) -> None:
    """A restored mailbox numbers anew; the same letter is another copy, never another case."""
    office.receive(a_letter(COMPLAINT))
    office.arrive(a_letter(COMPLAINT))
    office.server.renumber(office.user)

    office.work()

    assert len(office.journal()) == 2
    assert len({line.case_number for line in office.journal()}) == 1
    assert len(office.sent_to(JANA)) == 1


def leased_by_somebody(office: RunningOffice) -> None:
    """Let a complaint be taken in and reserved by a worker that will never come back."""
    office.arrive(a_letter(COMPLAINT))
    take_in_only(office)
    with writing(office.rounds.service.engine) as tx:
        journal.lease_undecided(tx, now=office.clock(), lease=timedelta(minutes=5), limit=9)


def test_what_another_process_has_reserved_waits_until_the_lease_is_over(
    office: RunningOffice,
) -> None:
    """While somebody else is at work nobody decides it; five minutes later the next round does."""
    with at_work(office.rounds.service.engine):
        leased_by_somebody(office)
        office.work()
        assert office.sent_to(JANA) == []
        office.clock.pass_time(minutes=6)
        office.work()

    assert len(office.sent_to(JANA)) == 1


def test_r10_what_a_dead_process_had_reserved_is_taken_up_at_once(office: RunningOffice) -> None:
    """Nobody else is at work on this database: no lease is waited for, the mailbox's neither."""
    leased_by_somebody(office)
    mailbox = office.rounds.service.settings.mailbox.name
    with writing(office.rounds.service.engine) as tx:
        mailbox_leases.acquire(tx, mailbox, "dead", now=office.clock(), lease=timedelta(hours=1))
    office.arrive(a_letter(COMPLAINT + "Noch etwas.\n", message_id="<2@kunde.example>"))

    office.work()

    assert len(office.sent_to(JANA)) == 2


def test_r5_a_crash_after_the_servers_yes_repeats_the_same_bytes_once(
    office: RunningOffice,
) -> None:
    """The proof was not written: one more delivery with the same Message-ID, then none."""
    office.arrive(a_letter(OBJECTION))
    office.rounds.collect()
    office.rounds.decide()
    service = office.rounds.service
    with writing(service.engine) as tx:
        leased = dispatches.lease_next(tx, now=office.clock(), lease=timedelta(minutes=3))
    assert leased is not None
    with open_line(service.settings.smtp) as line:
        line.deliver(sender=leased.envelope_sender, recipient=SGG, content=leased.content)
    office.clock.pass_time(minutes=4)

    post_due(service.post_office)
    office.work()

    assert [id_of(mail) for mail in office.sent_to(SGG)] == [leased.message_id] * 2
    assert len(set(office.sent_to(SGG))) == 1


def test_one_process_polls_a_mailbox_at_a_time(office: RunningOffice) -> None:
    """While another one has the lease nothing is collected; once it has run out, it is."""
    office.arrive(a_letter(COMPLAINT))
    mailbox = office.rounds.service.settings.mailbox.name
    with writing(office.rounds.service.engine) as tx:
        lease = timedelta(minutes=10)
        mailbox_leases.acquire(tx, mailbox, "another process", now=office.clock(), lease=lease)

    assert office.rounds.collect() is None
    office.clock.pass_time(minutes=11)
    collected = office.rounds.collect()

    assert collected is not None
    assert collected.taken == 1
