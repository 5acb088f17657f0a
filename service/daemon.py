"""Run the rounds by the clock until told to stop."""

import logging
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event, Thread

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from desk.server import serve
from intake.mailbox.errors import MailboxError
from intake.mailbox.mailbox import Mailbox, open_mailbox, pause_after
from service.clock import jitter, now
from service.presence import at_work
from service.rounds import Part, Rounds
from service.wiring import build_desk

log = logging.getLogger(__name__)

IDLE_SECONDS = 300
CLOCK_LOOK_SECONDS = 5.0
CLOCK_SLACK_SECONDS = 2.0
"""By how much the clock may be put back before ticks are begun anew."""
WORKERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between two rounds of a kind; the mailbox's stand in the settings."""

    decide: float = 2
    post: float = 2
    sweep: float = 300
    erase: float = 3600


@dataclass(slots=True)
class Pauses:
    """How long to leave a mail server alone that cannot be reached: longer after each failure."""

    failures: int = 0

    def longer(self, chance: float) -> float:
        """Return the next pause in seconds; `chance` between 0 and 1 scatters it."""
        self.failures += 1
        return pause_after(self.failures, chance)

    def forget(self) -> None:
        """Start again with the shortest pause."""
        self.failures = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """The scheduler and the thread that waits for news from the mail server."""

    rounds: Rounds
    parts: frozenset[Part]
    pace: Pace = field(default_factory=Pace)
    stop: Event = field(default_factory=Event)
    pauses: Pauses = field(default_factory=Pauses)
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WORKERS))
    scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(timezone="UTC")
    )

    def start(self) -> None:
        """Start every tick once at once, then by its interval."""
        for part, seconds, round_ in self._ticks():
            if part in self.parts:
                self._tick(round_.__name__, round_, seconds)
        self.scheduler.add_executor(self.workers)
        self.scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
        self.scheduler.start()
        if Part.MAILBOX in self.parts and self.rounds.service.settings.mailbox.idle:
            Thread(target=self._listen, name="idle", daemon=True).start()

    def shut_down(self) -> None:
        """Let running rounds end with what they have in hand, then stop."""
        self.stop.set()
        # The scheduler must not wait itself: it would hold locks that an ending round asks for.
        self.scheduler.shutdown(wait=False)
        self.workers.shutdown(wait=True)

    def watch_clock(self) -> None:
        """Begin the ticks anew when the machine's clock is put back, until `stop` is set.

        They are due at times of day, and would else wait until those come round again.
        """
        before = _ahead_of_uptime()
        while not self.stop.wait(CLOCK_LOOK_SECONDS):
            after = _ahead_of_uptime()
            if after < before - CLOCK_SLACK_SECONDS:
                log.warning("clock put back", extra={"count": round(before - after)})
                self.begin_anew()
            before = after

    def begin_anew(self) -> None:
        """Make every tick due now."""
        for job in self.scheduler.get_jobs():
            self._hurry(job.id)

    def _ticks(self) -> tuple[tuple[Part, float, Callable[[], object]], ...]:
        poll_seconds = self.rounds.service.settings.mailbox.poll_seconds
        return (
            (Part.MAILBOX, poll_seconds, self.collect),
            (Part.DECIDE, self.pace.decide, self.decide),
            (Part.POST, self.pace.post, self.rounds.post),
            (Part.SWEEP, self.pace.sweep, self.rounds.sweep),
            (Part.SWEEP, self.pace.erase, self.rounds.erase),
        )

    def _tick(self, name: str, round_: Callable[[], object], seconds: float) -> None:
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
        if collected is None:
            self._put_off("collect", self.pauses.longer(jitter()))
            return
        self.pauses.forget()
        if collected.taken:
            self._hurry("decide")

    def decide(self) -> None:
        """Decide, and at once warn of what waits and post what follows (R5a)."""
        self.rounds.decide(meanwhile=self._hurry_what_follows)

    def _hurry_what_follows(self) -> None:
        self._hurry("sweep")
        self._hurry("post")

    def _put_off(self, name: str, seconds: float) -> None:
        if self.scheduler.get_job(name):
            self.scheduler.modify_job(name, next_run_time=now() + timedelta(seconds=seconds))

    def _hurry(self, name: str) -> None:
        if self.scheduler.get_job(name):
            self.scheduler.modify_job(name, next_run_time=now())

    def _listen(self) -> None:
        """Wait in IDLE and collect as soon as something arrives; on trouble polling goes on."""
        settings, pauses = self.rounds.service.settings.mailbox, Pauses()
        while not self.stop.is_set():
            try:
                with open_mailbox(settings) as mailbox:
                    if not mailbox.has_idle:
                        return
                    pauses.forget()
                    self._hurry_at_news(mailbox, settings.folders[0])
            except MailboxError:
                self.stop.wait(pauses.longer(jitter()))

    def _hurry_at_news(self, mailbox: Mailbox, folder: str) -> None:
        while not self.stop.is_set():
            if mailbox.wait_for_news(folder, seconds=IDLE_SECONDS, stop=self.stop):
                mailbox.uids(folder)  # what is listed is no news any more
                self._hurry("collect")


def run_until(
    stop: Event, rounds: Rounds, parts: Collection[Part], *, pace: Pace | None = None
) -> None:
    """Run the chosen parts, the desk among them, until `stop` is set."""
    settings = rounds.service.settings.desk
    rounds = replace(rounds, is_over=stop.is_set)
    daemon = Daemon(rounds=rounds, parts=frozenset(parts), pace=pace or Pace(), stop=stop)
    with ExitStack() as until_stopped:
        if Part.DESK in parts:
            desk = serve(
                build_desk(rounds.service),
                host=settings.host,
                port=settings.port,
                proxies=settings.trusted_proxies if settings.is_behind_proxy else (),
                user_header=settings.user_header,
            )
            until_stopped.callback(desk.stop)
        if daemon.parts - {Part.DESK}:
            until_stopped.enter_context(at_work(rounds.service.engine))
        until_stopped.callback(daemon.shut_down)
        daemon.start()
        daemon.watch_clock()


def _ahead_of_uptime() -> float:
    """Return the seconds between the clock and a counter that nobody puts back."""
    return now().timestamp() - time.monotonic()


def _log_failure(event: JobExecutionEvent) -> None:
    log.error("round failed", extra={"job": event.job_id, "kind": type(event.exception).__name__})
