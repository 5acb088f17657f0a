"""The rounds of the service: what each tick does. APScheduler only says when (R10)."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from correspondence.post import PostRound, post_due
from intake.late_reading import read_late
from intake.line import Worked, decide_waiting
from intake.mailbox.collecting import Collected, collect
from intake.mailbox.errors import MailboxError
from intake.mailbox.mailbox import Mailbox, open_mailbox
from intake.mailbox.tidying import erase_on_server, find_again, sort_on_server
from intake.sweep import Swept, sweep
from service.presence import at_work
from service.wiring import Service
from store import health, mailbox_leases
from store.engine import empty_the_write_ahead_log, reading, writing
from store.erasing import erasure
from store.erasing.old_records import forget_old_records

log = logging.getLogger(__name__)

TROUBLES = {
    "mailbox": "mailbox: {note}",
    "decide": "decide: {count} messages could not be worked; they are kept and tried again.",
    "post": (
        "smtp: {count} messages wait for the mail server ({note}); they are kept. "
        "`krm check` says what to mend."
    ),
    "erase_on_server": "mailbox, while erasing: {note}",
    "model": "model: {note}",
}
LOG_IN_USE = "The database's log file is in use and may hold what was erased a little longer."
POLL_LEASE = timedelta(minutes=10)
POST_BATCH = 100
DECIDE_BATCH = 20
"""What a killed process had leased comes last, one by one: so many at most."""


class Part(StrEnum):
    """What one process can be told to do alone (`krm run --only`)."""

    MAILBOX = "mailbox"
    DECIDE = "decide"
    POST = "post"
    SWEEP = "sweep"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """One process's rounds; `holder` names it in leases.

    Once `is_over`, a round ends after what it has in hand, though more may wait.
    """

    service: Service
    holder: str
    is_over: Callable[[], bool] = lambda: False

    def collect(self) -> Collected | None:
        """Collect the mailbox; None when another process is at it or the server is away."""
        if not self._lease():
            return None
        try:
            with open_mailbox(self.service.settings.mailbox) as mailbox:
                tools = replace(
                    self.service.collecting, progress=self._keep_lease, is_over=self.is_over
                )
                collected = collect(mailbox, tools)
                trouble = self._tidy(mailbox)
        except MailboxError as error:
            self._beat("mailbox", note=str(error), is_well=False)
            log.warning("mailbox out of reach", extra={"kind": type(error).__name__})
            return None
        finally:
            self._release()
        missing = collected.not_in_journal
        note = f"{missing} messages on the server are not in the journal yet." if missing else ""
        told = " ".join(each for each in (note, collected.trouble or trouble) if each)
        self._beat("mailbox", note=told, count=missing, is_well=not told)
        return collected

    def _tidy(self, mailbox: Mailbox) -> str:
        """Put the server's copies where they belong; return what is in the way, or nothing."""
        try:
            find_again(mailbox, self.service.collecting)
            sort_on_server(mailbox, self.service.collecting)
        except MailboxError as error:
            log.warning("copies not sorted", extra={"kind": type(error).__name__})
            return str(error)
        return ""

    def decide(self, *, meanwhile: Callable[[], object] = lambda: None) -> Worked:
        """Decide and file until nothing waits; `meanwhile` is called each time when some is."""
        total = Worked()
        waits = True
        while waits and not self.is_over():
            worked = decide_waiting(self.service.line, limit=DECIDE_BATCH)
            total = total.and_then(worked)
            if worked.decided:
                meanwhile()
            waits = bool(worked.decided or worked.put_off or read_late(self.service.line))
            self._beat("decide", count=total.failed, is_well=total.failed == 0)
        self._tell_of_model()
        return total

    def post(self) -> PostRound:
        """Deliver until nothing is due."""
        delivered = refused = later = 0
        while True:
            posted = post_due(self.service.post_office, limit=POST_BATCH)
            delivered += posted.delivered
            refused += posted.refused
            later += posted.later
            is_well = not posted.line_down and not later
            self._beat("post", note=posted.line_down, count=later, is_well=is_well)
            is_done = posted.line_down or not (posted.delivered or posted.refused)
            if is_done or self.is_over():
                break
        return replace(posted, delivered=delivered, refused=refused, later=later)

    def sweep(self) -> Swept:
        """Do what today's limits ask for."""
        swept = sweep(self.service.filing)
        self._beat("sweep")
        return swept

    def once(self, parts: Collection[Part] = frozenset(Part)) -> tuple[str, ...]:
        """Do one round of everything due; return what went wrong, a sentence each."""
        began_at = self.service.filing.now()
        with at_work(self.service.engine):
            for part, round_ in (
                (Part.MAILBOX, self.collect),
                (Part.DECIDE, self.decide),
                (Part.SWEEP, self.sweep),
                (Part.POST, self.post),
                (Part.SWEEP, self.erase),
            ):
                if part in parts:
                    round_()
        with reading(self.service.engine) as tx:
            beats = health.beats(tx)
        return tuple(
            TROUBLES.get(beat.what, "{note}").format(note=beat.note, count=beat.count)
            for beat in beats
            if not beat.is_well and beat.at >= began_at
        )

    def erase(self) -> int:
        """Erase what is due in the database, then on the mail server (R7)."""
        erased = 0
        while batch := self._erase_batch():
            erased += batch
        self._forget()
        # Every time: somebody may have been reading when an earlier round erased.
        is_empty = empty_the_write_ahead_log(self.service.engine)
        self._erase_on_server()
        self._beat("erase", count=erased, note=LOG_IN_USE * (not is_empty), is_well=is_empty)
        return erased

    def _erase_batch(self) -> int:
        now, retention = self.service.filing.now(), self.service.settings.retention
        with writing(self.service.engine) as tx:
            return len(erasure.erase_due(tx, now=now, retention=retention))

    def _forget(self) -> None:
        """Let cases, journal lines and accesses go after their years (R33)."""
        now, retention = self.service.filing.now(), self.service.settings.retention
        with writing(self.service.engine) as tx:
            forget_old_records(tx, now=now, retention=retention)

    def _erase_on_server(self) -> None:
        name = self.service.settings.mailbox.name
        now, retention = self.service.filing.now(), self.service.settings.retention
        with reading(self.service.engine) as tx:
            due = erasure.server_copies_to_erase(tx, mailbox=name, now=now, retention=retention)
        trouble = ""
        try:
            if due:
                with open_mailbox(self.service.settings.mailbox) as mailbox:
                    erase_on_server(mailbox, self.service.collecting, due)
        except MailboxError as error:
            trouble = str(error)
        self._beat("erase_on_server", note=trouble, is_well=not trouble)

    def _lease(self) -> bool:
        name, now = self.service.settings.mailbox.name, self.service.filing.now()
        with writing(self.service.engine) as tx:
            return mailbox_leases.acquire(tx, name, self.holder, now=now, lease=POLL_LEASE)

    def _keep_lease(self, _taken: int) -> None:
        """Renew our lease after each batch: a full mailbox takes longer than it lasts."""
        if not self._lease():
            message = "Another process has taken over the mailbox."
            raise MailboxError(message)

    def _release(self) -> None:
        with writing(self.service.engine) as tx:
            mailbox_leases.release(tx, self.service.settings.mailbox.name, self.holder)

    def _tell_of_model(self) -> None:
        """Report the model where there is news of it: this is asked every other second."""
        models = self.service.models
        if models.has_news():
            self._beat("model", note=models.trouble, is_well=not models.trouble)

    def _beat(self, what: str, *, note: str = "", count: int = 0, is_well: bool = True) -> None:
        at = self.service.filing.now()
        with writing(self.service.engine) as tx:
            health.beat(tx, what, at=at, is_well=is_well, note=note, count=count)
