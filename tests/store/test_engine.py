"""Transactions and instants."""

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from store import engine as engine_module
from store.engine import empty_the_write_ahead_log, insert_once, reading, writing
from store.tables import case_numbers, heartbeats
from tests.store.builders import a_taken_mail

CEST = timezone(timedelta(hours=2))


def test_a_naive_instant_is_refused(engine: Engine) -> None:
    """A time without zone would silently become another time."""
    row = insert(heartbeats).values(what="x", at=datetime(2026, 11, 23), is_well=True)  # noqa: DTZ001

    with writing(engine) as tx, pytest.raises(StatementError, match="without time zone"):
        tx.execute(row)


def test_an_instant_comes_back_aware_and_in_utc(engine: Engine) -> None:
    """Noon in summer Berlin is ten o'clock UTC, microseconds kept."""
    noon = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=CEST)
    with writing(engine) as tx:
        tx.execute(insert(heartbeats).values(what="x", at=noon, is_well=True))
        found = tx.execute(select(heartbeats.c.at)).scalar_one()

    assert found == noon
    assert found.isoformat() == "2026-07-01T10:00:00.123456+00:00"


def test_a_failed_transaction_leaves_nothing_behind(engine: Engine) -> None:
    """What was written before the error is gone too."""
    with pytest.raises(IntegrityError), writing(engine) as tx:
        tx.execute(insert(case_numbers), [{"number": "K-1"}, {"number": "K-1"}])

    with reading(engine) as tx:
        assert tx.execute(select(func.count()).select_from(case_numbers)).scalar_one() == 0


def test_references_are_checked(engine: Engine) -> None:
    """A row cannot point to a journal line that does not exist."""
    row = text("INSERT INTO server_copies VALUES (99, 'INBOX', 1, 1, 0)")
    with pytest.raises(IntegrityError), writing(engine) as tx:
        tx.execute(row)


def test_a_reader_sees_one_state_while_others_write(engine: Engine) -> None:
    """What is committed in between shows only in the next transaction."""
    count = select(func.count()).select_from(case_numbers)
    with reading(engine) as tx:
        before = tx.execute(count).scalar_one()
        with writing(engine) as other:
            insert_once(other, case_numbers, number="K-1")
        meanwhile = tx.execute(count).scalar_one()
    with reading(engine) as tx:
        afterwards = tx.execute(count).scalar_one()

    assert (before, meanwhile, afterwards) == (0, 0, 1)


def test_two_writers_wait_for_each_other(engine: Engine, database: Path) -> None:
    """The lock is taken at the start, so no transaction fails in its middle."""
    rival = sqlite3.connect(database, isolation_level=None, timeout=0)
    with writing(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        rival.execute("BEGIN IMMEDIATE")
    rival.close()


def test_every_connection_is_durable_and_erases_for_good(engine: Engine) -> None:
    """Log file, full synchronisation, checked references, overwriting of deleted content."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    wanted |= {"temp_store": 2, "page_size": 4096}
    with reading(engine) as tx:
        found = {name: tx.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}

    assert found == wanted


def test_the_log_is_emptied_once_no_reader_needs_it(engine: Engine, database: Path) -> None:
    """While a reader holds an older state the answer is no, and the log keeps its bytes."""
    log = database.with_name(database.name + "-wal")
    with reading(engine) as reader:
        reader.execute(select(case_numbers)).all()
        with writing(engine) as tx:
            a_taken_mail(tx)
        is_empty_with_reader = empty_the_write_ahead_log(engine, wait_ms=50)
        size_with_reader = log.stat().st_size

    assert not is_empty_with_reader
    assert size_with_reader > 0
    assert empty_the_write_ahead_log(engine)
    assert log.stat().st_size == 0


def test_emptying_the_log_keeps_the_connection_patient(engine: Engine) -> None:
    """The short wait is for this one step; later writers wait as long as before."""
    assert empty_the_write_ahead_log(engine, wait_ms=1)
    with reading(engine) as tx:
        timeout = tx.execute(text("PRAGMA busy_timeout")).scalar_one()

    assert timeout == engine_module.BUSY_TIMEOUT_MS


def test_a_row_is_inserted_once(engine: Engine) -> None:
    """The second time says that it was there."""
    with writing(engine) as tx:
        answers = [insert_once(tx, case_numbers, number="K-1") for _ in range(2)]

    assert answers == [True, False]
