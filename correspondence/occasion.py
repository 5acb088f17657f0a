"""Everything around a letter that is not in the letter itself (R10 to R12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cases.office import ContactPerson, Office
from correspondence.courtesy_words import added_language
from correspondence.wording import UNEDITED
from store.keys import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything around a letter that is not in the letter itself.

    `sender` is our own address, `fresh_id` chance for the Message-ID, `thread` the Message-ID
    that a notice answers, or empty. `answer_by` is None when no day can be named. `original`
    is there for hand-overs. `passed_on_to` names the unit that a transfer notice speaks of
    (R9c); `to_substitute`: the director's substitute has it (R6). `sending` is raised where a
    notice that was refused or bounced goes out again on purpose. `edited` are the letters'
    texts that the office has changed. `language` is the customer's, empty where it is unknown;
    `courtesy` the one that a person chose to add below, None where the settings decide.
    """

    office: Office
    sender: str
    keys: Keys
    received_at: datetime
    sent_at: datetime
    journal: int
    case_number: str = ""
    answer_by: date | None = None
    original: bytes | None = field(default=None, repr=False)
    fresh_id: str
    thread: str = ""
    passed_on_to: str = ""
    to_substitute: bool = False
    sending: int = 1
    received_on: date | None = None  # by the officer's word (R14)
    language: str = ""
    courtesy: str | None = None
    edited: Mapping[str, str] = field(default_factory=lambda: UNEDITED)

    @property
    def number(self) -> str:
        """The number that the citizen gets: the case, else the line in the journal (R11)."""
        return self.case_number or f"Eingang {self.journal}"

    @property
    def added_language(self) -> str:
        """The language of the version below the German text, empty for none (R34)."""
        if self.courtesy is not None:
            return self.courtesy
        return added_language(self.language, self.office.replies)

    @property
    def first_day(self) -> date:
        """The first day in the house: by the officer's word, else of receipt (R14)."""
        return self.received_on or self.office.calendar.day_of(self.received_at)

    @property
    def contact(self) -> ContactPerson:
        """The contact person on the day on which the letter goes (R11)."""
        return self.office.contact_on(self.office.calendar.day_of(self.sent_at))


def facts_of(occasion: Occasion) -> dict[str, object]:
    """Return what every letter may say; nothing here comes from a message."""
    office = occasion.office
    return {
        "office_name": office.name,
        "contact": occasion.contact,
        "contact_email": office.contact.email,
        "received_on": german_day(occasion.first_day),
        "number": occasion.number,
        "journal": occasion.journal,
        "answer_by": german_day(occasion.answer_by),
    }


def german_day(day: date | None) -> str:
    """Return a day as letters write it, nothing where there is none."""
    return f"{day:%d.%m.%Y}" if day else ""
