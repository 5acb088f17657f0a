"""What a fault did, and the steps that several kinds of fault share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.edges.imap_proxy import ImapProxy
from tests.faults.ground import Ground
from tests.faults.letters import Concern, Sent, letters

PEOPLE = (Concern.COMPLAINT, Concern.OBJECTION, Concern.SUSPECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """How many faults struck in a trial, and whether the office settled afterwards."""

    faults: int
    has_settled: bool
    are_erased: bool = False


def some_letters(ground: Ground, count: int, concerns: tuple[Concern, ...] = PEOPLE) -> list[Sent]:
    """Put further letters into the mailbox and return them."""
    fresh = list(letters(count, first=len(ground.letters) + 1, concerns=concerns))
    ground.arrive(fresh)
    return fresh


@contextmanager
def behind_proxy(ground: Ground) -> Iterator[ImapProxy]:
    """Let the daemons reach the mail server through a line that can break."""
    with ImapProxy(ground.server.port) as proxy:
        ground.environ["KRM_MAILBOX__PORT"] = str(proxy.port)
        yield proxy
        del ground.environ["KRM_MAILBOX__PORT"]
