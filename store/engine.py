"""Open the database and its transactions; every difference between engines stands here."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Engine, Row, Table, create_engine, event
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine.interfaces import DBAPIConnection

from store.column_types import SQLITE_PAGE_BYTES

BUSY_TIMEOUT_MS = 15_000


def open_engine(url: str) -> Engine:
    """Return an engine whose writing transactions are durable once committed (R1)."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_private_file)
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
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


def insert_once(tx: Connection, table: Table, **values: Any) -> bool:  # noqa: ANN401 (column values)
    """Insert a row unless a unique key forbids it; return whether we did."""
    statement = _insert(tx, table).values(**values).on_conflict_do_nothing()
    return tx.execute(statement.returning(*table.primary_key)).first() is not None


def insert_missing(
    tx: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    returning: Sequence[Column[Any]],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Insert every row that no unique key forbids; return those columns of what was inserted."""
    if not rows:
        return ()
    statement = _insert(tx, table).on_conflict_do_nothing().returning(*returning)
    return tx.execute(statement, list(rows)).all()


def insert_or_replace(tx: Connection, table: Table, **values: Any) -> None:  # noqa: ANN401 (column values)
    """Insert a row, or give the row with the same primary key these values."""
    key = [column.name for column in table.primary_key]
    changed = {name: value for name, value in values.items() if name not in key}
    statement = _insert(tx, table).values(**values)
    tx.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))


def empty_the_write_ahead_log(engine: Engine, *, wait_ms: int = 2_000) -> bool:
    """Make erased content unreadable in SQLite's log file too (R7); return whether it is empty.

    False means that a reader or writer was in the way for `wait_ms`: call again later. Other
    engines keep no such file beside the database.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        # Writers wait as long as this does, so it must not use the long pause of a connection.
        cursor.execute(f"PRAGMA busy_timeout={wait_ms}")
        (is_busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()
        raw.close()


def _insert(tx: Connection, table: Table) -> SqliteInsert | PostgresqlInsert:
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    return insert(table)


def _make_private_file(
    _dialect: Dialect, _record: object, arguments: list[Any], _options: dict[str, Any]
) -> None:
    """Let the owner alone read a new database; SQLite gives its log file the same mode."""
    path = Path(arguments[0])
    is_plain = path.name != ":memory:" and not str(path).startswith("file:")
    if is_plain and not path.exists() and path.parent.is_dir():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Set what each connection needs; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"page_size={SQLITE_PAGE_BYTES}",  # heeded by a new database only
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",  # no content in temporary files (R7)
        "secure_delete=ON",  # deleted content is overwritten with zeros (R7)
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the lock at once when writing, so that no transaction fails in the middle."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
