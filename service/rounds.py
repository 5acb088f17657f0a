"""The rounds of the service: what each tick does. APScheduler only says when (R10)."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from correspondence.post import PostRound, post_due
from intake.collecting import Collected, collect, erase_on_server, sort_on_server
from intake.line import Worked, decide_waiting
from intake.mailbox import MailboxError, open_mailbox
from intake.sweep import Swept, sweep
from service.wiring import Service
from store import erasure, health, mailbox_leases
from store.engine import empty_the_write_ahead_log, reading, writing

log = logging.getLogger(__name__)

POLL_LEASE = timedelta(minutes=10)
BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """One process's rounds; `holder` names it in leases."""

    service: Service
    holder: str

    def collect(self) -> Collected | None:
        """Collect the mailbox; None when another process is at it or the server is away."""
        if not self._lease():
            return None
        try:
            with open_mailbox(self.service.settings.mailbox) as mailbox:
                sort_on_server(mailbox, self.service.collecting)
                collected = collect(mailbox, self.service.collecting)
        except MailboxError as error:
            self._beat("mailbox", note=str(error), is_well=False)
            log.warning("mailbox out of reach", extra={"kind": type(error).__name__})
            return None
        finally:
            self._release()
        missing = collected.not_in_journal
        self._beat("mailbox", count=missing, is_well=missing == 0)
        return collected

    def decide(self) -> Worked:
        """Decide and file until nothing waits."""
        total = Worked()
        while True:
            worked = decide_waiting(self.service.line, limit=BATCH)
            total = replace(
                total,
                decided=total.decided + worked.decided,
                failed=total.failed + worked.failed,
            )
            if not worked.decided:
                self._beat("decide", count=total.failed, is_well=total.failed == 0)
                return total

    def post(self) -> PostRound:
        """Deliver until nothing is due."""
        total = PostRound()
        while True:
            posted = post_due(self.service.post_office, limit=BATCH)
            total = total + posted
            if not posted.delivered and not posted.refused:
                self._beat("post", count=total.later, is_well=total.later == 0)
                return total

    def sweep(self) -> Swept:
        """Do what today's limits ask for."""
        swept = sweep(self.service.filing)
        self._beat("sweep")
        return swept

    def erase(self) -> int:
        """Erase what is due in the database, then on the mail server (R7)."""
        now, retention = self.service.filing.now(), self.service.settings.retention
        with writing(self.service.engine) as tx:
            erased = erasure.erase_due(tx, now=now, retention=retention)
        if erased:
            empty_the_write_ahead_log(self.service.engine)
        self._erase_on_server()
        self._beat("erase", count=len(erased))
        return len(erased)

    def _erase_on_server(self) -> None:
        name = self.service.settings.mailbox.name
        now, retention = self.service.filing.now(), self.service.settings.retention
        with reading(self.service.engine) as tx:
            due = erasure.server_copies_to_erase(tx, mailbox=name, now=now, retention=retention)
        if not due:
            return
        try:
            with open_mailbox(self.service.settings.mailbox) as mailbox:
                erase_on_server(mailbox, self.service.collecting, due)
        except MailboxError as error:
            self._beat("erase_on_server", note=str(error), is_well=False)

    def _lease(self) -> bool:
        name, now = self.service.settings.mailbox.name, self.service.filing.now()
        with writing(self.service.engine) as tx:
            return mailbox_leases.acquire(tx, name, self.holder, now=now, lease=POLL_LEASE)

    def _release(self) -> None:
        with writing(self.service.engine) as tx:
            mailbox_leases.release(tx, self.service.settings.mailbox.name, self.holder)

    def _beat(self, what: str, *, note: str = "", count: int = 0, is_well: bool = True) -> None:
        at = self.service.filing.now()
        with writing(self.service.engine) as tx:
            health.beat(tx, what, at=at, is_well=is_well, note=note, count=count)
