"""The office as the core knows it, made from the settings."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from holidays import country_holidays

from cases.limits import WorkCalendar
from cases.office import Office
from config.settings import OfficeSettings, Settings


def office_of(settings: Settings) -> Office:
    """Return the office with its calendar, people, addresses and limits."""
    office = Office(
        name=settings.office.name,
        calendar=calendar_of(settings.office),
        contact=settings.contact,
        routing=settings.routing,
        units=settings.units,
        alerts=settings.alerts,
        replies=settings.replies,
        terms=settings.terms,
        own_address=settings.smtp.sender,
    )
    sentence = settings.office.objection_sentence
    return replace(office, objection_sentence=sentence) if sentence else office


def calendar_of(office: OfficeSettings) -> WorkCalendar:
    """Return the office's days: holidays of its Land in German, its closing days (R14)."""
    return WorkCalendar(
        timezone=ZoneInfo(office.timezone),
        holidays=country_holidays("DE", subdiv=office.land, language="de"),
        closing_days=frozenset(office.closing_days),
    )
