"""The office that these tests meet: set up once, a copy for each test."""

import shutil
from pathlib import Path

import pytest

from cases.labels import Label
from tests.service.command import an_installation
from tests.service.decided import NOON
from tests.triage.small import small_corpora
from triage.learning.from_officer import FROZEN, Example, Learned, learn


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


@pytest.fixture(scope="session")
def learned() -> Learned:
    """Learn a small model from one example."""
    example = Example(journal=1, subject="", text="Danke", labels=(Label.PRAISE,))
    corpora = small_corpora("ta", "tb", *FROZEN)
    return learn([example], corpora, made_at=NOON, tell=lambda _: None)
