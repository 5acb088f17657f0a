"""The database's tables, made by migrations."""

import re
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from store import schema
from store.engine import open_engine, reading, writing
from store.schema import NewerSchemaError, SchemaState
from store.tables import metadata
from tests.store.builders import a_taken_mail

DEFINITIONS = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql <> ''"


def definitions(engine: Engine) -> dict[str, set[str]]:
    """Return the words that define each table and index, whatever their order."""
    with reading(engine) as tx:
        rows = tx.execute(text(DEFINITIONS)).all()
    return {row.name: set(re.split(r"[\s,]+", row.sql)) for row in rows}


def test_migrations_make_the_tables_that_the_code_declares(engine: Engine) -> None:
    """Alembic finds no difference between the migrated database and the metadata."""
    with reading(engine) as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_migrations_make_them_to_the_word(engine: Engine, tmp_path: Path) -> None:
    """Partial indexes, deferred checks and numbering too, which Alembic does not compare."""
    declared = open_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    with writing(declared) as tx:
        metadata.create_all(tx)

    assert definitions(engine) == definitions(declared)
    declared.dispose()


def test_upgrade_from_nothing_tells_its_state_and_runs_twice(tmp_path: Path) -> None:
    """A second upgrade keeps what was written after the first."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    assert schema.check(engine) is SchemaState.EMPTY

    schema.upgrade(engine)
    with writing(engine) as tx:
        number = a_taken_mail(tx)
    schema.upgrade(engine)

    assert schema.check(engine) is SchemaState.CURRENT
    with reading(engine) as tx:
        assert tx.execute(text("SELECT number FROM journal_lines")).scalar_one() == number
        assert tx.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()


def test_a_database_of_a_later_release_is_left_alone(engine: Engine) -> None:
    """An older program refuses it instead of writing into tables that it does not know."""
    with writing(engine) as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert schema.check(engine) is SchemaState.NEWER
    with pytest.raises(NewerSchemaError):
        schema.upgrade(engine)


def test_only_the_owner_can_read_a_new_database(tmp_path: Path) -> None:
    """The file and its log hold social data: no other user may open them."""
    engine = open_engine(f"sqlite:///{tmp_path / 'private.db'}")
    schema.upgrade(engine)
    with writing(engine) as tx:
        a_taken_mail(tx)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert modes["private.db"] == 0o600
    assert modes["private.db-wal"] == 0o600
    engine.dispose()


def test_an_upgrade_that_breaks_references_changes_nothing(engine: Engine) -> None:
    """References are not checked while tables are rebuilt, so they are checked at the end."""
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            connection.execute(text("INSERT INTO raw_mails VALUES (99, x'', '', x'')"))
        connection.connection.cursor().execute("PRAGMA foreign_keys=ON")

    with pytest.raises(RuntimeError, match="1 references"):
        schema.upgrade(engine)
