"""The daemon as a process that faults can strike: the program as it is, but for what stands here.

Different from `krm run`: letters are judged by their words instead of the model (speed), the clock
can be moved, rounds follow each other faster, and there is no desk.
"""

import faulthandler
import logging
import os
import resource
import signal
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, event

from cases.decision import Decision
from cases.mail import Mail
from config.load import load
from service.clock import fresh_id
from service.daemon import Pace, run_until
from service.heap import keep_heap_small
from service.logs import start_logging
from service.rounds import Part, Rounds
from service.wiring import Service, build
from store import engine as database
from tests.end_to_end.told_by_words import told_by_words
from tests.faults.movable_time import SharedClock
from tests.faults.points import arm, die, point_named

LOOK_SECONDS = 0.05
FAST = Pace(decide=0.2, post=0.2, sweep=1, erase=2)
DEADLY = "tödlicher Inhalt"
"""A letter with these words ends the process that judges it, as too little memory does."""
DEADLY_BYTES = b"x-deadly: yes"
"""A letter with this header ends the process that reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What one process shall do and suffer; all of it plain, since it travels as JSON.

    `once`: one round of everything instead of the daemon. While the file `full` exists, the
    database cannot grow. Once the file `short` exists, `memory` bounds the address space, in bytes
    beyond what is in use.
    """

    configuration: str
    clock: str
    environ: dict[str, str]
    point: str = ""
    on_pass: int = 1
    once: bool = False
    parts: tuple[str, ...] = ("mailbox", "decide", "post", "sweep")
    full: str = ""
    busy_ms: int = 15_000
    short: str = ""
    memory: int = 0
    sweep_seconds: float = FAST.sweep
    erase_seconds: float = FAST.erase

    def as_words(self) -> dict[str, Any]:
        """Return what JSON can carry."""
        return asdict(self)


def live(orders: Orders) -> int:
    """Be the daemon until SIGTERM; return the exit code."""
    keep_heap_small()
    configuration = Path(orders.configuration)
    _speak_into(configuration.parent / "daemon.log")
    database.BUSY_TIMEOUT_MS = orders.busy_ms
    settings = load(configuration, orders.environ)
    start_logging()
    service = build(settings, judge=_mortal_judge, clock=SharedClock(Path(orders.clock)))
    _suffer(orders, service)
    rounds = Rounds(service=service, holder=fresh_id())
    if orders.once:
        return len(rounds.once())
    stop = Event()
    faulthandler.register(signal.SIGUSR1)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    pace = replace(FAST, sweep=orders.sweep_seconds, erase=orders.erase_seconds)
    run_until(stop, rounds, frozenset(map(Part, orders.parts)), pace=pace)
    return 0


def _speak_into(log: Path) -> None:
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def _suffer(orders: Orders, service: Service) -> None:
    _make_mortal()
    if orders.point:
        arm(point_named(orders.point), on_pass=orders.on_pass)
    if orders.full:
        _fill_up(service.engine, Path(orders.full))
    if orders.memory:
        waiting = Thread(target=_bound_memory, args=(Path(orders.short), orders.memory))
        waiting.daemon = True
        waiting.start()


def _bound_memory(sign: Path, left: int) -> None:
    while not sign.exists():
        sleep(LOOK_SECONDS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + left
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _mortal_judge(mail: Mail) -> Decision:
    if DEADLY in mail.text:
        die()
    return told_by_words(mail)


def _make_mortal() -> None:
    """Die of reading a deadly letter, wherever the program reads it."""
    from intake import line, sweep  # noqa: PLC0415  (their names are replaced here)
    from intake.reading import mail as reading  # noqa: PLC0415  (their names are replaced here)

    read_mail = reading.read_mail

    def mortal(content: bytes) -> Mail:
        if DEADLY_BYTES in content:
            die()
        return read_mail(content)

    for module in (line, sweep):
        module.read_mail = mortal  # type: ignore[attr-defined]


def _fill_up(engine: Engine, sign: Path) -> None:
    """Answer `database or disk is full` while the sign is there, as SQLite does on a full disk."""

    @event.listens_for(engine, "begin")
    def bound(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = pages if sign.exists() else 2**30
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")
        if sign.exists():
            logging.getLogger("service.faults").info("disk is full")
