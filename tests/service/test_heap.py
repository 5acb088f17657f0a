"""The daemon's memory grows neither with its threads nor with the largest mail."""

import platform
import re
import subprocess
import sys
from typing import NamedTuple

import pytest

THREADS = 4
LETTER_BYTES = 15_000_000
DAEMON = f"""\
import ctypes, threading
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
letter = bytes(2 * {LETTER_BYTES})
del letter
letter = bytes({LETTER_BYTES})
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fopen(b"/dev/stdout", b"w"))
library.malloc_info(0, told)
library.fclose(told)
all_at_once.wait()
"""
"""The command ends early, for want of its configuration; its process then does what rounds do."""
MAPPED = re.compile(r'<total type="mmap" count="\d+" size="(\d+)"/>')

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's heaps")


class Memory(NamedTuple):
    """What glibc tells of a process."""

    heaps: int
    mapped_bytes: int


@pytest.fixture(scope="module")
def memory() -> Memory:
    """Return how a daemon holds its memory while its threads work, after a large letter."""
    run = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", DAEMON], capture_output=True, text=True, check=False
    )
    assert not run.stderr
    (mapped,) = MAPPED.findall(run.stdout)
    return Memory(heaps=run.stdout.count("<heap nr="), mapped_bytes=int(mapped))


def test_threads_of_the_daemon_take_their_memory_from_one_heap(memory: Memory) -> None:
    """Each with one of its own, all would grow to the largest round, and never shrink again."""
    assert memory.heaps == 1


def test_a_large_letter_lies_outside_the_heap_after_a_larger_one_too(memory: Memory) -> None:
    """There its memory goes back to the system at once, whatever was put behind it."""
    assert memory.mapped_bytes >= LETTER_BYTES
