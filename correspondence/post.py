"""Deliver what is due: lease, deliver with no transaction open, keep the proof (R1, R5, R7)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from sqlalchemy import Connection, Engine

from cases.deadlines import DeadlineKind
from cases.duties import Duty, DutyKind, duty_after_failure
from cases.letter import NOTICES, LetterKind
from cases.limits import WorkCalendar
from correspondence.settings import SmtpSettings
from correspondence.smtp import (
    FINAL_PATIENCE,
    LineDownError,
    RefusedError,
    SmtpLine,
    TryLaterError,
    open_line,
)
from store import deadlines, dispatches, duties
from store.dispatch_lines import LeasedDispatch
from store.engine import writing

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long to wait after each try; after the last one, that long every time."""
LONGEST_PAUSE_OF_LINE = timedelta(minutes=5)
"""A line that is down says nothing about the message: it goes out soon after the line is back."""
FEWEST_TRIES = 12
"""A message that waited while the machine was off is not given up for its age alone."""
JITTER = 0.1
ANSWERS_AWAITED = 8 + FINAL_PATIENCE
"""Connection, greeting, TLS, log-in (two), MAIL, RCPT, DATA; the last one is waited for longer."""
TOO_LARGE = ("552", "523")
TO_CITIZENS = NOTICES | {LetterKind.INTERIM_NOTICE, LetterKind.FINAL_ANSWER}
FIRST_REACTIONS = (DeadlineKind.FIRST_REACTION, DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """What delivery needs. `jitter` gives chance between 0 and 1, so that tries spread.

    Within its lease no other process tries the same message; a message that no server took for
    `max_age`, in `FEWEST_TRIES` or more, is given up and becomes a duty.
    """

    engine: Engine
    settings: SmtpSettings
    calendar: WorkCalendar
    now: Callable[[], datetime]
    jitter: Callable[[], float]
    shortest_lease: timedelta = timedelta(minutes=3)
    max_age: timedelta = timedelta(days=5)

    @property
    def lease(self) -> timedelta:
        """How long a message is ours: longer than the slowest server may keep us waiting."""
        longest = timedelta(seconds=self.settings.timeout_seconds * ANSWERS_AWAITED)
        return max(self.shortest_lease, longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRound:
    """What one round did. `line_down` holds the answer for which it ended early, or nothing."""

    delivered: int = 0
    refused: int = 0
    later: int = 0
    line_down: str = ""


class Outcome(StrEnum):
    """How one try ended."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try: how it ended, with which answer, and whether the line itself is down."""

    outcome: Outcome
    answer: str
    is_line_down: bool = False


def post_due(post_office: PostOffice, *, limit: int = 100) -> PostRound:
    """Deliver what is due, hand-overs first; each delivery is proven by a commit of its own.

    A crash between the server's yes and that commit sends the same bytes under the same
    Message-ID again once the lease has ended. The round ends when the line is down.
    """
    outcomes: list[Outcome] = []
    ending = ""
    with open_line(post_office.settings) as line:
        with writing(post_office.engine) as tx:
            leased = _lease(tx, post_office)
        while leased:
            tried = _try(line, leased, post_office)
            ending = tried.answer if tried.is_line_down else ""
            with writing(post_office.engine) as tx:
                outcomes.append(_record(tx, leased, tried, post_office))
                is_over = bool(ending) or len(outcomes) >= limit
                leased = None if is_over else _lease(tx, post_office)
    return PostRound(
        delivered=outcomes.count(Outcome.DELIVERED),
        refused=outcomes.count(Outcome.REFUSED),
        later=outcomes.count(Outcome.LATER),
        line_down=ending,
    )


def _lease(tx: Connection, post_office: PostOffice) -> LeasedDispatch | None:
    return dispatches.lease_next(tx, now=post_office.now(), lease=post_office.lease)


def _try(line: SmtpLine, leased: LeasedDispatch, post_office: PostOffice) -> Try:
    """Hand the message to the server, no transaction being open.

    Not after a sleep of the machine, or a clock put back, for which another process has taken the
    message over meanwhile.
    """

    def may_go() -> bool:
        until, lease = leased.lease_until, post_office.lease
        return until - 2 * lease <= post_office.now() < until

    try:
        answer = line.deliver(
            sender=leased.envelope_sender,
            recipient=leased.recipient,
            content=leased.content,
            may_go=may_go,
        )
    except RefusedError as error:
        return Try(outcome=Outcome.REFUSED, answer=error.answer)
    except TryLaterError as error:
        is_line_down = isinstance(error, LineDownError)
        return Try(outcome=Outcome.LATER, answer=error.answer, is_line_down=is_line_down)
    return Try(outcome=Outcome.DELIVERED, answer=answer)


def _record(tx: Connection, leased: LeasedDispatch, tried: Try, post_office: PostOffice) -> Outcome:
    """Write down how the try ended and what follows from it; return what it came to."""
    at = post_office.now()
    outcome = tried.outcome
    if outcome is Outcome.LATER and _is_given_up(tx, leased, at - post_office.max_age):
        outcome = Outcome.REFUSED
    facts = {"dispatch": leased.id, "journal": leased.journal, "kind": leased.kind}
    log.info("mail tried", extra={**facts, "outcome": outcome, "answer": tried.answer})
    if outcome is not Outcome.DELIVERED and not dispatches.is_still_leased(tx, leased):
        return Outcome.LATER  # another process is at it since our lease ended
    match outcome:
        case Outcome.DELIVERED:
            if dispatches.mark_delivered(tx, leased.id, answer=tried.answer, at=at):
                _after_delivery(tx, leased, at)
        case Outcome.REFUSED:
            if dispatches.mark_refused(tx, leased.id, answer=tried.answer, at=at):
                _after_refusal(tx, leased, tried, at=at, calendar=post_office.calendar)
        case Outcome.LATER:
            not_before = at + _pause(leased.attempts, tried, post_office.jitter())
            dispatches.try_later(tx, leased.id, answer=tried.answer, not_before=not_before)
        case _:
            assert_never(outcome)
    return outcome


def _is_given_up(tx: Connection, leased: LeasedDispatch, limit: datetime) -> bool:
    """Say whether it was tried often enough and for long; the machine may have been off."""
    if leased.attempts < FEWEST_TRIES:
        return False
    own_line = dispatches.lines(tx, 1, before=leased.id + 1)
    return own_line[0].filed_at <= limit


def _pause(attempts: int, tried: Try, chance: float) -> timedelta:
    """Return how long to wait after so many tries."""
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    if tried.is_line_down:
        pause = min(pause, LONGEST_PAUSE_OF_LINE)
    return pause * (1 + JITTER * chance)


def _after_delivery(tx: Connection, leased: LeasedDispatch, at: datetime) -> None:
    """Count a delivered letter to the citizen as the first reaction (R12).

    Where one was still to be written by hand, it is written.
    """
    if leased.kind in TO_CITIZENS and leased.journal is not None:
        deadlines.meet(tx, leased.journal, FIRST_REACTIONS, at=at)
        duties.close_kinds(tx, leased.journal, {DutyKind.NOTICE_BY_HAND}, by="", at=at)


def _after_refusal(
    tx: Connection, leased: LeasedDispatch, tried: Try, *, at: datetime, calendar: WorkCalendar
) -> None:
    """Lay before the officer what no server will take (R5, R12, R15)."""
    kind = duty_after_failure(leased.kind)
    if kind is None or leased.journal is None:
        return
    due_on = calendar.next_working_day(calendar.day_of(at))
    if kind is DutyKind.NOTICE_BY_HAND:
        running = deadlines.open_of(tx, leased.journal)
        limits = [each.due_on for each in running if each.kind is DeadlineKind.FIRST_REACTION]
        due_on = next(iter(limits), due_on)
    duty = Duty(kind=kind, due_on=due_on, detail=_why_refused(tried))
    duties.open_duty(tx, duty, journal=leased.journal, case_number=leased.case_number, at=at)


def _why_refused(tried: Try) -> str:
    """Return a short code for the desk."""
    if tried.outcome is Outcome.LATER:
        return "given_up"
    return "too_large" if tried.answer.startswith(TOO_LARGE) else "refused"
