"""A message that kills who reads it is known by the note that outlives its reader (R1)."""

from datetime import timedelta

from sqlalchemy import Connection, Engine

from store import journal, leases
from store.engine import writing
from store.journal import JournalEntry
from store.messages import attached_texts, in_hand
from tests.store.builders import LEASE, NOW, a_decision, a_place, a_taken_mail, filed


def lease(tx: Connection) -> list[int]:
    """Reserve as a process does that finds the one before dead; return the journal numbers."""
    leases.free_all(tx)
    return [line.number for line in journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9)]


def leased_next(tx: Connection) -> list[int]:
    """Reserve beside others that live; return the journal numbers."""
    return [line.number for line in journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9)]


def deadly(tx: Connection) -> tuple[JournalEntry, ...]:
    """Return the lines that nobody may read again, as a new process sees them."""
    leases.free_all(tx)
    return journal.deadly(tx, now=NOW)


def test_r1_what_a_dead_process_had_in_hand_is_read_alone_and_last(engine: Engine) -> None:
    """Three lines were in hand when it died; a fourth that came later goes first."""
    with writing(engine) as tx:
        old = [a_taken_mail(tx, uid=uid) for uid in (1, 2, 3)]
        assert lease(tx) == old
        new = a_taken_mail(tx, uid=4)

        assert lease(tx) == [new]
        journal.mark_decided(tx, new, a_decision(), filed(), at=NOW)
        assert lease(tx) == [old[0]]


def test_r1_a_line_that_ended_three_processes_is_not_read_again(engine: Engine) -> None:
    """Two others that were in hand beside it the first time are not held against."""
    with writing(engine) as tx:
        bad, *good = (a_taken_mail(tx, uid=uid) for uid in (1, 2, 3))
        lease(tx)
        for number in good:
            journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)

        assert (lease(tx), lease(tx), lease(tx)) == ([bad], [bad], [])
        assert [line.number for line in deadly(tx)] == [bad]


def test_r1_a_line_in_the_hands_of_the_living_is_not_called_deadly(engine: Engine) -> None:
    """Its last try may succeed: as long as it is reserved nobody gives it up."""
    with writing(engine) as tx:
        a_taken_mail(tx)
        for _ in range(3):
            lease(tx)

        assert journal.deadly(tx, now=NOW) == ()
        assert len(journal.deadly(tx, now=NOW + LEASE)) == 1


def test_an_orderly_failure_is_no_death(engine: Engine) -> None:
    """However often deciding fails with an error, the line stays among the harmless ones."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        for _ in range(9):
            assert lease(tx) == [number]
            in_hand.let_go(tx, [a_place()])

        assert deadly(tx) == ()


def test_r10_what_was_put_off_comes_alone_behind_all_that_is_fresh(engine: Engine) -> None:
    """Two slow lines: each waits until nothing else does, but goes before what may kill."""
    with writing(engine) as tx:
        killing = a_taken_mail(tx, uid=1)
        lease(tx)
        slow = [a_taken_mail(tx, uid=uid) for uid in (2, 3)]
        leases.free_all(tx)
        for entry in journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9):
            journal.put_off_slow(tx, entry)
            in_hand.let_go(tx, [entry.place])
        fresh = a_taken_mail(tx, uid=4)

        assert [leased_next(tx) for _ in range(4)] == [[fresh], [slow[0]], [slow[1]], [killing]]


def test_a_line_that_another_worker_leased_is_not_put_off(engine: Engine) -> None:
    """The other one has it in hand."""
    with writing(engine) as tx:
        a_taken_mail(tx)
        (entry,) = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9)
        lease(tx)
        journal.put_off_slow(tx, entry)

        assert not attached_texts.was_put_off(tx, entry.number)
        assert leased_next(tx) == []


def test_a_decision_forgets_the_note(engine: Engine) -> None:
    """The officer decides by hand about a message that nobody could read."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        for _ in range(4):
            lease(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)

        numbered = {"mailbox": "krm@mail.example", "folder": "INBOX"}
        assert in_hand.deaths_in(tx, **numbered, uid_validity=7) == {}


def test_a_reservation_by_a_clock_that_was_ahead_is_void(engine: Engine) -> None:
    """Put right, the clock would else have to go the whole way again."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        ahead = NOW + timedelta(days=365)
        journal.lease_undecided(tx, now=ahead, lease=LEASE, limit=9)

        (line,) = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=9)

    assert line.number == number
