"""The office as the core knows it: people, units, addresses, terms; all of it configuration."""

from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from cases.limits import DayUnit, Term, WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """Who stands in for the officer, and when (R11)."""

    name: str
    phone: str
    on_duty_from: date | None = None
    on_duty_until: date | None = None

    def is_on_duty(self, day: date) -> bool:
        """Say whether the deputy is the contact person on that day."""
        if self.on_duty_from is None or self.on_duty_until is None:
            return False
        return self.on_duty_from <= day <= self.on_duty_until


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Name and telephone number that a first reaction must give (R11)."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySpell:
    """Who is the contact person from a day to a day, as switched at the desk (R11)."""

    name: str
    from_on: date
    until_on: date

    def covers(self, day: date) -> bool:
        """Say whether the spell covers that day."""
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The KRM officer and the deputies (R11)."""

    name: str
    phone: str
    email: str
    deputies: tuple[Deputy, ...] = ()

    def on(self, day: date) -> ContactPerson:
        """Return who answers the telephone that day: the deputy on duty, else the officer."""
        for deputy in self.deputies:
            if deputy.is_on_duty(day):
                return ContactPerson(name=deputy.name, phone=deputy.phone)
        return ContactPerson(name=self.name, phone=self.phone)

    def person(self, name: str) -> ContactPerson | None:
        """Return officer or deputy by name; None for a name that the settings do not know."""
        deputies = (ContactPerson(name=each.name, phone=each.phone) for each in self.deputies)
        people = (ContactPerson(name=self.name, phone=self.phone), *deputies)
        return next((each for each in people if each.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of officer and deputies (R6: a complaint about one is hidden from them)."""
        return (self.name, *(deputy.name for deputy in self.deputies))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of the office: who is asked, who is informed (R17, R18, R22)."""

    name: str
    leader: str
    deputy: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Where hand-overs and petitions go (R5, R6, R26)."""

    sgg: str
    director: str
    director_substitute: str = ""
    agency_krm: str = ""
    support_office: str = ""
    director_name: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of the routing that is filled in, in lower case."""
        every = (
            self.sgg,
            self.director,
            self.director_substitute,
            self.agency_krm,
            self.support_office,
        )
        return tuple(address.lower() for address in every if address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """Where warnings go (R5a, R12); never our own mailbox. Empty means: nobody is told."""

    officer: str = ""
    deputy: str = ""
    director: str = ""
    admin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """How often automatic notices may go, to whom never, and in which languages (R15, R15a).

    `courtesy`: a short version in the customer's language stands below the German text;
    `plain_language`: one in plain German below every letter to a German reader.
    """

    per_address_day: int = 3
    per_case_day: int = 3
    per_hour: int = 200
    never_to: tuple[str, ...] = ()
    courtesy: bool = True
    plain_language: bool = False

    def forbids(self, address: str) -> bool:
        """Say whether a pattern of `never_to` matches (`*@host`, `*.domain`, a whole address)."""
        lower = address.lower()
        host = lower.rpartition("@")[2]
        return any(
            fnmatchcase(lower if "@" in pattern else host, pattern.lower())
            or (pattern.startswith("*.") and host == pattern[2:].lower())
            for pattern in self.never_to
        )


def _working(count: int) -> Term:
    return Term(count=count, unit=DayUnit.WORKING)


def _calendar(count: int) -> Term:
    return Term(count=count, unit=DayUnit.CALENDAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The limits (R5a, R12 to R14, R18, R26 to R28)."""

    suspected_hand_over: Term = field(default_factory=lambda: _working(1))
    acknowledge: Term = field(default_factory=lambda: _working(7))
    neutral_acknowledgement: Term = field(default_factory=lambda: _working(5))
    close: Term = field(default_factory=lambda: _working(14))
    statement: Term = field(default_factory=lambda: _working(5))
    petition: Term = field(default_factory=lambda: _calendar(14))
    petition_support_office: Term = field(default_factory=lambda: _working(14))
    submission: Term = field(default_factory=lambda: _working(14))
    committee_margin: Term = field(default_factory=lambda: _calendar(14))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything about the office that the rules need.

    `rota` holds the spells of duty entered at the desk, the latest first (R11).
    """

    name: str
    calendar: WorkCalendar
    contact: Contact
    routing: Routing
    units: tuple[Unit, ...] = ()
    alerts: Alerts = field(default_factory=Alerts)
    replies: Replies = field(default_factory=Replies)
    terms: Terms = field(default_factory=Terms)
    own_address: str = ""
    rota: tuple[DutySpell, ...] = ()
    objection_sentence: str = (
        "Ein Widerspruch muss schriftlich mit Unterschrift, in elektronischer Form nach "
        "§ 36a Absatz 2 SGB I oder zur Niederschrift bei uns eingelegt werden (§ 84 Absatz 1 "
        "SGG). Ob Ihre Nachricht diese Form erfüllt, prüft die Widerspruchsstelle."
    )

    def contact_on(self, day: date) -> ContactPerson:
        """Return who answers the telephone that day; the desk's rota goes before the settings."""
        named = (self.contact.person(spell.name) for spell in self.rota if spell.covers(day))
        return next((person for person in named if person), None) or self.contact.on(day)

    def is_own(self, address: str) -> bool:
        """Say whether the address belongs to the house: own domain or routing (R15a)."""
        host = address.lower().rpartition("@")[2]
        own_hosts = {
            each.lower().rpartition("@")[2]
            for each in (self.own_address, self.contact.email, self.routing.sgg)
            if each
        }
        return host in own_hosts or address.lower() in self.routing.addresses
