"""Daemons from the nursery: start, kill, wait, stop."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.daemon import Orders

ROOT = Path(__file__).parents[2]
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A process that forks must not have threads of a mathematics library."""


@dataclass(slots=True)
class Nursery:
    """The process that bears daemons."""

    process: "subprocess.Popen[str]"
    living: dict[int, "Process"] = field(default_factory=dict)

    def bear(self, orders: Orders) -> "Process":
        """Start a daemon."""
        pid = self._ask({"bear": orders.as_words()})
        child = Process(pid=pid, nursery=self, watch=os.pidfd_open(pid))
        self.living[pid] = child
        return child

    def bury(self, pid: int) -> int:
        """Wait for the end of a daemon and return its exit code, negative for a signal."""
        self.living.pop(pid, None)
        return self._ask({"bury": pid})

    def _ask(self, word: dict[str, object]) -> int:
        into, out = self.process.stdin, self.process.stdout
        assert into is not None
        assert out is not None
        into.write(json.dumps(word) + "\n")
        into.flush()
        return int(out.readline())


@dataclass(slots=True)
class Process:
    """One daemon."""

    pid: int
    nursery: Nursery
    watch: int
    code: int | None = None

    def has_ended(self, *, within: float = 0.0) -> bool:
        """Wait at most so many seconds for its end; say whether it came."""
        if self.code is None and select.select([self.watch], [], [], within)[0]:
            os.close(self.watch)
            self.code = self.nursery.bury(self.pid)
        return self.code is not None

    def resident_bytes(self) -> int:
        """Return the memory that it holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def kill(self) -> bool:
        """Kill it as `kill -9` does; False if it had ended before."""
        if self.has_ended():
            return False
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        assert self.has_ended(within=30)
        return self.code == -signal.SIGKILL

    def stop(self, *, within: float = 60.0) -> bool:
        """Ask it to end; say whether it did so cleanly in time. It is gone in any case.

        One that was only just starting ends by the signal itself.
        """
        if not self.has_ended():
            os.kill(self.pid, signal.SIGTERM)
        if not self.has_ended(within=within):
            os.kill(self.pid, signal.SIGUSR1)  # its log then tells where it hangs
            self.has_ended(within=0.5)
            self.kill()
        return self.code in {0, -signal.SIGTERM}


@contextmanager
def a_nursery() -> Iterator[Nursery]:
    """Load the program into a process that bears daemons; none of them outlives the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    nursery = Nursery(process)
    try:
        yield nursery
    finally:
        for child in tuple(nursery.living.values()):
            child.kill()
        process.communicate()
