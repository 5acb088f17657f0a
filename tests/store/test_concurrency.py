"""Several workers on one database file, each in a thread of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine

from store import dispatches, duties, journal, mailbox_leases, register, schema
from store.engine import open_engine, reading, writing
from store.journal import Taken
from store.schema import SchemaState
from tests.store.builders import (
    LEASE,
    NOW,
    ONE_DAY,
    a_decision,
    a_duty,
    a_fingerprint,
    a_raw_mail,
    a_taken_mail,
    an_outgoing,
    filed,
)

WORKERS = 4
Answer = TypeVar("Answer")


def at_once(work: Callable[[int], Answer], workers: int = WORKERS) -> Sequence[Answer]:
    """Let several threads start the same work at the same moment; return their answers."""
    start = Barrier(workers)

    def begin(worker: int) -> Answer:
        start.wait()
        return work(worker)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(begin, range(workers)))


def test_two_workers_never_lease_the_same_line(engine: Engine) -> None:
    """Each takes what it can until nothing is left; every line is somebody's, once."""
    with writing(engine) as tx:
        mails = [(a_raw_mail(uid), a_fingerprint()) for uid in range(60)]
        numbers = {each.number for each in journal.take_many(tx, mails, at=NOW)}

    def work(_worker: int) -> list[int]:
        mine: list[int] = []
        while True:
            with writing(engine) as tx:
                leased = journal.lease_undecided(tx, now=NOW, lease=LEASE, limit=3)
            if not leased:
                return mine
            mine += [entry.number for entry in leased]

    times_leased = Counter(number for mine in at_once(work) for number in mine)

    assert times_leased == Counter(numbers)


def test_two_workers_never_lease_the_same_dispatch(engine: Engine) -> None:
    """No message is delivered by two workers at the same time (R15)."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        for count in range(30):
            outgoing = an_outgoing(f"d{count}")
            dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW)

    def work(_worker: int) -> list[int]:
        mine: list[int] = []
        while True:
            with writing(engine) as tx:
                leased = dispatches.lease_next(tx, now=NOW, lease=LEASE)
            if leased is None:
                return mine
            mine.append(leased.id)

    times_leased = Counter(each for mine in at_once(work) for each in mine)

    assert times_leased == Counter(range(1, 31))


def test_a_decision_is_won_by_one_worker(engine: Engine) -> None:
    """The loser writes nothing of its plan."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)

    def work(worker: int) -> bool:
        with writing(engine) as tx:
            is_first = journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)
            if is_first:
                outgoing = an_outgoing(f"by-{worker}")
                dispatches.file(tx, outgoing, journal=number, at=NOW, not_before=NOW)
            return is_first

    assert sorted(at_once(work)) == [False, False, False, True]
    with reading(engine) as tx:
        assert len(dispatches.of_journal(tx, number)) == 1


def test_two_officers_cannot_both_decide_over_the_same_view(engine: Engine) -> None:
    """Both saw version 2; the slower one has to look again."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)
        journal.mark_decided(tx, number, a_decision(), filed(), at=NOW)

    def work(_worker: int) -> bool:
        with writing(engine) as tx:
            return journal.decide_anew(
                tx, number, a_decision(), filed(), row_version=2, at=NOW + ONE_DAY
            )

    assert sorted(at_once(work, 2)) == [False, True]


def test_r1_two_fetchers_take_each_message_once(engine: Engine) -> None:
    """Both see the same mailbox; together they journal each message one time, without gaps."""
    mails = [(a_raw_mail(uid), a_fingerprint(f"letter-{uid}")) for uid in range(40)]

    def work(worker: int) -> tuple[Taken, ...]:
        taken: list[Taken] = []
        for start in range(0, 40, 10 - worker):
            with writing(engine) as tx:
                taken += journal.take_many(tx, mails[start : start + 10 - worker], at=NOW)
        return tuple(taken)

    answers = at_once(work)

    new = [each.number for taken in answers for each in taken if each.is_new]
    assert sorted(new) == list(range(1, 41))
    assert {each.same_letter_as for taken in answers for each in taken} == {None}
    assert all({each.number for each in taken} == set(range(1, 41)) for taken in answers)


def test_a_number_is_drawn_by_one_worker(engine: Engine) -> None:
    """The others draw another."""

    def work(_worker: int) -> bool:
        with writing(engine) as tx:
            return register.draw_number(tx, "K-1")

    assert sorted(at_once(work)) == [False, False, False, True]


def test_a_duty_is_opened_by_one_worker(engine: Engine) -> None:
    """Two rounds that find the same thing lay it before the officer once."""
    with writing(engine) as tx:
        number = a_taken_mail(tx)

    def work(_worker: int) -> bool:
        with writing(engine) as tx:
            return duties.open_duty(tx, a_duty(), journal=number, at=NOW)

    assert sorted(at_once(work)) == [False, False, False, True]


def test_one_process_holds_a_mailbox(engine: Engine) -> None:
    """Until its lease ends or it gives it back."""

    def work(worker: int) -> bool:
        with writing(engine) as tx:
            return mailbox_leases.acquire(tx, "krm", f"process-{worker}", now=NOW, lease=LEASE)

    assert sorted(at_once(work)) == [False, False, False, True]


def test_several_processes_that_start_together_make_the_tables_once(tmp_path: Path) -> None:
    """One upgrades, the others wait and find it done."""
    engines = [open_engine(f"sqlite:///{tmp_path / 'new.db'}") for _ in range(WORKERS)]

    at_once(lambda worker: schema.upgrade(engines[worker]))

    assert {schema.check(engine) for engine in engines} == {SchemaState.CURRENT}
    for engine in engines:
        engine.dispose()
