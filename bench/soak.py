"""A busy office through 24 simulated hours: 10,000 mails, a fault every few minutes, flat memory.

The clock of the office runs as many times faster as the hours have to fit into `--minutes`. One
daemon lives through the whole day, and its memory is measured at every simulated hour; a second
one on the same mailbox is killed and started again. Letters are judged by their words instead of
the model.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path

from correspondence.post import ANSWERS_AWAITED
from service.daemon import Pace
from store import schema
from store.engine import open_engine
from tests.edges.dovecot import throw_away_dovecot
from tests.edges.imap_proxy import ImapProxy
from tests.edges.servers import find_server
from tests.edges.smtp_listener import DROP_UNTAKEN, SmtpListener, Stage
from tests.faults.ground import Ground, a_ground
from tests.faults.letters import Concern, letters
from tests.faults.processes import Process, a_nursery
from tests.faults.verdict import Verdict, judge

HOURS = 24
FAULT_MINUTES = 5
STEPS_PER_HOUR = 60
PATIENCE_SECONDS = 5
STANDSTILL_SECONDS = 120.0
FLAT = 1.10
"""Memory at the end over that after the third hour: caches of the database fill up meanwhile."""
LEVEL = 1.04
"""Memory at the end over that after half the day: a leak, of 1.3 kB a mail at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """How the daemon stood when an hour had passed; memory in MB (resident set).

    `waiting`: the mails that must still go for letters that have arrived.
    """

    hour: int
    megabytes: float
    arrived: int
    waiting: int
    delivered: int
    faults: int


@dataclass(slots=True, kw_only=True)
class Day:
    """One day in the making; `pace` are the seconds between two rounds by the fast clock."""

    ground: Ground
    pace: Pace
    proxy: ImapProxy
    chance: random.Random
    steady: Process = field(init=False)
    other: Process = field(init=False)
    faults: int = 0

    def __post_init__(self) -> None:
        """Start both daemons."""
        self.steady, self.other = self.start(), self.start()

    def start(self) -> Process:
        """Start a daemon."""
        return self.ground.start(sweep_seconds=self.pace.sweep, erase_seconds=self.pace.erase)

    def strike(self) -> None:
        """Let one fault strike that chance chooses."""
        self.chance.choice(FAULTS)(self)
        self.faults += 1


def _kill_the_other(day: Day) -> None:
    day.other.kill()
    day.other = day.start()


def _break_lines(day: Day) -> None:
    day.proxy.cut()


def _break_in_a_letter(day: Day) -> None:
    day.proxy.weather.after = day.chance.randrange(200)
    day.proxy.weather.cuts_in_literals = 1


def _restart_the_post(day: Day) -> None:
    day.ground.post.down()
    day.ground.post.up()


def _put_off(day: Day) -> None:
    day.ground.post.answer(Stage.RCPT, "450 4.7.1 greylisted", times=3)


def _drop(day: Day) -> None:
    day.ground.post.answer(Stage.DATA, DROP_UNTAKEN, times=1)


FAULTS: tuple[Callable[[Day], None], ...] = (
    _kill_the_other,
    _break_lines,
    _break_in_a_letter,
    _restart_the_post,
    _put_off,
    _drop,
)


def live_through(day: Day, *, mails: int, hours: int, seconds: float) -> Iterator[Hour]:
    """Let letters arrive evenly and faults strike; give each hour as it has passed."""
    steps = hours * STEPS_PER_HOUR
    began = time.monotonic()
    for step in range(1, steps + 1):
        due = mails * step // steps - len(day.ground.letters)
        fresh = letters(due, first=len(day.ground.letters) + 1, concerns=tuple(Concern))
        day.ground.arrive(list(fresh))
        if step % FAULT_MINUTES == 0:
            day.strike()
        time.sleep(max(began + seconds * step / steps - time.monotonic(), 0))
        if step % STEPS_PER_HOUR == 0:
            yield _hour(day, step // STEPS_PER_HOUR)


def _hour(day: Day, hour: int) -> Hour:
    if day.steady.has_ended():
        sys.exit("the daemon ended by itself")
    return Hour(
        hour=hour,
        megabytes=round(day.steady.resident_bytes() / 1e6, 1),
        arrived=len(day.ground.letters),
        waiting=len(day.ground.missing()),
        delivered=len(day.ground.post.mails),
        faults=day.faults,
    )


def soak(ground: Ground, chosen: argparse.Namespace) -> tuple[list[Hour], Verdict, float]:
    """Live through the day, let everything settle, and judge; return how long settling took.

    The last hour is the one in which all has settled: a slow machine works much of the day then.
    """
    seconds = 60 * chosen.minutes
    rate = chosen.hours * 3600 / seconds
    ground.clock.set_to(ground.clock(), rate=rate)
    # What a daemon had in hand that was killed last is free after its lease: twelve time-outs by
    # the fast clock, which goes about sixty times as fast as real time once the day is over.
    ground.patience = STANDSTILL_SECONDS + rate * PATIENCE_SECONDS * ANSWERS_AWAITED / 60
    usual = Pace()
    pace = replace(usual, sweep=usual.sweep / rate, erase=usual.erase / rate)
    # A reservation follows from this and runs by the fast clock: it must outlast a real delivery.
    ground.environ["KRM_SMTP__TIMEOUT_SECONDS"] = str(round(PATIENCE_SECONDS * rate))
    with ImapProxy(ground.server.port) as proxy:
        ground.environ["KRM_MAILBOX__PORT"] = str(proxy.port)
        day = Day(ground=ground, pace=pace, proxy=proxy, chance=ground.chance)
        passing = live_through(day, mails=chosen.mails, hours=chosen.hours, seconds=seconds)
        hours = list(watched(passing))
        began = time.monotonic()
        has_settled = ground.live_until(ground.has_settled, day.steady, day.other)
        settled_after = time.monotonic() - began
        hours.append(_hour(day, len(hours) + 1))
        ended = [day.steady.stop(within=60), day.other.stop(within=60)]
        ground.is_stopped_cleanly = all(ended)
    del ground.environ["KRM_MAILBOX__PORT"]
    ground.clock.jump(timedelta(0))
    has_settled = ground.recover() and has_settled
    return hours, judge(ground, has_settled=has_settled), settled_after


def growth(hours: list[Hour]) -> float:
    """Return the memory at the end over that after the third hour."""
    return hours[-1].megabytes / hours[min(2, len(hours) - 1)].megabytes


def late_growth(hours: list[Hour]) -> float:
    """Return the memory at the end over that after half the day."""
    return hours[-1].megabytes / hours[max(len(hours) // 2 - 1, 0)].megabytes


def is_flat(hours: list[Hour]) -> bool:
    """Say whether memory grew no more than caches do, and levelled off."""
    return growth(hours) <= FLAT and late_growth(hours) <= LEVEL


def watched(passing: Iterator[Hour]) -> Iterator[Hour]:
    """Show each hour at once, on the stream that no machine reads."""
    headings = [each.name for each in fields(Hour)]
    print(" ".join(f"{name:>9}" for name in headings), file=sys.stderr, flush=True)
    for each in passing:
        line = " ".join(f"{getattr(each, name):>9}" for name in headings)
        print(line, file=sys.stderr, flush=True)
        yield each


def show(hours: list[Hour], verdict: Verdict, settled_after: float) -> str:
    """Return what came of the day for people."""
    told = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in asdict(verdict).items())
    return (
        f"memory when all had settled: {hours[-1].megabytes} MB\n"
        f"times that after the third hour: {growth(hours):.2f}, at most {FLAT}\n"
        f"times that after half the day: {late_growth(hours):.2f}, at most {LEVEL}\n"
        f"seconds until all had settled: {settled_after:.0f}\n{told}"
    )


def main() -> None:
    """Run, print, and exit 1 if anything was lost, done twice or stuck, or memory grew."""
    chosen = _arguments()
    if find_server("dovecot") is None:
        sys.exit("dovecot is not installed; as root: sh tests/edges/install-servers.sh")
    with (
        a_nursery() as nursery,
        throw_away_dovecot() as server,
        SmtpListener() as post,
        tempfile.TemporaryDirectory(prefix="krm-soak-") as folder,
    ):
        engine = open_engine(f"sqlite:///{folder}/empty.db")
        schema.upgrade(engine)
        engine.dispose()
        with a_ground(
            server=server,
            post=post,
            nursery=nursery,
            folder=Path(folder),
            user="soak",
            seed=chosen.seed,
        ) as ground:
            hours, verdict, settled_after = soak(ground, chosen)
    if chosen.json:
        told = {
            "hours": list(map(asdict, hours)),
            "settled_after_seconds": round(settled_after, 1),
            "verdict": asdict(verdict),
        }
        print(json.dumps(told))
    else:
        print(show(hours, verdict, settled_after))
    sys.exit(0 if verdict.is_clean and is_flat(hours) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A busy office through a simulated day.")
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--hours", type=int, default=HOURS, help="simulated")
    parser.add_argument("--minutes", type=float, default=10, help="real")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
