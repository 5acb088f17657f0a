"""How much memory a stretch of work takes, seen while it runs."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

LOOK_SECONDS = 0.05


@dataclass(slots=True)
class MemoryWatch:
    """Looks at this process's resident memory every now and then, from enter to exit."""

    before: int = 0
    most: int = 0
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    @property
    def megabytes_more(self) -> float:
        """Return the most that was held at once beyond what was held before."""
        return (self.most - self.before) / 1e6

    def __enter__(self) -> Self:
        """Begin."""
        self.before = self.most = resident_bytes()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        self.most = max(self.most, resident_bytes())

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            self.most = max(self.most, resident_bytes())


def resident_bytes(process: int | str = "self") -> int:
    """Return the memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
