"""Opening a database: what does not fit is told with what to do."""

from pathlib import Path

import pytest
from sqlalchemy import text

from config.load import load
from service.databases import UnfitDatabaseError, opened
from store.engine import open_engine, writing


def url_of(config: Path) -> str:
    """Return the address of this office's database."""
    return load(config, {}).store.url


def set_revision(config: Path, revision: str) -> None:
    """Pretend that another release made the tables."""
    engine = open_engine(url_of(config))
    with writing(engine) as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()


def test_a_database_of_this_release_opens(config: Path) -> None:
    """And can be asked."""
    with opened(url_of(config)) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM accounts")).scalar_one() == 1


def test_a_database_of_a_later_release_is_left_alone(config: Path) -> None:
    """This release does not know what stands in it."""
    set_revision(config, "ffffffffffff")

    with pytest.raises(UnfitDatabaseError, match="made by a later release"), opened(url_of(config)):
        pass


def test_a_missing_driver_is_named() -> None:
    """Engines besides SQLite bring drivers of their own."""
    url = "postgresql+pg8000://krm@127.0.0.1:1/krm"

    with pytest.raises(UnfitDatabaseError, match="install pg8000"), opened(url):
        pass


def test_an_error_while_it_is_open_is_told_without_its_values(config: Path) -> None:
    """The library's text would quote the statement and what was looked for."""
    with (
        pytest.raises(UnfitDatabaseError) as caught,
        opened(url_of(config)) as engine,
        engine.connect() as connection,
    ):
        connection.execute(text("SELECT 'geheim-7391' FROM nowhere"))

    assert str(caught.value) == "it does not answer as it should (OperationalError); see store.url"
    assert caught.value.__cause__ is None
