"""The office that these tests meet: set up once, a copy for each test."""

import shutil
from pathlib import Path

import pytest

from tests.service.command import an_installation


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set an office up once."""
    return an_installation(tmp_path_factory.mktemp("office")).parent


@pytest.fixture
def config(installation: Path, tmp_path: Path) -> Path:
    """Give the configuration of an office that was set up just now."""
    copy = tmp_path / "office"
    shutil.copytree(installation, copy)
    return copy / "krm.toml"
