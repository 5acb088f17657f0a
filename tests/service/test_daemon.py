"""The daemon's ticks: how they end, and what a clock that is put back does to them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from config.load import load
from service.clock import now
from service.daemon import Daemon
from service.rounds import Rounds
from service.wiring import build
from tests.end_to_end.running import PATIENCE_SECONDS
from tests.end_to_end.told_by_words import told_by_words


@pytest.fixture
def daemon(config: Path) -> Iterator[Daemon]:
    """Give a daemon with no part of its own at work."""
    service = build(load(config, {}), judge=told_by_words)
    daemon = Daemon(rounds=Rounds(service=service, holder="test"), parts=frozenset())
    daemon.start()
    yield daemon
    if daemon.scheduler.running:
        daemon.shut_down()
    service.engine.dispose()


def test_a_round_that_ends_during_the_shut_down_is_waited_for(daemon: Daemon) -> None:
    """It asks for another round at its end, and must not wait for whoever waits for it."""
    began, may_end, ended = Event(), Event(), Event()

    def round_() -> None:
        began.set()
        may_end.wait(PATIENCE_SECONDS)
        daemon._hurry("decide")  # noqa: SLF001  (what every round does at its end)
        ended.set()

    daemon.scheduler.add_job(round_, "interval", days=1, id="collect", next_run_time=now())
    assert began.wait(PATIENCE_SECONDS)
    stopper = Thread(target=daemon.shut_down)
    stopper.start()
    stopper.join(0.2)
    may_end.set()
    stopper.join(PATIENCE_SECONDS)

    assert not stopper.is_alive()
    assert ended.is_set()


def test_r10_ticks_that_wait_for_a_time_long_ago_begin_anew(daemon: Daemon) -> None:
    """The clock was put back by a day: the tick would be due tomorrow."""
    ticked = Event()
    tomorrow = now() + timedelta(days=1)
    daemon.scheduler.add_job(ticked.set, "interval", days=1, id="decide", next_run_time=tomorrow)

    assert not ticked.wait(0.3)
    daemon.begin_anew()

    assert ticked.wait(PATIENCE_SECONDS)
