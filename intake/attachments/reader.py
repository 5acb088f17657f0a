"""Have attached files read by a process of its own that can do no harm; bounded, never raises."""

import contextlib
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic
from typing import Protocol

from cases.mail import AttachedText, AttachmentState
from intake.attachments.drawing import LIMITS as DRAWING
from intake.attachments.drawing import Drawn, DrawnState
from intake.attachments.examine import File
from intake.attachments.job import drawn_in, found_in, job_of
from intake.attachments.limits import LIMITS, Limits

log = logging.getLogger(__name__)

_TOO_LARGE = AttachedText(state=AttachmentState.TOO_LARGE)
_UNREADABLE = AttachedText(state=AttachmentState.UNREADABLE)
_PASSED_ON = ("PATH", "TESSDATA_PREFIX")
_PIECE = 1 << 16


class TakesLongerError(Exception):
    """The seconds that others can wait did not do; read the same files again with more time."""


class FileReader(Protocol):
    """Reads files, and rests when there are no more for now."""

    def read(
        self, files: Sequence[File], limits: Limits = LIMITS, *, within: float | None = None
    ) -> tuple[AttachedText, ...]:
        """Return what each file says, in their order.

        TakesLongerError if that takes more than `within` seconds; None: it takes what it takes.
        """

    def rest(self) -> None:
        """Give back what reading held."""


def read_files(files: Sequence[File], limits: Limits = LIMITS) -> tuple[AttachedText, ...]:
    """Return what each file says, in their order, and leave no process behind."""
    reader = ConfinedReader()
    try:
        return reader.read(files, limits)
    finally:
        reader.rest()


def draw_page(file: File, page: int, limits: Limits = DRAWING) -> Drawn:
    """Return one page of a file as a picture, and leave no process behind."""
    end = monotonic() + limits.mail_seconds
    process = _Process()
    try:
        answers = process.lines([file], limits, end, page=page)
        return drawn_in(next(answers, b""))
    except ValueError:
        log.warning("attachment could not be drawn", extra={"count": 1})
        return Drawn(state=DrawnState.UNREADABLE)
    finally:
        process.end()


@dataclass(slots=True)
class ConfinedReader:
    """Keeps the reading process between mails, until `rest`; each mail is read by a fork of it."""

    _process: "_Process | None" = None
    _one_at_a_time: Lock = field(default_factory=Lock)

    def read(
        self, files: Sequence[File], limits: Limits = LIMITS, *, within: float | None = None
    ) -> tuple[AttachedText, ...]:
        """Return what each file says, in their order; what kills its reader is unreadable.

        The files behind such a one are read by a fresh process, as long as the mail's time lasts.
        """
        end = monotonic() + (limits.mail_seconds if within is None else within)
        found: list[AttachedText] = []
        while len(found) < len(files):
            if monotonic() >= end:
                if within is not None:
                    raise TakesLongerError
                log.warning("attachments took too long", extra={"count": len(files) - len(found)})
                return (*found, *[_TOO_LARGE] * (len(files) - len(found)))
            found += self._answers(files[len(found) :], limits, end)
            if len(found) < len(files) and monotonic() < end:
                log.warning("attachment could not be read", extra={"count": 1})
                found.append(_UNREADABLE)
        return tuple(found)

    def rest(self) -> None:
        """End the process; the next file starts another."""
        with self._one_at_a_time:
            self._end()

    def _answers(self, files: Sequence[File], limits: Limits, end: float) -> list[AttachedText]:
        """Return the answers of one fork, up to the file that it died of or stuck in."""
        with self._one_at_a_time:
            if self._process and self._process.has_ended:
                self._end()
            self._process = self._process or _Process()
            found = list(self._process.answers(files, limits, end))
            if len(found) < len(files):
                self._end()
            return found

    def _end(self) -> None:
        if self._process:
            self._process.end()
        self._process = None


class _Process:
    """The process that forks itself for each job, in a temporary folder, without secrets."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="krm-attachment-")
        self._jobs, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (our own words)
                [
                    sys.executable,
                    "-I",
                    "-B",
                    "-m",
                    "intake.attachments.worker",
                    str(theirs.fileno()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=_environment(),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )

    @property
    def has_ended(self) -> bool:
        """Whether something else ended it: the system, when memory ran out."""
        return self._process.poll() is not None

    def answers(self, files: Sequence[File], limits: Limits, end: float) -> Iterator[AttachedText]:
        """Yield the answers to one job until all came, one is none, or time or room is over."""
        with contextlib.suppress(ValueError):
            for line in self.lines(files, limits, end):
                yield found_in(line)

    def lines(
        self, files: Sequence[File], limits: Limits, end: float, *, page: int = 0
    ) -> Iterator[bytes]:
        """Yield what is answered to one job, a line a file, as long as time and room last."""
        reading, writing = os.pipe()
        try:
            with _memory(files, limits, page) as memory, contextlib.suppress(OSError):
                socket.send_fds(self._jobs, [b"j"], [memory, writing])
            os.close(writing)
            yield from _until_silent(reading, len(files), limits, end)
        finally:
            os.close(reading)

    def end(self) -> None:
        """Kill it with its group, what a fork of it started too."""
        # The group's number stays its own until its leader is waited for.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._jobs.close()
        self._folder.cleanup()


@contextlib.contextmanager
def _memory(files: Sequence[File], limits: Limits, page: int) -> Iterator[int]:
    """Give a descriptor of memory that holds the job; it lies in no folder."""
    memory = os.memfd_create("krm-attachment")
    try:
        with os.fdopen(os.dup(memory), "wb") as writing:
            writing.writelines(job_of(files, limits, page))
        yield memory
    finally:
        os.close(memory)


def _environment() -> dict[str, str]:
    """Return the few variables that reading needs: secrets may stand in the others."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


def _until_silent(answers: int, count: int, limits: Limits, end: float) -> Iterator[bytes]:
    waiting, read = b"", 0
    last = min(end, monotonic() + limits.file_seconds)
    while count and (piece := _next_piece(answers, last)):
        read += len(piece)
        if read > limits.answer_bytes:
            return
        *lines, waiting = (waiting + piece).split(b"\n")
        for line in lines[:count]:
            yield line
            count -= 1
            last = min(end, monotonic() + limits.file_seconds)


def _next_piece(answers: int, last: float) -> bytes:
    """Return what was answered next; nothing when the fork ended or its time is over."""
    with selectors.DefaultSelector() as selector:
        selector.register(answers, selectors.EVENT_READ)
        if not selector.select(max(0.0, last - monotonic())):
            return b""
    return os.read(answers, _PIECE)
