"""Is the raw message due for erasure? Pure; the database is asked before (R7, R8, R9b, R9c)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from cases.decision import Verdict
from cases.labels import HAND_OVER_WAYS, Way
from cases.letter import LetterKind
from cases.plan import Retention
from store.dispatch_lines import DispatchLine, DispatchState
from store.messages.entries import JournalEntry
from store.settings import RetentionSettings

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A decided message about which no duty but its case is open, and what hangs on it.

    `proofs` are its hand-overs; a second copy of a letter, never sent itself, rests on those of
    the first. `answered_retention` and `answered_is_erased` tell of the message it answers.
    """

    entry: JournalEntry
    dispatches: tuple[DispatchLine, ...] = ()
    proofs: tuple[DispatchLine, ...] = ()
    last_duty_done_at: datetime | None = None
    first_is_held: bool = False
    answered_retention: Retention | None = None
    answered_is_erased: bool = False
    case_closed_at: datetime | None = None


def is_due(candidate: Candidate, *, now: datetime, retention: RetentionSettings) -> bool:
    """Say whether nothing needs the raw message any more (R7, R9c, R33)."""
    is_held = candidate.entry.erasure_held or candidate.first_is_held
    sent = (*candidate.dispatches, *candidate.proofs)
    is_waiting = any(each.state is DispatchState.WAITING for each in sent)
    return not is_held and not is_waiting and _is_over(candidate, now, retention)


def months_before(now: datetime, months: int) -> datetime:
    """Return the same time of day so many months earlier, on the last day of a shorter month."""
    year, month = divmod(now.year * MONTHS_IN_YEAR + now.month - 1 - months, MONTHS_IN_YEAR)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def _is_over(candidate: Candidate, now: datetime, retention: RetentionSettings) -> bool:
    """Say whether the time is over that its retention sets."""
    kind = candidate.entry.retention
    match kind:
        case Retention.HANDED_OVER:
            return _handed_over_is_due(candidate, now - timedelta(days=retention.handed_over_days))
        case Retention.OTHER:
            return _other_is_due(candidate, now - timedelta(days=retention.other_days))
        case Retention.MACHINE:
            return _machine_is_due(candidate, now - timedelta(days=retention.machine_days))
        case Retention.CASE:
            return _case_is_due(candidate, months_before(now, retention.closed_cases_months))
        case None:
            return False
        case _:
            assert_never(kind)


def _handed_over_is_due(candidate: Candidate, cut: datetime) -> bool:
    """Require proof for every way and the end of the grace time (R7).

    What was never handed over itself goes after what it answers: SGG's mail that brought a
    hand-over back (R9b).
    """
    if not candidate.proofs:
        return candidate.answered_is_erased
    proven = [each for each in candidate.proofs if each.is_proven]
    reached = {way for each in proven for way in each.ways}
    is_old_enough = _are_all_by((each.delivered_at for each in proven), cut)
    return bool(proven) and is_old_enough and _wanted_ways(candidate) <= reached


def _wanted_ways(candidate: Candidate) -> frozenset[Way]:
    """Return the ways that must be proven.

    Those that the decision names; for a message that followed its matter (R9), those it was sent.
    """
    ways = candidate.entry.ways
    decided = frozenset(way for way in HAND_OVER_WAYS if ways.get(way) is Verdict.DO)
    sent = frozenset(way for each in candidate.proofs for way in each.ways)
    return decided or sent


def _other_is_due(candidate: Candidate, cut: datetime) -> bool:
    """Require that decision, duties and delivery are old enough, and that it arrived (R9c)."""
    passed_on = [each for each in candidate.dispatches if each.kind is LetterKind.PASS_ON]
    arrivals = [each.delivered_at for each in passed_on if each.is_proven]
    duty_done_at = candidate.last_duty_done_at or candidate.entry.decided_at
    has_arrived = bool(arrivals) or not passed_on
    return has_arrived and _are_all_by((candidate.entry.decided_at, duty_done_at, *arrivals), cut)


def _machine_is_due(candidate: Candidate, cut: datetime) -> bool:
    """Require its own time; a bounce, which quotes the hand-over, goes together with that."""
    quotes_hand_over = candidate.answered_retention is Retention.HANDED_OVER
    goes_with_it = quotes_hand_over and candidate.answered_is_erased
    return goes_with_it or _is_by(candidate.entry.decided_at, cut)


def _case_is_due(candidate: Candidate, cut: datetime) -> bool:
    """Require that the case was closed long enough ago (R33)."""
    return _is_by(candidate.case_closed_at, cut)


def _are_all_by(moments: Iterable[datetime | None], cut: datetime) -> bool:
    return all(_is_by(moment, cut) for moment in moments)


def _is_by(moment: datetime | None, cut: datetime) -> bool:
    return moment is not None and moment <= cut
