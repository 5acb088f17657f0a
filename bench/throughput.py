"""Mails per second through the whole line: mailbox to filed case with its answer delivered.

A throw-away Dovecot holds the mails, an SMTP server in a process of its own takes the answers,
the database is a new SQLite file with every commit on the disk. Rules and model judge every mail;
then each is filed as a complaint, whatever they made of the invented words, so that every one
opens a case and is acknowledged.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.policy import SMTP
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import Progress

from bench.corpus import Letter, Shape, Wishes, letters
from bench.memory import MemoryWatch
from bench.stages import STAGES, StackWatch
from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import Label, Way
from cases.mail import Mail
from config.load import load
from service.clock import fresh_id
from service.rounds import Rounds
from service.wiring import build
from store import journal
from store.engine import reading
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.servers import find_server
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.office import write_configuration
from tests.intake.attachments.files import a_pdf

SMALL = Wishes(shapes={Shape.PLAIN: 60, Shape.ALTERNATIVE: 40}, one_sender_each=True)
COMPLAINT = Decision(
    labels=(Label.COMPLAINT,),
    ways={Way.SGG: Verdict.NO, Way.DIRECTOR: Verdict.NO, Way.REGISTER: Verdict.DO},
    decided_by=DecidedBy.RULE,
)
PDF_BYTES = 100_000
WARM_UP = ("Ich lege Widerspruch ein.", "Mein Bescheid ist seltsam, was soll ich davon halten?")
users = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measured run; `shares` of the time by stage.

    `megabytes_more`: the most memory that it held beyond what the program holds at rest.
    """

    mails: int
    seconds: float
    megabytes_more: float
    shares: dict[str, float]

    @property
    def mails_per_second(self) -> float:
        """The figure."""
        return self.mails / self.seconds


@dataclass(frozen=True, slots=True)
class Sink:
    """The SMTP server in its own process."""

    port: int
    line: Connection

    def delivered(self) -> list[str]:
        """Return the recipients of every mail taken so far."""
        self.line.send("delivered")
        recipients: list[str] = self.line.recv()
        return recipients


@contextmanager
def a_sink() -> Iterator[Sink]:
    """Run the SMTP server in a process of its own, so that it takes no time from the line."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Sink(ours.recv(), ours)
    finally:
        ours.send("stop")
        process.join()


def _serve(line: Connection) -> None:
    with SmtpListener() as listener:
        line.send(listener.port)
        while line.recv() == "delivered":
            line.send([mail.recipients[0] for mail in listener.mails])


def with_pdf(letter: Letter) -> Letter:
    """Attach a PDF of its own to a letter, as large as a letter of two pages from an office."""
    pdf = a_pdf((letter.phrase, letter.subject), (letter.sender,)) + b"\n%" + b"-" * PDF_BYTES
    mail = message_from_bytes(letter.content, policy=SMTP)
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="Schreiben.pdf")
    return replace(letter, content=mail.as_bytes())


def measure(server: Dovecot, mails: Sequence[Letter], advance: Callable[[int], None]) -> Run:
    """Fill a new mailbox, work it with a new database, and insist that everything is right."""
    with tempfile.TemporaryDirectory() as folder, a_sink() as sink:
        user = f"bench{next(users)}"
        server.fill(user, (mail.content for mail in mails))
        configuration = write_configuration(Path(folder), server, user, smtp_port=sink.port)
        rounds = a_round(configuration, advance)
        with StackWatch() as watch, MemoryWatch() as memory:
            began = time.perf_counter()
            troubles = rounds.once()
            seconds = time.perf_counter() - began
        insist_on_all(mails, rounds, sink.delivered(), troubles)
        rounds.service.engine.dispose()
    return Run(
        mails=len(mails),
        seconds=seconds,
        megabytes_more=memory.megabytes_more,
        shares=watch.shares,
    )


def a_round(configuration: Path, advance: Callable[[int], None]) -> Rounds:
    """Build the program as `krm run --once` does, its judge's answer set to complaint."""
    service = build(load(configuration, {}))
    for words in WARM_UP:  # models and what else is loaded on first use, before the clock starts
        service.line.judge(Mail(text=words))

    def judge_and_file_as_complaint(mail: Mail) -> Decision:
        service.line.judge(mail)
        advance(1)
        return COMPLAINT

    line = replace(service.line, judge=judge_and_file_as_complaint)
    return Rounds(service=replace(service, line=line), holder=fresh_id())


def insist_on_all(
    mails: Sequence[Letter], rounds: Rounds, delivered: Sequence[str], troubles: Sequence[str]
) -> None:
    """Stop with a message unless every mail has a case of its own and exactly one answer."""
    with reading(rounds.service.engine) as tx:
        lines = journal.entries(tx, limit=len(mails) + 1)
    numbers = {line.case_number for line in lines} - {""}
    answered = sorted(delivered) == sorted(mail.sender for mail in mails)
    if troubles or not answered or not len(lines) == len(numbers) == len(mails):
        sys.exit(
            f"not all is right: {len(mails)} mails, {len(lines)} lines, {len(numbers)} cases, "
            f"{len(delivered)} answers; {' '.join(troubles)}"
        )


def show(runs: Sequence[Run]) -> str:
    """Return the figures for people."""
    rates = sorted(run.mails_per_second for run in runs)
    lines = [
        f"{runs[0].mails} mails, {len(runs)} runs: mailbox to filed case, answer delivered",
        f"mails a second: {rates[0]:.1f} / {median(rates):.1f} / {rates[-1]:.1f} (min/median/max)",
        f"memory beyond that at rest: {max(run.megabytes_more for run in runs):.0f} MB at most",
        "share of the time (median):",
    ]
    for name, covers, _ in (*STAGES, ("rest", "scheduling, imports on first use", ())):
        share = median(run.shares[name] for run in runs)
        milliseconds = share * 1000 / median(rates)
        lines.append(f"  {name:<7} {share:6.1%} {milliseconds:7.2f} ms a mail  {covers}")
    return "\n".join(lines)


def as_json(runs: Sequence[Run]) -> str:
    """Return the figures for programs."""
    rates = sorted(run.mails_per_second for run in runs)
    return json.dumps(
        {
            "mails": runs[0].mails,
            "runs": len(runs),
            "megabytes_more": max(run.megabytes_more for run in runs),
            "mails_per_second": {"min": rates[0], "median": median(rates), "max": rates[-1]},
            "shares": {name: median(run.shares[name] for run in runs) for name in runs[0].shares},
        }
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Mails per second through the whole line.")
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pdf", action="store_true", help="a PDF in each mail")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    chosen = parser.parse_args()
    if find_server("dovecot") is None:
        sys.exit("dovecot is not installed; as root: sh tests/edges/install-servers.sh")
    mails = list(letters(chosen.mails, wishes=SMALL))
    if chosen.pdf:
        mails = list(map(with_pdf, mails))
    console = Console(stderr=True)
    with throw_away_dovecot() as server, Progress(console=console, transient=True) as progress:
        bar = progress.add_task("mails", total=chosen.mails * chosen.runs)
        if not console.is_terminal:
            progress.stop()
        runs = [
            measure(server, mails, lambda mails: progress.advance(bar, mails))
            for _ in range(chosen.runs)
        ]
    print(as_json(runs) if chosen.json else show(runs))


if __name__ == "__main__":
    main()
