"""Which processes work in a folder? Reading processes have a temporary one each."""

from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

PATIENCE_SECONDS = 60


def processes_in(folder: Path) -> list[int]:
    """Return the processes that work in or below a folder, even in one that is deleted by now."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            place = str((process / "cwd").readlink())
            found += [int(process.name)] if place.startswith(str(folder)) else []
    return found


def kept_in(folder: Path) -> list[int]:
    """Return the processes there once the fork that read a mail has ended."""
    ended_by = monotonic() + PATIENCE_SECONDS
    while len(processes_in(folder)) > 1 and monotonic() < ended_by:
        sleep(0.05)
    return processes_in(folder)


def gone_soon(folder: Path) -> bool:
    """Tell whether none is left after the moment that a killed process needs to go."""
    gone_by = monotonic() + PATIENCE_SECONDS
    while processes_in(folder) and monotonic() < gone_by:
        sleep(0.05)
    return processes_in(folder) == []
