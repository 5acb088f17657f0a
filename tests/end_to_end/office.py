"""A running office for tests: its configuration as an operator writes it, and a movable clock."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cases.decision import Decision
from cases.duties import DutyKind
from cases.mail import Mail
from config.load import load
from intake.attachments.reader import FileReader
from service.rounds import Rounds
from service.wiring import build
from store import dispatches, duties, journal
from store.dispatch_lines import DispatchLine
from store.duties import OpenDuty
from store.engine import reading
from store.journal import JournalEntry
from store.keys import make_key_file
from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import Delivered, SmtpListener
from tests.end_to_end.running import PATIENCE_SECONDS
from tests.end_to_end.told_by_words import told_by_words

SGG, DIRECTOR = "sgg@jobcenter.example", "gf@jobcenter.example"
OFFICER, BOSS = "e.beispiel@stadt.example", "leitung@stadt.example"
"""Where warnings go: to the officer in person, and to the director."""
INBOX, DONE, HANDED_OVER = "INBOX", "KRM/Verarbeitet", "KRM/Abgegeben"
WEDNESDAY_NINE = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)  # nine o'clock in Berlin
KEY = bytes(range(32))

KRM_TOML = """\
[office]
name = "Jobcenter Musterstadt"
land = "RP"

[contact]
name = "Erika Beispiel"
phone = "07274 000-0"
email = "krm@jobcenter.example"

[mailbox]
host = "127.0.0.1"
port = {imap_port}
tls = "none"
user = "{user}"
password_file = "secrets/imap"
timeout_seconds = 10

[smtp]
host = "127.0.0.1"
port = {smtp_port}
tls = "none"
sender = "krm@jobcenter.example"
timeout_seconds = 10

[routing]
sgg = "sgg@jobcenter.example"
director = "gf@jobcenter.example"
director_substitute = "gfv@jobcenter.example"

[alerts]
officer = "e.beispiel@stadt.example"
director = "leitung@stadt.example"

[replies]
per_hour = 10000
never_to = ["*@landtag.example"]

[store]
key_file = "secrets/hash-key"

[desk]
port = {desk_port}
"""


@dataclass(slots=True)
class MovableClock:
    """Stands still until a test moves it."""

    at: datetime = WEDNESDAY_NINE

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.at

    def pass_time(self, **lengths: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.at += timedelta(**lengths)

    def go_to(self, day: date, *, hour: int) -> None:
        """Move to that hour of that day in UTC."""
        self.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class RunningOffice:
    """One office at work: its mailbox on `server`, its way out to `post`."""

    folder: Path
    server: Dovecot
    user: str
    post: SmtpListener
    clock: MovableClock
    rounds: Rounds

    def arrive(self, *letters: bytes) -> None:
        """Put letters into INBOX, received now, though the clock be ahead of the server's."""
        self.server.fill(self.user, letters, received_at=self.clock.at)

    def work(self) -> tuple[str, ...]:
        """Do one round of everything due; return its troubles."""
        return self.rounds.once()

    def watch_limits(self) -> None:
        """Do what today's limits ask for, without a look into the mailbox."""
        self.rounds.sweep()
        self.rounds.post()

    def receive(self, *letters: bytes) -> list[Delivered]:
        """Let letters arrive, work, and return what left the house in that round."""
        self.arrive(*letters)
        before = len(self.post.mails)
        assert self.work() == ()
        return self.post.mails[before:]

    def use_judge(self, judge: Callable[[Mail], Decision]) -> None:
        """Let another judge decide from now on."""
        service = self.rounds.service
        line = replace(service.line, judge=judge)
        self.rounds = replace(self.rounds, service=replace(service, line=line))

    def use_reader(self, reader: FileReader) -> None:
        """Let attachments be read otherwise from now on."""
        service = self.rounds.service
        line = replace(service.line, attachments=reader)
        self.rounds = replace(self.rounds, service=replace(service, line=line))

    def sent_to(self, address: str) -> list[bytes]:
        """Return the mails that reached an address."""
        return [mail.content for mail in self.post.mails if mail.recipients == (address,)]

    def lies_in(self, folder: str) -> list[bytes]:
        """Return what another mail program finds in a folder of the mailbox."""
        return self.server.messages(self.user, folder)

    def journal(self) -> tuple[JournalEntry, ...]:
        """Return every line, oldest first."""
        with reading(self.rounds.service.engine) as tx:
            return journal.entries(tx, newest_first=False, limit=1000)

    def duties(self) -> tuple[OpenDuty, ...]:
        """Return what waits for a person."""
        with reading(self.rounds.service.engine) as tx:
            return duties.open_duties(tx)

    def duty_kinds(self) -> list[DutyKind]:
        """Return the kinds of what waits, most urgent first."""
        return [duty.kind for duty in self.duties()]

    def outbox(self) -> tuple[DispatchLine, ...]:
        """Return every line of the outbox, newest first."""
        with reading(self.rounds.service.engine) as tx:
            return dispatches.lines(tx, limit=1000)


@contextmanager
def open_office(
    folder: Path,
    server: Dovecot,
    user: str,
    post: SmtpListener,
    *,
    environ: Mapping[str, str] | None = None,
) -> Iterator[RunningOffice]:
    """Build the office from its configuration; `environ` overrides keys as an operator would."""
    configuration = write_configuration(folder, server, user, smtp_port=post.port)
    settings = load(configuration, environ or {})
    clock = MovableClock()
    service = build(settings, judge=told_by_words, clock=clock)
    try:
        yield RunningOffice(
            folder=folder,
            server=server,
            user=user,
            post=post,
            clock=clock,
            rounds=Rounds(service=service, holder="test"),
        )
    finally:
        service.engine.dispose()


def write_configuration(
    folder: Path, server: Dovecot, user: str, *, smtp_port: int, desk_port: int = 8080
) -> Path:
    """Write `krm.toml` with its secrets and return it."""
    folder.mkdir(exist_ok=True)
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    (secrets / "imap").touch(mode=0o600)
    (secrets / "imap").write_text(server.password, encoding="utf-8")
    make_key_file(secrets / "hash-key", KEY)
    configuration = folder / "krm.toml"
    text = KRM_TOML.format(
        imap_port=server.port, user=user, smtp_port=smtp_port, desk_port=desk_port
    )
    configuration.write_text(text, encoding="utf-8")
    return configuration


def krm(
    configuration: Path, *arguments: str, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command to its end."""
    return subprocess.run(  # noqa: S603  (our own program and words)
        [krm_program(), "--config", str(configuration), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
        cwd=configuration.parent,
        env={**os.environ, **(environ or {})},
    )


def krm_program() -> str:
    """Return the installed command, which stands beside the interpreter."""
    return str(Path(sys.executable).with_name("krm"))
