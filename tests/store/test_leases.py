"""What a process holds for itself, and how it is let go."""

from sqlalchemy import Engine

from store import dispatches, journal, leases, mailbox_leases
from store.engine import writing
from tests.store.builders import LEASE, NOW, a_taken_mail, an_outgoing


def test_a_mailbox_is_held_renewed_given_back_and_taken_over(engine: Engine) -> None:
    """Only its holder can give it back; a lease that ran out is free."""
    with writing(engine) as tx:
        taken = mailbox_leases.acquire(tx, "krm", "one", now=NOW, lease=LEASE)
        refused = mailbox_leases.acquire(tx, "krm", "two", now=NOW, lease=LEASE)
        renewed = mailbox_leases.acquire(tx, "krm", "one", now=NOW + LEASE / 2, lease=LEASE)
        mailbox_leases.release(tx, "krm", "two")
        still_refused = mailbox_leases.acquire(tx, "krm", "two", now=NOW + LEASE, lease=LEASE)
        run_out = mailbox_leases.acquire(tx, "krm", "two", now=NOW + 2 * LEASE, lease=LEASE)
        mailbox_leases.release(tx, "krm", "two")
        given_back = mailbox_leases.acquire(tx, "krm", "one", now=NOW + 2 * LEASE, lease=LEASE)

    assert (taken, refused, renewed, still_refused) == (True, False, True, False)
    assert (run_out, given_back) == (True, True)


def test_what_a_dead_process_held_is_free_at_once(engine: Engine) -> None:
    """Its line, its dispatch and its mailbox; the tries it made still count."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        dispatches.file(tx, an_outgoing(), journal=number, at=NOW, not_before=NOW)
        journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=1)
        dispatches.lease_next(tx, now=NOW, lease=LEASE)
        mailbox_leases.acquire(tx, "krm", "dead", now=NOW, lease=LEASE)
        freed = [leases.free_all(tx) for _ in range(2)]
        (line,) = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=1)
        dispatch = dispatches.lease_next(tx, now=NOW, lease=LEASE)
        is_ours = mailbox_leases.acquire(tx, "krm", "alive", now=NOW, lease=LEASE)

    assert freed == [3, 0]
    assert line.attempts == 2
    assert dispatch is not None
    assert dispatch.attempts == 2
    assert is_ours
