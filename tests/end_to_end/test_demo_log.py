"""The demo keeps the log's lines off its own, and gives the log back."""

import logging
from pathlib import Path

from rich.console import Console

from service.demo.play import open_show


def test_whoever_opened_the_demo_hears_the_log_again_afterwards(tmp_path: Path) -> None:
    """Nothing of the process stays silent."""
    log = logging.getLogger("correspondence.post")

    with open_show((), tmp_path / "office", Console(quiet=True), desk_port=8080):
        assert not log.isEnabledFor(logging.WARNING)

    assert log.isEnabledFor(logging.WARNING)
