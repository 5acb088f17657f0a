"""`krm run` as a process of its own, but for the judge of these tests: python -m ... KRM_TOML."""

import os
import signal
import sys
from pathlib import Path
from threading import Event

from config.load import load
from service.clock import fresh_id
from service.daemon import run_until
from service.logs import start_logging
from service.rounds import Part, Rounds
from service.wiring import build
from tests.end_to_end.told_by_words import told_by_words


def main(configuration: Path) -> None:
    """Run the daemon without the desk until SIGTERM, as the command does."""
    settings = load(configuration, os.environ)
    start_logging()
    rounds = Rounds(service=build(settings, judge=told_by_words), holder=fresh_id())
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_until(stop, rounds, frozenset(Part) - {Part.DESK})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
