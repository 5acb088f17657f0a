"""The daemon as a process of its own, and patience with it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 240.0
LOOK_SECONDS = 0.01


@contextmanager
def a_daemon(
    configuration: Path, environ: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `daemon_process`; whatever happens it is gone afterwards. Its log is `daemon.log`."""
    with (configuration.parent / "daemon.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-m", "tests.end_to_end.daemon_process", str(configuration)],
            cwd=ROOT,
            env={**os.environ, **(environ or {})},
            stderr=log,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> float:
    """Look again and again, and return the seconds it took.

    Fail when the process ends by itself, or patience does.
    """
    began = time.monotonic()
    while not is_so():
        assert process.poll() is None, "the daemon ended by itself"
        assert time.monotonic() - began < PATIENCE_SECONDS, "the daemon does not get on"
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - began
