"""Where does the time go? A timer looks at the stack every few milliseconds.

Nothing in the program is changed for it, and waiting counts as much as computing: the time
since the look before belongs to the stage in which the program is found. A second thread could
look only while the first one waits, and would see nothing but waiting.
"""

import signal
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

ROOT = Path(__file__).parents[1]
PAUSE_SECONDS = 0.002

STAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("store", "all transactions, their commits to the disk included", ("store/",)),
    ("send", "SMTP dialogue, the server's answers included", ("correspondence/smtp",)),
    (
        "fetch",
        "IMAP: list, fetch, move, the server's answers included",
        ("intake/mailbox/",),
    ),
    ("decide", "machine check, own words, rules, model", ("triage/",)),
    (
        "file",
        "facts, plan, letters",
        (
            "intake/facts",
            "intake/filing",
            "intake/follow_up",
            "intake/line",
            "intake/persons",
            "cases/",
            "correspondence/",
        ),
    ),
    ("read", "bytes to a mail: structure, character sets, attachments", ("intake/",)),
)
"""Name, what it covers, and the files whose innermost frame tells it; the first that fits."""
REST = "rest"


@dataclass(slots=True)
class StackWatch:
    """Share out the time of the `with` block, which runs in the main thread, among the stages."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _looked_at: float = 0.0

    def __enter__(self) -> Self:
        """Start the timer."""
        self._looked_at = time.perf_counter()
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, PAUSE_SECONDS, PAUSE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    @property
    def shares(self) -> dict[str, float]:
        """Return each stage's share of the time; they add up to 1."""
        total = sum(self.seconds.values()) or 1
        return {name: self.seconds[name] / total for name in (*(each[0] for each in STAGES), REST)}

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        now = time.perf_counter()
        self.seconds[stage_of(frame)] += now - self._looked_at
        self._looked_at = now


def stage_of(frame: FrameType | None) -> str:
    """Return the stage of the innermost frame that lies in the program."""
    while frame:
        _, is_ours, name = frame.f_code.co_filename.partition(f"{ROOT}/")
        if is_ours:
            found = [stage for stage, _, files in STAGES if name.startswith(files)]
            if found:
                return found[0]
        frame = frame.f_back
    return REST
