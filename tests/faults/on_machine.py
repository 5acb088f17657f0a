"""Faults of the machine: its clock, its disk, its memory, another program at the database."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.end_to_end.office import HANDED_OVER, INBOX
from tests.faults.ground import TROUBLE, Ground
from tests.faults.letters import HANDED_OVER as HANDED
from tests.faults.letters import Concern, a_sent_letter
from tests.faults.strike import Strike, some_letters

FAULTS = 5
BUSY_MS = 200
LOCKED_SECONDS = 0.7
FULL_SECONDS = 0.7
LITTLE_MEMORY = 100_000_000
TOO_LONG = 50_000_000
JUMPS = (timedelta(hours=1), timedelta(hours=25), timedelta(minutes=3))
LAST_SUNDAY_IN_OCTOBER = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 in Berlin, twice
LAST_SUNDAY_IN_MARCH = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # half an hour later it is 3:00


def clock_jumps(ground: Ground) -> Strike:
    """Put the clock forwards and back again while letters are worked."""
    daemon = ground.start()
    for _ in range(FAULTS):
        some_letters(ground, 3, (Concern.COMPLAINT, Concern.OBJECTION, Concern.CONDUCT))
        length = ground.chance.choice(JUMPS)
        ground.clock.jump(length)
        daemon.has_ended(within=ground.chance.uniform(0.05, 0.5))
        ground.clock.jump(-length)
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=2 * FAULTS, has_settled=ground.recover() and settled)


def clock_far_ahead(ground: Ground) -> Strike:
    """Work with a clock that is a year ahead, be killed, and find the clock put right again."""
    year = timedelta(days=365)
    for _ in range(2):
        some_letters(ground, 3, (Concern.COMPLAINT, Concern.OBJECTION, Concern.CONDUCT))
        ground.clock.jump(year)
        ground.post.down()
        daemon = ground.start()
        assert ground.live_until(lambda: bool(ground.put_off()), daemon)
        daemon.kill()
        ground.clock.jump(-year)
        ground.post.up()
    return Strike(faults=4, has_settled=ground.recover())


def at_the_hour_of(instant: datetime) -> Callable[[Ground], Strike]:
    """Work through the night in which the clocks are changed, killed on the way."""

    def strike(ground: Ground) -> Strike:
        ground.clock.set_to(instant)
        for _ in range(FAULTS):
            some_letters(ground, 3)
            daemon = ground.start()
            daemon.has_ended(within=ground.chance.uniform(0.1, 0.5))
            ground.clock.jump(timedelta(minutes=20))
            daemon.has_ended(within=0.1)
            daemon.kill()
        return Strike(faults=FAULTS, has_settled=ground.recover())

    return strike


def disk_full(ground: Ground) -> Strike:
    """Keep the database from growing for a while, at moments that chance chooses."""
    sign = ground.folder / "full"
    daemon = ground.start(full=str(sign))
    for _ in range(FAULTS):
        some_letters(ground, 3)
        daemon.has_ended(within=ground.chance.uniform(0.0, 0.3))
        sign.touch()
        daemon.has_ended(within=FULL_SECONDS)
        sign.unlink()
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def database_locked(ground: Ground) -> Strike:
    """Another program holds the database longer than the daemon waits."""
    daemon = ground.start(busy_ms=BUSY_MS)
    assert ground.live_until(ground.has_begun, daemon)  # it needs the database to start at all
    for _ in range(FAULTS):
        some_letters(ground, 3)
        daemon.has_ended(within=ground.chance.uniform(0.05, 0.4))
        with closing(sqlite3.connect(ground.folder / "krm.db", isolation_level=None)) as other:
            other.execute("PRAGMA busy_timeout=5000")
            other.execute("BEGIN IMMEDIATE")
            daemon.has_ended(within=LOCKED_SECONDS)
            other.execute("ROLLBACK")
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def memory_short(ground: Ground) -> Strike:
    """One letter is larger than the memory that is left; the others are worked all the same."""
    sign = ground.folder / "short"
    some_letters(ground, 3)
    daemon = ground.start(memory=LITTLE_MEMORY, short=str(sign))
    assert ground.live_until(ground.has_settled, daemon)  # by then every thread has its stack
    sign.touch()
    large = a_sent_letter(
        len(ground.letters) + 1, Concern.COMPLAINT, more="Sehr lang. " * (TOO_LONG // 11)
    )
    ground.arrive([large])
    some_letters(ground, 3)

    def has_settled() -> bool:
        left = [letter for letter, _ in ground.missing() if letter is not large]
        handed = sum(letter.concern in HANDED for letter in ground.letters)
        return (
            not left
            and not ground.lies_in(INBOX)
            and len(ground.lies_in(TROUBLE)) == 1
            and len(ground.lies_in(HANDED_OVER)) == handed
        )

    settled = ground.live_until(has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=1, has_settled=settled)
