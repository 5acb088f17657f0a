"""The office that the desk's tests visit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.builders import House, a_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give an office on a fresh database; its connections are closed afterwards."""
    house = a_house(tmp_path)
    yield house
    house.engine.dispose()
