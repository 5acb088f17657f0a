"""The confined process: takes a job, answers one line of JSON for each file, in their order.

Started by `reader.py` as `python -m intake.attachments.worker FD`: FD is memory that holds the
job and the files' bytes, so that nothing of a message ever lies in a file on a disk.
"""

import json
import mmap
import sys

from intake.attachments.confine import confine
from intake.attachments.examine import examine
from intake.attachments.job import answer_of, files_in, limits_in


def main() -> None:
    """Confine this process, then read each file of the job and answer."""
    memory = mmap.mmap(int(sys.argv[1]), 0, access=mmap.ACCESS_READ)
    limits = limits_in(memory)
    confine(limits)
    for file in files_in(memory):
        line = json.dumps(answer_of(examine(file, limits)))
        sys.stdout.buffer.write(line.encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
