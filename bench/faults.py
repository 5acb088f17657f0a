"""Never two, never none: at least a thousand faults against the real daemon, one table.

The daemon is a process of its own, Dovecot and SMTP server are real, the database is an SQLite
file with every commit on the disk; letters are judged by their words instead of the model. Each
trial is an office of its own under one kind of fault. `--seed` repeats a run, `--only` picks kinds
by a piece of their name.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain, count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.edges.servers import find_server
from tests.faults.kinds import KINDS, Kind
from tests.faults.trials import a_fault_bench
from tests.faults.verdict import Verdict

FAULTS, WORKERS = 1000, 2
COLUMNS = (
    "runs",
    "faults",
    "lost",
    "filed_twice",
    "answered_twice",
    "delivered_twice",
    "unread",
    "stuck",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one trial came to, in a shape that travels between processes."""

    kind: str
    seed: int
    faults: int
    verdict: Verdict
    is_good: bool
    log: str = field(repr=False, default="")


@dataclass(slots=True)
class Row:
    """One kind of fault, added up."""

    runs: int = 0
    faults: int = 0
    verdict: Verdict = field(default_factory=Verdict)

    def add(self, outcome: Outcome) -> None:
        """Add a trial."""
        self.runs += 1
        self.faults += outcome.faults
        self.verdict += outcome.verdict

    def as_words(self) -> dict[str, int]:
        """Return the figures under the names of the columns."""
        return {"runs": self.runs, "faults": self.faults, **asdict(self.verdict)}


def trials_of(kinds: Sequence[Kind], seed: int) -> Iterator[tuple[str, int]]:
    """Name kinds and seeds without end: every kind once, shuffled, then again but for slow ones."""
    seeds = random.Random(seed)
    quick = [kind for kind in kinds if not kind.is_slow] or list(kinds)
    again = (kind for _ in count() for kind in quick)
    for kind in chain(seeds.sample(kinds, len(kinds)), again):
        yield kind.name, seeds.randrange(10**9)


def work(orders: "Queue[tuple[str, int] | None]", outcomes: "Queue[Outcome]") -> None:
    """Run trials until told to stop."""
    kinds = {kind.name: kind for kind in KINDS}
    with a_fault_bench() as bench:
        while order := orders.get():
            name, seed = order
            try:
                trial = bench.run(kinds[name], seed)
                outcome = Outcome(
                    kind=name,
                    seed=seed,
                    faults=trial.faults,
                    verdict=trial.verdict,
                    is_good=trial.is_good,
                    log="" if trial.is_good else trial.log,
                )
            except Exception:  # noqa: BLE001  (told as what it is: a trial that came to no end)
                told = traceback.format_exc()
                stuck = Verdict(stuck=1)
                outcome = Outcome(
                    kind=name, seed=seed, faults=0, verdict=stuck, is_good=False, log=told
                )
            outcomes.put(outcome)


@contextmanager
def workers(
    number: int,
) -> Iterator[tuple["Queue[tuple[str, int] | None]", "Queue[Outcome]", list[BaseProcess]]]:
    """Run so many processes, each with servers of its own."""
    context = get_context("spawn")
    orders: Queue[tuple[str, int] | None] = context.Queue()
    outcomes: Queue[Outcome] = context.Queue()
    processes: list[BaseProcess] = [
        context.Process(target=work, args=(orders, outcomes)) for _ in range(number)
    ]
    for process in processes:
        process.start()
    try:
        yield orders, outcomes, processes
    finally:
        for _ in processes:
            orders.put(None)
        for process in processes:
            process.join()


def run(
    kinds: Sequence[Kind], *, faults: int, seed: int, number: int, minutes: float
) -> Iterator[Outcome]:
    """Run trials until so many faults struck and every kind had its turn, or time is up."""
    wanted = trials_of(kinds, seed)
    until = time.monotonic() + 60 * minutes
    struck = done = ordered = 0
    with workers(number) as (orders, outcomes, _):
        while ordered < number:
            orders.put(next(wanted))
            ordered += 1
        while done < ordered:
            outcome = outcomes.get()
            done += 1
            struck += outcome.faults
            yield outcome
            is_enough = struck >= faults and ordered >= len(kinds)
            if not is_enough and time.monotonic() < until:
                orders.put(next(wanted))
                ordered += 1


def show(rows: dict[str, Row], seconds: float, seed: int) -> str:
    """Return the table for people."""
    total = Row()
    for row in rows.values():
        total.runs += row.runs
        total.faults += row.faults
        total.verdict += row.verdict
    width = max(map(len, rows))
    head = f"{'fault':<{width}} " + " ".join(f"{name.replace('_', ' '):>15}" for name in COLUMNS)
    body = [_line(name, row, width) for name, row in (*rows.items(), ("all", total))]
    told = f"{total.faults} faults in {seconds:.0f} s; --seed {seed} repeats the run"
    return "\n".join((head, *body, told))


def _line(name: str, row: Row, width: int) -> str:
    figures = row.as_words()
    return f"{name:<{width}} " + " ".join(f"{figures[column]:>15}" for column in COLUMNS)


def main() -> None:
    """Run, print, and exit 1 if anything was lost, done twice or stuck."""
    chosen = _arguments()
    if find_server("dovecot") is None:
        sys.exit("dovecot is not installed; as root: sh tests/edges/install-servers.sh")
    kinds = [kind for kind in KINDS if not chosen.only or chosen.only in kind.name]
    if not kinds:
        sys.exit(f"no kind of fault has {chosen.only!r} in its name")
    began = time.monotonic()
    outcomes: list[Outcome] = []
    for outcome in watched(run_as_told(kinds, chosen), chosen.faults):
        outcomes.append(outcome)
        if chosen.table:
            so_far = show(table_of(kinds, outcomes), time.monotonic() - began, chosen.seed)
            Path(chosen.table).write_text(so_far + "\n", encoding="utf-8")
    rows = table_of(kinds, outcomes)
    if chosen.json:
        print(json.dumps({name: row.as_words() for name, row in rows.items()}))
    else:
        print(show(rows, time.monotonic() - began, chosen.seed))
    bad = [outcome for outcome in outcomes if not outcome.is_good]
    if chosen.logs and bad:
        told = "".join(f"{each.kind}, seed {each.seed}\n{each.log}\n" for each in bad)
        Path(chosen.logs).write_text(told, encoding="utf-8")
    sys.exit(1 if bad else 0)


def watched(outcomes: Iterator[Outcome], faults: int) -> Iterator[Outcome]:
    """Show how far it is, and at once what is not as it should be."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("faults", total=faults)
        for outcome in outcomes:
            progress.advance(bar, outcome.faults)
            if not console.is_terminal:
                console.print(f"{outcome.kind}: {outcome.faults} faults", highlight=False)
            if not outcome.is_good:
                console.print(f"{outcome.kind}, seed {outcome.seed}: {outcome.verdict}")
            yield outcome


def run_as_told(kinds: Sequence[Kind], chosen: argparse.Namespace) -> Iterator[Outcome]:
    """Run with the numbers of the command line."""
    return run(
        kinds,
        faults=chosen.faults,
        seed=chosen.seed,
        number=chosen.workers,
        minutes=chosen.minutes,
    )


def table_of(kinds: Sequence[Kind], outcomes: Sequence[Outcome]) -> dict[str, Row]:
    """Add up by kind, in the order of the table of kinds."""
    rows: dict[str, Row] = defaultdict(Row)
    for outcome in outcomes:
        rows[outcome.kind].add(outcome)
    return {kind.name: rows[kind.name] for kind in kinds if kind.name in rows}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Inject faults and count what went wrong.")
    parser.add_argument("--faults", type=int, default=FAULTS, help="at least so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--minutes", type=float, default=120, help="begin no trial after that")
    parser.add_argument("--only", default="", help="kinds with this in their name")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--table", default="", help="where to write the table after each trial")
    parser.add_argument("--logs", default="", help="where to write the logs of bad trials")
    return parser.parse_args()


if __name__ == "__main__":
    main()
