"""The reading process: for each job a fork of it, confined, answers one line of JSON a file.

A job asks for words, or for one page as a picture.

Started by `reader.py` as `python -m intake.attachments.worker FD`. FD is a socket on which jobs
come as two descriptors: memory that holds the heading and the files' bytes, so that nothing of a
message ever lies in a file on a disk, and a pipe for the answers. The process itself never looks
at a stranger's bytes; it only spares each fork the loading of libraries.
"""

import json
import mmap
import os
import socket
import sys
from contextlib import closing
from importlib import import_module

from intake.attachments.confine import confine
from intake.attachments.drawing import draw
from intake.attachments.examine import examine
from intake.attachments.job import answer_of, answer_of_page, files_in, limits_in, page_in

_SLOW_TO_LOAD = ("pdf",)


def main() -> None:
    """Take one job after the other until the socket is closed."""
    for reader in _SLOW_TO_LOAD:
        import_module(f"intake.attachments.{reader}")
    with socket.socket(fileno=int(sys.argv[1])) as jobs:
        while True:
            message, descriptors, _, _ = socket.recv_fds(jobs, 1, 2)
            if not message:
                return
            _have_done(jobs, *descriptors)


def _have_done(jobs: socket.socket, memory: int, answers: int) -> None:
    """Have a fork do the job, and wait for it."""
    child = os.fork()
    if child:
        os.close(memory)
        os.close(answers)
        os.waitpid(child, 0)
        return
    try:
        # No later job may reach what a hostile file could make of this process.
        jobs.close()
        _do(memory, answers)
    finally:
        os._exit(0)


def _do(memory: int, answers: int) -> None:
    """Confine this process, then read each file of the job and answer."""
    with (
        closing(mmap.mmap(memory, 0, access=mmap.ACCESS_READ)) as job,
        os.fdopen(answers, "wb") as out,
    ):
        limits = limits_in(job)
        confine(limits)
        page = page_in(job)
        for file in files_in(job):
            answer = (
                answer_of_page(draw(file, page, limits))
                if page
                else answer_of(examine(file, limits))
            )
            out.write(json.dumps(answer).encode("ascii") + b"\n")
            out.flush()


if __name__ == "__main__":
    main()
