"""What may be done to a petition next (R25 to R28)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.labels import Label
from cases.petition import Actor, Competence, Sponsor, Step
from cases.petition_way import (
    AuthorisationFault,
    Hindrance,
    PetitionState,
    StepFault,
    authorisation_fault,
    hindrances,
    sender_of,
    state_of,
    step_fault,
    takes_back_fault,
    unsend_fault,
)
from tests.cases.petitions import (
    BOTH,
    MONDAY,
    NOON,
    TODAY,
    a_petition,
    an_authorisation,
    taken,
)

SENT = taken(Step.TO_AGENCY)
COMMITTEE_ON = date(2026, 12, 21)
BOARDS = {"competence": Competence.BOARD, "committee_on": COMMITTEE_ON}
BOARD = a_petition(**BOARDS, authorisations=BOTH)
TWICE = (
    an_authorisation(Sponsor.AGENCY, name="Karl Landmann"),
    an_authorisation(Sponsor.COUNTY, name="Dr. Karl Landmann"),
)


@pytest.mark.parametrize("competence", [Competence.AGENCY, Competence.COUNTY])
def test_r26_the_officer_sends_what_a_sponsor_answers_for(competence: Competence) -> None:
    """Nothing stands against it once the form is filled in."""
    petition = a_petition(competence=competence)

    assert hindrances(petition, actor=Actor.OFFICER) == ()
    assert hindrances(petition, actor=Actor.DIRECTOR) == (Hindrance.NOT_SENDER,)


def test_r28_the_director_sends_what_the_board_answers_for() -> None:
    """The officer does not, however complete it is."""
    assert sender_of(BOARD) is Actor.DIRECTOR
    assert hindrances(BOARD, actor=Actor.DIRECTOR) == ()
    assert hindrances(BOARD, actor=Actor.OFFICER) == (Hindrance.NOT_SENDER,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_own_copy": True}, Hindrance.OWN_COPY),
        ({"steps": (SENT,)}, Hindrance.ALREADY_SENT),
        ({"is_confirmed": False}, Hindrance.RECEIPT_OPEN),
        ({"competence": None}, Hindrance.NO_COMPETENCE),
        ({"is_complete": False}, Hindrance.FORM_INCOMPLETE),
    ],
)
def test_r26_each_of_these_alone_forbids_sending(
    changes: dict[str, object], expected: Hindrance
) -> None:
    """One reason, one word for it."""
    assert hindrances(a_petition(**changes), actor=Actor.OFFICER) == (expected,)


def test_r28_without_the_committees_day_the_boards_statement_does_not_go() -> None:
    """Nobody would know whether it is in time; a ministry that asks sets no such day."""
    petition = replace(BOARD, committee_on=None)
    submission = replace(petition, labels=(Label.SUBMISSION,))

    assert hindrances(petition, actor=Actor.DIRECTOR) == (Hindrance.NO_COMMITTEE_DAY,)
    assert state_of(petition) is PetitionState.COMMITTEE_DAY_OPEN
    assert hindrances(submission, actor=Actor.DIRECTOR) == ()
    assert state_of(submission) is PetitionState.READY


@pytest.mark.parametrize(
    ("authorisations", "expected"),
    [
        ((), (Hindrance.AGENCY_MISSING, Hindrance.COUNTY_MISSING)),
        ((an_authorisation(Sponsor.AGENCY),), (Hindrance.COUNTY_MISSING,)),
        ((an_authorisation(Sponsor.COUNTY),), (Hindrance.AGENCY_MISSING,)),
        (
            (an_authorisation(document=None), an_authorisation(Sponsor.COUNTY)),
            (Hindrance.AGENCY_MISSING,),
        ),
        (TWICE, (Hindrance.SAME_PERSON,)),
    ],
)
def test_r28_the_boards_statement_needs_two_different_persons(
    authorisations: tuple[object, ...], expected: tuple[Hindrance, ...]
) -> None:
    """Each with a document; one person twice is one person."""
    petition = replace(BOARD, authorisations=authorisations)

    assert hindrances(petition, actor=Actor.DIRECTOR) == expected


def test_r28_a_text_changed_after_authorisation_goes_only_with_the_directors_word() -> None:
    """The director says that the authorisations cover the text as it is now."""
    changed = replace(BOARD, edited_at=NOON + timedelta(hours=1))

    assert hindrances(changed, actor=Actor.DIRECTOR) == (Hindrance.CHANGED_SINCE,)
    assert hindrances(changed, actor=Actor.DIRECTOR, covers_latest=True) == ()


def test_every_reason_is_told_at_once() -> None:
    """So that nobody comes back for the next one."""
    petition = a_petition(is_own_copy=True, steps=(SENT,), competence=None, is_complete=False)

    assert hindrances(petition, actor=Actor.OFFICER) == (
        Hindrance.OWN_COPY,
        Hindrance.ALREADY_SENT,
        Hindrance.NO_COMPETENCE,
        Hindrance.FORM_INCOMPLETE,
    )


@pytest.mark.parametrize("step", [Step.UNIT_ASKED, Step.DRAFTED])
def test_steps_before_sending_can_be_entered_at_any_time(step: Step) -> None:
    """From the day of receipt until today."""
    assert step_fault(a_petition(), step, MONDAY, today=TODAY) is None
    assert step_fault(a_petition(steps=(SENT,)), step, TODAY, today=TODAY) is None


def test_sending_is_no_step_to_enter() -> None:
    """It is entered by the sending itself, with all that R28 asks for."""
    assert step_fault(BOARD, Step.TO_AGENCY, TODAY, today=TODAY) is StepFault.BY_SENDING
    assert takes_back_fault(BOARD, Step.TO_AGENCY) is StepFault.BY_SENDING


@pytest.mark.parametrize(
    "step", [Step.AGENCY_CHECKED, Step.TO_REGIONAL_OFFICE, Step.ARRIVED, Step.TO_COMMITTEE]
)
def test_r26_the_way_through_aa_and_rd_begins_with_sending(step: Step) -> None:
    """Before it nothing can arrive; on the same day it can."""
    assert step_fault(a_petition(), step, TODAY, today=TODAY) is StepFault.NOT_YET
    assert step_fault(a_petition(steps=(SENT,)), step, TODAY, today=TODAY) is None


@pytest.mark.parametrize(
    ("step", "on_day", "expected"),
    [
        (Step.DRAFTED, TODAY + timedelta(days=1), StepFault.IN_FUTURE),
        (Step.DRAFTED, MONDAY - timedelta(days=1), StepFault.TOO_EARLY),
        (Step.ARRIVED, TODAY - timedelta(days=1), StepFault.TOO_EARLY),
        (Step.UNIT_ASKED, TODAY, StepFault.TAKEN),
    ],
)
def test_a_step_has_a_day_that_can_be(step: Step, on_day: date, expected: StepFault) -> None:
    """Not tomorrow, not before what it follows, not twice."""
    petition = a_petition(steps=(SENT, taken(Step.UNIT_ASKED)))

    assert step_fault(petition, step, on_day, today=TODAY) is expected


def test_a_step_can_be_taken_back_where_it_was_taken() -> None:
    """A slip of the hand is no fact."""
    petition = a_petition(steps=(taken(Step.DRAFTED),))

    assert takes_back_fault(petition, Step.DRAFTED) is None
    assert takes_back_fault(petition, Step.ARRIVED) is StepFault.NOT_TAKEN


def test_sending_is_taken_back_only_while_nothing_follows() -> None:
    """Once the AA has checked it, it has been there."""
    checked = replace(taken(Step.AGENCY_CHECKED), at=NOON + timedelta(days=1))
    by_sending = taken(Step.TO_REGIONAL_OFFICE)

    assert unsend_fault(a_petition()) is StepFault.NOT_TAKEN
    assert unsend_fault(a_petition(steps=(SENT, by_sending))) is None
    assert unsend_fault(a_petition(steps=(SENT, taken(Step.DRAFTED)))) is None
    assert unsend_fault(a_petition(steps=(SENT, checked))) is StepFault.OTHERS_FOLLOW


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, AuthorisationFault.NO_NAME),
        ({"name": "Dr."}, AuthorisationFault.NO_NAME),
        ({"document": None}, AuthorisationFault.NO_DOCUMENT),
        ({"on_day": TODAY + timedelta(days=1)}, AuthorisationFault.IN_FUTURE),
        ({"on_day": MONDAY - timedelta(days=1)}, AuthorisationFault.TOO_EARLY),
        ({"name": "Landmann, Karl"}, AuthorisationFault.SAME_PERSON),
        ({}, None),
    ],
)
def test_r28_an_authorisation_has_name_day_and_document_and_is_no_second_of_one_person(
    changes: dict[str, object], expected: AuthorisationFault | None
) -> None:
    """The Landrat's stands already."""
    petition = replace(BOARD, authorisations=(an_authorisation(Sponsor.COUNTY),))
    wanted = an_authorisation(Sponsor.AGENCY, **changes)

    assert authorisation_fault(petition, wanted, today=TODAY) is expected


@pytest.mark.parametrize(
    ("petition", "expected"),
    [
        (a_petition(), AuthorisationFault.NOT_BOARDS),
        (BOARD, AuthorisationFault.TAKEN),
        (replace(BOARD, steps=(SENT,)), AuthorisationFault.ALREADY_SENT),
    ],
)
def test_r28_authorisations_belong_to_the_boards_unsent_statements(
    petition: object, expected: AuthorisationFault
) -> None:
    """Elsewhere there is nothing to authorise, and nobody writes over another's."""
    assert authorisation_fault(petition, an_authorisation(), today=TODAY) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_own_copy": True, "steps": (SENT,)}, PetitionState.OWN_COPY),
        ({"is_confirmed": False, "competence": None}, PetitionState.RECEIPT_OPEN),
        ({"competence": None}, PetitionState.COMPETENCE_OPEN),
        ({"is_complete": False}, PetitionState.IN_WORK),
        (BOARDS, PetitionState.TO_AUTHORISE),
        ({**BOARDS, "authorisations": BOTH}, PetitionState.READY),
        ({}, PetitionState.READY),
        ({"steps": (SENT,), "is_confirmed": False}, PetitionState.SENT),
        ({"steps": (SENT, taken(Step.ARRIVED))}, PetitionState.ARRIVED),
        ({"steps": (SENT, taken(Step.TO_COMMITTEE))}, PetitionState.WITH_COMMITTEE),
    ],
)
def test_r25_where_a_petition_stands(changes: dict[str, object], expected: PetitionState) -> None:
    """The list says one word for each."""
    assert state_of(a_petition(**changes)) is expected
