"""A migrated database file for each test, copied from one made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store import schema
from store.engine import open_engine


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with this release's tables and no rows."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """Return a file of the test's own."""
    path = tmp_path / "krm.db"
    shutil.copy(empty_database, path)
    return path


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """Open the test's own database file."""
    engine = open_engine(f"sqlite:///{database}")
    yield engine
    engine.dispose()
