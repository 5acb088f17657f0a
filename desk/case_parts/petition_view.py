"""What the page of a petition shows (R24 to R28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import abort
from sqlalchemy import Connection

from cases.petition import (
    AFTER,
    Actor,
    PetitionDate,
    Sponsor,
    Step,
    StepTaken,
    dates_of,
    is_changed_since,
    missing_sponsors,
)
from cases.petition_form import FormPart, StatementForm
from cases.petition_way import (
    Hindrance,
    PetitionState,
    StepFault,
    hindrances,
    sender_of,
    state_of,
    step_fault,
    unsend_fault,
)
from correspondence.petition_statement import StatementFacts, first_draft
from desk.reading_right import record_of
from desk.visit import Visit
from desk.words.days import Limit, limits_on
from store import dispatches, register
from store.case_records import petitions
from store.case_records.petitions import PetitionRecord
from store.dispatches import DispatchLine, DispatchState


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A limit with the way it was counted (R14)."""

    date: PetitionDate
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of the way: when it was taken, or that it can be entered now."""

    step: Step
    taken: StepTaken | None
    may_enter: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionView:
    """A petition as one person sees it.

    `against`: what stands against sending by this person; `may_undo`: the sending can still be
    taken back by this person.
    """

    record: PetitionRecord
    state: PetitionState
    dates: tuple[DateView, ...]
    steps: tuple[StepView, ...]
    missing_parts: tuple[FormPart, ...]
    missing_sponsors: tuple[Sponsor, ...]
    is_changed_since: bool
    against: tuple[Hindrance, ...]
    is_sender: bool
    may_undo: bool
    dispatch: DispatchLine | None

    @property
    def is_in_work(self) -> bool:
        """Whether dates, competence and text can still be changed."""
        return self.record.is_open and not self.record.petition.is_sent


def open_petition(tx: Connection, visit: Visit, number: str, *, what: str) -> PetitionRecord:
    """Return the petition of a case and log that it was opened (R33); else end with 404 (R6)."""
    record_of(tx, visit, number)
    record = petitions.find(tx, number)
    if record is None:
        abort(404)
    visit.log(tx, what, case_number=number)
    return record


def view_of(tx: Connection, visit: Visit, record: PetitionRecord) -> PetitionView:
    """Gather what the page shows."""
    petition = record.petition
    actor = actor_of(visit)
    dispatch = _dispatch(tx, record)
    return PetitionView(
        record=record,
        state=state_of(petition),
        dates=tuple(_dates(visit, record)),
        steps=tuple(_steps(visit, record)),
        missing_parts=record.form.form.missing,
        missing_sponsors=missing_sponsors(petition),
        is_changed_since=is_changed_since(petition),
        against=hindrances(petition, actor=actor, covers_latest=True),
        is_sender=actor is sender_of(petition),
        may_undo=_may_undo(visit, record, dispatch),
        dispatch=dispatch,
    )


def actor_of(visit: Visit) -> Actor:
    """Return as whom the person acts on petitions (R28)."""
    return Actor.DIRECTOR if visit.may("direct") else Actor.OFFICER


def facts_of(visit: Visit, record: PetitionRecord) -> StatementFacts:
    """Return what stands in the statement besides its text."""
    return StatementFacts(
        number=record.number,
        petition=record.petition,
        office=visit.tools.filing.office_on_duty(),
        written_on=visit.today,
        edited=visit.tools.filing.edited(),
    )


def draft_of(visit: Visit, record: PetitionRecord) -> StatementForm:
    """Return the statement as it is kept, or what can be filled in before anybody writes."""
    if record.form.version:
        return record.form.form
    office, address = visit.tools.office, record.case.party_address
    is_citizen = not (address and (office.replies.forbids(address) or office.is_own(address)))
    petitioner = record.case.party_name if is_citizen else ""
    return first_draft(facts_of(visit, record), petitioner=petitioner)


def _dates(visit: Visit, record: PetitionRecord) -> Iterable[DateView]:
    limit = limits_on(visit.today, visit.tools.office.calendar)
    for each in dates_of(record.petition, visit.tools.office):
        yield DateView(date=each, limit=limit(each.due_on))


def _steps(visit: Visit, record: PetitionRecord) -> Iterable[StepView]:
    petition = record.petition
    may_work = visit.may("work") and record.is_open
    for step in AFTER:
        fault = step_fault(petition, step, visit.today, today=visit.today)
        taken = petition.step(step)
        yield StepView(
            step=step,
            taken=taken,
            may_enter=may_work and fault in {None, StepFault.TOO_EARLY},
            may_take_back=may_work and taken is not None and step is not Step.TO_AGENCY,
        )


def _dispatch(tx: Connection, record: PetitionRecord) -> DispatchLine | None:
    if record.sent is None or record.sent.dispatch is None:
        return None
    journal = register.first_journal(tx, record.number)
    lines = dispatches.of_journal(tx, journal) if journal else ()
    return next((line for line in lines if line.id == record.sent.dispatch), None)


def _may_undo(visit: Visit, record: PetitionRecord, dispatch: DispatchLine | None) -> bool:
    """Say whether the sending can be taken back: a mail in its first moments, a letter always."""
    sent = record.sent
    is_own = actor_of(visit) is sender_of(record.petition)
    if sent is None or not record.is_open or not is_own or unsend_fault(record.petition):
        return False
    if sent.dispatch is None:
        return True
    undo = timedelta(seconds=visit.tools.settings.undo_seconds)
    is_waiting = dispatch is not None and dispatch.state is DispatchState.WAITING
    return is_waiting and visit.now < sent.sent_at + undo
