"""Have attached files read by a process of its own that can do no harm; bounded, never raises."""

import contextlib
import logging
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from tempfile import TemporaryDirectory
from time import monotonic

from cases.mail import AttachedText, AttachmentState
from intake.attachments.examine import File
from intake.attachments.job import found_in, job_of
from intake.attachments.limits import LIMITS, Limits

log = logging.getLogger(__name__)

_TOO_LARGE = AttachedText(state=AttachmentState.TOO_LARGE)
_UNREADABLE = AttachedText(state=AttachmentState.UNREADABLE)
_PASSED_ON = ("PATH", "TESSDATA_PREFIX")
_PIECE = 1 << 16


def read_files(files: Sequence[File], limits: Limits = LIMITS) -> tuple[AttachedText, ...]:
    """Return what each file says, in their order; what kills its process is unreadable.

    The files behind such a one are read by a fresh process, as long as the mail's time lasts.
    """
    end = monotonic() + limits.mail_seconds
    found: list[AttachedText] = []
    while len(found) < len(files):
        if monotonic() >= end:
            log.warning("attachments took too long", extra={"count": len(files) - len(found)})
            return (*found, *[_TOO_LARGE] * (len(files) - len(found)))
        found += _answers(files[len(found) :], limits, end)
        if len(found) < len(files):
            log.warning("attachment could not be read", extra={"count": 1})
            found.append(_UNREADABLE if monotonic() < end else _TOO_LARGE)
    return tuple(found)


def _answers(files: Sequence[File], limits: Limits, end: float) -> list[AttachedText]:
    """Return the answers of one process, up to the file that it died of or stuck in."""
    with TemporaryDirectory(prefix="krm-attachment-") as folder, _memory(files, limits) as memory:
        process = subprocess.Popen(  # noqa: S603  (our own words)
            [sys.executable, "-I", "-B", "-m", "intake.attachments.worker", str(memory)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(),
            pass_fds=(memory,),
            start_new_session=True,
        )
        with process:
            try:
                return list(_until_silent(process, len(files), limits, end))
            finally:
                # The group's number stays its own until its leader is waited for.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def _memory(files: Sequence[File], limits: Limits) -> Iterator[int]:
    """Give a descriptor of memory that holds the job; it lies in no folder."""
    memory = os.memfd_create("krm-attachment")
    try:
        with os.fdopen(os.dup(memory), "wb") as writing:
            writing.writelines(job_of(files, limits))
        yield memory
    finally:
        os.close(memory)


def _environment() -> dict[str, str]:
    """Return the few variables that reading needs: secrets may stand in the others."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


def _until_silent(
    process: subprocess.Popen[bytes], count: int, limits: Limits, end: float
) -> Iterator[AttachedText]:
    """Yield answers until all came, one is none, or time or room is over."""
    waiting, read = b"", 0
    last = min(end, monotonic() + limits.file_seconds)
    while count and (piece := _next_piece(process, last)):
        read += len(piece)
        if read > limits.answer_bytes:
            return
        *lines, waiting = (waiting + piece).split(b"\n")
        for line in lines[:count]:
            try:
                yield found_in(line)
            except ValueError:
                return
            count -= 1
            last = min(end, monotonic() + limits.file_seconds)


def _next_piece(process: subprocess.Popen[bytes], last: float) -> bytes:
    """Return what the process wrote next; nothing when it ended or its time is over."""
    if process.stdout is None:
        return b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if not selector.select(max(0.0, last - monotonic())):
            return b""
    return os.read(process.stdout.fileno(), _PIECE)
