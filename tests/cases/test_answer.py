"""May the final answer go out? (R19, R20, R23)."""

from dataclasses import replace

import pytest

from cases.answer import AnswerStanding, AnswerWay, Hindrance, hindrances, open_places

READY = AnswerStanding(
    is_open=True,
    subject="Unsere Antwort",
    text="Guten Tag",
    is_agreed=True,
    wish_met=True,
    alternatives_noted=False,
    has_consent=True,
    has_address=True,
    may_mail_to=True,
)


@pytest.mark.parametrize("way", AnswerWay)
def test_r23_a_finished_and_agreed_answer_goes_either_way(way: AnswerWay) -> None:
    """Nothing is missing."""
    assert hindrances(READY, way) == ()


@pytest.mark.parametrize("way", AnswerWay)
def test_r19_no_answer_before_the_agreement_with_the_specialist(way: AnswerWay) -> None:
    """Neither by e-mail nor by post."""
    assert hindrances(replace(READY, is_agreed=False), way) == (Hindrance.NOT_AGREED,)


def test_r20_whether_the_wish_is_met_must_be_said() -> None:
    """An answer alone does not tell it."""
    standing = replace(READY, wish_met=None)

    assert hindrances(standing, AnswerWay.POST) == (Hindrance.WISH_NOT_SAID,)


def test_r20_a_wish_not_met_needs_alternatives_or_a_reason() -> None:
    """Both stand on the case as one kind of note."""
    refused = replace(READY, wish_met=False)

    assert hindrances(refused, AnswerWay.POST) == (Hindrance.ALTERNATIVES_MISSING,)
    assert hindrances(replace(refused, alternatives_noted=True), AnswerWay.POST) == ()


def test_r23_without_consent_the_answer_goes_by_post_only() -> None:
    """The customer's consent must be on the case."""
    standing = replace(READY, has_consent=False)

    assert hindrances(standing, AnswerWay.EMAIL) == (Hindrance.NO_CONSENT,)
    assert hindrances(standing, AnswerWay.POST) == ()


def test_r23_without_address_there_is_no_mail() -> None:
    """Whatever was agreed."""
    standing = replace(READY, has_address=False, may_mail_to=False)

    assert hindrances(standing, AnswerWay.EMAIL) == (Hindrance.NO_ADDRESS,)


def test_r15a_no_answer_to_a_customer_goes_to_an_authority() -> None:
    """Nor to our own house."""
    standing = replace(READY, may_mail_to=False)

    assert hindrances(standing, AnswerWay.EMAIL) == (Hindrance.ADDRESS_FORBIDDEN,)
    assert hindrances(standing, AnswerWay.POST) == ()


@pytest.mark.parametrize("missing", ["subject", "text"])
def test_r23_an_empty_answer_does_not_go_out(missing: str) -> None:
    """Nor one without subject."""
    standing = replace(READY, **{missing: "  \n"})

    assert hindrances(standing, AnswerWay.POST) == (Hindrance.EMPTY,)


def test_r23_places_of_the_template_must_be_filled_in() -> None:
    """In the text or in the subject."""
    assert hindrances(replace(READY, text="[[Grund]]"), AnswerWay.POST) == (Hindrance.OPEN_PLACES,)
    assert hindrances(replace(READY, subject="[[x]]"), AnswerWay.POST) == (Hindrance.OPEN_PLACES,)
    assert open_places("a [[eins\nzwei]] b [[drei]] [vier] [[ ") == ("eins zwei", "drei")


def test_r21_a_closed_case_answers_no_more() -> None:
    """It has to be opened again first."""
    standing = replace(READY, is_open=False)

    assert hindrances(standing, AnswerWay.POST) == (Hindrance.CASE_CLOSED,)


def test_r19_everything_that_is_missing_is_told_at_once() -> None:
    """In the order in which it is put right."""
    standing = AnswerStanding(
        is_open=False,
        subject="",
        text="[[x]]",
        is_agreed=False,
        wish_met=None,
        alternatives_noted=False,
        has_consent=False,
        has_address=False,
        may_mail_to=False,
    )

    assert hindrances(standing, AnswerWay.EMAIL) == (
        Hindrance.CASE_CLOSED,
        Hindrance.EMPTY,
        Hindrance.OPEN_PLACES,
        Hindrance.NOT_AGREED,
        Hindrance.WISH_NOT_SAID,
        Hindrance.NO_CONSENT,
        Hindrance.NO_ADDRESS,
    )
