"""What may be done to a petition next: the way's steps, authorisations, sending (R26 to R28)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cases.petition import (
    AFTER,
    Actor,
    Authorisation,
    Petition,
    Sponsor,
    Step,
    are_same_person,
    is_changed_since,
    missing_sponsors,
)
from cases.same_person import names_somebody


class Hindrance(StrEnum):
    """Why a statement cannot be sent."""

    CLOSED = "closed"  # the case is
    OTHER_TEXT = "other_text"  # the text, or what is known, is not what the sender saw
    OWN_COPY = "own_copy"  # nobody asked for one (R25)
    ALREADY_SENT = "already_sent"
    RECEIPT_OPEN = "receipt_open"  # until it is confirmed nobody knows the limit (R26)
    NO_COMPETENCE = "no_competence"  # until it is set nobody knows whether R28 applies
    NO_COMMITTEE_DAY = "no_committee_day"  # R28 counts back from it
    FORM_INCOMPLETE = "form_incomplete"  # R26: in the office's form
    NOT_SENDER = "not_sender"  # the director sends the board's statements (R28)
    AGENCY_MISSING = "agency_missing"
    COUNTY_MISSING = "county_missing"
    SAME_PERSON = "same_person"
    CHANGED_SINCE = "changed_since"


class StepFault(StrEnum):
    """Why a step cannot be entered or taken back."""

    CLOSED = "closed"  # the case is
    BY_SENDING = "by_sending"
    TAKEN = "taken"
    NOT_YET = "not_yet"  # the step before it is missing
    IN_FUTURE = "in_future"
    TOO_EARLY = "too_early"  # before the step that it follows, or before receipt
    NOT_TAKEN = "not_taken"
    OTHERS_FOLLOW = "others_follow"
    GONE = "gone"  # the mail has left the house
    NOT_SENDER = "not_sender"


class AuthorisationFault(StrEnum):
    """Why an authorisation is not taken."""

    CLOSED = "closed"  # the case is
    TAKEN = "taken"  # somebody stands there already
    NO_NAME = "no_name"
    NO_DOCUMENT = "no_document"
    IN_FUTURE = "in_future"
    TOO_EARLY = "too_early"
    SAME_PERSON = "same_person"
    NOT_BOARDS = "not_boards"
    ALREADY_SENT = "already_sent"


class PetitionState(StrEnum):
    """Where a petition stands, for lists; the latest that is true."""

    OWN_COPY = "own_copy"
    RECEIPT_OPEN = "receipt_open"
    COMPETENCE_OPEN = "competence_open"
    COMMITTEE_DAY_OPEN = "committee_day_open"
    IN_WORK = "in_work"
    TO_AUTHORISE = "to_authorise"
    READY = "ready"
    SENT = "sent"
    ARRIVED = "arrived"
    WITH_COMMITTEE = "with_committee"


def sender_of(petition: Petition) -> Actor:
    """Return who sends the statement: the director where the board answers (R28)."""
    return Actor.DIRECTOR if petition.is_boards else Actor.OFFICER


def hindrances(
    petition: Petition, *, actor: Actor, covers_latest: bool = False
) -> tuple[Hindrance, ...]:
    """Return everything that stands against sending now; empty: it may go (R26, R28).

    `covers_latest`: the sender says that the authorisations hold for the text as it is now.
    """
    return tuple(_hindrances(petition, actor, covers_latest=covers_latest))


def step_fault(petition: Petition, step: Step, on_day: date, *, today: date) -> StepFault | None:
    """Return why the officer cannot enter the step for that day; None if it can be entered."""
    before = AFTER[step]
    rests_on = petition.step(before) if before else None
    if step is Step.TO_AGENCY:
        return StepFault.BY_SENDING
    if petition.step(step):
        return StepFault.TAKEN
    if before and rests_on is None:
        return StepFault.NOT_YET
    if on_day > today:
        return StepFault.IN_FUTURE
    earliest = rests_on.on_day if rests_on else petition.received_on
    return StepFault.TOO_EARLY if on_day < earliest else None


def takes_back_fault(petition: Petition, step: Step) -> StepFault | None:
    """Return why a step cannot be taken back; sending is taken back by itself, elsewhere."""
    if step is Step.TO_AGENCY:
        return StepFault.BY_SENDING
    return None if petition.step(step) else StepFault.NOT_TAKEN


def unsend_fault(petition: Petition) -> StepFault | None:
    """Return why sending cannot be taken back: it never was, or others have it already."""
    sent = petition.step(Step.TO_AGENCY)
    if sent is None:
        return StepFault.NOT_TAKEN
    # What was entered by the sending itself goes back with it.
    later = [each.step for each in petition.steps if each.at != sent.at]
    follows = any(AFTER[step] is Step.TO_AGENCY for step in later)
    return StepFault.OTHERS_FOLLOW if follows else None


def authorisation_fault(
    petition: Petition, wanted: Authorisation, *, today: date
) -> AuthorisationFault | None:
    """Return why the authorisation is not taken; None if it may stand (R28)."""
    others = [each for each in petition.authorisations if each.sponsor is not wanted.sponsor]
    checks = (
        (petition.is_sent, AuthorisationFault.ALREADY_SENT),
        (not petition.is_boards, AuthorisationFault.NOT_BOARDS),
        (petition.authorisation(wanted.sponsor) is not None, AuthorisationFault.TAKEN),
        (not names_somebody(wanted.name), AuthorisationFault.NO_NAME),
        (wanted.on_day > today, AuthorisationFault.IN_FUTURE),
        (wanted.on_day < petition.received_on, AuthorisationFault.TOO_EARLY),
        (wanted.document is None, AuthorisationFault.NO_DOCUMENT),
        (are_same_person([*others, wanted]), AuthorisationFault.SAME_PERSON),
    )
    return next((fault for is_so, fault in checks if is_so), None)


def state_of(petition: Petition) -> PetitionState:
    """Return where the petition stands (R25 to R28)."""
    states = (
        (petition.is_own_copy, PetitionState.OWN_COPY),
        (petition.step(Step.TO_COMMITTEE) is not None, PetitionState.WITH_COMMITTEE),
        (petition.step(Step.ARRIVED) is not None, PetitionState.ARRIVED),
        (petition.is_sent, PetitionState.SENT),
        (not petition.is_confirmed, PetitionState.RECEIPT_OPEN),
        (petition.competence is None, PetitionState.COMPETENCE_OPEN),
        (petition.lacks_committee_day, PetitionState.COMMITTEE_DAY_OPEN),
        (not petition.is_complete, PetitionState.IN_WORK),
        (bool(missing_sponsors(petition)), PetitionState.TO_AUTHORISE),
    )
    return next((state for is_so, state in states if is_so), PetitionState.READY)


def _hindrances(petition: Petition, actor: Actor, *, covers_latest: bool) -> Iterable[Hindrance]:
    checks = (
        (petition.is_own_copy, Hindrance.OWN_COPY),
        (petition.is_sent, Hindrance.ALREADY_SENT),
        (not petition.is_confirmed, Hindrance.RECEIPT_OPEN),
        (petition.competence is None, Hindrance.NO_COMPETENCE),
        (petition.lacks_committee_day, Hindrance.NO_COMMITTEE_DAY),
        (not petition.is_complete, Hindrance.FORM_INCOMPLETE),
        (actor is not sender_of(petition), Hindrance.NOT_SENDER),
    )
    yield from (hindrance for is_so, hindrance in checks if is_so)
    if petition.is_boards:
        yield from _board_hindrances(petition, covers_latest=covers_latest)


def _board_hindrances(petition: Petition, *, covers_latest: bool) -> Iterable[Hindrance]:
    missing = missing_sponsors(petition)
    if Sponsor.AGENCY in missing:
        yield Hindrance.AGENCY_MISSING
    if Sponsor.COUNTY in missing:
        yield Hindrance.COUNTY_MISSING
    if are_same_person(petition.authorisations):
        yield Hindrance.SAME_PERSON
    if is_changed_since(petition) and not covers_latest:
        yield Hindrance.CHANGED_SINCE
