"""When is it due? Working days, terms and due dates (R12 to R14a, R26 to R28)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
SATURDAY = 5
TERM = re.compile(r"(\d{1,3}) (working|calendar) days?")


class DayUnit(StrEnum):
    """What a term counts."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A number of days, never hours (R14)."""

    count: int
    unit: DayUnit

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Read `7 working days` or `14 calendar days`; ValueError says what was expected."""
        match = TERM.fullmatch(text.strip())
        if not match:
            message = f"{text!r} is no term; write for example '7 working days'"
            raise ValueError(message)
        return cls(count=int(match[1]), unit=DayUnit(match[2]))

    def __str__(self) -> str:
        """Write the term as the configuration does."""
        return f"{self.count} {self.unit} day{'s' * (self.count != 1)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """The office's days: zone, holidays of its Land, its own closing days (R14).

    `holidays` maps a day to its name; a lazy mapping is welcome.
    """

    timezone: ZoneInfo
    holidays: Mapping[date, str] = field(default_factory=dict)
    closing_days: frozenset[date] = frozenset()

    def day_of(self, instant: datetime) -> date:
        """Return the office's day of an aware instant."""
        if instant.tzinfo is None:
            message = "an instant without time zone has no day"
            raise ValueError(message)
        return instant.astimezone(self.timezone).date()

    def free_because(self, day: date) -> str | None:
        """Return why nobody works that day, or None on a working day."""
        if day in self.closing_days:
            return "Schließtag"
        if day in self.holidays:
            return self.holidays[day]
        return "Wochenende" if day.weekday() >= SATURDAY else None

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works that day."""
        return self.free_because(day) is None

    def next_working_day(self, day: date) -> date:
        """Return the day itself if the office works, else the first working day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day of a count: its number in the term, or why it does not count."""

    day: date
    number: int | None
    because: str = ""


def due_on(start: date, term: Term, calendar: WorkCalendar) -> date:
    """Return the last day of the limit, the day of receipt not counted (R14, R14a)."""
    return count_out(start, term, calendar)[-1].day if term.count else start


def count_out(start: date, term: Term, calendar: WorkCalendar) -> tuple[CountedDay, ...]:
    """Return how the limit is counted, day by day, ending with its last day (R14, R14a)."""
    counted: list[CountedDay] = []
    day, number = start, 0
    while number < term.count:
        day += ONE_DAY
        free = calendar.free_because(day) if term.unit is DayUnit.WORKING else None
        number += free is None
        counted.append(CountedDay(day=day, number=None if free else number, because=free or ""))
    while counted and (free := calendar.free_because(day)):
        counted[-1] = CountedDay(day=day, number=counted[-1].number, because=f"{free}, § 26 SGB X")
        day += ONE_DAY
        counted.append(CountedDay(day=day, number=None))
    return tuple(counted)


def latest_before(outside_date: date, term: Term, calendar: WorkCalendar) -> date:
    """Return the last day that lies a term before an outside date, moved earlier (R14a, R28)."""
    counted = count_back(outside_date, term, calendar)
    return counted[-1].day if counted else outside_date


def count_back(outside_date: date, term: Term, calendar: WorkCalendar) -> tuple[CountedDay, ...]:
    """Return how a limit before an outside date is counted back to its last day (R14a, R28)."""
    counted: list[CountedDay] = []
    day, number = outside_date, 0
    while number < term.count:
        day -= ONE_DAY
        free = calendar.free_because(day) if term.unit is DayUnit.WORKING else None
        number += free is None
        counted.append(CountedDay(day=day, number=None if free else number, because=free or ""))
    while free := calendar.free_because(day):
        because = f"{free}, zählt zum Arbeitstag davor"
        number_there = counted.pop().number if counted else None
        counted.append(CountedDay(day=day, number=number_there, because=because))
        day -= ONE_DAY
        counted.append(CountedDay(day=day, number=None))
    return tuple(counted)


def working_days_passed(start: date, today: date, calendar: WorkCalendar) -> int:
    """Return how many working days have begun after the start day, today included."""
    days = (start + ONE_DAY * offset for offset in range(1, (today - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)
