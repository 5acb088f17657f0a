"""Who is at work on this database? A process that is alone need not wait for the dead."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from store import leases
from store.engine import writing

log = logging.getLogger(__name__)

SUFFIX = "-at-work"


@contextmanager
def at_work(engine: Engine) -> Iterator[None]:
    """Show others on this machine that we are at work; free old leases if nobody else is.

    The mark is a lock on a file beside the database, which ends with the process however it
    ends. Other engines than SQLite serve several machines: there leases run out by themselves.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        yield
        return
    path = Path(database + SUFFIX)
    path.touch(mode=0o600)
    with path.open("rb") as mark:
        if _is_alone(mark.fileno()):
            with writing(engine) as tx:
                freed = leases.free_all(tx)
            log.info("nobody else is at work", extra={"count": freed})
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


def _is_alone(mark: int) -> bool:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
