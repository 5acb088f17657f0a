"""What the queue shows of each message that waits: why, until when, never a word of it (R10)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.decision import OtherKind
from cases.duties import CASE_DUTIES, RANK, UNDECIDED, DutyKind
from cases.labels import Label
from desk.access import Permission
from desk.reading_right import is_directors
from desk.visit import Visit
from desk.words.core import DUTY_DETAILS, DUTY_HINTS
from desk.words.days import Limit, limits_on
from store.duties import OpenDuty
from store.people.accounts import AccountRole

SECTIONS = (
    (0, "Petitionen und Eingaben", "gehen allem vor"),
    (
        1,
        "Sofort ansehen",
        "vielleicht Widerspruch oder Dienstaufsichtsbeschwerde, gescheiterte Abgaben",
    ),
    (2, "Zu entscheiden und zu erledigen", "die nächste Frist zuerst"),
)
"""A rank of the core, its heading and what it means."""
OBVIOUS = frozenset({OtherKind.ADVERTISING, OtherKind.EMPTY})
"""What the program may propose so that many can be filed at once (R9c)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideDuty:
    """What else waits about a message; `limit` is None unless it ends before the headline's."""

    kind: DutyKind
    case_number: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One message about which something waits, without a word of it.

    The most urgent duty is its headline and gives it its place; the others stand behind.
    """

    kind: DutyKind
    hint: str
    others: tuple[SideDuty, ...]
    journal: int
    case_number: str
    is_directors: bool
    may_open: bool
    may_tick: bool
    received_at: datetime
    language: str
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one rank under their heading."""

    heading: str
    meaning: str
    lines: tuple[QueueLine, ...]


def sections_of(visit: Visit, messages: Iterable[Sequence[OpenDuty]]) -> Iterable[Section]:
    """Return the lines under their headings, in the order in which they come."""
    limit = limits_on(visit.today, visit.tools.office.calendar)
    lines = tuple(_line(on_it, visit, limit) for on_it in messages)
    for rank, heading, meaning in SECTIONS:
        ranked = tuple(line for line in lines if RANK[line.kind] == rank)
        if ranked:
            yield Section(heading=heading, meaning=meaning, lines=ranked)


def is_obvious(on_it: Sequence[OpenDuty]) -> bool:
    """Say whether the program takes an undecided message for advertising or empty (R9c).

    Whatever else may hang on it, a suspicion above all, wants a look of its own.
    """
    return all(
        duty.kind is DutyKind.DECIDE
        and duty.labels == (Label.OTHER,)
        and duty.other_kind in OBVIOUS
        for duty in on_it
    )


def _line(on_it: Sequence[OpenDuty], visit: Visit, limit: Callable[[date], Limit]) -> QueueLine:
    """Make one line of a message's duties, the most urgent first."""
    first, *others = on_it
    is_director = visit.who.account.role is AccountRole.DIRECTOR
    return QueueLine(
        kind=first.kind,
        hint=DUTY_DETAILS.get(first.detail) or DUTY_HINTS[first.kind],
        others=tuple(_beside(first, each, limit) for each in others),
        journal=first.journal,
        case_number=_case_of(first),
        is_directors=any(is_directors(duty) for duty in on_it),
        may_open=not is_director or any(duty.kind in UNDECIDED for duty in on_it),
        may_tick=visit.who.may(Permission.WORK) and is_obvious(on_it),
        received_at=first.received_at,
        language=first.language,
        limit=limit(first.due_on),
    )


def _beside(first: OpenDuty, other: OpenDuty, limit: Callable[[date], Limit]) -> SideDuty:
    ends_sooner = other.due_on < first.due_on
    return SideDuty(
        kind=other.kind,
        case_number=_case_of(other),
        limit=limit(other.due_on) if ends_sooner else None,
    )


def _case_of(duty: OpenDuty) -> str:
    """Return the case on whose page the duty is worked, empty if on the message's."""
    return duty.case_number if duty.kind in CASE_DUTIES else ""
