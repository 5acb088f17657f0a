"""Bears daemons: loads the program once, then forks a process for each, in milliseconds.

Run as `python -m tests.faults.nursery`; it is single-threaded, so that a fork is whole. Each line
of standard input is a word: `{"bear": orders}` is answered with the process id, `{"bury": pid}`
waits for its end and is answered with the exit code, negative for a signal.
"""

import ctypes
import json
import os
import signal
import sys
import tempfile
import traceback
from dataclasses import replace
from functools import partial
from pathlib import Path

from cases.mail import Place, RawMail
from config.load import load
from intake.line import decide_waiting, take
from intake.sweep import sweep
from service.wiring import build
from tests.end_to_end.told_by_words import told_by_words
from tests.faults.daemon import Orders, live
from tests.faults.letters import Concern, letters

DIE_WITH_PARENT = 1  # prctl(2), PR_SET_PDEATHSIG


def main() -> None:
    """Serve until standard input ends."""
    is_warm = False
    for line in sys.stdin:
        word = json.loads(line)
        if "bear" in word:
            orders = Orders(**word["bear"])
            if not is_warm:
                warm_up(orders)
                is_warm = True
            answer = _bear(orders)
        else:
            answer = _bury(word["bury"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def warm_up(orders: Orders) -> None:
    """Work one letter of each kind in memory, so that no daemon has to load what that needs."""
    settings = load(Path(orders.configuration), orders.environ)
    with tempfile.TemporaryDirectory() as folder:
        store = replace(settings.store, url=f"sqlite:///{folder}/warm.db")
        service = build(settings.model_copy(update={"store": store}), judge=told_by_words)
        place = partial(Place, mailbox="krm", folder="INBOX", uid_validity=1)
        now = service.filing.now()
        raw = [
            RawMail(content=each.content, place=place(uid=each.number), received_at=now)
            for each in letters(len(Concern))
        ]
        take(raw, service.filing)
        decide_waiting(service.line)
        sweep(service.filing)
        service.engine.dispose()


def _bear(orders: Orders) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
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
