"""Every limit that runs, wherever it comes from, and how it was counted (R10, R14)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cases.deadlines import RULE_AND_TERM, DeadlineKind
from cases.limits import CountedDay, Term, count_out
from cases.office import Office


class OtherLimit(StrEnum):
    """Limits that are no `DeadlineKind`: somebody at the desk has set their day."""

    STATEMENT = "statement"  # R18
    MEASURE = "measure"  # R21


LimitKind = DeadlineKind | OtherLimit
BY_ITSELF = frozenset({DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT})
"""What the program does when its day comes; nobody has to act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLimit:
    """A limit that is not met. `key` names it for good; `starts` are days it may count from.

    `hidden_from` holds keyed hashes of names (R6).
    """

    key: str
    kind: LimitKind
    due_on: date
    case_number: str = ""
    journal: int | None = None
    starts: tuple[date, ...] = ()
    hidden_from: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How a limit was counted: from which day, how long, day by day."""

    start: date
    term: Term
    days: tuple[CountedDay, ...]


def kind_called(name: str) -> LimitKind | None:
    """Return the kind of this name, or None."""
    kinds: Iterable[LimitKind] = (*DeadlineKind, *OtherLimit)
    return next((kind for kind in kinds if kind.value == name), None)


def how_counted(limit: RunningLimit, office: Office) -> Counted | None:
    """Return the count that leads to the limit's day; None where a person has set it."""
    if not isinstance(limit.kind, DeadlineKind):
        return None
    _, name = RULE_AND_TERM[limit.kind]
    term: Term = getattr(office.terms, name)
    for start in limit.starts:
        days = count_out(start, term, office.calendar)
        if days and days[-1].day == limit.due_on:
            return Counted(start=start, term=term, days=days)
    return None
