"""Is the database as this release needs it? Create it, bring it up to date, compare it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from store.engine import reading

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 4_072_012  # any fixed number: who holds it upgrades, the others wait


class SchemaState(StrEnum):
    """How the database's tables stand to those that this release needs."""

    CURRENT = "current"
    EMPTY = "empty"
    OLDER = "older"  # `upgrade` brings it up to date
    NEWER = "newer"  # made by a later release: do not touch it


class NewerSchemaError(Exception):
    """The database was made by a later release: install that release, or restore a backup."""


def upgrade(engine: Engine) -> None:
    """Bring the tables to this release, all of it or nothing; running it again changes nothing."""
    with _upgrading(engine) as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        if _state(tx) is SchemaState.NEWER:
            message = "the database was made by a later release of this program: install that one"
            raise NewerSchemaError(message)
        config = _config()
        config.attributes["connection"] = tx
        command.upgrade(config, "head")
        _check_foreign_keys(tx)


def check(engine: Engine) -> SchemaState:
    """Compare the database's revision with the one this release needs, changing nothing."""
    with reading(engine) as tx:
        return _state(tx)


def _state(tx: Connection) -> SchemaState:
    script = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(tx).get_current_revision()
    if current is None:
        return SchemaState.EMPTY
    if current == script.get_current_head():
        return SchemaState.CURRENT
    known = {revision.revision for revision in script.walk_revisions()}
    return SchemaState.OLDER if current in known else SchemaState.NEWER


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _upgrading(engine: Engine) -> Iterator[Connection]:
    """Open one writing transaction in which SQLite may rebuild a table that others point to."""
    with engine.connect().execution_options(writes=True) as connection:
        _set_foreign_keys(connection, "OFF")  # SQLite heeds this outside of transactions only
        try:
            with connection.begin():
                yield connection
        finally:
            _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, switch: str) -> None:
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={switch}")


def _check_foreign_keys(tx: Connection) -> None:
    if tx.dialect.name != "sqlite":
        return
    broken = tx.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        message = f"the upgrade would break {len(broken)} references; nothing was changed"
        raise RuntimeError(message)
