"""The office that the desk's tests visit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.people import passwords
from tests.desk.builders import CHEAP_HASHER, DATABASE, House
from tests.desk.building import a_house, lay_down, prepare_database


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
    lay_down(prepared_database, tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def building(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path]:
    """Build an office once: its addresses, pages and queries cost more than most tests do."""
    folder = tmp_path_factory.mktemp("building")
    return a_house(folder), folder


@pytest.fixture
def house(building: tuple[House, Path], prepared_database: Path) -> Iterator[House]:
    """Give an office on a fresh database; its connections are closed afterwards.

    What changes the desk or its settings makes a house of its own in `office_folder`.
    """
    house, folder = building
    lay_down(prepared_database, folder)
    house.begins_anew()
    yield house
    house.engine.dispose()
