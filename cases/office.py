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
    """How often automatic notices may go, and to whom never (R15, R15a)."""

    per_address_day: int = 3
    per_case_day: int = 3
    per_hour: int = 200
    never_to: tuple[str, ...] = ()

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
    """The limits (R5a, R12 to R14, R26 to R28)."""

    suspected_hand_over: Term = field(default_factory=lambda: _working(1))
    acknowledge: Term = field(default_factory=lambda: _working(7))
    neutral_acknowledgement: Term = field(default_factory=lambda: _working(5))
    close: Term = field(default_factory=lambda: _working(14))
    petition: Term = field(default_factory=lambda: _calendar(14))
    petition_support_office: Term = field(default_factory=lambda: _working(14))
    submission: Term = field(default_factory=lambda: _working(14))
    committee_margin: Term = field(default_factory=lambda: _calendar(14))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything about the office that the rules need."""

    name: str
    calendar: WorkCalendar
    contact: Contact
    routing: Routing
    units: tuple[Unit, ...] = ()
    alerts: Alerts = field(default_factory=Alerts)
    replies: Replies = field(default_factory=Replies)
    terms: Terms = field(default_factory=Terms)
    own_address: str = ""
    objection_sentence: str = (
        "Ein Widerspruch muss schriftlich mit Unterschrift, in elektronischer Form nach "
        "§ 36a Absatz 2 SGB I oder zur Niederschrift bei uns eingelegt werden (§ 84 Absatz 1 "
        "SGG). Ob Ihre Nachricht diese Form erfüllt, prüft die Widerspruchsstelle."
    )

    def is_own(self, address: str) -> bool:
        """Say whether the address belongs to the house: own domain or routing (R15a)."""
        host = address.lower().rpartition("@")[2]
        own_hosts = {
            each.lower().rpartition("@")[2]
            for each in (self.own_address, self.contact.email, self.routing.sgg)
            if each
        }
        return host in own_hosts or address.lower() in self.routing.addresses
