"""Faults that end the process: `kill -9` at each named point, at any time, beside another one."""

from collections.abc import Callable
from datetime import timedelta

from tests.end_to_end.office import HANDED_OVER, INBOX
from tests.faults.daemon import DEADLY, DEADLY_BYTES
from tests.faults.ground import TROUBLE, Ground
from tests.faults.letters import HANDED_OVER as HANDED
from tests.faults.letters import Concern, a_sent_letter
from tests.faults.points import Point, World
from tests.faults.strike import Strike, some_letters

REACHED_WITHIN = 20.0
LIVES = 40
"""How often at most an office starts the service again that one letter kills."""
GRACE = timedelta(days=15)


def killed_at(point: Point) -> Callable[[Ground], Strike]:
    """Kill several daemons in a row at one point, new letters coming in before each."""

    def strike(ground: Ground) -> Strike:
        is_erasure = point.world is World.DUE_FOR_ERASURE
        if is_erasure:
            _settle_and_wait_out_the_grace_time(ground)
        faults = 0
        for _ in range(ground.kills):
            if not is_erasure:
                some_letters(ground, 3)
            on_pass = ground.chance.randint(1, point.passes)
            daemon = ground.start(point=point.name, on_pass=on_pass)
            faults += daemon.has_ended(within=REACHED_WITHIN)
            if not daemon.has_ended():
                daemon.stop()
        is_so = (lambda: ground.lies_in(HANDED_OVER) == []) if is_erasure else ground.has_settled
        has_settled = ground.recover(is_so)
        return Strike(faults=faults, has_settled=has_settled, are_erased=is_erasure)

    return strike


def _settle_and_wait_out_the_grace_time(ground: Ground) -> None:
    some_letters(ground, 2 * ground.kills, (Concern.OBJECTION, Concern.COMPLAINT))
    daemon = ground.start()
    assert ground.live_until(ground.has_settled, daemon)
    assert daemon.stop()
    ground.clock.jump(GRACE)


def killed_at_any_time(ground: Ground) -> Strike:
    """Kill daemons after a moment that chance chooses."""
    for _ in range(ground.kills):
        some_letters(ground, 3, tuple(Concern))
        daemon = ground.start()
        daemon.has_ended(within=ground.chance.uniform(0.05, 1.0))
        daemon.kill()
    return Strike(faults=ground.kills, has_settled=ground.recover())


def killed_beside_another(ground: Ground) -> Strike:
    """Two daemons on one mailbox and database; one of them is killed again and again."""
    steady = ground.start()
    for _ in range(ground.kills):
        other = ground.start()
        some_letters(ground, 3, tuple(Concern))
        other.has_ended(within=ground.chance.uniform(0.05, 0.8))
        other.kill()
    settled = ground.live_until(ground.has_settled, steady)
    ground.is_stopped_cleanly = steady.stop()
    return Strike(faults=ground.kills, has_settled=ground.recover() and settled)


def two_at_work(ground: Ground) -> Strike:
    """Two healthy daemons on one mailbox and database, letters coming in one by one."""
    both = [ground.start(), ground.start()]
    for _ in range(ground.kills):
        some_letters(ground, 2, tuple(Concern))
        both[0].has_ended(within=ground.chance.uniform(0.05, 0.3))
    settled = ground.live_until(ground.has_settled, *both)
    ground.is_stopped_cleanly = both[0].stop() & both[1].stop()
    return Strike(faults=1, has_settled=ground.recover() and settled)


def killed_by_reading(ground: Ground) -> Strike:
    """One letter ends each process that reads it, as too little memory does (R1)."""
    return _killed_by(ground, x_deadly=DEADLY_BYTES.decode().partition(": ")[2])


def killed_by_judging(ground: Ground) -> Strike:
    """One letter can be read, but ends each process that judges it."""
    return _killed_by(ground, more=DEADLY)


def _killed_by(ground: Ground, **written: str) -> Strike:
    some_letters(ground, 3)
    deadly = a_sent_letter(len(ground.letters) + 1, Concern.COMPLAINT, **written)
    ground.arrive([deadly])
    some_letters(ground, 3)

    def has_settled() -> bool:
        left = [letter for letter, _ in ground.missing() if letter is not deadly]
        handed = sum(letter.concern in HANDED for letter in ground.letters)
        return (
            not left
            and not ground.lies_in(INBOX)
            and ground.lies_in(TROUBLE) == [deadly.content]
            and len(ground.lies_in(HANDED_OVER)) == handed
        )

    faults, settled = 0, False
    while not settled and faults < LIVES:
        daemon = ground.start()
        settled = ground.live_until(has_settled, daemon)
        if daemon.has_ended():
            faults += 1
        else:
            ground.is_stopped_cleanly = daemon.stop()
            break
    return Strike(faults=faults, has_settled=settled and ground.recover(has_settled))
