"""How a day, an instant and a limit are worded for people (R10, R14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from cases.limits import WorkCalendar, working_days_passed

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
SOON = 2


class Urgency(StrEnum):
    """How near a limit is; the page shows it as words, a sign and a colour."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last day of a limit, in words."""

    due_on: date
    urgency: Urgency
    wording: str


def limit_of(due_on: date, *, today: date, calendar: WorkCalendar) -> Limit:
    """Word a limit in working days, today counted as the day on which one can still act."""
    if due_on < today:
        late = max(1, working_days_passed(due_on, today, calendar))
        return Limit(due_on=due_on, urgency=Urgency.LATE, wording=f"seit {_since(late)} vorbei")
    if due_on == today:
        return Limit(due_on=due_on, urgency=Urgency.TODAY, wording="heute")
    left = working_days_passed(today, due_on, calendar)
    urgency = Urgency.SOON if left <= SOON else Urgency.CALM
    return Limit(due_on=due_on, urgency=urgency, wording=f"noch {_days(left)}")


def limits_on(today: date, calendar: WorkCalendar) -> Callable[[date], Limit]:
    """Return how limits are worded on a day; a list with many of one date counts it once."""

    @cache
    def word(due_on: date) -> Limit:
        return limit_of(due_on, today=today, calendar=calendar)

    return word


def written_day(day: date) -> str:
    """Write a day as `Mo, 23.11.2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d.%m.%Y}"


def written_instant(instant: datetime, calendar: WorkCalendar) -> str:
    """Write an instant in the office's time as `Mo, 23.11.2026, 09:14 Uhr`."""
    there = instant.astimezone(calendar.timezone)
    return f"{written_day(there.date())}, {there:%H:%M} Uhr"


def _days(count: int) -> str:
    return "1 Arbeitstag" if count == 1 else f"{count} Arbeitstage"


def _since(count: int) -> str:
    return "1 Arbeitstag" if count == 1 else f"{count} Arbeitstagen"
