"""What waits: petitions first, then what may be an objection or conduct, then by limit (R10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.duties import RANK, UNDECIDED, DutyKind
from desk.access import Permission
from desk.days import Limit, limit_of
from desk.health import health_of
from desk.reading_right import is_directors, is_hidden
from desk.visit import Page, Visit, go_to
from desk.words import DUTY_DETAILS, DUTY_HINTS
from store import duties, journal
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
CASE_DUTIES = frozenset({DutyKind.CASE, DutyKind.PETITION})


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One thing that waits, without a word of the message."""

    kind: DutyKind
    hint: str
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
    for duty in duties.open_duties(tx):
        if visit.who.account.role is AccountRole.DIRECTOR and not is_directors(duty):
            continue
        if is_hidden(duty.hidden_from, visit.who, visit.tools.keys):
            continue
        entry = journal.entry(tx, duty.journal)
        yield _line(duty, entry.language if entry else "", visit)


def _line(duty: OpenDuty, language: str, visit: Visit) -> QueueLine:
    calendar = visit.tools.office.calendar
    is_director = visit.who.account.role is AccountRole.DIRECTOR
    return QueueLine(
        kind=duty.kind,
        hint=DUTY_DETAILS.get(duty.detail) or DUTY_HINTS[duty.kind],
        journal=duty.journal,
        case_number=duty.case_number if duty.kind in CASE_DUTIES else "",
        is_directors=is_directors(duty),
        may_open=not is_director or duty.kind in UNDECIDED | CASE_DUTIES,
        received_at=duty.received_at,
        language=language,
        limit=limit_of(duty.due_on, today=visit.today, calendar=calendar),
    )


def _sections(lines: tuple[QueueLine, ...]) -> Iterable[Section]:
    for rank, heading, meaning in SECTIONS:
        ranked = tuple(line for line in lines if RANK[line.kind] == rank)
        if ranked:
            yield Section(heading=heading, meaning=meaning, lines=ranked)


PAGES = (Page("/", "queue", show_queue, Permission.FIRST_PAGE),)
