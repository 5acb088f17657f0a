"""Run the rounds by the clock until told to stop."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Event, Thread

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler

from desk.server import serve
from intake.mailbox import open_mailbox, pause_after
from intake.mailbox_errors import MailboxError
from service.clock import jitter, now
from service.rounds import Part, Rounds
from service.wiring import build_desk

log = logging.getLogger(__name__)

DECIDE_SECONDS = 2
POST_SECONDS = 2
SWEEP_SECONDS = 300
ERASE_SECONDS = 3600
IDLE_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """The scheduler and the thread that waits for news from the mail server."""

    rounds: Rounds
    parts: frozenset[Part]
    stop: Event = field(default_factory=Event)
    scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(timezone="UTC")
    )

    def start(self) -> None:
        """Start every tick once at once, then by its interval."""
        for part, seconds, round_ in self._ticks():
            if part in self.parts:
                self._tick(round_.__name__, round_, seconds)
        self.scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
        self.scheduler.start()
        if Part.MAILBOX in self.parts and self.rounds.service.settings.mailbox.idle:
            Thread(target=self._listen, name="idle", daemon=True).start()

    def shut_down(self) -> None:
        """Let running rounds end, then stop; nothing is left half done."""
        self.stop.set()
        self.scheduler.shutdown(wait=True)

    def _ticks(self) -> tuple[tuple[Part, int, Callable[[], object]], ...]:
        poll_seconds = self.rounds.service.settings.mailbox.poll_seconds
        return (
            (Part.MAILBOX, poll_seconds, self.collect),
            (Part.DECIDE, DECIDE_SECONDS, self.decide),
            (Part.POST, POST_SECONDS, self.rounds.post),
            (Part.SWEEP, SWEEP_SECONDS, self.rounds.sweep),
            (Part.SWEEP, ERASE_SECONDS, self.rounds.erase),
        )

    def _tick(self, name: str, round_: Callable[[], object], seconds: int) -> None:
        self.scheduler.add_job(
            round_,
            "interval",
            seconds=seconds,
            id=name,
            next_run_time=now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def collect(self) -> None:
        """Collect, and decide at once what came in (R10)."""
        collected = self.rounds.collect()
        if collected and collected.taken:
            self._hurry("decide")

    def decide(self) -> None:
        """Decide, and post at once what follows."""
        if self.rounds.decide().decided:
            self._hurry("post")

    def _hurry(self, name: str) -> None:
        if self.scheduler.get_job(name):
            self.scheduler.modify_job(name, next_run_time=now())

    def _listen(self) -> None:
        """Wait in IDLE and collect as soon as something arrives; on trouble polling goes on."""
        settings, failures = self.rounds.service.settings.mailbox, 0
        while not self.stop.is_set():
            try:
                with open_mailbox(settings) as mailbox:
                    failures = 0
                    if not mailbox.has_idle:
                        return
                    while not self.stop.is_set():
                        folder = settings.folders[0]
                        if mailbox.wait_for_news(folder, seconds=IDLE_SECONDS, stop=self.stop):
                            self._hurry("collect")
            except MailboxError:
                failures += 1
                self.stop.wait(pause_after(failures, jitter()))


def run_until(stop: Event, rounds: Rounds, parts: Collection[Part]) -> None:
    """Run the chosen parts, the desk among them, until `stop` is set."""
    settings = rounds.service.settings.desk
    daemon = Daemon(rounds=rounds, parts=frozenset(parts), stop=stop)
    desk = None
    if Part.DESK in parts:
        desk = serve(build_desk(rounds.service), host=settings.host, port=settings.port)
    daemon.start()
    try:
        stop.wait()
    finally:
        daemon.shut_down()
        if desk:
            desk.stop()


def _log_failure(event: JobExecutionEvent) -> None:
    log.error("round failed", extra={"job": event.job_id, "kind": type(event.exception).__name__})
