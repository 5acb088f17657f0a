"""The named points of the line at which a fault can strike, in one table.

The program knows nothing of them. A point names a function and whether the fault strikes before
or after it, on which pass; the daemon of these tests puts a shell around that one function when
it starts. A name that the program no longer has is an error there, so the table cannot rot.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from importlib import import_module
from itertools import count
from typing import Any


class Moment(StrEnum):
    """On which side of the function the fault strikes."""

    BEFORE = "before"
    AFTER = "after"


class World(StrEnum):
    """What must be so for the line to come past a point."""

    USUAL = "usual"
    WITHOUT_MOVE = "without_move"  # the mail server can only copy and remove
    DUE_FOR_ERASURE = "due_for_erasure"  # hand-overs whose grace time is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place in the program: `module:function` or `module:Class.method`, before or after it.

    A round comes past it at least `passes` times when three letters wait.
    """

    name: str
    where: str
    moment: Moment
    world: World = World.USUAL
    passes: int = 1


def _before(name: str, where: str, world: World = World.USUAL, *, passes: int = 1) -> Point:
    return Point(name=name, where=where, moment=Moment.BEFORE, world=world, passes=passes)


def _after(name: str, where: str, world: World = World.USUAL, *, passes: int = 1) -> Point:
    return Point(name=name, where=where, moment=Moment.AFTER, world=world, passes=passes)


NO_MOVE, DUE = World.WITHOUT_MOVE, World.DUE_FOR_ERASURE
POINTS: tuple[Point, ...] = (
    # The mailbox, and TX A.
    _before("listed, not fetched", "intake.mailbox:Mailbox.fetch"),
    _before("fetched, not read", "intake.collecting:take"),
    _after("written in TX A, not committed", "store.journal:take_many"),
    _after("TX A committed, not moved", "intake.collecting:take"),
    _before("target folder there, not moved", "intake.mailbox_session:Session.move"),
    _after("moved, server's answer unread", "intake.mailbox_session:Session.move"),
    _after("moved, not noted", "intake.mailbox:Mailbox.move"),
    _after("note of the move not committed", "store.server_copies:note_filed", passes=3),
    _after("moved and noted", "intake.collecting:move"),
    _after("copied, not flagged", "intake.mailbox_session:Session.copy", NO_MOVE),
    _after("flagged, not removed", "intake.mailbox_session:Session.mark_deleted", NO_MOVE),
    _after("removed, not noted", "intake.mailbox_session:Session.expunge", NO_MOVE),
    _before("all taken in, not sorted", "service.rounds:sort_on_server"),
    _after("sorted", "service.rounds:sort_on_server"),
    # Deciding, and TX B.
    _after("leased, lease not committed", "store.journal:lease_undecided"),
    _before("leased, not worked", "intake.line:work_entry", passes=3),
    _after("read, not judged", "intake.line:read_mail", passes=3),
    _before("judged, not filed", "intake.line:file_decision", passes=3),
    _after("facts known, no plan", "intake.filing:facts_for", passes=3),
    _after("case number drawn", "intake.filing:_draw_number"),
    _after("letters composed", "intake.filing:compose_all", passes=3),
    _after("decision written in TX B, nothing else", "store.journal:mark_decided", passes=3),
    _after("plan written in TX B, no letters", "intake.filing:_carry_out", passes=3),
    _after("all written in TX B, not committed", "intake.filing:send", passes=3),
    _after("TX B committed", "intake.line:file_decision", passes=3),
    _after("round of deciding over", "service.rounds:decide_waiting"),
    # The way out: TX C, SMTP, TX D.
    _after("leased in TX C, not committed", "store.dispatches:lease_next", passes=3),
    _before(
        "TX C committed, server not called", "correspondence.smtp:_ServerLine.deliver", passes=3
    ),
    _before("connected, nothing said", "correspondence.smtp:_ServerLine._announce"),
    _before("recipient taken, no content", "correspondence.smtp:_ServerLine._hand_in", passes=3),
    _after("server said 250, nothing written", "correspondence.smtp:_ServerLine.deliver", passes=3),
    _after("proof written in TX D, not committed", "store.dispatches:mark_delivered", passes=3),
    _after("limit met in TX D, not committed", "store.deadlines:meet"),
    _after("round of posting over", "service.rounds:post_due"),
    # Limits.
    _before("nobody warned yet", "intake.sweep:send_warnings"),
    _after("warning noted, not filed", "store.duties:note_warning"),
    _after("warnings filed", "intake.sweep:send_warnings"),
    # Erasure, and TX E.
    _after("erased in TX E, not committed", "store.erasure:erase_due", DUE),
    _before("TX E committed, server's copy there", "intake.mailbox:Mailbox.erase", DUE),
    _after("server's copy flagged", "intake.mailbox_session:Session.mark_deleted", DUE),
    _after("server's copy gone, not noted", "intake.mailbox:Mailbox.erase", DUE),
    _after("absence noted, not committed", "store.erasure:note_server_erased", DUE),
)


def point_named(name: str) -> Point:
    """Return a point of the table; KeyError for a name that is not in it."""
    return {point.name: point for point in POINTS}[name]


def arm(point: Point, *, on_pass: int) -> None:
    """Let this process be killed there on its n-th pass, as `kill -9` does."""
    holder, name = holder_of(point)
    setattr(holder, name, _shell(getattr(holder, name), point.moment, on_pass))


def holder_of(point: Point) -> tuple[Any, str]:
    """Return the module or class that holds the function, and its name there.

    AttributeError where the program has no such function.
    """
    module, _, path = point.where.partition(":")
    *classes, name = path.split(".")
    holder: Any = import_module(module)
    for each in classes:
        holder = getattr(holder, each)
    getattr(holder, name)
    return holder, name


def _shell(function: Callable[..., Any], moment: Moment, on_pass: int) -> Callable[..., Any]:
    passes = count(1)

    @wraps(function)
    def strikes(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (whatever it takes and gives)
        is_it = next(passes) == on_pass
        if is_it and moment is Moment.BEFORE:
            die()
        answer = function(*arguments, **named)
        if is_it:
            die()
        return answer

    return strikes


def die() -> None:
    """End this process at once: nothing is closed, rolled back or said."""
    os.kill(os.getpid(), signal.SIGKILL)
