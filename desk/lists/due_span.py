"""The spans of days by which lists are filtered: late, today, this week (R10)."""

from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

A_DAY = timedelta(days=1)
SUNDAY = 6


class DueSpan(StrEnum):
    """When a limit ends, as a filter asks for it; the value stands in the address."""

    LATE = "vorbei"
    TODAY = "heute"
    THIS_WEEK = "woche"


SPAN_WORDS = MappingProxyType(
    {
        DueSpan.LATE: "vorbei",
        DueSpan.TODAY: "heute",
        DueSpan.THIS_WEEK: "noch diese Woche",
    }
)


def days_of(span: DueSpan | None, *, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a span; None is open on that side."""
    match span:
        case None:
            return None, None
        case DueSpan.LATE:
            return None, today - A_DAY
        case DueSpan.TODAY:
            return today, today
        case DueSpan.THIS_WEEK:
            return today, today + (SUNDAY - today.weekday()) * A_DAY
        case _:
            assert_never(span)
