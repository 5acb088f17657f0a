"""Every kind of fault in one table: how it strikes, and what may come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.edges.smtp_listener import SILENCE
from tests.faults import by_killing, in_mailbox, in_post, on_machine
from tests.faults.ground import Ground
from tests.faults.points import POINTS, World
from tests.faults.strike import Strike


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of fault; `may_repeat`: it can fall between the server's yes and our proof of it.

    Several rounds run at once in a daemon, so a kill at any point can find another round there;
    each fault repeats one delivery at most. `unread_per_fault`: how many letters may lie before the
    officer unread for each fault; kills chance upon one that is in hand, three of them lay it
    there. `is_slow`: takes a long time for few faults.
    """

    name: str
    strike: Callable[[Ground], Strike]
    may_repeat: bool = False
    unread_per_fault: float = 0
    is_slow: bool = False
    world: World = World.USUAL


def _killed_at_points() -> Iterator[Kind]:
    for point in POINTS:
        yield Kind(
            name=f"killed: {point.name}",
            strike=by_killing.killed_at(point),
            may_repeat=True,
            unread_per_fault=KILLED,
            world=point.world,
        )


def _answered() -> Iterator[Kind]:
    for name, stage, answer, may_repeat in in_post.ANSWERS:
        yield Kind(
            name=name,
            strike=in_post.answered(stage, answer),
            may_repeat=may_repeat,
            is_slow=answer == SILENCE,
        )


KILLED = 0.5
"""A letter that one kill made suspected is read alone and needs two more."""
KINDS: tuple[Kind, ...] = (
    *_killed_at_points(),
    Kind(
        name="killed at any time",
        strike=by_killing.killed_at_any_time,
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    Kind(
        name="killed at any time, without MOVE",
        strike=by_killing.killed_at_any_time,
        may_repeat=True,
        unread_per_fault=KILLED,
        world=World.WITHOUT_MOVE,
    ),
    Kind(
        name="two at work, one killed",
        strike=by_killing.killed_beside_another,
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    Kind(name="two at work", strike=by_killing.two_at_work, is_slow=True),
    Kind(
        name="a letter kills who reads it",
        strike=by_killing.killed_by_reading,
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    Kind(
        name="a letter kills who judges it",
        strike=by_killing.killed_by_judging,
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    *_answered(),
    Kind(name="SMTP: away", strike=in_post.away, is_slow=True),
    Kind(name="SMTP: restarts", strike=in_post.restarting, may_repeat=True),
    Kind(name="SMTP: drips", strike=in_post.dripping, is_slow=True),
    Kind(name="IMAP: restarts", strike=in_mailbox.restarted),
    Kind(name="IMAP: cut in a literal", strike=in_mailbox.cut_in_a_literal),
    Kind(name="IMAP: cut at any time", strike=in_mailbox.cut_at_any_time),
    Kind(name="IMAP: refuses connections", strike=in_mailbox.too_many_connections, is_slow=True),
    Kind(name="IMAP: drips", strike=in_mailbox.dripping, is_slow=True),
    Kind(name="new UIDVALIDITY, letters again", strike=in_mailbox.renumbered, may_repeat=False),
    Kind(name="mailbox rebuilt, letters again", strike=in_mailbox.rebuilt),
    Kind(name="folder renamed", strike=in_mailbox.renamed),
    Kind(name="folder full", strike=in_mailbox.full, is_slow=True),
    Kind(name="folder missing", strike=in_mailbox.without_its_folder, is_slow=True),
    Kind(name="message vanishes before the fetch", strike=in_mailbox.vanishing, is_slow=True),
    Kind(name="clock jumps", strike=on_machine.clock_jumps),
    Kind(name="clock a year ahead", strike=on_machine.clock_far_ahead, may_repeat=True),
    Kind(
        name="summer time ends",
        strike=on_machine.at_the_hour_of(on_machine.LAST_SUNDAY_IN_OCTOBER),
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    Kind(
        name="summer time begins",
        strike=on_machine.at_the_hour_of(on_machine.LAST_SUNDAY_IN_MARCH),
        may_repeat=True,
        unread_per_fault=KILLED,
    ),
    Kind(name="disk full", strike=on_machine.disk_full, may_repeat=True),
    Kind(name="database locked", strike=on_machine.database_locked, may_repeat=True),
    Kind(name="memory short", strike=on_machine.memory_short, unread_per_fault=1, is_slow=True),
)
