"""Limits as an iCalendar feed (RFC 5545): numbers and kinds, no name and no content (R7, R35)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vText

from cases.office import Office
from cases.running import BY_ITSELF, RunningLimit
from desk.words.limits import limit_name

PRODUCT = "-//KRM//Fristen//DE"
RENEW = timedelta(hours=1)


def calendar_of(limits: Iterable[RunningLimit], *, office: Office, now: datetime) -> bytes:
    """Return the feed; each limit is a whole day and keeps its UID when the day moves."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"KRM-Fristen, {office.name}"))
    calendar.add("refresh-interval", RENEW, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for limit in limits:
        if limit.kind not in BY_ITSELF:
            calendar.add_component(_event(limit, office=office, now=now))
    return bytes(calendar.to_ical())


def _event(limit: RunningLimit, *, office: Office, now: datetime) -> Event:
    host = office.own_address.rpartition("@")[2] or "krm.invalid"
    number = f"Vorgang {limit.case_number}" if limit.case_number else f"Eingang {limit.journal}"
    event = Event()
    event.add("uid", f"{limit.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", limit.due_on)
    event.add("dtend", limit.due_on + timedelta(days=1))
    event.add("summary", f"{number}: {limit_name(limit.kind)}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
