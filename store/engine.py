"""Open the database and its transactions; every difference between engines stands here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_TIMEOUT_MS = 15_000


def open_engine(url: str) -> Engine:
    """Return an engine whose writing transactions are durable once committed (R1)."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that may write; it commits at the end or leaves nothing behind."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that only reads; it sees one state of the database throughout."""
    with engine.connect() as connection, connection.begin():
        yield connection


def insert_once(tx: Connection, table: Table, **values: Any) -> bool:  # noqa: ANN401 (column values)
    """Insert a row unless a unique key forbids it; return whether we did."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    return tx.execute(statement).rowcount == 1


def empty_the_write_ahead_log(engine: Engine) -> None:
    """Make erased content unreadable in SQLite's log file too (R7); elsewhere nothing to do."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Set what each connection needs; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # deleted content is overwritten with zeros (R7)
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the lock at once when writing, so that no transaction fails in the middle."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
