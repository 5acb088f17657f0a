"""Faults of the mailbox and of the line to it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.end_to_end.office import DONE, HANDED_OVER, INBOX
from tests.faults.ground import Ground
from tests.faults.letters import Concern
from tests.faults.strike import Strike, behind_proxy, some_letters

FAULTS = 5
FETCH = re.compile(rb"UID FETCH [\d:,]+ \(BODY\.PEEK")
HALF_A_LETTER = 200


def restarted(ground: Ground) -> Strike:
    """Kill the mail server and start it again while letters are taken in."""
    daemon = ground.start()
    for _ in range(FAULTS):
        some_letters(ground, 3)
        daemon.has_ended(within=ground.chance.uniform(0.05, 0.6))
        ground.server.kill()
        ground.server.start()
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def cut_in_a_literal(ground: Ground) -> Strike:
    """Break the line in the middle of a message, again and again."""
    with behind_proxy(ground) as proxy:
        some_letters(ground, 6, tuple(Concern))
        proxy.weather.after = ground.chance.randrange(HALF_A_LETTER)
        proxy.weather.cuts_in_literals = FAULTS
        has_settled = ground.recover()
        return Strike(faults=proxy.weather.cuts_done, has_settled=has_settled)


def cut_at_any_time(ground: Ground) -> Strike:
    """Every line breaks at a moment that chance chooses."""
    with behind_proxy(ground) as proxy:
        daemon = ground.start()
        for _ in range(FAULTS):
            some_letters(ground, 3)
            daemon.has_ended(within=ground.chance.uniform(0.05, 0.6))
            proxy.cut()
        settled = ground.live_until(ground.has_settled, daemon)
        ground.is_stopped_cleanly = daemon.stop()
        return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def too_many_connections(ground: Ground) -> Strike:
    """Let the server take no further line for a while."""
    with behind_proxy(ground) as proxy:
        proxy.weather.refuses = True
        some_letters(ground, 5, tuple(Concern))
        daemon = ground.start()
        daemon.has_ended(within=1.5)
        proxy.weather.refuses = False
        settled = ground.live_until(ground.has_settled, daemon)
        ground.is_stopped_cleanly = daemon.stop()
        return Strike(faults=1, has_settled=ground.recover() and settled)


def dripping(ground: Ground) -> Strike:
    """Let the server's words come in small pieces with pauses."""
    with behind_proxy(ground) as proxy:
        proxy.weather.pause_seconds, proxy.weather.piece = 0.002, 40
        some_letters(ground, 5, tuple(Concern))
        return Strike(faults=1, has_settled=ground.recover())


def renumbered(ground: Ground) -> Strike:
    """INBOX gets a new UIDVALIDITY between two polls; letters taken in before lie there again."""
    return _rebuilt(ground, (INBOX,))


def rebuilt(ground: Ground) -> Strike:
    """Every folder is restored from a backup: new numbers, and old letters in INBOX again."""
    return _rebuilt(ground, (INBOX, DONE, HANDED_OVER))


def _rebuilt(ground: Ground, folders: tuple[str, ...]) -> Strike:
    for _ in range(FAULTS):
        fresh = some_letters(ground, 3, tuple(Concern))
        daemon = ground.start()
        is_over = ground.has_settled if ground.chance.random() < 0.5 else _moments(ground)
        ground.live_until(is_over, daemon)
        ground.is_stopped_cleanly = daemon.stop() and ground.is_stopped_cleanly
        ground.server.kill()
        for folder in folders:
            ground.renumber(folder)
        ground.server.start()
        ground.restore(fresh)
    return Strike(faults=FAULTS, has_settled=ground.recover())


def _moments(ground: Ground) -> Callable[[], bool]:
    looks = ground.chance.randrange(2, 30)
    seen = iter(range(looks))
    return lambda: next(seen, None) is None


def renamed(ground: Ground) -> Strike:
    """Somebody renames the folder of what is done; a new one takes its place."""
    daemon = ground.start()
    for number in range(FAULTS):
        some_letters(ground, 3)
        ground.live_until(ground.has_settled, daemon)
        ground.rename(DONE, f"KRM/Alt-{number}")
    some_letters(ground, 1)
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def full(ground: Ground) -> Strike:
    """Fill the folder of what is done: letters must be answered all the same."""
    some_letters(ground, 4)
    with _no_room_in(ground):
        daemon = ground.start()
        settled = ground.live_until(lambda: not ground.missing(), daemon)
        some_letters(ground, 3)
        settled = ground.live_until(lambda: not ground.missing(), daemon) and settled
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=1, has_settled=ground.recover() and settled)


@contextmanager
def _no_room_in(ground: Ground) -> Iterator[None]:
    """Let the server answer each MOVE with OVERQUOTA, as a full mailbox does."""
    with behind_proxy(ground) as proxy:
        proxy.weather.refused = (b"UID MOVE", b"NO [OVERQUOTA] Quota exceeded (mailbox is full)")
        yield
        proxy.weather.refused = None


def vanishing(ground: Ground) -> Strike:
    """Another program removes a message between our search and our fetch."""
    with behind_proxy(ground) as proxy:
        some_letters(ground, 6, tuple(Concern))
        removed = threading.Event()

        def remove_one(command: bytes) -> None:
            if FETCH.search(command) and not removed.is_set():
                removed.set()
                ground.remove(ground.letters[2])

        proxy.weather.before_command = remove_one
        has_settled = ground.recover()
        return Strike(faults=int(removed.is_set()), has_settled=has_settled)


def without_its_folder(ground: Ground) -> Strike:
    """One of two folders that are read is missing; the other one must be read all the same."""
    ground.environ["KRM_MAILBOX__FOLDERS"] = '["Fehlt", "INBOX"]'
    some_letters(ground, 3)
    return Strike(faults=1, has_settled=ground.recover())
