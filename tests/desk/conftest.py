"""The office that the desk's tests visit."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from store.people import passwords
from tests.desk.builders import CHEAP_HASHER, DATABASE, House, a_house, prepare_database


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at the lowest cost; each log-in would make them anew at today's else."""
    monkeypatch.setattr(passwords, "HASHER", CHEAP_HASHER)
    monkeypatch.setattr(passwords, "NOBODY", CHEAP_HASHER.hash("nobody"))


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the empty database once; every test works on a copy."""
    file = tmp_path_factory.mktemp("desk") / DATABASE
    prepare_database(file)
    return file


@pytest.fixture
def office_folder(prepared_database: Path, tmp_path: Path) -> Path:
    """Give a folder with a fresh database."""
    shutil.copy(prepared_database, tmp_path / DATABASE)
    return tmp_path


@pytest.fixture
def house(office_folder: Path, prepared_database: Path) -> Iterator[House]:
    """Give an office on a fresh database; its connections are closed afterwards."""
    house = a_house(office_folder)
    # Each office makes its pages anew; their translation to code is kept between tests.
    house.desk.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(prepared_database.parent))
    yield house
    house.engine.dispose()
