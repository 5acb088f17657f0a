"""Bears daemons: loads the program once, then forks a process for each, in milliseconds.

Run as `python -m tests.faults.nursery`; it is single-threaded, so that a fork is whole. Each line
of standard input is a word: `{"bear": orders}` is answered with the process id, `{"bury": pid}`
waits for its end and is answered with the exit code, negative for a signal.
"""

import json
import os
import sys
import traceback

from tests.faults.daemon import Orders, live


def main() -> None:
    """Serve until standard input ends."""
    for line in sys.stdin:
        word = json.loads(line)
        answer = _bear(Orders(**word["bear"])) if "bear" in word else _bury(word["bury"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _bear(orders: Orders) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        sys.stdin.close()
        code = live(orders)
    except BaseException:  # noqa: BLE001  (nothing of the parent may go on in the child)
        traceback.print_exc()
    finally:
        os._exit(code)


def _bury(pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
