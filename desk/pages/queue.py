"""What waits: petitions first, then what may be an objection or conduct, then by limit (R10)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.duties import RANK, UNDECIDED, DutyKind
from desk.access import Permission
from desk.days import Limit, limits_on
from desk.health import health_of
from desk.pages.cases import CASE_DUTIES
from desk.reading_right import is_directors, is_hidden
from desk.visit import Page, Visit, go_to
from desk.words import DUTY_DETAILS, DUTY_HINTS
from store import duties
from store.accounts import AccountRole
from store.duties import OpenDuty
from store.engine import reading

SECTIONS = (
    (0, "Petitionen und Eingaben", "gehen allem vor"),
    (
        1,
        "Sofort ansehen",
        "vielleicht Widerspruch oder Dienstaufsichtsbeschwerde, gescheiterte Abgaben",
    ),
    (2, "Zu entscheiden und zu erledigen", "die nächste Frist zuerst"),
    (3, "Weitergeben und offene Vorgänge", "die nächste Frist zuerst"),
)
"""A rank of the core, its heading and what it means."""
RENEW_SECONDS = 60
"""R10: what arrived is to be seen within a minute."""


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
    received_at: datetime
    language: str
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one rank under their heading."""

    heading: str
    meaning: str
    lines: tuple[QueueLine, ...]


def show_queue(visit: Visit) -> ResponseReturnValue:
    """Show what waits; the admin sees health alone, the auditor has a page of its own (R29)."""
    if not visit.may(Permission.HEALTH):
        return go_to("access_log")
    with reading(visit.tools.engine) as tx:
        health = health_of(tx, visit)
        lines = tuple(_lines(tx, visit)) if visit.may(Permission.QUEUE) else ()
    renews = request.args.get("takt") == "minute"
    page = visit.page(
        "queue.html",
        sections=tuple(_sections(lines)),
        health=health,
        count=len(lines),
        renews=renews,
    )
    # Only where the person asked for it: a page that reloads unasked takes the reader's place.
    return (page, {"Refresh": f"{RENEW_SECONDS}"}) if renews else page


def _lines(tx: Connection, visit: Visit) -> Iterable[QueueLine]:
    by_message: dict[int, list[OpenDuty]] = {}
    for duty in duties.open_duties(tx):
        if _concerns(duty, visit):
            by_message.setdefault(duty.journal, []).append(duty)
    limit = limits_on(visit.today, visit.tools.office.calendar)
    return (_line(on_it, visit, limit) for on_it in by_message.values())


def _concerns(duty: OpenDuty, visit: Visit) -> bool:
    """Say whether the duty is this person's to see (R6, R29)."""
    if visit.who.account.role is AccountRole.DIRECTOR and not is_directors(duty):
        return False
    return not is_hidden(duty.hidden_from, visit.who, visit.tools.keys)


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


def _sections(lines: tuple[QueueLine, ...]) -> Iterable[Section]:
    for rank, heading, meaning in SECTIONS:
        ranked = tuple(line for line in lines if RANK[line.kind] == rank)
        if ranked:
            yield Section(heading=heading, meaning=meaning, lines=ranked)


PAGES = (Page("/", "queue", show_queue, Permission.FIRST_PAGE),)
