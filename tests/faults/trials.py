"""Run trials: the servers of a run, one office after the other, one verdict each."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from store import schema
from store.engine import open_engine
from tests.edges.dovecot import Dovecot, throw_away_dovecot
from tests.edges.dovecot_settings import DovecotOptions
from tests.edges.smtp_listener import SmtpListener
from tests.faults.ground import KILLS, a_ground
from tests.faults.kinds import Kind
from tests.faults.points import World
from tests.faults.processes import Nursery, a_nursery
from tests.faults.verdict import Verdict, judge

WITHOUT_MOVE = DovecotOptions(capability="IMAP4rev1 NAMESPACE UIDPLUS IDLE LITERAL+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One office under one kind of fault, and what came of it. `log` is the daemons'."""

    kind: Kind
    seed: int
    faults: int
    verdict: Verdict
    log: str = field(repr=False, default="")

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, done twice or stuck, nor repeated where nothing excuses it.

        Nor may more lie before the officer than the faults can have laid there.
        """
        most_repeated = self.faults if self.kind.may_repeat else 0
        most_unread = self.faults * self.kind.unread_per_fault
        verdict = self.verdict
        return (
            verdict.is_clean
            and verdict.delivered_twice <= most_repeated
            and verdict.unread <= most_unread
        )


@dataclass(slots=True, kw_only=True)
class FaultBench:
    """Servers that last for many trials."""

    nursery: Nursery
    servers: dict[World, Dovecot]
    post: SmtpListener
    folder: Path
    kills: int = KILLS
    users: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, kind: Kind, seed: int) -> Trial:
        """Open an office, let the fault strike, and judge; the same seed gives the same fault."""
        server = self.servers.get(kind.world, self.servers[World.USUAL])
        with a_ground(
            server=server,
            post=self.post,
            nursery=self.nursery,
            folder=self.folder,
            user=f"office{next(self.users)}",
            seed=seed,
        ) as ground:
            ground.kills = self.kills
            struck = kind.strike(ground)
            verdict = judge(ground, has_settled=struck.has_settled, are_erased=struck.are_erased)
            log = ground.folder / "daemon.log"
            return Trial(
                kind=kind,
                seed=seed,
                faults=struck.faults,
                verdict=verdict,
                log=log.read_text("utf-8") if log.exists() else "",
            )


@contextmanager
def a_fault_bench(*, kills: int = KILLS) -> Iterator[FaultBench]:
    """Start the servers; the nursery first, while no thread runs here."""
    with (
        a_nursery() as nursery,
        throw_away_dovecot() as usual,
        throw_away_dovecot(WITHOUT_MOVE) as without_move,
        SmtpListener() as post,
        tempfile.TemporaryDirectory(prefix="krm-faults-") as folder,
    ):
        engine = open_engine(f"sqlite:///{folder}/empty.db")
        schema.upgrade(engine)
        engine.dispose()
        yield FaultBench(
            nursery=nursery,
            servers={World.USUAL: usual, World.WITHOUT_MOVE: without_move},
            post=post,
            folder=Path(folder),
            kills=kills,
        )
