"""Which limits a person may see, and under which heading they stand (R6, R10, R29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from cases.deadlines import PETITION_DATES
from cases.office import Office
from cases.running import RunningLimit, how_counted
from desk.reading_right import is_hidden, reader_for
from desk.sign_in.session import SignedIn
from desk.words.days import Limit, limits_on
from desk.words.limits import counting, limit_name
from store.keys import Keys
from store.lists import case_list
from store.lists.running_limits import running
from store.people.accounts import AccountRole

HEADINGS = ("Petitionen und Eingaben", "Überschritten", "Heute", "Diese Woche", "Später")
"""Petitions go before all else, whatever their days (R24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLine:
    """One limit of the list: what, on what, until when, and how that was counted."""

    limit: RunningLimit
    name: str
    until: Limit
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSection:
    """Limits under one heading."""

    heading: str
    lines: tuple[LimitLine, ...]


def limits_for(
    tx: Connection, who: SignedIn, *, office: Office, keys: Keys
) -> tuple[RunningLimit, ...]:
    """Return the limits that this account may see; the director sees those of cases (R29)."""
    is_director = who.account.role is AccountRole.DIRECTOR
    hidden = case_list.hidden_from(tx, reader_for(who, keys))
    return tuple(
        limit
        for limit in running(tx, office.calendar.timezone)
        if limit.case_number or not is_director
        if limit.case_number not in hidden and not is_hidden(limit.hidden_from, who, keys)
    )


def sections_of(
    limits: Sequence[RunningLimit], *, today: date, office: Office
) -> Iterable[LimitSection]:
    """Put limits under petitions, late, today, this week, later; empty ones are left out."""
    word = limits_on(today, office.calendar)
    by_heading: dict[str, list[LimitLine]] = {heading: [] for heading in HEADINGS}
    for limit in limits:
        line = LimitLine(
            limit=limit,
            name=limit_name(limit.kind),
            until=word(limit.due_on),
            counted=counting(how_counted(limit, office)),
        )
        by_heading[_heading(limit, today)].append(line)
    for heading, lines in by_heading.items():
        if lines:
            yield LimitSection(heading=heading, lines=tuple(lines))


def _heading(limit: RunningLimit, today: date) -> str:
    petitions, late, now, this_week, later = HEADINGS
    day, sunday = limit.due_on, today + timedelta(days=6 - today.weekday())
    if limit.kind in PETITION_DATES:
        return petitions
    if day < today:
        return late
    if day == today:
        return now
    return this_week if day <= sunday else later
