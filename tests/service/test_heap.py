"""The daemon's memory does not grow with its threads."""

import platform
import subprocess
import sys

import pytest

THREADS = 4
COUNT_HEAPS = f"""\
import ctypes, sys, threading
from pathlib import Path

from service.commands.run import run

try:
    run.main([], obj=Path("missing.toml"), standalone_mode=False)
except Exception as error:
    assert "missing.toml" in str(error), error
all_at_once = threading.Barrier({THREADS} + 1)


def work():
    kept = [bytes(1000 + size) for size in range(1000)]
    all_at_once.wait()
    all_at_once.wait()


for _ in range({THREADS}):
    threading.Thread(target=work).start()
all_at_once.wait()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fopen(b"/dev/stdout", b"w"))
library.malloc_info(0, told)
library.fclose(told)
all_at_once.wait()
"""
"""The command ends early, for want of its configuration; its process then does what rounds do."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap a thread")
def test_threads_of_the_daemon_take_their_memory_from_one_heap() -> None:
    """Each with one of its own, all would grow to the largest round, and never shrink again."""
    run = subprocess.run([sys.executable, "-c", COUNT_HEAPS], capture_output=True, check=False)  # noqa: S603  (our own words)

    assert run.stderr == b""
    assert run.stdout.count(b"<heap nr=") == 1
