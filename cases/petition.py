"""A petition or submission: its dates, its way, who authorises and who sends (R24 to R28)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from cases.deadlines import RULE_AND_TERM, Deadline, DeadlineKind
from cases.labels import Label
from cases.limits import CountedDay, Term, count_back, count_out
from cases.office import Office
from cases.same_person import is_same_person


class Competence(StrEnum):
    """Who answers for the matter (R25): one of the sponsors, or their board."""

    AGENCY = "agency"
    COUNTY = "county"
    BOARD = "board"  # Trägerversammlung (R28)


class Sponsor(StrEnum):
    """For whom somebody authorises a statement of the board (R28)."""

    AGENCY = "agency"  # the chair of the management of the AA, or a delegate
    COUNTY = "county"  # the Landrat, or a delegate


class Actor(StrEnum):
    """Who enters a step of the way."""

    OFFICER = "officer"
    DIRECTOR = "director"


class Step(StrEnum):
    """A step of the statement on its way through AA and RD (R26, R27)."""

    UNIT_ASKED = "unit_asked"
    DRAFTED = "drafted"
    TO_AGENCY = "to_agency"  # entered by sending alone
    AGENCY_CHECKED = "agency_checked"
    TO_REGIONAL_OFFICE = "to_regional_office"
    ARRIVED = "arrived"
    TO_COMMITTEE = "to_committee"


AFTER: Mapping[Step, Step | None] = MappingProxyType(
    {
        Step.UNIT_ASKED: None,
        Step.DRAFTED: None,
        Step.TO_AGENCY: None,
        Step.AGENCY_CHECKED: Step.TO_AGENCY,
        Step.TO_REGIONAL_OFFICE: Step.TO_AGENCY,
        Step.ARRIVED: Step.TO_AGENCY,
        Step.TO_COMMITTEE: Step.TO_AGENCY,
    }
)
"""Every step in the order of the way, and the one that must have been before it."""


class Way(StrEnum):
    """How somebody authorised (R28)."""

    LETTER = "letter"
    MAIL = "mail"
    FAX = "fax"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step, the day on which it was done, and when it was entered."""

    step: Step
    on_day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """Who authorised for a sponsor: name, day, way, document (R28).

    `document` is the number of the stored file, None while none is there.
    """

    sponsor: Sponsor
    name: str
    on_day: date
    way: Way
    document: int | None
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition:
    """What is known of a petition; `received_on` is its message's first day in the house (R14).

    `has_own_day`: the request followed a copy, so `received_on` is the day of the request alone.
    `competence` and `committee_on` are None until they are set. `is_own_copy`: a citizen sent a
    copy and nobody asked for a statement (R25). `edited_at`: when the statement's text was last
    changed, None before the first draft; `is_complete`: every part that the form asks for is
    filled in.
    """

    labels: tuple[Label, ...]
    received_on: date
    is_confirmed: bool = False
    has_own_day: bool = False
    competence: Competence | None = None
    committee_on: date | None = None
    is_own_copy: bool = False
    edited_at: datetime | None = None
    is_complete: bool = False
    steps: tuple[StepTaken, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()

    def step(self, step: Step) -> StepTaken | None:
        """Return the step if it was taken."""
        return next((each for each in self.steps if each.step is step), None)

    def authorisation(self, sponsor: Sponsor) -> Authorisation | None:
        """Return who authorised for the sponsor, None if nobody did."""
        return next((each for each in self.authorisations if each.sponsor is sponsor), None)

    @property
    def is_sent(self) -> bool:
        """Whether the statement is on its way."""
        return self.step(Step.TO_AGENCY) is not None

    @property
    def is_boards(self) -> bool:
        """Whether the Trägerversammlung answers (R28)."""
        return self.competence is Competence.BOARD

    @property
    def lacks_committee_day(self) -> bool:
        """Whether the day is missing from which R28 counts back; a ministry sets none."""
        is_committees = self.is_boards and Label.PETITION in self.labels
        return is_committees and self.committee_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionDate:
    """One limit of a petition with the way it was counted (R14); `start` itself never counts."""

    kind: DeadlineKind
    rule: str
    start: date
    term: Term
    counted: tuple[CountedDay, ...]

    @property
    def due_on(self) -> date:
        """The last day."""
        return self.counted[-1].day if self.counted else self.start

    @property
    def deadline(self) -> Deadline:
        """The limit as it is watched."""
        return Deadline(kind=self.kind, rule=self.rule, due_on=self.due_on)


def dates_of(petition: Petition, office: Office) -> tuple[PetitionDate, ...]:
    """Return every limit of a petition, the earliest first: that one is shown (R26 to R28).

    A citizen's own copy has none of them (R25). The board's date comes beside the others, since
    nothing says that it replaces them.
    """
    if petition.is_own_copy:
        return ()
    kinds = _kinds(petition)
    return tuple(sorted((_date(kind, petition, office) for kind in kinds), key=_by_day))


def missing_sponsors(petition: Petition) -> tuple[Sponsor, ...]:
    """Return for whom nobody with a document has authorised yet (R28); none outside the board."""
    if not petition.is_boards:
        return ()
    there = {each.sponsor for each in petition.authorisations if each.document is not None}
    return tuple(sponsor for sponsor in Sponsor if sponsor not in there)


def is_changed_since(petition: Petition) -> bool:
    """Say whether the text was changed after somebody authorised it (R28)."""
    edited_at = petition.edited_at
    return edited_at is not None and any(
        each.entered_at < edited_at for each in petition.authorisations
    )


def are_same_person(authorisations: Iterable[Authorisation]) -> bool:
    """Say whether one person stands twice among those who authorise (R28)."""
    names = (each.name for each in authorisations)
    return any(is_same_person(one, other) for one, other in combinations(names, 2))


def _kinds(petition: Petition) -> Iterable[DeadlineKind]:
    if Label.PETITION in petition.labels:
        yield DeadlineKind.PETITION
        yield DeadlineKind.PETITION_SUPPORT_OFFICE
    if Label.SUBMISSION in petition.labels:
        yield DeadlineKind.SUBMISSION
    if petition.is_boards and petition.committee_on:
        yield DeadlineKind.COMMITTEE


def _date(kind: DeadlineKind, petition: Petition, office: Office) -> PetitionDate:
    rule, key = RULE_AND_TERM[kind]
    term: Term = getattr(office.terms, key)
    if kind is DeadlineKind.COMMITTEE and petition.committee_on:
        start = petition.committee_on
        counted = count_back(start, term, office.calendar)
    else:
        start = petition.received_on
        counted = count_out(start, term, office.calendar)
    return PetitionDate(kind=kind, rule=rule, start=start, term=term, counted=counted)


def _by_day(each: PetitionDate) -> date:
    return each.due_on
